/** What would be published: it installs into an empty folder, runs there, and its entry points resolve. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { publint } from 'publint';
import { parseAst } from 'rolldown/parseAst';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FILES } from '../src/review/page.ts';

const ROOT = path.resolve(import.meta.dirname, '..');
const MINUTES = 60_000;
const folder = mkdtempSync(path.join(tmpdir(), 'attune-pack-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs a program and gives its standard output; throws with its standard error when it fails. */
function run(cwd: string, program: string, ...args: string[]): string {
  return execFileSync(program, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

describe('the package', () => {
  let tarball = '';
  let files: string[] = [];

  // Packs what `npm run build` left in dist; building here would change it under the other tests.
  beforeAll(() => {
    const packed = run(ROOT, 'npm', 'pack', '--ignore-scripts', '--json', '--pack-destination', folder);
    const [{ filename, files: listed }] = JSON.parse(packed);
    tarball = path.join(folder, filename);
    files = listed.map((file: { path: string }) => file.path);
    writeFileSync(path.join(folder, 'package.json'), '{"name": "somebody", "private": true}');
    run(folder, 'npm', 'install', '--prefer-offline', '--no-audit', '--no-fund', tarball);
  }, 3 * MINUTES);

  test('holds the program, the rubrics and their documents, and nothing else', () => {
    expect(files).toEqual(
      expect.arrayContaining(['LICENSE', 'README.md', 'bin/attune.js', 'rubrics/empathy.yaml']),
    );
    expect(files).toEqual(expect.arrayContaining(FILES.map((file) => `dist/${file}`)));
    const parts = new Set(files.map((file) => file.split('/')[0]));
    expect([...parts].sort()).toEqual(
      ['CHANGELOG.md', 'LICENSE', 'README.md', 'bin', 'dist', 'examples', 'package.json', 'rubrics'].sort(),
    );
  });

  test('installs, and `npx attune score` works there', { timeout: MINUTES }, () => {
    const fixture = path.join(ROOT, 'fixtures/chat.json');
    const lines = run(folder, 'npx', '--no-install', 'attune', 'score', fixture, '--format', 'ndjson');
    const kinds = lines
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).kind);
    expect(kinds).toEqual(['conversation', 'conversation', 'conversation', 'summary']);
  });

  test('brings the style and the script of its page along', { timeout: MINUTES }, () => {
    const fixture = path.join(ROOT, 'fixtures/chat.json');
    const page = run(folder, 'npx', '--no-install', 'attune', 'score', fixture, '--format', 'html');
    expect(page).toMatch(/^<!doctype html>/);
    expect(page).toContain('function threadElement(');
    expect(page).toContain('<svg');
  });

  test('is a library, too', { timeout: MINUTES }, () => {
    const code = `
      import { createScorer, loadRubric, rubricFinder } from 'attune';
      const { score } = createScorer(loadRubric('empathy', rubricFinder(process.cwd())));
      const turns = ['I am so fed up with this.', 'I understand your frustration.'].map((text, index) => {
        return { index, role: index === 0 ? 'customer' : 'agent', visibility: 'public', text, rows: [] };
      });
      console.log(JSON.stringify(score({ id: '1', meta: {}, turns, source: { path: 'x' } }).turns[1].labels));`;
    const labels = JSON.parse(run(folder, process.execPath, '--input-type=module', '--eval', code));
    expect(labels).toMatchObject({ distress: 2, empathy: 1 });
  });

  test('has types that a strict compiler takes', { timeout: MINUTES }, () => {
    writeFileSync(
      path.join(folder, 'use.ts'),
      `import { createScorer, loadRubric, rubricFinder, type Conversation, type ScoredConversation, type Scorer } from 'attune';
      const scorer: Scorer = createScorer(loadRubric('empathy', rubricFinder('.')));
      export async function* scores(talks: AsyncIterable<Conversation>): AsyncGenerator<number | null> {
        for await (const one of scorer.scoreStream(talks)) yield (one satisfies ScoredConversation).score.normalized;
      }
      // @ts-expect-error: a scorer wants a rubric, not its name
      createScorer('empathy');
      // @ts-expect-error: and a conversation
      scorer.score({ id: '1' });`,
    );
    const tsc = path.join(ROOT, 'node_modules/typescript/bin/tsc');
    const flags = ['--strict', '--noEmit', '--target', 'es2023', '--module', 'nodenext', 'use.ts'];
    expect(run(folder, process.execPath, tsc, ...flags)).toBe('');
  });

  // The last that needs the installation: it breaks the program.
  test('is a library that needs no package of the command line or of reports', { timeout: MINUTES }, () => {
    for (const name of [
      'commander',
      'chalk',
      '@observablehq',
      'domino',
      'fflate',
      'csv-stringify',
      'hyparquet-writer',
    ])
      rmSync(path.join(folder, 'node_modules', name), { recursive: true });
    for (const part of ['cli', 'report'])
      rmSync(path.join(folder, 'node_modules/attune/dist', part), { recursive: true });
    const code = `console.log(Object.keys(await import('attune')).includes('createScorer'))`;
    expect(run(folder, process.execPath, '--input-type=module', '--eval', code)).toBe('true\n');
  });

  test('passes publint', async () => {
    const { buffer, byteOffset, byteLength } = readFileSync(tarball);
    const bytes = buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer;
    const { messages } = await publint({ strict: true, pack: { tarball: bytes } });
    expect(messages).toEqual([]);
  });
});

