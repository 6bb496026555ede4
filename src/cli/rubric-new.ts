/** `attune rubric new` and `attune rubric schema`: a file to begin with, and what an editor needs for it. */

import { closeSync, openSync, rmSync } from 'node:fs';
import path from 'node:path';
import { UserError } from '../errors.ts';
import { loadRubric, rubricJsonSchema, scaffoldRubric } from '../rubric/index.ts';
import { cannotWrite } from '../run/failure.ts';
import { writeWhole } from '../run/output.ts';
import { rubricFinder } from '../run/rubrics.ts';
import { type Io, print } from './io.ts';
import type { ExitCode } from './main.ts';
import { say } from './messages.ts';

/** Where the schema lies for who has installed attune beside their rubric; an editor without it only completes less. */
const SCHEMA = './node_modules/attune/rubrics/schema.json';
/** Ids are file names, names in reports and parts of cue ids. */
const ID = /^[a-z][a-z0-9-]*$/;

/** Prints the JSON Schema of rubric files. */
export async function rubricSchemaCommand(io: Io): Promise<ExitCode> {
  await print(io, `${JSON.stringify(rubricJsonSchema(), null, 2)}\n`);
  return 0;
}

/**
 * Writes a commented rubric that extends another.
 * @throws UserError when the file exists already or cannot be written, when the id is none, or when there is no such base.
 */
export async function newRubricCommand(
  file: string,
  flags: { readonly extends: string; readonly id?: string },
  io: Io,
): Promise<ExitCode> {
  const id = flags.id ?? path.basename(file, path.extname(file));
  if (!ID.test(id))
    throw new UserError(`${id}: an id has small letters, digits and hyphens; name one: --id house`);
  if (!/\.ya?ml$/.test(file)) throw new UserError(`${file}: a new rubric is YAML; name it ${id}.yaml`);
  const target = path.resolve(io.cwd(), file);
  // As the new file will have to find it.
  loadRubric(flags.extends, rubricFinder(path.dirname(target)));
  claim(target, file);
  try {
    await writeWhole(target, scaffoldRubric({ id, base: flags.extends, schema: SCHEMA }), file);
  } catch (error) {
    rmSync(target);
    throw error;
  }
  say(io, `${file}: written; next: attune rubric test ${file}`);
  return 0;
}

/** Takes a name that nobody has, not even a link that leads nowhere, so that nothing is written over. */
function claim(target: string, shown: string): void {
  try {
    closeSync(openSync(target, 'wx'));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') throw new UserError(`${shown}: exists already; name another file`);
    throw cannotWrite(shown, error);
  }
}
