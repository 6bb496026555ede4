/** Documents that can't rot: generated pages are fresh, and every example in them runs and prints what it shows. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable, Writable } from 'node:stream';
import { afterAll, describe, expect, test } from 'vitest';
import { main } from '../src/cli/main.ts';

const ROOT = path.resolve(import.meta.dirname, '..');
/** Lines of an excerpt that shows none yet. */
const EXCERPT = 22;
/** The last line of an excerpt. */
const MORE = '…';

// Examples run in a folder of their own, beside the fixtures, so that what they write leaves no trace.
const cwd = mkdtempSync(path.join(tmpdir(), 'attune-docs-'));
symlinkSync(path.join(ROOT, 'fixtures'), path.join(cwd, 'fixtures'));
afterAll(() => rmSync(cwd, { recursive: true }));

interface Example {
  readonly command: string;
  readonly exitCode: number;
}

/** Every attune command in the fenced `sh` blocks of a page; `# exits with 1` says what is not 0. */
function examplesOf(page: string): Example[] {
  return [...page.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].flatMap(([, block]) =>
    block!
      .split('\n')
      .filter((line) => /(?:^|&& )(?:(?:npx )?attune|node bin\/attune\.js) /.test(line))
      .map((line) => ({ command: line, exitCode: Number(/# exits with (\d)/.exec(line)?.[1] ?? 0) })),
  );
}

/** The page with the output in each of its `console` blocks as it is now. */
async function refreshed(page: string): Promise<string> {
  let fresh = page;
  for (const [block, command, shown] of page.matchAll(/^```console\n\$ (.*)\n([\s\S]*?)^```$/gm)) {
    const { stdout } = await run(command!);
    const now = excerpt(stdout, shown!.trimEnd().split('\n'));
    fresh = fresh.replace(block, () => ['```console', `$ ${command}`, ...now, '```'].join('\n'));
  }
  return fresh;
}

/** Runs what follows `attune` in a command line, in this process. */
async function run(command: string): Promise<{ exitCode: number; stdout: string; stderr: string }> {
  const argv = command
    .replace(/\s+#.*$/, '')
    .replace(/^.*?(?:attune|bin\/attune\.js) /, '')
    .match(/"[^"]*"|\S+/g)!
    .map((word) => word.replace(/^"(.*)"$/, '$1'));
  const written = { stdout: '', stderr: '' };
  const sink = (name: keyof typeof written) =>
    new Writable({
      write(chunk, _, done) {
        written[name] += chunk;
        done();
      },
    });
  const io = {
    stdin: Readable.from([]),
    stdout: sink('stdout'),
    stderr: sink('stderr'),
    env: {},
    cwd: () => cwd,
  };
  return { exitCode: await main(argv, io), ...written };
}

/** What an excerpt of `shown`'s length would show of the output. */
function excerpt(stdout: string, shown: readonly string[]): string[] {
  const lines = stdout.trimEnd().split('\n');
  if (shown.at(-1) !== MORE) return lines;
  const length = shown.length > 1 ? shown.length - 1 : EXCERPT;
  return [...lines.slice(0, length), MORE];
}

describe.each([
  ['README.md', 5],
  ['docs/explain.md', 4],
])('%s', (name, least) => {
  const file = path.join(ROOT, name);
  const page = readFileSync(file, 'utf8');
  const examples = examplesOf(page);

  test('has examples', () => {
    expect(examples.length).toBeGreaterThan(least);
    expect(page.match(/^```console$/gm)?.length).toBeGreaterThan(0);
  });

  test.each(examples)('$command', async ({ command, exitCode }) => {
    expect(await run(command)).toMatchObject({ exitCode });
  });

  // `npm run docs` rewrites the page where this fails.
  test('shows what its examples print', async () => {
    await expect(await refreshed(page)).toMatchFileSnapshot(file);
  });
});

describe('pages', () => {
  test.each(['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'docs/explain.md'])(
    '%s links to files that exist',
    (page) => {
      const file = path.join(ROOT, page);
      const links = [...readFileSync(file, 'utf8').matchAll(/\]\((?!https?:)([^)#]+)/g)];
      const dead = links
        .map(([, target]) => target!)
        .filter((target) => !existsSync(path.resolve(path.dirname(file), target)));
      expect(dead).toEqual([]);
    },
  );

  test('ARCHITECTURE.md names every folder of src', () => {
    const page = readFileSync(path.join(ROOT, 'ARCHITECTURE.md'), 'utf8');
    const named = [...page.matchAll(/`(src\/[a-z]+)`/g)].map(([, folder]) => folder!);
    expect(named.filter((folder) => !existsSync(path.join(ROOT, folder)))).toEqual([]);
  });
});

test('rubrics/README.md is fresh', () => {
  const { status, stderr } = spawnSync(process.execPath, ['scripts/rubric-docs.mjs', '--check'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  expect(stderr, 'run `npm run docs`; it also builds what this test looks at').toBe('');
  expect(status).toBe(0);
});
