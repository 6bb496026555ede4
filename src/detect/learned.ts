/** Linear models beside the cues: where meaning is spread over many words, the words vote and show their votes. */
import type { Detection, Learned, Token } from '../model.ts';
import { isOnlyAName, tokenise } from '../text/index.ts';
import { LEARNED } from './learned-weights.ts';

/** One vote: a weight, numbered so that a word that stands twice votes once. */
interface Vote {
  readonly id: number;
  readonly weight: number;
}

interface Model {
  readonly bias: number;
  /** Word → its own vote, and the votes of the pairs that it begins. */
  readonly words: ReadonlyMap<string, { own: Vote | undefined; readonly pairs: Map<string, Vote> }>;
}

/** A word or pair that voted, as token positions. */
interface Voter {
  readonly start: number;
  readonly end: number;
  readonly weight: number;
}

/** Words that are quoted as evidence: the strongest votes for the label. */
const SHOWN = 3;
/** Words that only hold a sentence together. "Not", "why" and "still" are none of them: complaints are made of those. */
const SILENT: ReadonlySet<string> = new Set(
  `a an the this that these those it its he him his she her they them their we us our you your i me my mine is am are was were be been
  being do does did have has had will would can could shall should may might of to in on at by for from with as into up out and or but
  so if than then there here oh hi hello hey thanks thank please okay yes just also very really one what which who when`.split(
    /\s+/,
  ),
);
const models = new Map<string, Model>();

/** No word of any model: whoever somebody is, it is no reason. */
const SOMEBODY = '§';

/** Names and counts are no reason; they count as their kind. */
function form({ norm, kind, word }: Token): string {
  if (kind === 'name') return '_name_';
  if (kind === 'number' || kind === 'ordinal') return '_n_';
  return kind === 'word' && isSomebody(norm, word) ? SOMEBODY : norm;
}

const somebody: (boolean | undefined)[] = [];

/** Whether an interned word is a name or stands for one, looked up once. */
function isSomebody(norm: string, word: number): boolean {
  let is = somebody[word];
  if (is === undefined) {
    is = isOnlyAName(norm) || /^[0-9a-f]+_/.test(norm);
    somebody[word] = is;
  }
  return is;
}

/**
 * The words of a text and the pairs of neighbours, as the models count them.
 * @public scripts/train.mjs reads texts the same way.
 */
export function features(tokens: readonly Token[]): Set<string> {
  const words = tokens.map(form);
  return new Set(words.flatMap((word, i) => (i === 0 ? [word] : [word, `${words[i - 1]} ${word}`])));
}

/** Whether there is a model of that name. */
export const isLearned = (name: string): boolean => Object.hasOwn(LEARNED, name);

function modelOf(name: string): Model | undefined {
  const known = models.get(name);
  const raw = known === undefined && isLearned(name) ? LEARNED[name] : undefined;
  if (!raw) return known;
  const words = new Map<string, { own: Vote | undefined; pairs: Map<string, Vote> }>();
  raw.weights.split('\n').forEach((line, id) => {
    const [key = '', weight] = line.split('\t');
    const [first = '', second] = key.split(' ');
    const entry = words.get(first) ?? { own: undefined, pairs: new Map() };
    const vote = { id, weight: Number(weight) };
    if (second === undefined) entry.own = vote;
    else entry.pairs.set(second, vote);
    words.set(first, entry);
  });
  const model = { bias: raw.bias, words };
  models.set(name, model);
  return model;
}

/** The sum of the votes (log-odds) of a text, and where the votes stand, in order. */
function vote(model: Model, tokens: readonly Token[]): { sum: number; voters: Voter[] } {
  const counted = new Set<number>();
  const voters: Voter[] = [];
  let sum = model.bias;
  const count = (cast: Vote | undefined, start: number, end: number): void => {
    if (cast === undefined || counted.has(cast.id)) return;
    counted.add(cast.id);
    sum += cast.weight;
    voters.push({ start, end, weight: cast.weight });
  };
  let pairs: Map<string, Vote> | undefined;
  for (let i = 0; i < tokens.length; i++) {
    const word = form(tokens[i]!);
    const entry = model.words.get(word);
    count(entry?.own, i, i + 1);
    count(pairs?.get(word), i - 1, i + 1);
    pairs = entry?.pairs;
  }
  return { sum, voters };
}

/** The words that voted most for a label. */
function strongest(voters: readonly Voter[], tokens: readonly Token[]): readonly Voter[] {
  // "My", a full stop or a handle may vote, but is no evidence: without a word of content nothing is found.
  const telling = ({ start, end }: Voter): boolean =>
    tokens.slice(start, end).some(({ kind, norm }) => kind === 'word' && !SILENT.has(norm));
  return voters
    .filter((voter) => voter.weight > 0 && telling(voter))
    .sort((a, b) => b.weight - a.weight || a.start - b.start)
    .slice(0, SHOWN);
}

/** The votes of a text for a learned entry: their sum (log-odds), and the words that voted most for it. */
export function votesOf(
  entry: Learned,
  tokens: readonly Token[],
): { readonly sum: number; readonly voters: readonly Voter[] } {
  const model = modelOf(entry.model);
  if (!model) return { sum: -Infinity, voters: [] };
  const { sum, voters } = vote(model, tokens);
  return { sum, voters: strongest(voters, tokens) };
}

/** Detections of one learned entry in a text: nothing unless the votes pass its threshold. */
export function detectLearned(entry: Learned, tokens: readonly Token[]): Detection[] {
  const model = modelOf(entry.model);
  if (!model) return [];
  const { sum, voters } = vote(model, tokens);
  if (sum <= entry.threshold) return [];
  return strongest(voters, tokens).map(({ start, end, weight }) => ({
    label: entry.label,
    level: entry.level,
    cue: entry.id,
    detector: 'learned',
    start: tokens[start]!.start,
    end: tokens[end - 1]!.end,
    weight,
  }));
}

/** Whether a bare text passes a learned entry, as its examples need it. */
export const votesFor = (entry: Learned, text: string): boolean =>
  detectLearned(entry, tokenise(text, { whole: true })).length > 0;
