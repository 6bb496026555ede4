/** What a source of macros is: how its files are recognised, and what it takes out of them. */
import type { Span } from '../../model.ts';
import type { Dialect, Located, SkipReason } from '../macro.ts';
import type { Mistake, Written } from '../written.ts';

/** How the text of a body is written; `mixed` is HTML where HTML lays it out, and Markdown otherwise. */
export type Markup = 'plain' | 'html' | 'markdown' | 'mixed';

/** A macro as a source finds it, before markup is taken away and skipping is decided. */
export interface Draft {
  readonly id?: string | undefined;
  /** Tells texts of one id apart: a channel or a locale. */
  readonly variant?: string | undefined;
  readonly title?: string | undefined;
  /** Offset of the title, or of the record. */
  readonly start: number;
  /** The record in the file: comments inside it are about this macro, and mistakes inside it spoil it. */
  readonly record: Span;
  readonly body?: Located | undefined;
  readonly markup: Markup;
  readonly locale?: string | undefined;
  readonly channel?: string | undefined;
  readonly category?: string | undefined;
  readonly context?: string | undefined;
  readonly doNotUseWhen?: string | undefined;
  readonly tags?: readonly string[] | undefined;
  /** Where the file says it; the rest is told by the body. */
  readonly skip?: SkipReason | undefined;
  /** What placeholders look like in this macro, where its source has more than one way. */
  readonly dialect?: Dialect | undefined;
}

/** A decoded file on its way through a source. */
export interface SourceFile {
  readonly path: string;
  /** Name without folders and endings. */
  readonly name: string;
  /** Lower-case ending without the dot; `email-meta.xml` counts as one. */
  readonly extension: string;
  readonly content: string;
  /** What JSON, NDJSON, YAML and CSV files hold; undefined for other files. */
  readonly root: Written | undefined;
  readonly syntax: Syntax | undefined;
  /** The text of another file, if it is there. */
  sibling(path: string): string | undefined;
  /** Tells of a record that can't be read. */
  report(mistake: Mistake): void;
}

export type Syntax = 'json' | 'ndjson' | 'yaml' | 'csv';

export interface MacroSource {
  /** For the list of sources in help and documentation. */
  readonly description: string;
  /** What it is recognised by, in words. */
  readonly recognised: string;
  /** Undefined where macros of this source look like anything. */
  readonly dialect?: Dialect;
  /** How its files are written; counts where their ending does not tell. */
  readonly syntax?: Syntax;
  matches(file: SourceFile): boolean;
  read(file: SourceFile): Draft[];
}
