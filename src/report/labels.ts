/** The order in which every report shows labels. */
import { compareKeys } from '../keys.ts';

const LABELS = [
  'distress',
  'empathy',
  'sympathy',
  'apology',
  'ownership',
  'solution',
  'exploration',
  'reflection',
  'reassurance',
  'gratitude',
  'name_use',
  'dismissive',
];

const RANK = new Map(LABELS.map((label, rank) => [label, rank]));

/** Orders `label` and `label:level` keys: the twelve of the codebook first, a rubric's own after them. */
export function compareLabels(a: string, b: string): number {
  const [ra, rb] = [rank(a), rank(b)];
  return ra === rb ? compareKeys(a, b) : ra - rb;
}

function rank(key: string): number {
  return RANK.get(key) ?? RANK.get(key.split(':', 1)[0]!) ?? LABELS.length;
}
