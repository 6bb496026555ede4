/** The contract between the format table and one reader: what goes in, what comes out, how places are named. */

import type { Conversation, Diagnostic, Place, Role } from '../model.ts';
import type { AssemblerNotes } from './assemble.ts';
import type { VendorNotes } from './vendors/desk.ts';
import type { VendorName } from './vendors/index.ts';

/** What a reader has to tell of a record that it could not hand on, or of the file. */
export interface DiagnosticItem {
  readonly kind: 'diagnostic';
  readonly diagnostic: Diagnostic;
}

/** Everything a reader can say about a file, in the order of the file. */
export type ReadItem =
  | { readonly kind: 'conversation'; readonly conversation: Conversation; readonly rows: number }
  | DiagnosticItem
  | {
      readonly kind: 'reader';
      readonly format: string;
      readonly note: string;
      /** Our field → the column that holds it, as `--map` would say it. */
      readonly mapping?: Readonly<Record<string, string>>;
    };

/** Lines of a file that each hold a whole conversation, for whoever has time to read them. */
export interface Lines {
  readonly path: string;
  /** Number of the first line. */
  readonly number: number;
  readonly bytes: Uint8Array;
  /** The vendor whose JSON it is, where the user has said so. */
  readonly vendor?: VendorName;
}

/** What reading such lines came to: what they hold, and what the end of their file has to know of them. */
export interface LinesRead<Item = ReadItem> {
  readonly items: readonly Item[];
  readonly assembler: AssemblerNotes;
  readonly vendors: VendorNotes;
  /** The first line that is not UTF-8. */
  readonly invalidLine?: number;
}

/** An item of those who read lines for their own ends. */
export interface Other {
  readonly kind: 'other';
}

/**
 * What a reader hands on: items, and what is still to be done for more of them, by others or at other times but in
 * this order. Both functions give the items that stand for their part, and may throw what reading may throw.
 */
export type Part =
  | ReadItem
  | {
      readonly kind: 'lines';
      readonly lines: Lines;
      /** Takes what was read of the lines into the books of the file; items of other kinds pass through. */
      readonly join: <Item extends ReadItem | Other>(read: LinesRead<Item>) => readonly (Item | ReadItem)[];
    }
  | { readonly kind: 'later'; readonly items: () => readonly ReadItem[] };

/** What the user said about the file. */
export interface ReadContext {
  /** As shown to the user: POSIX, relative. */
  readonly path: string;
  /** Our field → the column or key that holds it (`--map`). */
  readonly map?: Readonly<Record<string, string>>;
  /** Label as in the file, case-folded → role (`--roles`). */
  readonly roles?: Readonly<Record<string, Role>>;
  /** Whom `assistant` stands for; `agent` unless told (FORMATS §0.2). */
  readonly assistantIs?: 'agent' | 'bot';
  /** The vendor whose JSON it is, where that is not to be recognised by content (`--from`). */
  readonly vendor?: VendorName;
  /** Whether roles may be inferred from the opening turns where labels tell none; yes unless told (`--no-infer`). */
  readonly infer?: boolean;
  /** Whether text that was decoded wrongly before it got here is mended (`--repair-encoding`). */
  readonly repair?: boolean;
  /** The same bytes once more, so that a large table can be gone through twice. */
  readonly reopen?: () => AsyncIterable<Uint8Array>;
  /** A place outside memory for what a large table is sorted with; without one it is sorted in memory. */
  readonly scratch?: () => Promise<Scratch>;
}

/** A temporary file: written to its end, then read as often as needed, then removed. */
export interface Scratch {
  readonly write: (text: string) => Promise<void>;
  readonly read: () => AsyncIterable<Uint8Array>;
  readonly remove: () => Promise<void>;
}

export interface Reader {
  readonly description: string;
  /** How a file of this format is told from the others, in one line. */
  readonly recognised: string;
  /** Whether `head`, the decoded beginning of a file, is this format; `path` may only break a tie. */
  readonly sniff: (head: string, path: string) => boolean;
  /** Whether the file is no text: `sniff` is not asked, and `read` gets its bytes as they are. */
  readonly binary?: boolean;
  /** `bytes` are UTF-8 without a byte order mark; `head` is their decoded beginning. */
  readonly read: (
    bytes: AsyncIterable<Uint8Array>,
    context: ReadContext,
    head: string,
  ) => AsyncGenerator<Part>;
}

/** A diagnostic that takes `records` records out of the run, with the reason. */
export function quarantined(place: Place, reason: string, records = 1): DiagnosticItem {
  return {
    kind: 'diagnostic',
    diagnostic: { severity: 'warning', kind: 'quarantined', message: reason, place, records },
  };
}

/** A diagnostic for records in which there was nothing to read. */
export function skipped(place: Place, reason: string, records: number): DiagnosticItem {
  return {
    kind: 'diagnostic',
    diagnostic: { severity: 'note', kind: 'skipped', message: reason, place, records },
  };
}

/** Something to know about the file that accounts for no record. */
export function notice(place: Place, message: string, severity: 'warning' | 'note' = 'note'): DiagnosticItem {
  return { kind: 'diagnostic', diagnostic: { severity, kind: 'notice', message, place, records: 0 } };
}

/** `items` as a list for a message: quoted, each at most 40 characters, at most `limit` of them. */
export function listed(items: readonly string[], limit = 10): string {
  const shown = items.slice(0, limit).map((item) => `"${item.length > 40 ? `${item.slice(0, 40)}…` : item}"`);
  return items.length > limit ? `${shown.join(', ')} and ${items.length - limit} more` : shown.join(', ');
}
