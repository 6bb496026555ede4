/** Reads a file of labelled turns. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type LabelledFile, parseLabelled } from '../calibrate/index.ts';
import { UserError } from '../errors.ts';
import type { Rubric } from '../model.ts';

/**
 * The labelled turns of one file, relative to `cwd`, NDJSON or CSV in UTF-8.
 * @throws UserError when the file cannot be read.
 */
export async function readLabelled(file: string, cwd: string, rubric: Rubric): Promise<LabelledFile> {
  const absolute = path.resolve(cwd, file);
  const bytes = await readFile(absolute).catch((error: NodeJS.ErrnoException) => {
    const reason = { ENOENT: 'no such file', EISDIR: 'is a folder; name a file' }[error.code ?? ''];
    throw new UserError(`${file}: ${reason ?? `cannot be read (${error.code ?? error.message})`}`);
  });
  return parseLabelled(new TextDecoder().decode(bytes), file, rubric.labels);
}
