/** A support macro as its file holds it: the text that customers get, and where each character of it stands. */

/** Ways of writing a placeholder; a source has one, and another one in it reaches the customer raw. */
export const DIALECTS = [
  'liquid',
  'intercom',
  'helpscout',
  'osticket',
  'zammad',
  'salesforce-classic',
  'salesforce-lightning',
  'braces',
  'brackets',
  'none',
] as const;
export type Dialect = (typeof DIALECTS)[number];

/**
 * Text taken out of a file. `offsets[i]` is where UTF-16 unit `i` of `text` begins in the decoded file, and
 * `offsets[text.length]` where the text ends; a unit that the file does not hold (a line break for a `<br>`)
 * has the offset of what stands for it.
 */
export interface Located {
  readonly text: string;
  readonly offsets: readonly number[];
}

/** What a macro says it is for; it picks what is asked of it (SCORING §10). */
export const CATEGORIES = ['complaint_severe', 'complaint', 'routine'] as const;
export type Category = (typeof CATEGORIES)[number];

/** One customer-facing text of a macro: a locale or a channel of it makes another one. */
export interface Macro {
  /** Unique in its file, and the same when macros move: its own id, else a slug of its title. */
  readonly id: string;
  readonly title: string;
  readonly path: string;
  /** Key of `SOURCES` (sources/index.ts). */
  readonly source: string;
  /** What placeholders look like in this source; undefined where the source does not prescribe one. */
  readonly dialect?: Dialect;
  readonly body: Located;
  /** Offset of the macro's title, or of its beginning, in the decoded file: the place of findings about the whole macro. */
  readonly start: number;
  readonly locale?: string;
  readonly channel?: string;
  /** As declared in the file; not yet one of `CATEGORIES`. */
  readonly category?: string;
  /** When to use it and when not to, as declared in the file. */
  readonly context?: string;
  readonly doNotUseWhen?: string;
  readonly tags?: readonly string[];
  /** Comments in the file that suppress findings of this macro: `attune-disable rule -- reason`. */
  readonly comments?: readonly { readonly text: string; readonly offset: number }[];
}

/** Why a macro is not linted; each is counted. */
export type SkipReason = 'internal' | 'inactive' | 'action_only' | 'empty' | 'language';

export interface SkippedMacro {
  readonly id: string;
  readonly title: string;
  readonly path: string;
  readonly reason: SkipReason;
}

/** A place in a file that could not be read as macros; the others still are. */
export interface SourceProblem {
  readonly path: string;
  readonly offset: number;
  /** `malformed-json`, `malformed-yaml`, `malformed-csv`, `unknown-source` … */
  readonly rule: string;
  readonly message: string;
}

/** Everything one file gave. */
export interface MacroFile {
  readonly path: string;
  readonly source: string;
  /** The decoded file, for lines and columns. */
  readonly content: string;
  readonly macros: readonly Macro[];
  readonly skipped: readonly SkippedMacro[];
  readonly problems: readonly SourceProblem[];
}
