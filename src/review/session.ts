/** A review as the server knows it: who has rated what, what each may see, and what a save comes to. */

import { ADJUDICATED } from '../calibrate/ratings.ts';
import { type AssignOptions, assign } from './assign.ts';
import type { Answer, Form, Line, Overview, Part, Progress, Save, Seen } from './data.ts';
import { differences, disagree } from './disagree.ts';
import type { Entry } from './item.ts';
import { answerOf, mistakeIn, type Rating, ratingOf } from './rating.ts';

export interface SessionOptions extends AssignOptions {
  readonly entries: readonly Entry[];
  readonly form: Form;
  readonly round: string;
  /** Whether raters see attune's view before they have rated. */
  readonly showScores: boolean;
}

/** What a save comes to: a row to write, nothing new, an item that was saved elsewhere since, or a mistake. */
export type Outcome =
  | { readonly kind: 'row'; readonly row: Rating }
  | { readonly kind: 'same' }
  | { readonly kind: 'conflict' }
  | { readonly kind: 'mistake'; readonly message: string };

export interface Session {
  /** Takes note of a row of the file; those of other rounds and items are none of its business. */
  readonly remember: (row: Rating) => void;
  readonly overview: () => Overview;
  /** Undefined where nobody is called so. */
  readonly list: (rater: string) => readonly Line[] | undefined;
  /** Undefined where this rater has no such item. */
  readonly see: (rater: string, id: string) => Seen | undefined;
  readonly check: (save: Save, at: string) => Outcome;
}

/** Letters of a list that show what an item is about. */
const OPENING = 160;

interface Kept {
  readonly answer: Answer;
  readonly revision: number;
}

export function openSession({ entries, form, round, showScores, ...assigning }: SessionOptions): Session {
  const lists = assign(
    entries.map(({ item }) => item),
    assigning,
  );
  const byId = new Map(entries.map((entry) => [entry.item.id, entry]));
  /** Item → rater → what they said last. */
  const kept = new Map<string, Map<string, Kept>>();

  const of = (id: string, rater: string) => kept.get(id)?.get(rater);
  const raters = (id: string) =>
    [...(kept.get(id) ?? [])]
      .filter(([rater]) => rater !== ADJUDICATED)
      .map(([rater, { answer }]) => ({ rater, answer }));
  const isDisputed = (id: string): boolean => {
    const answers = raters(id).map(({ answer }) => answer);
    return answers.length > 1 && (of(id, ADJUDICATED) !== undefined || disagree(answers));
  };
  const entriesOf = (rater: string): readonly Entry[] | undefined => {
    if (rater === ADJUDICATED) return entries.filter(({ item }) => isDisputed(item.id));
    const mine = lists.get(rater);
    return mine && entries.filter(({ item }) => mine.has(item.id));
  };
  const progressOf = (rater: string): Progress => {
    const mine = entriesOf(rater) ?? [];
    return { rater, rated: mine.filter(({ item }) => of(item.id, rater)).length, of: mine.length };
  };

  function remember(row: Rating): void {
    if (row.round !== round || !byId.has(row.id)) return;
    const ratings = kept.get(row.id) ?? new Map<string, Kept>();
    kept.set(row.id, ratings);
    const revision = (ratings.get(row.rater)?.revision ?? 0) + 1;
    ratings.set(row.rater, { answer: answerOf(row), revision });
  }

  function see(rater: string, id: string): Seen | undefined {
    const entry = byId.get(id);
    const isMine = rater === ADJUDICATED ? isDisputed(id) : lists.get(rater)?.has(id);
    if (!entry || isMine !== true) return undefined;
    const mine = of(id, rater);
    const said = rater === ADJUDICATED ? raters(id) : undefined;
    return {
      item: entry.item,
      parts: entry.parts,
      revision: mine?.revision ?? 0,
      ...(mine && { answer: mine.answer }),
      ...((mine || showScores) && { view: entry.view }),
      ...(said && { raters: said, differences: differences(said.map(({ answer }) => answer)) }),
    };
  }

  function check({ rater, id, revision, answer }: Save, at: string): Outcome {
    const seen = see(rater, id);
    if (!seen) return { kind: 'mistake', message: `${rater} has no item "${id}" to rate` };
    const mistake = mistakeIn(answer, seen.item, form);
    if (mistake !== undefined) return { kind: 'mistake', message: mistake };
    const row = ratingOf(seen.item, answer, form, { rater, round, at });
    // A save whose reply was lost comes again, and a second tab may say the same.
    if (seen.answer && sameAnswer(seen.answer, answerOf(row))) return { kind: 'same' };
    return revision === seen.revision ? { kind: 'row', row } : { kind: 'conflict' };
  }

  return {
    remember,
    overview: () => ({
      form,
      round,
      showScores,
      raters: [...lists.keys()].map(progressOf),
      adjudication: progressOf(ADJUDICATED),
    }),
    list: (rater) =>
      entriesOf(rater)?.map(({ item, parts }) => ({
        id: item.id,
        conversation_id: item.conversation_id,
        turn: item.turn,
        opening: openingOf(item.text, parts[0]),
        rated: of(item.id, rater) !== undefined,
      })),
    see,
    check,
  };
}

/** What is said first in it. */
function openingOf(text: string, first: Part | undefined): string {
  return first === undefined ? '' : text.slice(first.start, Math.min(first.end, first.start + OPENING));
}

/** Whether two answers say the same, in whatever order. */
function sameAnswer(a: Answer, b: Answer): boolean {
  return canonical(a) === canonical(b);
}

function canonical({ labels, criteria, score, evidence, comment }: Answer): string {
  const sorted = (record: Readonly<Record<string, unknown>>) =>
    Object.entries(record)
      .filter(([, value]) => value !== null)
      .sort(([x], [y]) => (x < y ? -1 : 1));
  const marks = evidence.map(({ label, start, end }) => JSON.stringify([label, start, end])).sort();
  return JSON.stringify([sorted(labels), sorted(criteria), score ?? null, marks, comment ?? '']);
}
