/** `attune report`: scored conversations in, other reports of them out; nothing is scored again. */

import { UserError } from '../errors.ts';
import type { Against, ScoredConversation } from '../model.ts';
import { placeText } from '../place.ts';
import type { OpenReport } from '../report/index.ts';
import { expandInputs } from '../run/inputs.ts';
import { SCORED } from '../run/scored.ts';
import { isWithin, parsePeriod } from '../select/period.ts';
import { collect, compareRuns, createPairing, summarise, type Tallies } from '../summarise/index.ts';
import type { Io } from './io.ts';
import type { ExitCode } from './main.ts';
import { say, sayAccounts, sayDiagnostics } from './messages.ts';
import { numberFlag } from './numbers.ts';
import { type ReportingFlags, wantedReports } from './reporting.ts';
import { type ChoiceFlags, visitChosen } from './scored.ts';
import { columnsOf } from './targets.ts';

export interface ReportFlags extends ChoiceFlags, ReportingFlags {
  readonly groupBy: string;
  readonly compare?: string;
  readonly maxDrop?: string;
  readonly failUnder?: string;
  readonly strict?: true;
  readonly quiet?: true;
}

/**
 * Reports on conversations that were scored before.
 * @throws UserError for bad flags or inputs; no output file is left behind then.
 */
export async function reportCommand(
  inputs: readonly string[],
  flags: ReportFlags,
  io: Io,
): Promise<ExitCode> {
  const threshold = (flag: string, value: string | undefined) =>
    value === undefined ? undefined : numberFlag(flag, value, 0, 100);
  const failUnder = threshold('--fail-under', flags.failUnder);
  const maxDrop = threshold('--max-drop', flags.maxDrop);
  if (maxDrop !== undefined && flags.compare === undefined)
    throw new UserError(
      '--max-drop needs something to compare with: --compare base.ndjson or --compare 2026-01..2026-02',
    );
  const visit = visitChosen(flags, io);
  const wanted = wantedReports(flags, [], io);
  const files = await expandInputs(inputs, { cwd: io.cwd(), stdin: io.stdin }, SCORED);
  const base = flags.compare === undefined ? undefined : await openBase(flags.compare, flags, io);
  const reporting = await wanted.begin(files.map(({ path }) => path));
  const collector = collect(columnsOf(flags.groupBy));
  let reports: readonly OpenReport[] = [];
  try {
    const { accounts, receipt, known, diagnostics, notes } = await visit(files, {
      async open({ card }) {
        reports = await reporting.open(card);
      },
      async add(scored) {
        if (base?.takes(scored)) return;
        collector.add(scored);
        base?.pairing.after(scored);
        for (const report of reports) await report.add(scored);
      },
      enough: reporting.closed,
    });
    if (reporting.closed()) {
      await reporting.abandon();
      return 0;
    }
    const against = base?.against(collector.tallies(), receipt.rubricHash);
    const { compiled } = known;
    const summary = summarise(collector.tallies(), {
      accounts,
      receipt,
      ...(compiled && { scriptReliance: compiled.rubric.adjustments.scriptReliance }),
      ...(failUnder !== undefined && { failUnder }),
      ...(against && { against }),
      ...(maxDrop !== undefined && { maxDrop }),
    });
    for (const report of reports) await report.end({ summary, diagnostics });
    await reporting.close();
    if (!flags.quiet) {
      for (const note of notes) say(io, note);
      if (!reporting.statesInput) {
        sayDiagnostics(io, diagnostics);
        sayAccounts(io, accounts);
      }
      for (const failure of summary.failures) say(io, failure);
    }
    if (flags.strict && diagnostics.length > 0) return 3;
    return summary.passed ? 0 : 1;
  } catch (error) {
    await reporting.abandon();
    throw error;
  }
}

/**
 * What the report is compared with: other files of scored conversations, which are read at once, or a period of the
 * same ones, of which the report then does not speak.
 * @throws UserError where the files can't be read or hold nothing that is chosen.
 */
async function openBase(compare: string, flags: ReportFlags, io: Io) {
  const collector = collect(columnsOf(flags.groupBy));
  const pairing = createPairing();
  const period = parsePeriod(compare);
  const against = (tallies: Tallies, seed: string): Against => {
    const before = collector.tallies();
    if (before.overall.conversations === 0)
      throw new UserError(`--compare ${compare}: no conversation that is chosen is in it`);
    return compareRuns(before, tallies, {
      base: compare,
      moves: pairing.moves(),
      seed: `${seed}\n${compare}`,
    });
  };
  if (period === undefined) {
    const files = await expandInputs([compare], { cwd: io.cwd(), stdin: io.stdin }, SCORED);
    // The base may be of another time and of another rubric; who is spoken of must be the same.
    const { diagnostics } = await visitChosen(flags.where === undefined ? {} : { where: flags.where }, io)(
      files,
      {
        add: (scored) => {
          collector.add(scored);
          pairing.before(scored);
        },
      },
    );
    const [broken] = diagnostics;
    if (broken) throw new UserError(`${placeText(broken.place)}: ${broken.message}`);
  }
  return {
    takes(scored: ScoredConversation): boolean {
      if (period === undefined || !isWithin(scored, period)) return false;
      collector.add(scored);
      return true;
    },
    pairing,
    against,
  };
}
