/** What the rules of `attune rubric check` look at, and what they find. */
import type { CueMatch } from '../../cue/cues.ts';
import type { Cue, Severity } from '../../model.ts';
import type { OpenRubric } from '../load.ts';
import type { Path } from '../written.ts';

/** What a rule may look at. */
export interface Review {
  readonly open: OpenRubric;
  /** What was heard in transcripts; absent when none were given. */
  readonly talk?: Talk;
}

/** What the cues found in transcripts, before any condition or block is looked at. */
export interface Talk {
  readonly conversations: number;
  /** Turns in which a cue found its words: of the agent for agents' labels, of the customer for customers'. */
  fired(cue: Cue): number;
  /** Whether `narrow` was seen to find words that `wide` does not touch. */
  apart(narrow: Cue, wide: Cue): boolean;
}

/** What a rule found. */
export interface Found {
  /** The cue, class, label, criterion or band that it is about: what an `attune-allow` comment may name. */
  readonly about: string;
  /** Where that stands in a file that has it, for `locate`. */
  readonly at: (file: OpenRubric['merged']) => Path | undefined;
  readonly message: string;
  /** What to do. */
  readonly remedy: string;
}

export interface Rule {
  readonly severity: Severity;
  /** What it looks for, in a line. */
  readonly title: string;
  /** Whether it says something only where there is talk, or takes back what talk refutes. */
  readonly talk?: 'needed' | 'refutes';
  readonly find: (review: Review) => Iterable<Found>;
}

/** One finding as users see it. */
export interface RubricFinding extends Omit<Found, 'at'> {
  readonly rule: string;
  readonly severity: Severity;
  readonly path: string;
  /** From 1. */
  readonly line: number;
  readonly column: number;
  /** The reason that a comment in the rubric gives for leaving it as it is. */
  readonly allowed?: string;
}

/** Whether a cue gives a label, by itself or beside its own. */
export const gives = (cue: Cue, label: string): boolean =>
  cue.role !== 'block' && (cue.label === label || Object.hasOwn(cue.also, label));

export const overlaps = (a: CueMatch, b: CueMatch): boolean => a.start < b.end && b.start < a.end;
