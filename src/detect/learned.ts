/** Linear models beside the cues: where meaning is spread over many words, the words vote and show their votes. */
import type { Detection, Learned, Token } from '../model.ts';
import { isFunctionWord, tokenise } from '../text/index.ts';
import { LEARNED } from './learned-weights.ts';

/** One word or pair of words of a text, as the models count it. */
interface Feature {
  readonly key: string;
  /** Token positions, half-open. */
  readonly start: number;
  readonly end: number;
}

interface Model {
  readonly bias: number;
  readonly weights: ReadonlyMap<string, number>;
}

/** Words that are quoted as evidence: the strongest votes for the label. */
const SHOWN = 3;
const models = new Map<string, Model | undefined>();

/** Names and counts are no reason; they count as their kind. */
const form = ({ norm, kind }: Token): string =>
  kind === 'name' ? '_name_' : kind === 'number' || kind === 'ordinal' ? '_n_' : norm;

/** The words of a text and the pairs of neighbours, in order. */
export function* features(tokens: readonly Token[]): Generator<Feature> {
  let before = '';
  for (let i = 0; i < tokens.length; i++) {
    const word = form(tokens[i]!);
    yield { key: word, start: i, end: i + 1 };
    if (before !== '') yield { key: `${before} ${word}`, start: i - 1, end: i + 1 };
    before = word;
  }
}

/** Whether there is a model of that name. */
export const isLearned = (name: string): boolean => Object.hasOwn(LEARNED, name);

function modelOf(name: string): Model | undefined {
  if (!models.has(name)) {
    const raw = isLearned(name) ? LEARNED[name] : undefined;
    const weights = raw?.weights.split('\n').map((line): [string, number] => {
      const [key = '', weight] = line.split('\t');
      return [key, Number(weight)];
    });
    models.set(name, raw && weights ? { bias: raw.bias, weights: new Map(weights) } : undefined);
  }
  return models.get(name);
}

/** The sum of the votes (log-odds) of a text, and the words that voted for the label, strongest first. */
export function vote(name: string, tokens: readonly Token[]): { sum: number; words: (Feature & { weight: number })[] } {
  const model = modelOf(name);
  if (!model) return { sum: Number.NEGATIVE_INFINITY, words: [] };
  const seen = new Map<string, Feature & { weight: number }>();
  for (const feature of features(tokens)) {
    const weight = model.weights.get(feature.key);
    if (weight !== undefined && !seen.has(feature.key)) seen.set(feature.key, { ...feature, weight });
  }
  const words = [...seen.values()];
  const sum = words.reduce((total, { weight }) => total + weight, model.bias);
  // Words with content come first: "my" may vote, but says little to a reader.
  const telling = (key: string): number => (key.split(' ').every(isFunctionWord) ? 0 : 1);
  return {
    sum,
    words: words
      .filter((w) => w.weight > 0)
      .sort((a, b) => telling(b.key) - telling(a.key) || b.weight - a.weight || a.start - b.start),
  };
}

/** Detections of one learned entry in a text: nothing unless the votes pass its threshold. */
export function detectLearned(entry: Learned, tokens: readonly Token[]): Detection[] {
  const { sum, words } = vote(entry.model, tokens);
  if (sum <= entry.threshold) return [];
  return words.slice(0, SHOWN).map(({ start, end, weight }) => ({
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
export const votesFor = (entry: Learned, text: string): boolean => detectLearned(entry, tokenise(text, { whole: true })).length > 0;
