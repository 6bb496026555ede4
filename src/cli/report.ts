/** `attune report`: scored conversations in, other reports of them out; nothing is scored again. */

import { UserError } from '../errors.ts';
import type { Against, Diagnostic, Receipt, RubricCard, ScoredConversation } from '../model.ts';
import { cardOf, receiptOf } from '../pipeline.ts';
import type { OpenReport } from '../report/index.ts';
import { type CompiledRubric, loadRubric } from '../rubric/index.ts';
import { expandInputs } from '../run/inputs.ts';
import { rubricFinder } from '../run/rubrics.ts';
import { readScored, SCORED } from '../run/scored.ts';
import { isWithin, type Period, parsePeriod, periodOf } from '../select/period.ts';
import { parseWhere, type Where } from '../select/where.ts';
import { collect, compareRuns, createPairing, summarise, type Tallies } from '../summarise/index.ts';
import type { Io } from './io.ts';
import type { ExitCode } from './main.ts';
import { say, sayAccounts, sayDiagnostics } from './messages.ts';
import { numberFlag } from './numbers.ts';
import { rubricReference } from './reading.ts';
import { type ReportingFlags, wantedReports } from './reporting.ts';
import { columnsOf } from './targets.ts';

export interface ReportFlags extends ReportingFlags {
  readonly rubric?: string;
  readonly groupBy: string;
  readonly where?: string;
  readonly since?: string;
  readonly until?: string;
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
  const failUnder =
    flags.failUnder === undefined ? undefined : numberFlag('--fail-under', flags.failUnder, 0, 100);
  const maxDrop = flags.maxDrop === undefined ? undefined : numberFlag('--max-drop', flags.maxDrop, 0, 100);
  if (maxDrop !== undefined && flags.compare === undefined)
    throw new UserError(
      '--max-drop needs something to compare with: --compare base.ndjson or --compare 2026-01..2026-02',
    );
  const chosen = choose(flags);
  const base = flags.compare === undefined ? undefined : await openBase(flags.compare, flags, io);
  const wanted = wantedReports(flags, [], io);
  const files = await expandInputs(inputs, { cwd: io.cwd(), stdin: io.stdin }, SCORED);
  const reporting = await wanted.begin(files.map(({ path }) => path));
  const diagnostics: Diagnostic[] = [];
  const collector = collect(columnsOf(flags.groupBy));
  let known: Known | undefined;
  let reports: readonly OpenReport[] = [];
  try {
    const read = await readScored(files, {
      onDiagnostic: (diagnostic) => diagnostics.push(diagnostic),
      async onScored(scored) {
        if (known === undefined) {
          known = rubricOf(scored, flags.rubric, io);
          reports = await reporting.open(known.card);
        }
        if (!chosen.takes(scored)) return;
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
    const accounts = chosen.without(read.accounts);
    const { compiled, note } = known!;
    const against = base?.against(collector.tallies(), read.receipt.rubricHash);
    const summary = summarise(collector.tallies(), {
      accounts,
      receipt: read.receipt,
      ...(compiled && { scriptReliance: compiled.rubric.adjustments.scriptReliance }),
      ...(failUnder !== undefined && { failUnder }),
      ...(against && { against }),
      ...(maxDrop !== undefined && { maxDrop }),
    });
    for (const report of reports) await report.end({ summary, diagnostics });
    await reporting.close();
    if (!flags.quiet) {
      if (note !== undefined) say(io, note);
      for (const warning of chosen.warnings()) say(io, warning);
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
    // Periods tell the two runs apart only where the base has them, too.
    const chosen = choose({ ...(flags.where !== undefined && { where: flags.where }) });
    await readScored(files, {
      onDiagnostic: ({ place, message }) => {
        throw new UserError(`${[place.path, place.line ?? place.pointer].join(':')}: ${message}`);
      },
      onScored(scored) {
        if (!chosen.takes(scored)) return;
        collector.add(scored);
        pairing.before(scored);
      },
    });
    return { takes: () => false, pairing, against };
  }
  return {
    takes(scored: ScoredConversation): boolean {
      if (!isWithin(scored, period)) return false;
      collector.add(scored);
      return true;
    },
    pairing,
    against,
  };
}

/** The conversations that `--where`, `--since` and `--until` leave, and what they leave out. */
function choose({ where, since, until }: Pick<ReportFlags, 'where' | 'since' | 'until'>) {
  const filter: Where | undefined = where === undefined ? undefined : parseWhere(where);
  const period: Period = periodOf({
    ...(since !== undefined && { since }),
    ...(until !== undefined && { until }),
  });
  const unseen = new Set(filter?.columns);
  const left = { conversations: 0, undated: 0, rows: 0, agentRows: 0, agentTurns: 0 };
  return {
    takes(scored: ScoredConversation): boolean {
      for (const column of unseen) if (Object.hasOwn(scored.meta, column)) unseen.delete(column);
      const inPeriod = isWithin(scored, period);
      if (inPeriod && (filter === undefined || filter.matches(scored))) return true;
      left.conversations++;
      if (!inPeriod && scored.startedAt === undefined) left.undated++;
      left.rows += scored.rows;
      left.agentRows += scored.agentRows;
      left.agentTurns += scored.turns.filter((turn) => turn.score !== undefined).length;
      return false;
    },
    /** The accounts with what was left out among what was skipped. */
    without: <A extends { scored: number; skipped: number; agentRows: number; agentTurns: number }>(
      accounts: A,
    ): A => ({
      ...accounts,
      scored: accounts.scored - left.rows,
      skipped: accounts.skipped + left.rows,
      agentRows: accounts.agentRows - left.agentRows,
      agentTurns: accounts.agentTurns - left.agentTurns,
    }),
    warnings: (): string[] => [
      ...[...unseen].map((column) => `--where: no conversation has a column "${column}"`),
      ...(left.undated > 0
        ? [`${left.undated} conversations have no date and were left out of the period`]
        : []),
      ...(left.conversations > 0
        ? [`${left.conversations} conversations left out by --where, --since or --until`]
        : []),
    ],
  };
}

interface Known {
  readonly card: RubricCard;
  readonly compiled?: CompiledRubric;
  readonly note?: string;
}

/**
 * The rubric that made these scores, for the titles of its criteria: the one of `--rubric`, the configured or the
 * shipped one, where its hash is that of the scores; else what the scores themselves tell.
 */
function rubricOf(scored: ScoredConversation, flag: string | undefined, io: Io): Known {
  const { receipt } = scored;
  const find = rubricFinder(io.cwd());
  const wanted = flag === undefined ? [rubricReference(undefined, io.cwd()), receipt.rubric] : [flag];
  for (const reference of new Set(wanted)) {
    const compiled = loadMatching(reference, receipt, find, flag !== undefined);
    if (compiled) return { card: cardOf(compiled), compiled };
  }
  if (flag !== undefined)
    throw new UserError(
      `--rubric ${flag}: the conversations were scored with another rubric, or another version of it (${receipt.rubric} ${receipt.version}, ${receipt.rubricHash.slice(0, 15)}…)`,
    );
  return {
    card: bareCard(scored),
    note: `the rubric ${receipt.rubric} ${receipt.version} is not at hand, so criteria show their ids; give it with --rubric FILE`,
  };
}

function loadMatching(
  reference: string,
  { rubricHash }: Receipt,
  find: ReturnType<typeof rubricFinder>,
  strict: boolean,
): CompiledRubric | undefined {
  try {
    const compiled = loadRubric(reference, find);
    return receiptOf(compiled).rubricHash === rubricHash ? compiled : undefined;
  } catch (error) {
    if (strict || !(error instanceof UserError)) throw error;
    return undefined;
  }
}

/** What a report can show of a rubric that is not there. */
function bareCard({ receipt: { rubric, version }, turns }: ScoredConversation): RubricCard {
  const labels = turns.find((turn) => turn.score !== undefined)?.labels ?? {};
  return { id: rubric, version, title: rubric, criteria: {}, bands: {}, labels: Object.keys(labels) };
}
