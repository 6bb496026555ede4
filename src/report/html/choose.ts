/**
 * Which conversations go into the page: all of them while they are few, else those of the stories and a sample by
 * lot, in memory that does not grow with the input.
 */

import { createHash } from 'node:crypto';
import type { RubricCard, ScoredConversation } from '../../model.ts';
import { encode } from '../encode.ts';
import type { PageRow, Why } from './data.ts';
import type { Packer } from './pack.ts';
import { rowOf, threadOf } from './thread.ts';

/** Bytes of conversations in a page; what opens quickly on a phone and passes a mail server. */
export const BUDGET = 12_000_000;
/** A conversation that takes more than this is read elsewhere. */
const LONGEST = 256_000;
/** Of the budget, what stories may take before the sample gets the rest. */
const STORIES_SHARE = 1 / 3;

/** A conversation that is ready to be written. */
export interface Entry {
  /** Place in the order of the input. */
  readonly order: number;
  /** A number drawn for it by what it is, not by when it came. */
  readonly lot: string;
  readonly row: Omit<PageRow, 'key' | 'why'>;
  /** The thread as JSON that can stand in a script. */
  readonly thread: string;
  readonly bytes: number;
}

/** A conversation as it comes; it is made ready only when somebody keeps it. */
export interface Candidate {
  readonly scored: ScoredConversation;
  readonly lot: string;
  readonly entry: () => Entry;
}

/** A conversation at a place of the input. */
export function candidateOf(
  scored: ScoredConversation,
  order: number,
  rubric: RubricCard,
  packer: Packer,
): Candidate {
  const { id, source, receipt } = scored;
  const lot = lotOf([id, source.path, source.line ?? source.pointer, receipt.inputHash]);
  let made: Entry | undefined;
  return {
    scored,
    lot,
    entry: () => {
      if (made) return made;
      const row = rowOf(scored);
      const thread = toScript(packer.pack(threadOf(scored, rubric)));
      made = { order, lot, row, thread, bytes: Buffer.byteLength(thread) + Buffer.byteLength(toScript(row)) };
      return made;
    },
  };
}

/** JSON that can stand inside a script element: nothing in it ends the element or starts a comment. */
export function toScript(value: unknown): string {
  return encode(value).replaceAll('<', '\\u003c');
}

/** A number drawn for something by what it is: the same in every run, unrelated to all else. */
export function lotOf(parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 24);
}

/** A conversation of the page, and why it is there. */
export interface Chosen {
  readonly entry: Entry;
  readonly why: Why;
}

export interface Choice {
  /** In the order of the input. */
  readonly chosen: readonly Chosen[];
  readonly all: boolean;
  /** Conversations seen; and those too long to be shown, where that is the only reason. */
  readonly seen: number;
  readonly tooLong: number;
}

/**
 * Draws conversations by lot until the budget is full: those with the lowest lots whose bytes together stay within
 * it. The same conversations are kept in whatever order they come.
 */
export function drawLots(budget = BUDGET) {
  const kept: Entry[] = [];
  let bytes = 0;
  let seen = 0;
  let tooLong = 0;
  /** The lowest lot that found no room; nothing from there on does. */
  let bar: string | undefined;
  const drop = (): void => {
    kept.sort((a, b) => (a.lot < b.lot ? -1 : 1));
    while (bytes > budget) {
      const last = kept.pop()!;
      bytes -= last.bytes;
      bar = last.lot;
    }
  };
  return {
    add({ lot, entry }: Candidate): void {
      seen++;
      if (bar !== undefined && lot >= bar) return;
      const made = entry();
      if (made.bytes > Math.min(LONGEST, budget)) {
        tooLong++;
        return;
      }
      kept.push(made);
      bytes += made.bytes;
      // Sorting pays when much has come; until then the budget is overdrawn by a tenth at most.
      if (bytes > budget * 1.1) drop();
    },
    /** What is held at the moment, for tests of what memory depends on. */
    held: (): { readonly entries: number; readonly bytes: number } => ({ entries: kept.length, bytes }),
    /** The choice: all, or the conversations of the stories first (as far as their share goes) and then the sample. */
    choose(stories: readonly { readonly entry: Entry; readonly why: Why }[]): Choice {
      drop();
      const all = bar === undefined;
      const chosen = new Map<string, Chosen>();
      let used = 0;
      const take = (entry: Entry, why: Why, limit: number): boolean => {
        if (chosen.has(entry.lot)) return true;
        if (entry.bytes > LONGEST || used + entry.bytes > limit) return false;
        used += entry.bytes;
        chosen.set(entry.lot, { entry, why });
        return true;
      };
      if (!all) for (const { entry, why } of stories) take(entry, why, budget * STORIES_SHARE);
      for (const entry of kept) if (!take(entry, all ? 'all' : 'sample', budget)) break;
      const list = [...chosen.values()].sort((a, b) => a.entry.order - b.entry.order);
      return { chosen: list, all: all && tooLong === 0, seen, tooLong: all ? tooLong : 0 };
    },
  };
}
