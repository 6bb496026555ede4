/** Ratings of several people, files and rounds, brought together by what was rated. */
import { compareKeys } from '../keys.ts';
import type { Diagnostic, VerdictKind } from '../model.ts';
import { placeText } from '../place.ts';
import { type Labelled, setAside } from './labelled.ts';

/** The rater whose word stands for everybody's: what people agreed on afterwards. */
export const ADJUDICATED = 'adjudicated';

/** One person's rating of one item in one round. */
export interface Rating {
  /** Index into the items. */
  readonly item: number;
  /** Empty for the one nameless rater. */
  readonly rater: string;
  readonly round: string;
  readonly said: Labelled;
}

export interface Ratings {
  /** What was rated, each once, with its words; what stands in `labels` and the like is the consensus. */
  readonly items: readonly Labelled[];
  /** The rounds of each rater, earlier ones first within an item. */
  readonly ratings: readonly Rating[];
  /** In order of their names, without those who only adjudicate. */
  readonly raters: readonly string[];
  readonly rounds: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Rows of one file, and whose they are where they do not say it. */
export interface RatedFile {
  readonly turns: readonly Labelled[];
  readonly rater: string;
}

/**
 * Brings rows together. The same id of the same conversation is the same item; rows without an id are matched by
 * their words. A row of `attune review` takes the place of an earlier one of the same rater, item and round; of other
 * rows the second is set aside. One rater's items keep the order of the file, those of several are ordered by
 * conversation and id, so that no number depends on the order of files and rows.
 */
export function joinRatings(files: readonly RatedFile[]): Ratings {
  const diagnostics: Diagnostic[] = [];
  const items = new Map<string, Labelled>();
  const latest = new Map<string, { readonly item: string; readonly rating: Omit<Rating, 'item'> }>();
  for (const { turns, rater: owner } of files) {
    const copies = new Map<string, number>();
    for (const said of turns) {
      const item = keyOf(said, copies);
      const known = items.get(item);
      if (known && said.text !== '' && known.text !== '' && said.text !== known.text) {
        const place = placeText(known.place);
        diagnostics.push(
          setAside(`id "${said.id}" has other words in ${place}; ids must differ`, said.place),
        );
        continue;
      }
      const rating = { rater: said.rater ?? owner, round: said.round ?? '1', said };
      const key = [item, rating.rater, rating.round].join('\u0000');
      const before = latest.get(key);
      if (before && !said.replaces) {
        const mistake = `${whose(rating.rater)} rated id "${said.id}" in ${placeText(before.rating.said.place)} already; give the file another --rater, or its rows a "round"`;
        diagnostics.push(setAside(mistake, said.place));
        continue;
      }
      items.set(item, known === undefined || isFuller(said, known) ? said : known);
      latest.set(key, { item, rating });
    }
  }
  const several = new Set([...latest.values()].map(({ rating }) => rating.rater)).size > 1;
  const all = [...items].filter(([, { text, context }]) => text !== '' || context.length > 0);
  const spoken = new Set(all.map(([key]) => key));
  for (const { item, rating } of latest.values()) {
    const { id, place } = rating.said;
    if (!spoken.has(item))
      diagnostics.push(setAside(`no row of id "${id}" has its words: "context" and "text"`, place));
  }
  if (several) all.sort(([a], [b]) => compareKeys(a, b));
  const at = new Map(all.map(([key], i) => [key, i]));
  const ratings = [...latest.values()]
    .flatMap(({ item, rating }) => (at.has(item) ? [{ item: at.get(item)!, ...rating }] : []))
    .sort((a, b) => a.item - b.item || compareKeys(a.rater, b.rater) || compareRounds(a.round, b.round));
  const byItem = all.map((): Rating[] => []);
  for (const rating of ratings) byItem[rating.item]!.push(rating);
  return {
    items: all.map(([, item], i) => consensusOf(item, byItem[i]!)),
    ratings,
    raters: [...new Set(ratings.map(({ rater }) => rater))]
      .filter((rater) => rater !== ADJUDICATED)
      .sort(compareKeys),
    rounds: [...new Set(ratings.map(({ round }) => round))].sort(compareRounds),
    diagnostics,
  };
}

const whose = (rater: string): string => (rater === '' ? 'a nameless rater' : rater);

/** Rows without an id are the same by their words; of the same words in one file the first, second … of either file. */
function keyOf(
  { id, unnamed, conversationId, context, text, whole }: Labelled,
  copies: Map<string, number>,
): string {
  if (!unnamed) return [conversationId, id, whole ? 'whole' : ''].join('\u0000');
  const words = JSON.stringify([context, text]);
  const copy = copies.get(words) ?? 0;
  copies.set(words, copy + 1);
  return [words, copy].join('\u0000');
}

const isFuller = (a: Labelled, b: Labelled): boolean =>
  a.text.length + a.context.length > b.text.length + b.context.length;

/** Rounds in their order: "2" before "10", and "a" before "b". */
export function compareRounds(a: string, b: string): number {
  const [x, y] = [Number(a), Number(b)];
  return Number.isNaN(x) || Number.isNaN(y) ? compareKeys(a, b) : x - y;
}

/** What each rater said last. */
export function lastWords(ratings: readonly Rating[]): readonly Rating[] {
  return [...new Map(ratings.map((rating) => [rating.rater, rating])).values()];
}

/** The item with what its raters agree on: the adjudicated word, else that of more than half of those who gave one. */
function consensusOf(item: Labelled, ratings: readonly Rating[]): Labelled {
  const last = lastWords(ratings);
  const [only] = last;
  if (last.length === 1 && only) return { ...only.said, context: item.context, text: item.text };
  const judge = last.find(({ rater }) => rater === ADJUDICATED)?.said;
  const others = last.filter(({ rater }) => rater !== ADJUDICATED).map(({ said }) => said);
  const names = (of: (said: Labelled) => object | undefined): readonly string[] => {
    const found = new Set<string>();
    for (const { said } of last) for (const name of Object.keys(of(said) ?? {})) found.add(name);
    return [...found];
  };
  const labels = names(({ labels }) => labels).map((label): [string, number | null] => [
    label,
    judge?.labels[label] ?? majority(others.map((said) => said.labels[label] ?? null)),
  ]);
  const criteria = names(({ criteria }) => criteria).flatMap((id): [string, VerdictKind][] => {
    const verdict = judge?.criteria?.[id] ?? majority(others.map((said) => said.criteria?.[id] ?? null));
    return verdict === null ? [] : [[id, verdict]];
  });
  const scores = others.flatMap(({ score }) => score ?? []);
  const score =
    judge?.score ?? (scores.length > 0 ? scores.reduce((a, b) => a + b, 0) / scores.length : undefined);
  const { rater: _, round: __, unjudged: ___, comment: ____, ...words } = item;
  return {
    ...words,
    labels: Object.fromEntries(labels),
    // Without a majority too: attune is asked what people were asked.
    ...(names((said) => said.criteria).length > 0 && { criteria: Object.fromEntries(criteria) }),
    ...(score !== undefined && { score }),
  };
}

/** What more than half of those say who say something; null where nobody does, or no more than half. */
export function majority<T>(said: readonly (T | null)[]): T | null {
  const counts = new Map<T, number>();
  let n = 0;
  for (const value of said) {
    if (value === null) continue;
    counts.set(value, (counts.get(value) ?? 0) + 1);
    n++;
  }
  for (const [value, count] of counts) if (2 * count > n) return value;
  return null;
}
