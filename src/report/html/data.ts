/** What the script of the page is given: conversations as it shows them, without anything left to compute. */

import type { OpportunityOutcome, Role, VerdictKind } from '../../model.ts';

/** Why a conversation is in the page: all are, or it was drawn by lot, or it has a missed or a best moment. */
export type Why = 'all' | 'sample' | 'missed' | 'best';

/** A line of the list of conversations. */
export interface PageRow {
  /** What `#c=` takes: the id, numbered where several conversations have the same. */
  readonly key: string;
  readonly id: string;
  /** All who answered. */
  readonly agents: readonly string[];
  readonly channel: string;
  /** The date as the input has it. */
  readonly date: string;
  readonly score: number | null;
  readonly band: string;
  /** Opportunities by outcome. */
  readonly met: number;
  readonly missed: number;
  readonly dismissed: number;
  readonly open: number;
  /** Highest distress of its opportunities; null where there is none. */
  readonly distress: number | null;
  readonly failed: boolean;
  readonly review: boolean;
  /** What the customer came with, shortened. */
  readonly opening: string;
  readonly why: Why;
}

/** Words as said, or words that are evidence with the places of that evidence in the turn's list. */
export type Piece = string | readonly [words: string, evidence: readonly number[]];

export interface PageEvidence {
  /** `specific empathy`: the label and level in words. */
  readonly name: string;
  /** Which side's words, and for or against: what the mark looks like. */
  readonly tone: 'need' | 'good' | 'bad';
  /** `empathy 2`. */
  readonly label: string;
  readonly cue: string;
  /** One word of many whose votes together gave the label. */
  readonly vote?: true;
}

export interface PageVerdict {
  readonly title: string;
  readonly verdict: VerdictKind;
  /** `18 of 40`, or nothing where there were no points. */
  readonly points: string;
  /** How the points came to be, or why there are none. */
  readonly because: string;
  /** The agent turn that earned it. */
  readonly turn?: number;
}

export interface PageTurn {
  readonly index: number;
  readonly role: Role;
  readonly speaker: string;
  readonly pieces: readonly Piece[];
  readonly evidence: readonly PageEvidence[];
  /** Whether the words were not kept, so that the pieces are quotes. */
  readonly quotes?: true;
  /** `62.5`, and how it adds up. */
  readonly score?: string;
  readonly verdicts?: readonly PageVerdict[];
  readonly notes: readonly string[];
}

export interface PageOpportunity {
  readonly turn: number;
  readonly outcome: OpportunityOutcome;
  readonly distress: number;
  /** `distress 2, raised again, answered after 2 turns`. */
  readonly notes: string;
  readonly score: string;
  readonly verdicts: readonly PageVerdict[];
  /** What to do, where something was missing. */
  readonly missing?: string;
  readonly unused: readonly string[];
}

/** A conversation as it is opened. */
export interface PageThread {
  readonly facts: readonly (readonly [name: string, value: string])[];
  /** Other columns of the input. */
  readonly meta: readonly (readonly [name: string, value: string])[];
  /** Critical criteria that failed or call for a review. */
  readonly alarms: readonly string[];
  readonly opportunities: readonly PageOpportunity[];
  readonly turns: readonly PageTurn[];
  /** Criteria on the whole contact. */
  readonly whole: readonly PageVerdict[];
  readonly adjustments: readonly string[];
}

/** Places in the page's table of parts; of a verdict also the turn. A part that is not in the table stands itself. */
export type PackedEvidence = number | PageEvidence;
export type PackedVerdict = readonly [part: number | Omit<PageVerdict, 'turn'>, turn?: number];

/** A thread as it lies in the page: what recurs from conversation to conversation stands once, in a table. */
export interface PackedThread extends Omit<PageThread, 'turns' | 'opportunities' | 'whole'> {
  readonly turns: readonly (Omit<PageTurn, 'evidence' | 'verdicts'> & {
    readonly evidence: readonly PackedEvidence[];
    readonly verdicts?: readonly PackedVerdict[];
  })[];
  readonly opportunities: readonly (Omit<PageOpportunity, 'verdicts'> & {
    readonly verdicts: readonly PackedVerdict[];
  })[];
  readonly whole: readonly PackedVerdict[];
}

/** What the table of parts holds. */
export type Part = PageEvidence | Omit<PageVerdict, 'turn'>;
