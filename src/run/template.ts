/** A template of a report and the files beside it: all that a template may read. */

import { existsSync, readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { UserError } from '../errors.ts';
import { cannotRead } from './failure.ts';

/**
 * Opens a template. What it includes is named from its folder, and nothing outside that folder is read, whatever links
 * lead there.
 * @throws UserError when it can't be read.
 */
export function openTemplateFile(file: string, cwd: string) {
  const absolute = path.resolve(cwd, file);
  if (!existsSync(absolute)) throw new UserError(`--template ${file}: there is no such file`);
  const root = realpathSync(path.dirname(absolute));
  return {
    path: file.split(path.sep).join('/'),
    text: textOf(absolute, file),
    read: (name: string): string | undefined => {
      const target = path.resolve(root, name);
      const real = existsSync(target) ? realpathSync(target) : undefined;
      if (!isInside(root, target) || (real !== undefined && !isInside(root, real)))
        throw new UserError(`"${name}" leads out of the folder of the template`);
      return real === undefined ? undefined : textOf(real, name);
    },
  };
}

function isInside(root: string, file: string): boolean {
  const way = path.relative(root, file);
  return way !== '..' && !way.startsWith(`..${path.sep}`) && !path.isAbsolute(way);
}

function textOf(absolute: string, shown: string): string {
  try {
    return readFileSync(absolute, 'utf8').replace(/^\ufeff/, '');
  } catch (error) {
    throw cannotRead(shown, error);
  }
}
