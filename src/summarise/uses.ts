/** Adds traced turns up: how many come from macros and how, by agent and by macro, and what empathy there is in each. */

import { compareKeys } from '../keys.ts';
import {
  type MacroUse,
  type ScoredConversation,
  type TracedTurn,
  type TraceSummary,
  USES,
  type UseGroup,
  type UseTally,
} from '../model.ts';

/** A row for every turn that was traced. */
export function tracedTurns({ id, agent, turns }: ScoredConversation): TracedTurn[] {
  return turns.flatMap(({ index, speaker, macro, score, labels }): TracedTurn[] =>
    macro
      ? [
          {
            kind: 'turn',
            schema: 1,
            conversation: id,
            turn: index,
            agent: agent ?? speaker ?? null,
            how: macro.how,
            macro: macro.id ?? null,
            share: macro.share ?? null,
            score: score?.normalized ?? null,
            empathy: labels.empathy ?? 0,
          },
        ]
      : [],
  );
}

interface Count {
  turns: number;
  judged: number;
  empathic: number;
  sum: number;
}
/** The turns of a group in whole numbers, which merge in any order. */
export type UseCounts = Record<MacroUse['how'], Count> & { readonly changes: { n: number; sum: number } };

/** Scores have one decimal and shares three, so that sums are of whole numbers and the order of adding is nothing. */
const TENTHS = 10;
const THOUSANDTHS = 1000;

/** Totals that grow with every turn; memory grows with agents and macros only. */
export function openTotals() {
  const overall = emptyUses();
  const agents = new Map<string, UseCounts>();
  const macros = new Map<string, UseCounts>();
  return {
    add(row: TracedTurn): void {
      countUse(overall, row);
      if (row.agent !== null) countUse(groupOf(agents, row.agent), row);
      if (row.macro !== null) countUse(groupOf(macros, row.macro), row);
    },
    summary(
      library: Omit<TraceSummary['library'], 'unused'>,
      receipt: TraceSummary['receipt'],
    ): TraceSummary {
      return {
        kind: 'trace',
        schema: 1,
        library: { ...library, unused: library.macros - library.untraceable.length - macros.size },
        overall: usesOf('overall', overall),
        agents: list(agents),
        macros: list(macros),
        receipt,
      };
    },
  };
}

export function emptyUses(): UseCounts {
  const empty = (): Count => ({ turns: 0, judged: 0, empathic: 0, sum: 0 });
  return {
    verbatim: empty(),
    edited: empty(),
    personalised: empty(),
    own: empty(),
    changes: { n: 0, sum: 0 },
  };
}

function groupOf(groups: Map<string, UseCounts>, key: string): UseCounts {
  const known = groups.get(key) ?? emptyUses();
  groups.set(key, known);
  return known;
}

export function countUse(group: UseCounts, { how, share, score, empathy }: TracedTurn): void {
  const one = group[how];
  one.turns++;
  if (score !== null) {
    one.judged++;
    if (empathy > 0) one.empathic++;
    one.sum += Math.round(score * TENTHS);
  }
  if (share !== null) {
    group.changes.n++;
    group.changes.sum += Math.round(share * THOUSANDTHS);
  }
}

/** Adds the counts of another part. */
export function addUses(to: UseCounts, part: UseCounts): void {
  for (const how of USES) {
    to[how].turns += part[how].turns;
    to[how].judged += part[how].judged;
    to[how].empathic += part[how].empathic;
    to[how].sum += part[how].sum;
  }
  to.changes.n += part.changes.n;
  to.changes.sum += part.changes.sum;
}

/** Whether any turn was traced. */
export const isTraced = (uses: UseCounts): boolean => USES.some((how) => uses[how].turns > 0);

/** Most used first. */
function list(groups: ReadonlyMap<string, UseCounts>): UseGroup[] {
  return [...groups]
    .map(([key, group]) => usesOf(key, group))
    .sort((a, b) => b.turns - a.turns || compareKeys(a.key, b.key));
}

/** The counts as a group of the summary. */
export function usesOf(key: string, group: UseCounts): UseGroup {
  const tally = ({ turns, judged, empathic, sum }: Count): UseTally => ({
    turns,
    judged,
    empathic,
    mean: judged === 0 ? null : Math.round(sum / judged) / TENTHS,
  });
  const { n, sum } = group.changes;
  return {
    key,
    turns: USES.reduce((all, how) => all + group[how].turns, 0),
    uses: {
      verbatim: tally(group.verbatim),
      edited: tally(group.edited),
      personalised: tally(group.personalised),
      own: tally(group.own),
    },
    changed: n === 0 ? null : Math.round(sum / n) / THOUSANDTHS,
  };
}
