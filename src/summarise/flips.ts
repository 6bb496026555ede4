/** Labels that a turn has in one scoring and not, or at another level, in the other. */

import { compareKeys, own } from '../keys.ts';
import type { Evidence, Flip, Place, ScoredConversation, ScoredTurn, TurnFlip } from '../model.ts';

/** Where the words at this offset of a turn stand in the input. */
export type PlaceOf = (turn: number, start: number) => Place;

/** The flips of one conversation, by turn and label; both were scored from the same turns. */
export function flipsBetween(
  before: ScoredConversation,
  after: ScoredConversation,
  placeOf: PlaceOf,
): readonly TurnFlip[] {
  return before.turns.flatMap((older, i) => {
    const newer = after.turns[i];
    return newer ? turnFlips(older, newer, placeOf) : [];
  });
}

function turnFlips(older: ScoredTurn, newer: ScoredTurn, placeOf: PlaceOf): readonly TurnFlip[] {
  const labels = [...new Set([...Object.keys(older.labels), ...Object.keys(newer.labels)])].sort(compareKeys);
  return labels.flatMap((label) => {
    const [from, to] = [own(older.labels, label) ?? 0, own(newer.labels, label) ?? 0];
    // `distress` on an agent turn is the customer's; it is counted where the customer speaks.
    if (from === to || (label === 'distress' && older.role === 'agent')) return [];
    const proof = from < to ? responsible(newer, older, label, from) : responsible(older, newer, label, to);
    const cues = [...new Set(proof.map(({ cue }) => cue))];
    const { quote = '', start = 0 } = proof[0] ?? {};
    return [{ turn: older.index, label, from, to, cues, quote, place: placeOf(older.index, start) }];
  });
}

/**
 * The evidence that lifts a turn above the level it has on the other side, in the order of the words: what is for a
 * higher level and is not found there too; failing that, all that is not found there; failing that, all of it.
 */
function responsible(
  holder: ScoredTurn,
  other: ScoredTurn,
  label: string,
  level: number,
): readonly Evidence[] {
  const keyOf = (e: Evidence) => `${e.label}\n${e.level}\n${e.cue}\n${e.start}\n${e.end}`;
  const known = new Set(other.evidence.map(keyOf));
  const all = holder.evidence.filter((e) => e.label === label).sort((a, b) => a.start - b.start);
  const own = all.filter((e) => !known.has(keyOf(e)));
  const higher = own.filter((e) => e.level > level);
  return higher.length > 0 ? higher : own.length > 0 ? own : all;
}

interface OpenFlip {
  readonly label: string;
  readonly from: number;
  readonly to: number;
  turns: number;
  readonly cues: Map<string, number>;
  readonly examples: Flip['examples'][number][];
}

/** Counts flips by label and direction, and keeps the first few of each as examples. */
export function flipCounter(examples: number) {
  const kinds = new Map<string, OpenFlip>();
  return {
    add(conversation: string, flips: readonly TurnFlip[]): void {
      for (const { label, from, to, turn, cues, quote, place } of flips) {
        const key = `${label}\n${from}\n${to}`;
        const kind: OpenFlip = kinds.get(key) ?? { label, from, to, turns: 0, cues: new Map(), examples: [] };
        kinds.set(key, kind);
        kind.turns += 1;
        for (const cue of cues) kind.cues.set(cue, (kind.cues.get(cue) ?? 0) + 1);
        if (kind.examples.length < examples) kind.examples.push({ conversation, turn, cues, quote, place });
      }
    },
    /** By label and levels; the cues with most turns first. */
    list: (): readonly Flip[] =>
      [...kinds.values()]
        .sort((a, b) => compareKeys(a.label, b.label) || a.from - b.from || a.to - b.to)
        .map((kind) => ({
          ...kind,
          cues: Object.fromEntries([...kind.cues].sort(([a, m], [b, n]) => n - m || compareKeys(a, b))),
        })),
  };
}
