/** What every detector gets to see: the turn, its tokens and cue matches, and the talk before it. */
import type { CueIndex, CueMatch } from '../cue/cues.ts';
import type { Detection, Rubric, Span, Token, Turn } from '../model.ts';
import { type Address, type ContentWord, contentWords, sameWord, stem, tokenise } from '../text/index.ts';
import type { Hygiene } from './hygiene.ts';
import type { Plan } from './plan.ts';
import { createRepeats } from './repeats.ts';

/** One turn, tokenised and matched. */
export interface Reading {
  readonly turn: Turn;
  readonly tokens: readonly Token[];
  readonly matches: readonly CueMatch[];
  /** The matches that keep words from counting as evidence. */
  readonly blocks: readonly CueMatch[];
  readonly content: readonly ContentWord[];
}

/** Reads turns with one rubric. */
export interface Reader {
  readonly rubric: Rubric;
  read(turn: Turn, names: ReadonlySet<string>): Reading;
}

/** What a detector of agent turns may use; `found` grows from detector to detector. */
export interface TurnContext {
  readonly plan: Plan;
  readonly reading: Reading;
  /** Customer talk among the three preceding turns (CODEBOOK U3). */
  readonly customer: readonly Reading[];
  /** Distress of the window, 0–2. */
  readonly distress: number;
  /** Lower-case names of the agent, which are never the customer's. */
  readonly agentNames: ReadonlySet<string>;
  /** Lower-case names of the customer, told or read. */
  readonly customerNames: ReadonlySet<string>;
  /** Lower-case names by which somebody is addressed anywhere in the conversation. */
  readonly addressedNames: ReadonlySet<string>;
  /** Where this turn addresses somebody. */
  readonly addresses: readonly Address[];
  readonly hygiene: Hygiene;
  /** What earlier detectors in the table have found. */
  readonly found: readonly Detection[];
}

export type Detector = (context: TurnContext) => Detection[];

/** Classes whose words are service talk, so that repeating them proves no listening (CUES §12.1). */
const SERVICE_CLASSES = ['GENN', 'FEELP', 'FEELE', 'FEELN', 'IDENT'];

/** What a turn's words come to, whoever said them. */
type Words = Omit<Reading, 'turn'>;

/** A reader for one compiled rubric; what it keeps of texts that come again changes no reading. */
export function createReader(rubric: Rubric, cues: CueIndex): Reader {
  const ignore = new Set(
    SERVICE_CLASSES.flatMap((name) => rubric.classes[name] ?? [])
      .filter((entry) => !entry.includes(' '))
      .map((entry) => stem(entry.replace(/\*$/, ''))),
  );
  const repeats = createRepeats<{ readonly words: Words; readonly written: readonly string[] }>();
  const read = (text: string, names: ReadonlySet<string>, written?: string[]): Words => {
    const tokens = tokenise(text, { names, ...(written && { written }) });
    const matches = cues.match(tokens);
    const blocks = matches.filter((m) => m.cue.block.length > 0);
    return { tokens, matches, blocks, content: contentWords(text, tokens, ignore) };
  };
  const wordsOf = (text: string, names: ReadonlySet<string>): Words => {
    const isName = (word: string): boolean => names.has(word);
    const known = repeats.get(text);
    if (known) return known.written.some(isName) ? read(text, names) : known.words;
    if (!repeats.isRepeated(text)) return read(text, names);
    const written: string[] = [];
    const words = read(text, names, written);
    // Without a name among its words a text reads the same in every conversation.
    if (!written.some(isName)) repeats.keep(text, { words, written });
    return words;
  };
  return {
    rubric,
    read(turn, names) {
      const { tokens, matches, blocks, content } = wordsOf(turn.text, names);
      return { turn, tokens, matches, blocks, content };
    },
  };
}

export const overlaps = (a: { start: number; end: number }, b: { start: number; end: number }): boolean =>
  a.start < b.end && b.start < a.end;

/** The match that keeps the words of another from being used for `label`, because it covers some of them. */
export function blockerOf(
  reading: Reading,
  label: string,
  match: { start: number; end: number },
): CueMatch | undefined {
  if (reading.blocks.length === 0) return undefined;
  return reading.blocks.find((m) => m.cue.block.includes(label) && overlaps(m, match));
}

/** Whether the words of a match may not be used for `label`. */
export function isBlocked(reading: Reading, label: string, match: { start: number; end: number }): boolean {
  return blockerOf(reading, label, match) !== undefined;
}

/** The word of the customer's story, the first of it, that is the same word as this one. */
export function toldAs(customer: readonly Reading[], key: string): string | undefined {
  for (const { content } of customer) {
    for (const told of content) if (sameWord(told.key, key)) return told.key;
  }
  return undefined;
}

