/** Where rubrics are found: by name among the shipped ones, by path in the user's folders. */

import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { UserError } from '../errors.ts';
import type { BuiltRubric, FindRubric } from '../rubric/index.ts';
import { cannotRead } from './failure.ts';

const SHIPPED = fileURLToPath(new URL('../../rubrics', import.meta.url));
const ENDING = /\.ya?ml$/;

/** Names of the rubrics that come with the program, sorted. */
export function shippedRubrics(): string[] {
  return readdirSync(SHIPPED)
    .filter((file) => ENDING.test(file))
    .map((file) => file.replace(ENDING, ''))
    .sort();
}

/**
 * A finder for one working directory. The first rubric may lie anywhere; what it extends must be a shipped name or
 * lie in the first rubric's folder or below it, so that a rubric from a stranger can't read other files.
 */
export function rubricFinder(cwd: string): FindRubric {
  let root: string | undefined;
  return (reference, from) => {
    const shipped = shippedRubrics();
    if (shipped.includes(reference)) {
      const file = readdirSync(SHIPPED).find((name) => name.replace(ENDING, '') === reference)!;
      const content = readFileSync(path.join(SHIPPED, file), 'utf8');
      return { path: `rubrics/${file}`, content, built: builtOf(reference, content) };
    }
    const base = from === undefined ? cwd : path.dirname(path.resolve(cwd, from));
    const absolute = path.resolve(base, reference);
    const where = from === undefined ? reference : `"${reference}"`;
    if (from === undefined) root = path.dirname(absolute);
    else if (root === undefined || !inside(root, absolute)) {
      throw new UserError(`${where} leads out of the folder of the first rubric; keep both in one folder`);
    }
    if (!existsSync(absolute)) {
      throw new UserError(`${where}: no such rubric; give a file, or one of ${shipped.join(', ')}`);
    }
    // A link may lie inside and lead out.
    if (from !== undefined && !inside(realpathSync(root), realpathSync(absolute))) {
      throw new UserError(`${where} is a link out of the folder of the first rubric; copy the file there`);
    }
    try {
      const shown = path.relative(cwd, absolute).split(path.sep).join('/');
      return { path: shown, content: readFileSync(absolute, 'utf8') };
    } catch (error) {
      throw cannotRead(where, error);
    }
  };
}

/** What the build made of a shipped rubric, and of which writing. */
interface Built extends BuiltRubric {
  /** SHA-256 of the file's content, in hexadecimal digits. */
  readonly of: string;
}

/**
 * A shipped rubric as the build has read, checked and parsed it, which takes a twentieth of the time; nothing where
 * there was no build, or where somebody has changed the rubric since.
 */
function builtOf(name: string, content: string): BuiltRubric | undefined {
  let built: Built;
  try {
    built = JSON.parse(readFileSync(new URL(`../rubrics/${name}.json`, import.meta.url), 'utf8'));
  } catch {
    return undefined;
  }
  return built.of === createHash('sha256').update(content).digest('hex') ? built : undefined;
}

function inside(folder: string, file: string): boolean {
  const way = path.relative(folder, file);
  return way !== '' && way.split(path.sep)[0] !== '..' && !path.isAbsolute(way);
}
