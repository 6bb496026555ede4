/** What the commands on scored conversations share: a walk over those that flags choose. */

import { UserError } from '../errors.ts';
import type {
  Accounts,
  Conversation,
  Diagnostic,
  Receipt,
  RubricCard,
  ScoredConversation,
} from '../model.ts';
import { cardOf, receiptOf } from '../pipeline.ts';
import { type CompiledRubric, loadRubric } from '../rubric/index.ts';
import type { InputFile } from '../run/inputs.ts';
import { rubricFinder } from '../run/rubrics.ts';
import { agentTurnsOf, type ReadScored, readScored } from '../run/scored.ts';
import { isWithin, type Period, periodOf } from '../select/period.ts';
import { parseWhere, type Where } from '../select/where.ts';
import type { Io } from './io.ts';
import { measuredAgreement, rubricReference, staleMeasure } from './reading.ts';
import { type RedactFlags, redactorOf } from './redacting.ts';

export interface ChoiceFlags extends RedactFlags {
  readonly rubric?: string;
  readonly where?: string;
  readonly since?: string;
  readonly until?: string;
  readonly calibration?: string;
}

/** The rubric that made scores, as far as it is at hand. */
export interface Known {
  readonly card: RubricCard;
  readonly compiled?: CompiledRubric;
  readonly note?: string;
}

export interface Visitor {
  /** Called once, before the first conversation, whether it is chosen or not. */
  readonly open?: (known: Known) => void | Promise<void>;
  /** Called with every chosen conversation, in the order of the input. */
  readonly add: (scored: ScoredConversation) => void | Promise<void>;
  /** `true` ends the reading, because nobody reads on. */
  readonly enough?: () => boolean;
}

export interface Visited extends ReadScored {
  /** What was read, with what was left out among what was skipped. */
  readonly accounts: Accounts;
  readonly known: Known;
  readonly diagnostics: readonly Diagnostic[];
  /** What to say on standard error. */
  readonly notes: readonly string[];
}

/** Something that goes over the conversations that the flags choose; bad flags are told before anything is read. */
export type Visit = (files: readonly InputFile[], visitor: Visitor) => Promise<Visited>;

/** @throws UserError for bad flags; the visit throws one for inputs that can't be read. */
export function visitChosen(flags: ChoiceFlags, io: Io): Visit {
  const chosen = choose(flags);
  return async (files, { open, add, enough }) => {
    const diagnostics: Diagnostic[] = [];
    const redactor = await redactorOf(flags);
    let known: Known | undefined;
    const { accounts, receipt } = await readScored(files, {
      onDiagnostic: (diagnostic) => diagnostics.push(diagnostic),
      async onScored(scored) {
        if (known === undefined) {
          known = rubricOf(scored, flags, io);
          await open?.(known);
        }
        if (chosen.takes(scored)) await add(redactor?.scored(scored, conversationOf(scored)) ?? scored);
      },
      ...(enough && { enough }),
    });
    const notes = [...(known!.note === undefined ? [] : [known!.note]), ...chosen.warnings()];
    return { accounts: chosen.without(accounts), receipt, known: known!, diagnostics, notes };
  };
}

/**
 * The conversation that was scored, as far as its scores have kept it; who the customer was, they do not say.
 * @throws UserError where they have not kept the words, as nobody can tell then what is personal.
 */
function conversationOf({
  id,
  agent,
  channel,
  startedAt,
  meta,
  source,
  turns,
}: ScoredConversation): Conversation {
  return {
    id,
    ...(agent !== undefined && { agent }),
    ...(channel !== undefined && { channel }),
    ...(startedAt !== undefined && { startedAt }),
    meta,
    source,
    turns: turns.map(({ index, role, speaker, text }) => {
      if (text === undefined)
        throw new UserError(
          `${source.path}: ${id} was scored without its words, so nobody can tell what to redact; redact when you score (attune score --redact), or score with --quote full`,
        );
      return { index, role, visibility: 'public', text, rows: [], ...(speaker !== undefined && { speaker }) };
    }),
  };
}

/** The conversations that `--where`, `--since` and `--until` leave, and what they leave out. */
function choose({ where, since, until }: ChoiceFlags) {
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
      left.agentTurns += agentTurnsOf(scored);
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

/**
 * The rubric that made these scores, for the titles of its criteria: the one of `--rubric`, the configured or the
 * shipped one, where its hash is that of the scores; else what the scores themselves tell.
 */
function rubricOf(scored: ScoredConversation, { rubric: flag, calibration }: ChoiceFlags, io: Io): Known {
  const measured = measuredAgreement(calibration, io.cwd());
  const { receipt } = scored;
  const find = rubricFinder(io.cwd());
  const wanted = flag === undefined ? [rubricReference(undefined, io.cwd()), receipt.rubric] : [flag];
  for (const reference of new Set(wanted)) {
    const compiled = loadMatching(reference, receipt, find, flag !== undefined);
    if (compiled) {
      const stale = measured && staleMeasure(measured, compiled);
      return { card: cardOf(compiled, measured), compiled, ...(stale !== undefined && { note: stale }) };
    }
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
