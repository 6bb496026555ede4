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

/** The same conversation with the macros of its turns. */
export function withUses(
  scored: ScoredConversation,
  uses: ReadonlyMap<number, MacroUse>,
): ScoredConversation {
  const turns = scored.turns.map((turn) => {
    const macro = uses.get(turn.index);
    return macro ? { ...turn, macro } : turn;
  });
  return { ...scored, turns };
}

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
type Group = { -readonly [How in MacroUse['how']]: Count } & { readonly changes: { n: number; sum: number } };

/** Scores have one decimal and shares three, so that sums are of whole numbers and the order of adding is nothing. */
const TENTHS = 10;
const THOUSANDTHS = 1000;

/** Totals that grow with every turn; memory grows with agents and macros only. */
export function openTotals() {
  const overall = emptyGroup();
  const agents = new Map<string, Group>();
  const macros = new Map<string, Group>();
  return {
    add(row: TracedTurn): void {
      count(overall, row);
      if (row.agent !== null) count(groupOf(agents, row.agent), row);
      if (row.macro !== null) count(groupOf(macros, row.macro), row);
    },
    summary(
      library: Omit<TraceSummary['library'], 'unused'>,
      receipt: TraceSummary['receipt'],
    ): TraceSummary {
      return {
        kind: 'trace',
        schema: 1,
        library: { ...library, unused: library.macros - library.untraceable.length - macros.size },
        overall: told('overall', overall),
        agents: list(agents),
        macros: list(macros),
        receipt,
      };
    },
  };
}

function emptyGroup(): Group {
  const empty = (): Count => ({ turns: 0, judged: 0, empathic: 0, sum: 0 });
  return {
    verbatim: empty(),
    edited: empty(),
    personalised: empty(),
    own: empty(),
    changes: { n: 0, sum: 0 },
  };
}

function groupOf(groups: Map<string, Group>, key: string): Group {
  const known = groups.get(key) ?? emptyGroup();
  groups.set(key, known);
  return known;
}

function count(group: Group, { how, share, score, empathy }: TracedTurn): void {
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

/** Most used first. */
function list(groups: ReadonlyMap<string, Group>): UseGroup[] {
  return [...groups]
    .map(([key, group]) => told(key, group))
    .sort((a, b) => b.turns - a.turns || compareKeys(a.key, b.key));
}

function told(key: string, group: Group): UseGroup {
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
