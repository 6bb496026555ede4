/**
 * What the compiler leaves to do: the pages of the HTML report and of a review beside their code, the shipped rubrics as checked data
 * with their patterns parsed,
 * and the program as a few files instead of hundreds, because to find and link a module costs Node more than to run it.
 */
// @ts-check
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable, Writable } from 'node:stream';
import v8 from 'node:v8';
import { rolldown } from 'rolldown';
import { codeFile, openProgram } from '../dist/cli/compiled.js';
import { parseClasses } from '../dist/cue/cues.js';
import { packPatterns } from '../dist/cue/packed.js';
import { loadRubric } from '../dist/rubric/index.js';
import { parseRubric, patternsOf } from '../dist/rubric/source.js';
import { rubricFinder, shippedRubrics } from '../dist/run/rubrics.js';

const ROOT = path.resolve(import.meta.dirname, '..');
const DIST = path.join(ROOT, 'dist');
/** What comes along in the bundle of what others wrote: what nearly every run loads, or every run of lint. */
const BUNDLED = ['chalk', 'commander', 'csv-parse', 'fastest-levenshtein', 'natural', 'zod'].concat([
  'diff',
  'liquidjs',
  'htmlparser2',
  'domelementtype',
  'domhandler',
  'domutils',
  'dom-serializer',
  'entities',
]);

// What an earlier build has called otherwise would be published with the rest.
rmSync(path.join(DIST, 'program'), { recursive: true, force: true });
for (const [from, to] of /** @type {const} */ ([
  ['report/html/page', 'report/html/page'],
  ['report/html/page', 'program/page'],
  // The server of a review finds the files of its page by their paths from `dist`, in the bundle as in modules.
  ['review/page', 'review/page'],
])) {
  cpSync(path.join(ROOT, 'src', from), path.join(DIST, to), { recursive: true });
}
writeRubrics();
await bundle();
await writeCode();

/** `src/run/rubrics.ts` reads these. */
function writeRubrics() {
  const folder = path.join(DIST, 'rubrics');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  for (const name of shippedRubrics()) {
    const file = path.join(ROOT, 'rubrics', `${name}.yaml`);
    const content = readFileSync(file, 'utf8');
    const { data } = parseRubric(file, content);
    const of = createHash('sha256').update(content).digest('hex');
    const { rubric } = loadRubric(name, rubricFinder(ROOT));
    const patterns = packPatterns(patternsOf(data), parseClasses(rubric.classes));
    writeFileSync(path.join(folder, `${name}.json`), JSON.stringify({ of, data, patterns }));
  }
}

/** The command line, for `bin/attune.js`; the library stays in modules, for those who bundle it themselves. */
async function bundle() {
  const folder = path.join(DIST, 'program');
  const inside = new RegExp(`^(?:[./#\\0]|(?:${BUNDLED.join('|')})(?:$|/))`);
  const at = (/** @type {string} */ name) => path.join(DIST, name);
  /** @type {Map<string, readonly string[]>} */
  const imports = new Map();
  /** Modules and all that they import outright. @type {(names: readonly string[], seen?: Set<string>) => Set<string>} */
  const loadedBy = (names, seen = new Set()) => {
    for (const name of names) {
      if (seen.has(name)) continue;
      seen.add(name);
      loadedBy(imports.get(name) ?? [], seen);
    }
    return seen;
  };
  /** @type {(...names: string[]) => (id: string) => boolean} */
  const whatLoads =
    (...names) =>
    (id) =>
      loadedBy(names.map(at)).has(id);
  const build = await rolldown({
    // Worker threads begin with a file of their own, which lies beside the code that starts them.
    input: { main: at('cli/main.js'), worker: at('run/worker.js') },
    platform: 'node',
    external: (id) => !inside.test(id),
    plugins: [{ name: 'imports', moduleParsed: ({ id, importedIds }) => void imports.set(id, importedIds) }],
  });
  // Not as ES modules, of which V8 keeps no code (`src/cli/compiled.ts`).
  writeFileSync(path.join(folder, 'package.json'), '{"type":"commonjs"}\n');
  await build.write({
    dir: folder,
    format: 'cjs',
    dynamicImportInCjs: false,
    // A single character of more than one byte has V8 keep all of a file in two bytes a character, in every thread.
    comments: false,
    charset: 'ascii',
    plugins: [{ name: 'raw', renderChunk: escaped }],
    chunkFileNames: '[name].js',
    // To find and load a file takes about as long as to compile it, so that what every run and every page of help load
    // lies in one, what else a run of score loads in another, and in a third what lint needs beyond these.
    codeSplitting: {
      groups: [
        { name: 'starting', priority: 3, test: whatLoads('cli/main.js', 'report/index.js') },
        { name: 'scoring', priority: 2, test: whatLoads('cli/score.js', 'report/terminal.js') },
        { name: 'linting', priority: 1, test: whatLoads('cli/lint.js') },
      ],
    },
  });
  await build.close();
  const packages = new Set(
    [...imports.keys()].flatMap((id) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(id) ?? []),
  );
  const licences = [...packages].sort().map((own) => {
    const { name, license, version } = JSON.parse(readFileSync(path.join(own, 'package.json'), 'utf8'));
    const file = readdirSync(own).find((entry) => /^licen[cs]e/i.test(entry));
    if (file === undefined) throw new Error(`${name} has no licence to copy`);
    return `${name} ${version} (${license}):\n\n${readFileSync(path.join(own, file), 'utf8').trim()}\n`;
  });
  writeFileSync(
    path.join(folder, 'LICENSES'),
    ['This folder holds copies of these packages, or of parts of them.\n', ...licences].join('\n'),
  );
}

/**
 * Code with escapes in the raw strings, too, which `charset` leaves alone: they are parts of regular expressions here,
 * where an escape means the same.
 * @param {string} code
 */
function escaped(code) {
  return code.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** What V8 makes of the bundle, for `bin/attune.js`: of what these commands call, as nearly every run calls it too. */
async function writeCode() {
  const program = openProgram(path.join(DIST, 'program'));
  // V8 would note the flags that a run sets for itself, and refuse its code to a run that has yet to set them.
  const setFlags = v8.setFlagsFromString;
  v8.setFlagsFromString = () => {};
  const { main } = /** @type {typeof import('../dist/cli/main.js')} */ (program.load('main.js'));
  const cwd = mkdtempSync(path.join(tmpdir(), 'attune-build-'));
  const fixture = (/** @type {string} */ name) => path.join(ROOT, 'fixtures', name);
  for (const words of [
    ['score', fixture('support.csv')],
    ['score', fixture('support.csv'), '--format', 'ndjson'],
    ['lint', fixture('macros')],
  ]) {
    let said = '';
    const stdout = new Writable({ write: (_chunk, _encoding, done) => done() });
    const stderr = new Writable({
      write(chunk, _encoding, done) {
        said += chunk;
        done();
      },
    });
    // Not from here: a configuration in a folder above would be the checkout's, and no part of the program.
    const code = await main(words, { stdin: Readable.from([]), stdout, stderr, env: {}, cwd: () => cwd });
    if (code > 1) throw new Error(`attune ${words.join(' ')} ends with ${code}: ${said}`);
  }
  rmSync(cwd, { recursive: true });
  v8.setFlagsFromString = setFlags;
  for (const [file, code] of program.code()) writeFileSync(codeFile(file), code);
}
