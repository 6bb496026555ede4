/** What people and attune answered, question by question, as numbers that statistics can go through fast. */
import { own } from '../keys.ts';
import { type Rubric, VERDICTS } from '../model.ts';
import { highest, type Labelled } from './labelled.ts';
import type { Compared } from './measure.ts';
import { ADJUDICATED, lastWords, majority, type Ratings } from './ratings.ts';

/** One thing that was asked of every item: the level of a label, or the verdict on a criterion. */
export interface Question {
  readonly name: string;
  readonly kind: 'label' | 'criterion';
  /** Names of the answers, by number: levels from 0 up; or met, missed, not_applicable. */
  readonly answers: readonly string[];
}

/** Answers by item; −1 where there is none. */
export type Answers = Int8Array;

/** Everybody's answers to every question. */
export interface Sheets {
  readonly questions: readonly Question[];
  /** By rater, then by question. */
  readonly people: ReadonlyMap<string, readonly Answers[]>;
  readonly attune: readonly Answers[];
  /** Of people: adjudicated, else the majority. */
  readonly consensus: readonly Answers[];
  /** By question: how often a person said that it can't be judged. */
  readonly unjudged: readonly number[];
  /** Scores by rater and item, NaN where there is none. */
  readonly scores: {
    readonly people: ReadonlyMap<string, Float64Array>;
    readonly attune: Float64Array;
    readonly consensus: Float64Array;
  };
  /** Number of the conversation of each item; numbers follow the order of the conversations' ids. */
  readonly clusters: Uint32Array;
  readonly conversations: number;
}

/** Verdicts that are answers; "not evaluable" is none. */
const ANSWERS = VERDICTS.filter((verdict) => verdict !== 'not_evaluable');

/** Two answers and more than two: whether near misses count in part, and how far apart answers are. */
export const isOrdered = ({ kind, answers }: Question): boolean => kind === 'label' && answers.length > 2;

/** Lays out ratings and what was found in their items; `labels` are those asked for. */
export function layOut(
  { items, ratings, raters }: Ratings,
  compared: readonly Compared[],
  rubric: Rubric,
  labels: readonly string[],
): Sheets {
  const questions = questionsOf(ratings, rubric, labels);
  const blank = (): Answers[] => questions.map(() => new Int8Array(items.length).fill(-1));
  const numbers = (): Float64Array => new Float64Array(items.length).fill(Number.NaN);
  const people = new Map(raters.map((rater) => [rater, blank()]));
  const scores = new Map(raters.map((rater) => [rater, numbers()]));
  const unjudged = questions.map(() => 0);
  // Later rounds stand behind earlier ones and overwrite them.
  for (const { item, rater, said } of ratings) {
    questions.forEach((question, q) => {
      const answer = answerOf(said, question);
      if (answer >= 0 && rater !== ADJUDICATED) people.get(rater)![q]![item] = answer;
      if (declines(said, question)) unjudged[q]! += 1;
    });
    if (said.score !== undefined && rater !== ADJUDICATED) scores.get(rater)![item] = said.score;
  }
  const [attune, consensus, own, agreed] = [blank(), blank(), numbers(), numbers()];
  compared.forEach((row, item) => {
    questions.forEach((question, q) => {
      attune[q]![item] = foundOf(row, question);
      consensus[q]![item] = answerOf(row.turn, question);
    });
    own[item] = row.judged?.score ?? Number.NaN;
    agreed[item] = row.turn.score ?? Number.NaN;
  });
  const ids = [...new Set(items.map(({ conversationId }) => conversationId))].sort();
  const number = new Map(ids.map((id, i) => [id, i]));
  return {
    questions,
    people,
    attune,
    consensus,
    unjudged,
    scores: { people: scores, attune: own, consensus: agreed },
    clusters: Uint32Array.from(items, ({ conversationId }) => number.get(conversationId)!),
    conversations: ids.length,
  };
}

/** Labels and criteria that somebody rated, in the rubric's order. */
function questionsOf(
  ratings: Ratings['ratings'],
  rubric: Rubric,
  labels: readonly string[],
): readonly Question[] {
  const rated = new Set<string>();
  const judged = new Set<string>();
  for (const { said } of ratings) {
    for (const label in said.labels) rated.add(label);
    for (const id in said.criteria) judged.add(id);
  }
  return [
    ...labels
      .filter((label) => rated.has(label))
      .map((name): Question => {
        const size = highest(rubric.labels[name]!) + 1;
        return { name, kind: 'label', answers: Array.from({ length: size }, (_, level) => `${level}`) };
      }),
    ...rubric.criteria
      .filter(({ id }) => judged.has(id))
      .map(({ id }): Question => ({ name: id, kind: 'criterion', answers: ANSWERS })),
  ];
}

export function answerOf({ labels, criteria = {} }: Labelled, { name, kind, answers }: Question): number {
  if (kind === 'label') return own(labels, name) ?? -1;
  return answers.indexOf(own(criteria, name) ?? '');
}

function declines({ unjudged = [], criteria = {} }: Labelled, { name, kind }: Question): boolean {
  return kind === 'label' ? unjudged.includes(name) : own(criteria, name) === 'not_evaluable';
}

function foundOf({ found, judged }: Compared, { name, kind, answers }: Question): number {
  if (kind === 'label') return Math.min(found[name] ?? 0, answers.length - 1);
  return answers.indexOf(judged?.verdicts[name] ?? '');
}

/** What everybody but one rater says: adjudicated, else the majority of the others; by question and item. */
export function othersOf({ items, ratings }: Ratings, sheets: Sheets, rater: string): readonly Answers[] {
  const byItem = items.map((): Labelled[] => []);
  const adjudicated = new Map<number, Labelled>();
  for (const { item, said, rater: who } of lastByItem(ratings)) {
    if (who === ADJUDICATED) adjudicated.set(item, said);
    else if (who !== rater) byItem[item]!.push(said);
  }
  return sheets.questions.map((question) =>
    Int8Array.from(byItem, (others, item) => {
      const judge = adjudicated.get(item);
      const given = judge ? answerOf(judge, question) : -1;
      if (given >= 0) return given;
      const answers = others.map((said) => answerOf(said, question));
      return majority(answers.map((answer) => (answer < 0 ? null : answer))) ?? -1;
    }),
  );
}

/** What each rater said last of each item. */
function lastByItem(ratings: Ratings['ratings']): Ratings['ratings'] {
  const byItem = new Map<number, Ratings['ratings'][number][]>();
  for (const rating of ratings) {
    const list = byItem.get(rating.item);
    if (list) list.push(rating);
    else byItem.set(rating.item, [rating]);
  }
  return [...byItem.values()].flatMap(lastWords);
}
