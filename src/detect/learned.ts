/** Linear models beside the cues: where meaning is spread over many words, the words vote and show their votes. */
import type { Detection, Learned, Token } from '../model.ts';
import { isOnlyAName, tokenise } from '../text/index.ts';
import { LEARNED } from './learned-weights.ts';

/** One vote: a weight, numbered so that a word that stands twice votes once. */
interface Vote {
  readonly id: number;
  readonly weight: number;
}

/** What a word says in a model: its own vote, and the votes of the pairs that it begins. */
interface Entry {
  own: Vote | undefined;
  readonly pairs: Map<string, Vote>;
}

interface Model {
  readonly bias: number;
  readonly words: ReadonlyMap<string, Entry>;
  /** `words` by the number of the interned word, as they are met; null for words that have no entry. */
  readonly byWord: (Entry | null | undefined)[];
  /** By vote: the text in which it was counted last, so that nothing has to be wiped. */
  readonly counted: Int32Array;
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

const forms: (string | undefined)[] = [];

/** Names and counts are no reason; they count as their kind. Looked up once for each interned word. */
function form({ norm, kind, word }: Token): string {
  let known = forms[word];
  if (known === undefined) {
    if (kind === 'name') known = '_name_';
    else if (kind === 'number' || kind === 'ordinal') known = '_n_';
    else known = kind === 'word' && isSomebody(norm) ? SOMEBODY : norm;
    forms[word] = known;
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
  const words = new Map<string, Entry>();
  const lines = raw.weights.split('\n');
  lines.forEach((line, id) => {
    const [key = '', weight] = line.split('\t');
    const [first = '', second] = key.split(' ');
    const entry = words.get(first) ?? { own: undefined, pairs: new Map() };
    const vote = { id, weight: Number(weight) };
    if (second === undefined) entry.own = vote;
    else entry.pairs.set(second, vote);
    words.set(first, entry);
  });
  const model = { bias: raw.bias, words, byWord: [], counted: new Int32Array(lines.length) };
  models.set(name, model);
  return model;
}

/** Texts counted so far, as `Model.counted` knows them. */
let texts = 0;

/** The sum of the votes (log-odds) of a text; `voted` is told where they stand, in order. */
function sumOf(model: Model, tokens: readonly Token[], voted?: (voter: Voter) => void): number {
  const { byWord, counted, words } = model;
  texts = (texts + 1) | 0;
  let sum = model.bias;
  const count = (cast: Vote | undefined, start: number, end: number): void => {
    if (cast === undefined || counted[cast.id] === texts) return;
    counted[cast.id] = texts;
    sum += cast.weight;
    voted?.({ start, end, weight: cast.weight });
  };
  let pairs: Map<string, Vote> | undefined;
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i]!;
    let entry = byWord[token.word];
    if (entry === undefined) {
      entry = words.get(form(token)) ?? null;
      byWord[token.word] = entry;
    }
    if (entry !== null) count(entry.own, i, i + 1);
    if (pairs !== undefined && pairs.size > 0) count(pairs.get(form(token)), i - 1, i + 1);
    pairs = entry?.pairs;
  }
  return sum;
}

/** The sum of the votes of a text, and the voters. */
function vote(model: Model, tokens: readonly Token[]): { sum: number; voters: readonly Voter[] } {
  const voters: Voter[] = [];
  const sum = sumOf(model, tokens, (voter) => voters.push(voter));
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
  // Most texts pass no threshold, so who voted is asked only then.
  if (sumOf(model, tokens) <= entry.threshold) return [];
  return strongest(vote(model, tokens).voters, tokens).map(({ start, end, weight }) => ({
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
