/** Runs the files of the bundle from the code that V8 made of them at the build, so that a start need not compile them anew. */
import { readFileSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import path from 'node:path';
import { Script } from 'node:vm';

/** The files of a bundle: CommonJS modules that name one another by `./name.js`. */
export interface Program {
  /** What a file exports; it is run once. */
  load(name: string): unknown;
  /** What V8 has made of the files that were loaded, down to every function that was called. */
  code(): ReadonlyMap<string, Buffer>;
  /** Files whose code V8 has refused, so that they were compiled. */
  refused(): readonly string[];
}

/** The file beside another that holds what V8 made of it. */
export const codeFile = (file: string): string => `${file}.code`;

/**
 * Opens the bundle in a folder. V8 refuses code that another version of it has made, or the same one with other flags;
 * then the file is compiled as any other.
 * @throws Error where a file is not there, as it is before the first build.
 */
export function openProgram(folder: string): Program {
  const requireOutside = createRequire(path.join(folder, 'main.js'));
  const modules = new Map<string, { exports: unknown }>();
  const scripts = new Map<string, Script>();
  const require = (id: string): unknown => (id.startsWith('./') ? load(id.slice(2)) : requireOutside(id));

  function load(name: string): unknown {
    const known = modules.get(name);
    if (known) return known.exports;
    const filename = path.join(folder, name);
    const cachedData = codeOf(filename);
    const script = new Script(Module.wrap(readFileSync(filename, 'utf8')), {
      filename,
      ...(cachedData && { cachedData }),
    });
    const module = { exports: {} };
    modules.set(name, module);
    scripts.set(filename, script);
    script.runInThisContext()(module.exports, require, module, filename, folder);
    return module.exports;
  }

  return {
    load,
    refused: () =>
      Array.from(scripts).flatMap(([file, { cachedDataRejected }]) => (cachedDataRejected ? [file] : [])),
    code: () => new Map(Array.from(scripts, ([file, script]) => [file, script.createCachedData()] as const)),
  };
}

function codeOf(filename: string): Buffer | undefined {
  try {
    return readFileSync(codeFile(filename));
  } catch {
    return undefined;
  }
}
