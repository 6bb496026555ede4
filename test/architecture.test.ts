import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import * as library from '../src/index.ts';
import { ENGINE } from '../src/version.ts';

/** Who may import whom, by folder of src (or module, for those that lie in src itself). */
const IMPORTS: Readonly<Record<string, readonly string[]>> = {
  // The nouns, the one error class, the version, the order of keys, what is made late: everybody may, and they import nothing.
  model: [],
  errors: [],
  version: [],
  keys: [],
  place: [],
  lazy: [],
  // Which templates are the same formula: a rule for one conversation and for many, so two stages share it.
  alike: [],
  // What conversations are grouped and filtered by.
  columns: [],
  // The interval of a rate: for summaries, and for what reports count themselves.
  wilson: [],
  // A few bits of a text, for tables and seeds; it imports nothing.
  hash: [],
  // Libraries that are loaded late.
  yaml: [],
  // The line. A stage knows the nouns that come in and go out, not its neighbours.
  text: ['hash'],
  cue: ['text'],
  detect: ['cue', 'hash', 'text'],
  rubric: ['cue', 'detect', 'yaml'],
  read: [],
  score: ['alike'],
  summarise: ['alike', 'columns', 'hash', 'wilson'],
  // Of many scored conversations those that somebody should look at; reporters that choose ask it.
  select: ['columns', 'summarise'],
  report: ['select', 'wilson'],
  pipeline: ['rubric', 'detect', 'score', 'summarise', 'text', 'read'],
  // Beside the line: what detection finds, set against labelled turns.
  calibrate: ['detect', 'read', 'report', 'rubric', 'score', 'summarise'],
  // Beside the line too: people rate what was said by a rubric's questions; the server itself is in run.
  review: ['calibrate', 'report', 'rubric'],
  // Beside the line too: macros judged by the engine of transcripts, as answers to a presumed customer.
  lint: ['cue', 'detect', 'pipeline', 'read', 'rubric', 'score', 'text', 'yaml'],
  // Beside the line too: where agents' words come from, set against a library of macros.
  trace: ['lint', 'text'],
  // Beside the line too: personal data, taken out of what is read or of what was scored.
  redact: ['text'],
  // The outside world: files and rubrics are found here, and many files run through the line.
  run: [
    ...['calibrate', 'lint', 'pipeline', 'read', 'redact', 'report', 'review', 'rubric'],
    ...['summarise', 'trace'],
  ],
  // The command line puts together what a command needs; it never looks inside detection or scoring.
  cli: [
    ...['calibrate', 'lint', 'pipeline', 'read', 'redact', 'report', 'review', 'rubric'],
    ...['run', 'select', 'summarise', 'trace'],
  ],
  // The library is the line without the command line and without anything that prints.
  scorer: ['pipeline', 'rubric'],
  index: ['read', 'redact', 'rubric', 'run', 'scorer', 'summarise'],
};
const EVERYBODY = ['model', 'errors', 'version', 'keys', 'place', 'lazy'];

