/** Reads files of labelled turns, and brings the ratings in them together. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import {
  joinRatings,
  type LabelledFile,
  labelledSheet,
  type Preference,
  parseLabelled,
  type Ratings,
} from '../calibrate/index.ts';
import { UserError } from '../errors.ts';
import type { Diagnostic, Rubric } from '../model.ts';
import { textSheets } from '../read/xlsx.ts';
import { cannotRead } from './failure.ts';

/** What was read of several files. */
export interface ReadRatings {
  readonly ratings: Ratings;
  readonly preferences: readonly Preference[];
  /** Rows that were read, the quarantined ones not among them. */
  readonly rows: number;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * The ratings of some files, relative to `cwd`: NDJSON or CSV in UTF-8, or Excel workbooks. A row without a rater is
 * that of `rater`; where there is none, of whoever the file is named after, and of one nameless rater in a single file.
 * @throws UserError when a file cannot be read.
 */
export async function readRatings(
  files: readonly string[],
  cwd: string,
  rubric: Rubric,
  rater?: string,
): Promise<ReadRatings> {
  const read: { readonly rater: string; readonly file: LabelledFile }[] = [];
  for (const file of files) {
    const stem = files.length > 1 ? path.basename(file, path.extname(file)) : '';
    read.push({ rater: rater ?? stem, file: await readLabelled(file, cwd, rubric) });
  }
  const ratings = joinRatings(read.map(({ rater: owner, file }) => ({ turns: file.turns, rater: owner })));
  const lost = ratings.diagnostics.filter(({ kind }) => kind === 'quarantined').length;
  return {
    ratings,
    preferences: read.flatMap(({ file }) => file.preferences),
    rows: read.reduce((sum, { file }) => sum + file.turns.length, 0) - lost,
    diagnostics: [...read.flatMap(({ file }) => file.diagnostics), ...ratings.diagnostics],
  };
}

export async function readLabelled(file: string, cwd: string, rubric: Rubric): Promise<LabelledFile> {
  const absolute = path.resolve(cwd, file);
  const bytes = await readFile(absolute).catch((error: NodeJS.ErrnoException) => {
    const reason = { ENOENT: 'no such file', EISDIR: 'is a folder; name a file' }[error.code ?? ''];
    throw reason === undefined ? cannotRead(file, error) : new UserError(`${file}: ${reason}`);
  });
  const names = { labels: rubric.labels, criteria: rubric.criteria.map(({ id }) => id) };
  if (bytes.subarray(0, 4).toString('latin1') !== 'PK\u0003\u0004')
    return parseLabelled(new TextDecoder().decode(bytes), file, names.labels, names.criteria);
  const sheets = (await textSheets(bytes, file)).filter(({ header }) =>
    header.some((name) => name.trim() === 'text'),
  );
  if (sheets.length === 0) throw new UserError(`${file}: no sheet of the workbook has a column "text"`);
  const parts = sheets.map(({ sheet, ...rows }) =>
    labelledSheet(rows, sheets.length > 1 ? `${file}/${sheet}` : file, names),
  );
  return {
    turns: parts.flatMap(({ turns }) => turns),
    preferences: parts.flatMap(({ preferences }) => preferences),
    diagnostics: parts.flatMap(({ diagnostics }) => diagnostics),
  };
}