/** What a file of the bundle requires, at once or when it is asked; parsed, as strings and comments may look like it. */
function requiredBy(code: string): readonly string[] {
  const found: string[] = [];
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) return void node.forEach(visit);
    if (typeof node !== 'object' || node === null) return;
    const call = node as {
      readonly type?: unknown;
      readonly callee?: { readonly name?: unknown };
      readonly arguments?: readonly { readonly value?: unknown }[];
    };
    const [named] = call.arguments ?? [];
    if (call.type === 'CallExpression' && call.callee?.name === 'require' && typeof named?.value === 'string')
      found.push(named.value);
    // An import would go past what V8 keeps of these files, and of packages only some can be required.
    if (call.type === 'ImportExpression') found.push('import()');
    Object.values(node).forEach(visit);
  };
  visit(parseAst(code).body);
  return found;
}

describe('the bundled program', () => {
  const program = path.join(ROOT, 'dist/program');
  const modules = readdirSync(program).filter((file) => file.endsWith('.js'));
  const { dependencies } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'));

  /** Node's own, a dependency, or a file of the bundle. */
  function resolves(name: string): boolean {
    if (name.startsWith('.')) return existsSync(path.join(program, name));
    const [scope, part] = name.split('/');
    const owner = name.startsWith('@') ? `${scope}/${part}` : scope!;
    return isBuiltin(name) || Object.hasOwn(dependencies, owner);
  }

  test.each(modules)('%s requires nothing but what is there', (file) => {
    const names = requiredBy(readFileSync(path.join(program, file), 'utf8'));
    expect(names.filter((name) => !resolves(name))).toEqual([]);
  });

  test('is looked at as a whole', () => {
    const all = new Set(
      modules.flatMap((file) => requiredBy(readFileSync(path.join(program, file), 'utf8'))),
    );
    // One of each kind, so that a parser that finds nothing is noticed.
    for (const name of ['tinyglobby', 'node:path', './calibrate.js']) expect([...all]).toContain(name);
    expect(
      requiredBy("const a = require('a'); () => require('b').c; import('d'); '; require(\"e\")';"),
    ).toEqual(['a', 'b', 'import()']);
    expect(['nobody-knows-it', './nowhere.js', '@nobody/it'].filter(resolves)).toEqual([]);
  });
});