/** Where each dependency, and each door to the outside world, may be imported. */
const HOMES: Readonly<Record<string, readonly string[]>> = {
  '@observablehq/plot': ['report'],
  chalk: ['report'],
  commander: ['cli'],
  'csv-parse': ['calibrate', 'lint', 'read'],
  'csv-stringify': ['report'],
  diff: ['lint'],
  domino: ['report'],
  eld: ['text'],
  'fastest-levenshtein': ['rubric'],
  fflate: ['report'],
  htmlparser2: ['lint', 'read'],
  hyparquet: ['read'],
  'hyparquet-compressors': ['read'],
  'hyparquet-writer': ['report'],
  ibantools: ['redact'],
  'js-yaml': ['yaml'],
  'jsonc-parser': ['lint'],
  'libphonenumber-js': ['redact'],
  'linkify-it': ['redact'],
  liquidjs: ['lint', 'report'],
  natural: ['text'],
  piscina: ['run'],
  'read-excel-file': ['read'],
  tinyglobby: ['run'],
  yaml: ['lint', 'rubric', 'yaml'],
  yauzl: ['read'],
  zod: ['lint', 'report', 'review', 'rubric', 'run'],
  'node:buffer': ['read'],
  'node:child_process': ['run'],
  'node:crypto': ['lint', 'pipeline', 'redact', 'report', 'review', 'rubric', 'run', 'select'],
  // Of the reporters, html reads the style and the script of its page, which lie beside it; text the table of eld.
  'node:fs': ['run', 'cli', 'report', 'text'],
  // One command serves a page, to its own machine only.
  'node:http': ['run'],
  // V8 is asked to collect garbage, in this process and through no port.
  'node:inspector': ['run'],
  'node:net': ['redact'],
  // The command line is run from the code that V8 made of it before (compiled).
  'node:module': ['cli', 'read', 'text', 'yaml'],
  'node:os': ['cli', 'run'],
  'node:path': ['run', 'cli'],
  'node:stream': ['read', 'run', 'cli'],
  'node:timers': ['run'],
  'node:url': ['read', 'run'],
  'node:util': ['read', 'report'],
  'node:v8': ['run'],
  'node:vm': ['cli'],
  'node:worker_threads': ['read', 'run'],
  'node:zlib': ['read', 'report', 'run'],
};

/** Packages of types, which are gone when the program runs: who may import them, with `import type`. */
const TYPES: Readonly<Record<string, readonly string[]>> = { sarif: ['report'] };

/** What `import … from 'attune'` offers at run time; types come on top. */
const EXPORTS = [
  'UserError',
  'checkRubric',
  'collect',
  'createRedactor',
  'createScorer',
  'loadRubric',
  'openRubric',
  'read',
  'rubricFinder',
  'runExamples',
  'shippedRubrics',
  'summarise',
];

const ROOT = path.resolve(import.meta.dirname, '..');
const modules = filesUnder('src').map((file) => {
  const source = readFileSync(path.join(ROOT, file), 'utf8');
  return { file, unit: unitOf(file), source, imports: importsOf(source) };
});

function filesUnder(folder: string): string[] {
  const files = readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => /\.(?:ts|mjs)$/.test(file))
    .map((file) => path.posix.join(folder, file.replaceAll('\\', '/')))
    .sort();
}

/** `src/text/scan.ts` belongs to `text`, `src/model.ts` to `model`. */
function unitOf(file: string): string {
  return path.posix.relative('src', file).split('/')[0]!.replace(/\.ts$/, '');
}

