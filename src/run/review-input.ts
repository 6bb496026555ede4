/** What a file for `attune review` holds: scores, a sheet to label, or transcripts. */

import { UserError } from '../errors.ts';
import { HEAD, peek } from '../read/bytes.ts';
import { collect, containerOf, gunzip, membersOf } from '../read/containers.ts';
import { isWorkbook, textSheets } from '../read/xlsx.ts';
import type { InputFile } from './inputs.ts';

export type Taken = 'scored' | 'sheet' | 'transcripts';

/**
 * Tells by the beginning of each file what all of them hold; `labels` are those of the rubric.
 * @throws UserError when they hold different things, and for standard input, which can be read only once.
 */
export async function takenFor(files: readonly InputFile[], labels: readonly string[]): Promise<Taken> {
  let first: { readonly path: string; readonly taken: Taken } | undefined;
  for (const file of files) {
    if (!file.reopen) throw new UserError('attune review reads files; write standard input to one first');
    const taken = await takenOf(file, labels);
    first ??= { path: file.path, taken };
    if (first.taken !== taken)
      throw new UserError(
        `${file.path} holds ${WORDS[taken]} and ${first.path} ${WORDS[first.taken]}; review them one after another`,
      );
  }
  return first?.taken ?? 'transcripts';
}

const WORDS: Readonly<Record<Taken, string>> = {
  scored: 'scores',
  sheet: 'a sheet to label',
  transcripts: 'transcripts',
};

async function takenOf({ open, path }: InputFile, labels: readonly string[]): Promise<Taken> {
  const plain = await peek(open(), HEAD);
  const container = containerOf(plain.head, path);
  if (container === 'zip') return takenOfArchive(await collect(plain.bytes, path), path, labels);
  const { head, bytes } = container === 'gzip' ? await peek(gunzip(plain.bytes, path), HEAD) : plain;
  await bytes.return(undefined);
  const text = head
    .toString('utf8')
    .replace(/^\ufeff/, '')
    .trimStart();
  return takenByHead(text, path, labels);
}

/** A workbook with a sheet to label is one, whatever its other sheets hold. */
async function takenOfArchive(bytes: Buffer, path: string, labels: readonly string[]): Promise<Taken> {
  const names = (await membersOf(bytes, path)).map(({ name }) => name);
  if (!isWorkbook(names)) return 'transcripts';
  const sheets = await textSheets(bytes, path);
  return sheets.some(({ header }) => isToLabel(header, labels)) ? 'sheet' : 'transcripts';
}

function isToLabel(header: readonly string[], labels: readonly string[]): boolean {
  const names = header.map((name) => name.trim());
  return names.includes('text') && names.some((name) => labels.includes(name));
}

function takenByHead(head: string, path: string, labels: readonly string[]): Taken {
  const line = head.slice(0, head.search(/\r?\n|$/));
  if (!line.startsWith('{')) {
    const names = line.split(/[,;\t]/).map((name) => name.replace(/^"|"$/g, ''));
    return isToLabel(names, labels) ? 'sheet' : 'transcripts';
  }
  const kind = /^\{\s*"kind"\s*:\s*"(\w+)"/.exec(head)?.[1];
  if (kind === 'conversation' || kind === 'summary' || kind === 'report') return 'scored';
  if (kind === 'sample')
    throw new UserError(`${path}: draw the sheet with --format csv, xlsx or ndjson to review it`);
  if (kind === 'rating')
    throw new UserError(`${path}: holds ratings; name it with --out, and what is to be rated before it`);
  return isRow(line) ? 'sheet' : 'transcripts';
}

/** Whether the first line is a row to label; one that is longer than what was looked at is none. */
function isRow(line: string): boolean {
  try {
    const { text, labels }: { text?: unknown; labels?: unknown } = JSON.parse(line);
    return typeof text === 'string' && typeof labels === 'object' && labels !== null;
  } catch {
    return false;
  }
}
