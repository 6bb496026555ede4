/** The input formats, and the one way in: bytes → conversations, with an account of every record. */

import { UserError } from '../errors.ts';
import { peek, toUtf8 } from './bytes.ts';
import { csv } from './csv.ts';
import { json } from './json.ts';
import { ndjson } from './ndjson.ts';
import type { ReadContext, Reader, ReadItem } from './reader.ts';

export type { ReadItem } from './reader.ts';

/** Every format that can be read. A new one is a file and a line here. */
export const FORMATS = { csv, json, ndjson } as const satisfies Record<string, Reader>;

export type FormatName = keyof typeof FORMATS;

export interface ReadOptions extends ReadContext {
  /** The format, where it is not to be recognised by content (`--from`). */
  readonly from?: FormatName;
}

/**
 * Reads one file. Every record ends in a conversation's `rows`, in a `skipped` or in a `quarantined`
 * diagnostic; the three add up to what the file holds, and a bad record never stops the reading. Throws a
 * UserError if the file as a whole cannot be made out: empty, not a known format, no column for the text,
 * nobody an agent. One that only shows at the end of a streamed file is thrown there.
 */
export async function* read(
  bytes: AsyncIterable<Uint8Array>,
  options: ReadOptions,
): AsyncGenerator<ReadItem> {
  const { path } = options;
  const { head, bytes: all } = await peek(toUtf8(bytes));
  try {
    if (head.trim() === '') throw new UserError(`${path}: the file is empty`);
    if (head.startsWith('PK\u0003\u0004')) {
      throw new UserError(
        `${path}: this is an Excel workbook or a zip file; save the sheet as "CSV UTF-8" and read that`,
      );
    }
    yield* FORMATS[options.from ?? sniff(head, path)].read(all, options, head);
  } finally {
    await all.return(undefined);
  }
}

/** The format of a file by its beginning. Throws a UserError if it is none of ours. */
function sniff(head: string, path: string): FormatName {
  const names = Object.keys(FORMATS) as FormatName[];
  const name = names.find((format) => FORMATS[format].sniff(head, path));
  if (name) return name;
  throw new UserError(`${path}: the format is not recognised; say which it is: --from ${names.join('|')}`);
}