/** Everything a module imports, statically, for its types or on demand. */
function importsOf(source: string): string[] {
  const found = source.matchAll(
    /^(?:import|export|\})[^'"\n]*from '([^']+)'|^import '([^']+)'|import\('([^']+)'\)/gm,
  );
  return [...found].map((match) => (match[1] ?? match[2] ?? match[3])!);
}

/** `natural/lib/x.js` → `natural`, `node:fs/promises` → `node:fs`, `@a/b/c` → `@a/b`. */
function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

/** One kind sentence for every import that breaks the rule. */
function complaints(rule: (unit: string, specifier: string, file: string) => string | undefined): string[] {
  return modules.flatMap(({ file, unit, imports }) =>
    imports.flatMap((specifier) => {
      const complaint = rule(unit, specifier, file);
      return complaint === undefined ? [] : [`${file} imports ${specifier}: ${complaint}`];
    }),
  );
}

describe('the map of imports', () => {
  test('every folder and module of src stands in the map', () => {
    expect([...new Set(modules.map(({ unit }) => unit))].sort()).toEqual(Object.keys(IMPORTS).sort());
  });

  test('modules import only what the map allows', () => {
    const broken = complaints((unit, specifier, file) => {
      if (!specifier.startsWith('.')) return undefined;
      const target = unitOf(path.posix.join(path.posix.dirname(file), specifier));
      if (target === unit || EVERYBODY.includes(target) || IMPORTS[unit]?.includes(target)) return undefined;
      return `${unit} may know ${[...EVERYBODY, ...(IMPORTS[unit] ?? [])].join(', ')} and not ${target}; hand the data over in pipeline.ts, or move what both need into model.ts`;
    });
    expect(broken).toEqual([]);
  });

  test('dependencies stay at home', () => {
    const broken = complaints((unit, specifier) => {
      if (specifier.startsWith('.')) return undefined;
      const homes = HOMES[packageOf(specifier)] ?? TYPES[packageOf(specifier)];
      if (homes?.includes(unit)) return undefined;
      return homes
        ? `its home is src/${homes.join(' and src/')}; ask that folder for what you need`
        : 'nobody uses it yet; decide where its home is and add it to HOMES';
    });
    expect(broken).toEqual([]);
  });

  test('types are imported as types', () => {
    const asValue = modules.flatMap(({ file, source }) =>
      Object.keys(TYPES)
        .filter((name) => source.replace(/^import type [^'"]*/gm, '').includes(` from '${name}'`))
        .map((name) => `${file}: import type … from '${name}'`),
    );
    expect(asValue).toEqual([]);
  });

  test('natural is imported by sub-path only', () => {
    // Its root prints to stdout, reads the user's .env and loads three database drivers.
    const broken = complaints((_, specifier) =>
      specifier === 'natural' ? 'import natural/lib/natural/… and only the module you need' : undefined,
    );
    expect(broken).toEqual([]);
  });

  test('every dependency in package.json has a home, and every home a dependency', () => {
    const { dependencies } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
    const homes = Object.keys(HOMES).filter((name) => !name.startsWith('node:'));
    expect(Object.keys(dependencies)).toEqual(homes);
  });
});

describe('every module', () => {
  test('opens with one sentence that says what it is', () => {
    const scripts = filesUnder('scripts').map((file) => {
      return { file, source: readFileSync(path.join(ROOT, file), 'utf8') };
    });
    const silent = [...modules, ...scripts]
      .filter(({ source }) => !/^\/\*\*\s+(?:\* )?[A-Z`](?:(?!\*\/)[\s\S])*[.!?:]\s+\*\/\n/.test(source))
      .map(({ file }) => `${file}: open it with /** One sentence. */`);
    expect(silent).toEqual([]);
  });

  // `any` and stray consoles outside src are the linter's business: it sees types where this sees letters.
  test.each([
    [/\bconsole\./, 'return text, or write to the streams of io; only reporters speak to users'],
    [/\bprocess\.exit\(/, 'return an exit code; process.exit cuts off what is still in a pipe'],
    [/@ts-(?:ignore|expect-error|nocheck)/, 'satisfy the compiler instead of silencing it'],
  ])('contains no %s', (pattern, advice) => {
    const lines = modules.flatMap(({ file, source }) =>
      source
        .split('\n')
        .map((line, i) => ({ line, place: `${file}:${i + 1}` }))
        .filter(({ line }) => pattern.test(line) && !/^\s*(?:\/?\*|\/\/)/.test(line))
        // A signal ends the program in the middle of its work, whatever is still in a pipe.
        .filter(() => !(file === 'src/run/interrupt.ts' && pattern.source.includes('exit')))
        .map(({ place }) => `${place}: ${advice}`),
    );
    expect(lines).toEqual([]);
  });
});

describe('the library', () => {
  test('exports exactly this', () => {
    expect(Object.keys(library).sort()).toEqual(EXPORTS);
  });

  test('loads neither the command line nor a reporter', () => {
    const seen = new Set<string>();
    const visit = (file: string): void => {
      if (seen.has(file)) return;
      seen.add(file);
      const found = modules.find((module) => module.file === file);
      for (const specifier of found?.imports ?? []) {
        if (specifier.startsWith('.')) visit(path.posix.join(path.posix.dirname(file), specifier));
      }
    };
    visit('src/index.ts');
    expect([...seen].filter((file) => /^src\/(?:cli|report)\//.test(file))).toEqual([]);
  });

  test('states the version of package.json', () => {
    expect(ENGINE).toBe(JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')).version);
  });
});
