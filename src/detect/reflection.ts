/** Reflection: the customer's own problem given back in words, shown by what the two turns share (CODEBOOK 3.8, CUES §12.3). */
import type { CueMatch } from '../cue/cues.ts';
import type { Detection } from '../model.ts';
import {
  clauseAround,
  type Detector,
  fromMatch,
  overlaps,
  type Reading,
  spanOf,
  toldAs,
  usable,
} from './context.ts';

const LABEL = 'reflection';
/** Shared content words that prove listening: one after a sure frame ("have I got that right"), else two. */
const NEEDED = { A: 1, B: 2, C: 2 } as const;
const MIN_CLAUSE = 4;
/** A sentence that asks, instructs, offers or promises gives nothing back. */
const NOT_TELLING = new Set(
  'will would can could please if should try may might dm unfortunately click visit let happy glad thank thanks _url_'.split(
    ' ',
  ),
);
/** A sentence that solves or promises is no reflection; one that feels with the customer needs no "you". */
const DOING: ReadonlySet<string> = new Set(['solution', 'ownership', 'exploration']);
const FEELING: ReadonlySet<string> = new Set(['empathy', 'sympathy']);
const CONFIRMING = new Set(['right', 'correct', 'yes', 'true']);

export const reflectionDetector: Detector = ({ reading, customer, distress, found: earlier }) => {
  const found: Detection[] = [];
  const untold = customer.every(({ content }) => content.length === 0);
  for (const match of usable(reading, LABEL)) {
    if (match.cue.role === 'evidence') {
      found.push(fromMatch(reading, match, LABEL, match.cue.level, 'cue'));
      continue;
    }
    if (match.cue.role !== 'prior' || untold) continue;
    const { range, shared, needed } = takenUp(reading, match, customer);
    if (shared.size < needed || range.end - range.start < MIN_CLAUSE) continue;
    found.push({
      ...fromMatch(reading, match, LABEL, 1, 'reflection'),
      ...spanOf(reading.tokens, range.start, range.end),
    });
  }
  if (found.length > 0 || untold || distress === 0) return found;
  for (const range of sentences(reading)) {
    const span = spanOf(reading.tokens, range.start, range.end);
    const has = (labels: ReadonlySet<string>): boolean =>
      earlier.some((d) => labels.has(d.label) && overlaps(d, span));
    if (has(DOING) || !tells(reading, range, has(FEELING))) continue;
    const shared = sharedWords(reading, range, customer);
    if (shared.size < 2) continue;
    found.push({ label: LABEL, level: 1, cue: 'R10', detector: 'reflection', ...span });
  }
  return found;
};

/** What the clause around a frame such as "so you" takes up of the story, and how many words of it prove listening. */
export function takenUp(
  reading: Reading,
  match: CueMatch,
  customer: readonly Reading[],
): { range: Range; shared: ReadonlySet<string>; needed: number } {
  const range = clauseAround(reading, match.start, match.end);
  return { range, shared: sharedWords(reading, range, customer), needed: NEEDED[match.cue.tier] };
}

interface Range {
  readonly start: number;
  readonly end: number;
}

/** The distinct words of the customer's story that a stretch of the agent's turn takes up. */
function sharedWords(reading: Reading, range: Range, customer: readonly Reading[]): Set<string> {
  const shared = new Set<string>();
  for (const word of reading.content) {
    if (word.token < range.start || word.token >= range.end) continue;
    const match = toldAs(customer, word.key);
    if (match !== undefined) shared.add(match);
  }
  return shared;
}

/** A telling sentence speaks of the customer, or `feels` with them; it does not ask or instruct. */
function tells(reading: Reading, { start, end }: Range, feels: boolean): boolean {
  const tokens = reading.tokens.slice(start, end);
  const closing = reading.tokens[end];
  if (closing?.norm === '?' && !CONFIRMING.has(tokens.at(-1)?.norm ?? '')) return false;
  if (feels) return true;
  if (tokens.some((t) => NOT_TELLING.has(t.norm))) return false;
  return tokens.some((t) => t.norm === 'you' || t.norm === 'your');
}

/** Sentences of a turn as token ranges without their full stops. */
function sentences(reading: Reading): Range[] {
  const ranges: Range[] = [];
  let start = 0;
  reading.tokens.forEach((token, i) => {
    if (token.kind !== 'punct') return;
    if (i > start) ranges.push({ start, end: i });
    start = i + 1;
  });
  if (start < reading.tokens.length) ranges.push({ start, end: reading.tokens.length });
  return ranges;
}
