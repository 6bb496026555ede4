/** Labels that flip, as lines for a person: how many turns, by which cues, and a few of them with their words. */

import type { Flip, RubricChange, TurnFlip } from '../../model.ts';
import { placeText } from '../../place.ts';
import { compareLabels } from '../labels.ts';
import { sanitise } from '../sanitise.ts';
import { block, cut, type Piece, words } from '../terminal/layout.ts';
import { several } from '../terminal/numbers.ts';
import type { Theme } from '../terminal/theme.ts';

const INDENT = 26;
const MAX_CUES = 6;
/** Columns of the words that prove a label. */
const MAX_QUOTE = 60;

interface Canvas {
  readonly width: number;
  readonly theme: Theme;
  readonly cueName: (cue: string) => string;
}

/** A naming of cues that says what became of each: `E45 (disabled)`. */
export function cueNames(changes: readonly RubricChange[]): (cue: string) => string {
  const fate = new Map<string, string>();
  for (const { part, id, cues = [] } of changes)
    if (part === 'classes') for (const cue of cues) fate.set(cue, `class ${id}`);
  for (const { part, id, change } of changes) if (part === 'cues' || part === 'learned') fate.set(id, change);
  return (cue) => sanitise(fate.has(cue) ? `${cue} (${fate.get(cue)})` : cue);
}

/** A line for each label and direction, with examples under it. */
export function flipLines(flips: readonly Flip[], canvas: Canvas): string[] {
  const { theme, width, cueName } = canvas;
  if (flips.length === 0) return [theme.title('No label flips')];
  const ordered = flips.toSorted((a, b) => compareLabels(a.label, b.label));
  const lines = ordered.flatMap(({ label, from, to, turns, cues, examples }) => {
    const reasons = Object.entries(cues);
    const more = reasons.length - MAX_CUES;
    const named = reasons.slice(0, MAX_CUES).map(([cue, n]) => `${cueName(cue)} ${n}`);
    const told = [
      ...words(several(turns, 'turn'), theme.title),
      ...words([...named, ...(more > 0 ? [`${more} more cues`] : [])].map((text) => `· ${text}`).join(' ')),
    ];
    return [
      ...block(`  ${sanitise(label)} ${from} → ${to}`, told, width, INDENT, direction(from, to, theme)),
      ...examples.flatMap((e) => exampleLines(e, canvas)),
    ];
  });
  return [theme.title('Labels that flip'), ...lines];
}

/** `empathy 1 → 0 E45 (disabled) “I understand”`. */
export function flipWords({ label, from, to, cues, quote }: TurnFlip, { theme, cueName }: Canvas): Piece[] {
  return [
    ...words(`${label} ${from} → ${to}`, theme.label),
    ...words(cues.map(cueName).join(', '), theme.dim),
    ...words(quote === '' ? '' : `“${cut(sanitise(quote), MAX_QUOTE)}”`),
  ];
}

function exampleLines(example: Flip['examples'][number], { theme, width, cueName }: Canvas): string[] {
  const { conversation, turn, cues, quote, place } = example;
  const where = placeText(place);
  const told = [
    ...words(`${conversation}, turn ${turn}`),
    ...(quote === '' ? [] : words(`“${cut(sanitise(quote), MAX_QUOTE)}”`, theme.evidence)),
    ...words(cues.map(cueName).join(', ')),
    ...words(where, theme.dim),
  ];
  return block('    ', told, width, 5);
}

/** More of a label is not better in itself, so the colours only tell the directions apart. */
function direction(from: number, to: number, theme: Theme): Theme['label'] {
  return to > from ? theme.label : theme.fair;
}