/** Whether anything is left to read of a turn: not where the export has masked all of it. */
export function isLegible({ tokens }: Reading): boolean {
  return tokens.some(({ kind }) => kind !== 'redaction' && kind !== 'punct');
}

/** Matches that may be used for `label`: evidence of some role whose words no block covers. */
export function usable(reading: Reading, label: string): CueMatch[] {
  const found: CueMatch[] = [];
  for (const m of reading.matches)
    if (m.cue.role !== 'block' && gives(m, label) && !isBlocked(reading, label, m)) found.push(m);
  return found;
}

/** Whether a match is about `label`. */
export const gives = ({ cue }: CueMatch, label: string): boolean =>
  cue.label === label || cue.also[label] !== undefined;

/** A condition of a cue that does not hold, with the labels or cues that it names. */
export type Unmet =
  | { readonly kind: 'distress' }
  | { readonly kind: 'with' | 'without' | 'customer'; readonly names: readonly string[] };

/** The first condition of a cue that does not hold; label conditions look at what earlier detectors found. */
export function unmet(
  { cue }: CueMatch,
  { distress, found, reading, customer }: TurnContext,
): Unmet | undefined {
  const { when } = cue;
  if (when.distress > distress) return { kind: 'distress' };
  if (when.with.length + when.without.length + when.customer.length === 0) return undefined;
  const present = (name: string): boolean =>
    found.some((d) => d.label === name) || reading.matches.some((m) => m.cue.id === name);
  if (!when.with.every(present)) return { kind: 'with', names: when.with.filter((name) => !present(name)) };
  if (when.without.some(present)) return { kind: 'without', names: when.without.filter(present) };
  const told = (id: string): boolean => customer.some((c) => c.matches.some((m) => m.cue.id === id));
  if (when.customer.length > 0 && !when.customer.some(told)) {
    return { kind: 'customer', names: when.customer };
  }
  return undefined;
}

/** Whether the condition of a cue holds. */
export function holds(match: CueMatch, context: TurnContext): boolean {
  return unmet(match, context) === undefined;
}

/** Whether a cue waits for what other cues find in the same turn. */
export const isConditional = ({ cue }: CueMatch): boolean =>
  cue.when.with.length > 0 || cue.when.without.length > 0;

/** Text span of the tokens from `start` up to, not including, `end`. */
export function spanOf(tokens: readonly Token[], start: number, end: number): Span {
  let to = tokens[start]!.end;
  for (let i = start; i < end; i++) to = Math.max(to, tokens[i]!.end);
  return { start: tokens[start]!.start, end: to };
}

/** A detection on the words of a cue match. */
export function fromMatch(
  reading: Reading,
  match: CueMatch,
  label: string,
  level: number,
  detector: string,
): Detection {
  const { start, end } = spanOf(reading.tokens, match.start, match.end);
  return {
    label,
    level,
    cue: match.cue.id,
    detector,
    start,
    end,
    weight: undefined,
    template: undefined,
  };
}

/** Level that a cue gives to a label: its own, or the one under `also`. */
export const levelFor = (match: CueMatch, label: string): number =>
  match.cue.label === label ? match.cue.level : (match.cue.also[label] ?? 0);

const CLAUSE_SUBJECT = new Set(
  'i we let our please it this that there you they he she my the can could would do did if when what which why'.split(
    ' ',
  ),
);
/** What follows one of these is the other side, whoever is its subject. */
const TURNS = new Set(['but', 'however']);
const CLAUSE_JOIN = new Set(['and', 'but', 'so', 'however', 'then']);

/** Whether the token joins a new clause to the one before it: "and I", "but the", "so we". */
export const joinsClause = (tokens: readonly Token[], at: number): boolean =>
  CLAUSE_JOIN.has(tokens[at]!.norm) && CLAUSE_SUBJECT.has(tokens[at + 1]?.norm ?? '');

/**
 * The clause around a match, as token positions: back to the sentence start or the last join, forward to the next
 * "and I", ", let me" or sentence end. Commas count only before a first person or an imperative.
 */
export function clauseAround(reading: Reading, start: number, end: number): { start: number; end: number } {
  const { tokens, turn } = reading;
  const sentence = tokens[start]!.sentence;
  const same = (i: number): boolean => tokens[i]?.sentence === sentence && tokens[i]!.kind !== 'punct';
  let from = start;
  while (from > 0 && same(from - 1) && !joinsClause(tokens, from - 1)) from--;
  let to = end;
  while (to < tokens.length && same(to)) {
    if (TURNS.has(tokens[to]!.norm)) break;
    if (joinsClause(tokens, to) && same(to + 1)) break;
    const gap = turn.text.slice(tokens[to - 1]!.end, tokens[to]!.start);
    if (/[,;:–—]/.test(gap) && ['i', 'we', 'let', 'our', 'please'].includes(tokens[to]!.norm)) break;
    to++;
  }
  return { start: from, end: to };
}
