/** Reads libraries of macros, for what is done with their texts beside linting them. */

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { UserError } from '../errors.ts';
import type { Macro } from '../lint/macro.ts';
import { MACRO_ENDINGS, readMacros } from '../lint/sources/index.ts';
import { bytesOf, expandInputs, type InputIo } from './inputs.ts';

/** Folders that hold no macros of anybody's own. */
const ELSEWHERE = ['**/node_modules/**', '**/.git/**'];

/**
 * The macros of files, folders and patterns; files that were only found and hold none are passed over.
 * @throws UserError when a file can't be read, one that was named holds no macros, or there are none at all.
 */
export async function readMacroLibrary(args: readonly string[], io: InputIo): Promise<Macro[]> {
  const wanted = { what: 'macros', endings: MACRO_ENDINGS, gzip: false, exclude: ELSEWHERE };
  const macros: Macro[] = [];
  for (const input of await expandInputs(args, io, wanted)) {
    const file = readMacros(input.path, await bytesOf(input), {
      sibling: (other) => {
        try {
          return readFileSync(path.resolve(io.cwd, other));
        } catch {
          return undefined;
        }
      },
    });
    if (file.macros.length === 0 && file.skipped.length === 0 && !input.found)
      throw new UserError(
        `${input.path}: no macros are recognised in this file; attune lint says what is wrong`,
      );
    macros.push(...file.macros);
  }
  if (macros.length === 0) throw new UserError(`no macros in ${args.join(', ')}`);
  return macros;
}
