/** What the server and the page say to each other: plain data, of which the page knows the types. */

import type { Evidence, Role, VerdictKind } from '../model.ts';

/** One thing to rate, in the names of a sheet of `attune sample` and of the rows of ratings. */
export interface Item {
  readonly id: string;
  readonly conversation_id: string;
  /** Index of the agent turn; null for the whole conversation, whose `id` ends in `whole`. */
  readonly turn: number | null;
  readonly customer_name?: string;
  /** What was said before the turn; of a whole conversation everything. */
  readonly context: readonly { readonly speaker: Role; readonly text: string }[];
  /** What evidence is marked in. Of a whole conversation its context as lines: `agent: …`. */
  readonly text: string;
}

/** The part of an item's text that one speaker said: `text.slice(start, end)`. */
export interface Part {
  readonly speaker: Role;
  readonly start: number;
  readonly end: number;
}

/** What attune found, which nobody sees who has not yet rated the item. */
export interface View {
  /** 0–100; null where there was nothing to judge, absent where nobody asked. */
  readonly score?: number | null;
  readonly labels: Readonly<Record<string, number>>;
  readonly criteria: Readonly<Record<string, VerdictKind>>;
  readonly evidence: readonly Pick<Evidence, 'label' | 'level' | 'cue' | 'quote'>[];
}

export interface AskedLabel {
  readonly id: string;
  readonly title: string;
  /** Meaning of each level, from 1 up; 0 is "not there". */
  readonly levels: readonly string[];
  /** Whose words it is about: an agent's, or the customer's before them. */
  readonly on: 'agent' | 'customer';
}

export interface AskedCriterion {
  readonly id: string;
  readonly title: string;
  /** What to do where it is missed, which says what it means. */
  readonly hint: string;
}

/** What raters are asked. */
export interface Form {
  readonly rubric: { readonly id: string; readonly version: string; readonly title: string };
  /** Of an agent turn, and of a whole conversation at their highest in it. */
  readonly labels: readonly AskedLabel[];
  readonly criteria: {
    readonly turn: readonly AskedCriterion[];
    readonly conversation: readonly AskedCriterion[];
  };
}

/** Words that show a label: UTF-16 offsets into the item's text. */
export interface Mark {
  readonly label: string;
  readonly start: number;
  readonly end: number;
}

/** A level; null and absent alike where nobody has rated it. */
export type GivenLevel = number | null | 'cannot_judge';

/** What one person says of one item. */
export interface Answer {
  readonly labels: Readonly<Record<string, GivenLevel>>;
  readonly criteria: Readonly<Record<string, VerdictKind>>;
  /** 0–100, of a whole conversation. */
  readonly score?: number;
  readonly evidence: readonly Mark[];
  readonly comment?: string;
}

/** What the page sends: an answer to the version of the item that the rater has seen. */
export interface Save {
  readonly rater: string;
  readonly id: string;
  readonly revision: number;
  readonly answer: Answer;
}

/** What differs between the answers to one item. */
export interface Differences {
  readonly labels: readonly string[];
  readonly criteria: readonly string[];
  readonly score: boolean;
}

/** How far somebody has got. */
export interface Progress {
  readonly rater: string;
  readonly rated: number;
  readonly of: number;
}

export interface Overview {
  readonly form: Form;
  readonly round: string;
  /** Whether attune's view is shown before an item is rated. */
  readonly showScores: boolean;
  readonly raters: readonly Progress[];
  /** Of the items on which raters disagree, those that are decided. */
  readonly adjudication: Progress;
}

/** An item in a list. */
export interface Line {
  readonly id: string;
  readonly conversation_id: string;
  readonly turn: number | null;
  readonly opening: string;
  readonly rated: boolean;
}

/** An item as one rater sees it. */
export interface Seen {
  readonly item: Item;
  readonly parts: readonly Part[];
  /** How often this rater has saved it in this round: what a save has to be based on. */
  readonly revision: number;
  readonly answer?: Answer;
  /** Only once it is rated. */
  readonly view?: View;
  /** What the raters said, and where they differ; only for who decides. */
  readonly raters?: readonly { readonly rater: string; readonly answer: Answer }[];
  readonly differences?: Differences;
}
