/** Linear models beside the cues: where meaning is spread over many words, the words vote and show their votes. */
import { createPairs, type Pairs, UNKNOWN } from '../cue/pairs.ts';
import type { Detection, Learned, Token } from '../model.ts';
import { isOnlyAName, tokenise, type WordTable, wordTable } from '../text/index.ts';
import { LEARNED } from './learned-weights.ts';

/** What a word is to a model. Votes are numbered, and so are the words that pairs begin and end with; -1 is none. */
interface Entry {
  /** The word's own vote. */
  own: number;
  readonly begins: number;
  readonly ends: number;
}

interface Model {
  readonly bias: number;
  /** By the number of the vote. */
  readonly weights: Float64Array;
  readonly words: ReadonlyMap<string, Entry>;
  /** `words` by the number of the interned word, as they are met: the loop over a text looks up no string. */
  readonly byWord: WordTable<Entry>;
  /** The votes of pairs, by `begins` of the first word and `ends` of the second. */
  readonly pairs: Pairs;
  /** By vote: the text in which it was counted last, so that nothing has to be wiped; a word that stands twice votes once. */
  readonly counted: Int32Array;
}

/** What a word is that no vote holds. */
const UNHEARD: Entry = { own: -1, begins: -1, ends: -1 };

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

const forms = wordTable<string>();

/** Names and counts are no reason; they count as their kind. Looked up once for each interned word. */
function form({ norm, kind, word }: Token): string {
  let known = forms.of[word];
  if (known === undefined) {
    if (kind === 'name') known = '_name_';
    else if (kind === 'number' || kind === 'ordinal') known = '_n_';
    else known = kind === 'word' && isSomebody(norm) ? SOMEBODY : norm;
    forms.of[word] = known;
  }
  return known;
}

/** Whether a word is a name or stands for one. */
const isSomebody = (norm: string): boolean => isOnlyAName(norm) || /^[0-9a-f]+_/.test(norm);

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
  const votes = raw.weights.split('\n').map((line, id) => {
    const [key = '', weight] = line.split('\t');
    const [first = '', second] = key.split(' ');
    return { id, weight: Number(weight), first, second };
  });
  const words = new Map<string, Entry>();
  const pairs = createPairs();
  const beginning = numbered(votes.flatMap(({ first, second }) => (second === undefined ? [] : [first])));
  const ending = numbered(votes.flatMap(({ second }) => second ?? []));
  const entryOf = (word: string): Entry => {
    const known = words.get(word);
    if (known !== undefined) return known;
    const entry = { own: -1, begins: beginning.get(word) ?? -1, ends: ending.get(word) ?? -1 };
    words.set(word, entry);
    return entry;
  };
  for (const { id, first, second } of votes) {
    const entry = entryOf(first);
    if (second === undefined) entry.own = id;
    else pairs.add(entry.begins, entryOf(second).ends, id);
  }
  const model: Model = {
    bias: raw.bias,
    weights: Float64Array.from(votes, ({ weight }) => weight),
    words,
    byWord: wordTable(),
    pairs,
    counted: new Int32Array(votes.length),
  };
  models.set(name, model);
  return model;
}

/** Words by their numbers, from 0 in their order. */
function numbered(words: readonly string[]): ReadonlyMap<string, number> {
  return new Map([...new Set(words)].map((word, i) => [word, i]));
}

/** Texts counted so far, as `Model.counted` knows them. */
let texts = 0;

/** The sum of the votes (log-odds) of a text; `voters` takes those who voted, in order. */
function sumOf(model: Model, tokens: readonly Token[], voters?: Voter[]): number {
  const { byWord, words, pairs } = model;
  texts = (texts + 1) | 0;
  let sum = model.bias;
  let before = UNHEARD;
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i]!;
    let entry = byWord.of[token.word];
    if (entry === undefined) {
      entry = words.get(form(token)) ?? UNHEARD;
      byWord.of[token.word] = entry;
    }
    if (entry.own >= 0) sum += weightOf(model, entry.own, i, i + 1, voters);
    if (before.begins >= 0 && entry.ends >= 0) {
      const pair = pairs.get(before.begins, entry.ends);
      if (pair !== UNKNOWN) sum += weightOf(model, pair, i - 1, i + 1, voters);
    }
    before = entry;
  }
  return sum;
}

/** The weight of a vote, 0 where this text has cast it before. */
function weightOf(
  { counted, weights }: Model,
  vote: number,
  start: number,
  end: number,
  voters: Voter[] | undefined,
): number {
  if (counted[vote] === texts) return 0;
  counted[vote] = texts;
  const weight = weights[vote]!;
  voters?.push({ start, end, weight });
  return weight;
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
  const voters: Voter[] = [];
  const sum = sumOf(model, tokens, voters);
  return { sum, voters: strongest(voters, tokens) };
}

/** Detections of one learned entry in a text: nothing unless the votes pass its threshold. */
export function detectLearned(entry: Learned, tokens: readonly Token[]): Detection[] {
  const model = modelOf(entry.model);
  if (!model) return [];
  // Most texts pass no threshold, so who voted is asked only then.
  if (sumOf(model, tokens) <= entry.threshold) return [];
  return votesOf(entry, tokens).voters.map(({ start, end, weight }) => ({
    label: entry.label,
    level: entry.level,
    cue: entry.id,
    detector: 'learned',
    start: tokens[start]!.start,
    end: tokens[end - 1]!.end,
    weight,
    template: undefined,
  }));
}

/** Whether a bare text passes a learned entry, as its examples need it. */
export const votesFor = (entry: Learned, text: string): boolean =>
  detectLearned(entry, tokenise(text, { whole: true })).length > 0;
