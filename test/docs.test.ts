/** Documents that can't rot: generated pages are fresh, and every example in them runs and prints what it shows. */
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable, Writable } from 'node:stream';
import { afterAll, describe, expect, test } from 'vitest';
import { main } from '../src/cli/main.ts';

const ROOT = path.resolve(import.meta.dirname, '..');
/** Pages whose examples run. */
const PAGES = [
  'README.md',
  'docs/explain.md',
  'docs/rubric.md',
  'docs/rubric-diff.md',
  'docs/lint.md',
  'docs/reports.md',
  'docs/library.md',
  'docs/scale.md',
  'docs/trace.md',
  'docs/calibration.md',
];
/** Lines of an excerpt that shows none yet. */
const EXCERPT = 22;
/** The last line of an excerpt; before a line of the output, the excerpt begins with that. */
const MORE = '…';

// Examples run in a folder of their own, beside the fixtures, so that what they write leaves no trace.
const cwd = mkdtempSync(path.join(tmpdir(), 'attune-docs-'));
symlinkSync(path.join(ROOT, 'fixtures'), path.join(cwd, 'fixtures'));
// Who has installed attune: programs of theirs import it by its name.
mkdirSync(path.join(cwd, 'node_modules'));
symlinkSync(ROOT, path.join(cwd, 'node_modules/attune'));
writeFileSync(path.join(cwd, 'package.json'), '{"private": true}');
afterAll(() => rmSync(cwd, { recursive: true }));

/** A fenced block of a page: a file to write, commands to run, or a command with what it prints. */
interface Block {
  readonly whole: string;
  readonly language: string;
  /** What follows the language, as in `yaml file=house.yaml`. */
  readonly info: string;
  readonly body: string;
}

function blocksOf(page: string): Block[] {
  return [...page.matchAll(/^```(\w+)([^\n]*)\n([\s\S]*?)^```$/gm)].map(([whole, language, info, body]) => ({
    whole,
    language: language!,
    info: info!.trim(),
    body: body!,
  }));
}

interface Command {
  readonly command: string;
  /** `# exits with 1` says what is not 0. */
  readonly exitCode: number;
}

const EXIT_CODE = /# exits with (\d)/;

/** Every attune command of an `sh` block. */
function commandsOf({ body }: Block): Command[] {
  return body
    .split('\n')
    .filter((line) => /(?:^|&& )(?:(?:npx )?attune|node bin\/attune\.js) /.test(line))
    .map((line) => ({ command: line, exitCode: Number(EXIT_CODE.exec(line)?.[1] ?? 0) }));
}

interface Outcome extends Command {
  readonly actual: number;
  readonly stderr: string;
}

/**
 * Does what a page says, from top to bottom: writes its files (`yaml file=NAME`), runs its commands, and puts what its
 * `console` examples print now in the place of what they show.
 */
async function follow(page: string): Promise<{ fresh: string; outcomes: Outcome[] }> {
  let fresh = page;
  const outcomes: Outcome[] = [];
  for (const block of blocksOf(page)) {
    const [, file] = /^file=(\S+)$/.exec(block.info) ?? [];
    if (file !== undefined) writeFileSync(path.join(cwd, file), block.body);
    else if (block.language === 'sh') {
      for (const command of commandsOf(block)) {
        const { exitCode, stderr } = await run(command.command);
        outcomes.push({ ...command, actual: exitCode, stderr });
      }
    } else if (block.language === 'console') {
      const [, command, shown] = /^\$ (.*)\n([\s\S]*)$/.exec(block.body) ?? [];
      const { stdout, stderr, exitCode } = await run(command!);
      if (command!.startsWith('node ')) expect(exitCode, stderr).toBe(0);
      const stated = EXIT_CODE.exec(command!)?.[1];
      if (stated) outcomes.push({ command: command!, exitCode: Number(stated), actual: exitCode, stderr });
      const now = excerpt(stdout, (shown ?? '').trimEnd().split('\n'));
      fresh = fresh.replace(block.whole, () => ['```console', `$ ${command}`, ...now, '```'].join('\n'));
    }
  }
  return { fresh, outcomes };
}

interface Ran {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs what follows `attune` in a command line, in this process, with its input where `< FILE` names one; `2>&1` shows
 * its messages, too, and `>/dev/null` only these. A review is ended as soon as it serves.
 */
async function run(line: string): Promise<Ran> {
  const [, whole = '', both, none] = /^(.*?)( 2>&1)?( >\/dev\/null)?$/.exec(line.replace(/\s+#.*$/, ''))!;
  const [command = '', input] = whole.split(/ < (?=\S+$)/);
  const [, program] = /^node (\S+\.mjs)$/.exec(command) ?? [];
  if (program !== undefined) {
    const { status, stdout, stderr } = spawnSync(process.execPath, [program], { cwd, encoding: 'utf8' });
    return { exitCode: status ?? -1, stdout, stderr };
  }
  const argv = command
    .replace(/^.*?(?:attune|bin\/attune\.js) /, '')
    .match(/"[^"]*"|\S+/g)!
    .map((word) => word.replace(/^"(.*)"$/, '$1'));
  const written = { stdout: '', stderr: '' };
  const sink = (name: keyof typeof written) =>
    new Writable({
      write(chunk, _, done) {
        if (name === 'stderr' || !none) written[name] += chunk;
        if (name === 'stderr' && both) written.stdout += chunk;
        if (/Ctrl-C ends the review/.test(chunk)) process.emit('SIGHUP');
        done();
      },
    });
  const io = {
    stdin: Readable.from(input === undefined ? [] : [readFileSync(path.join(cwd, input))]),
    stdout: sink('stdout'),
    stderr: sink('stderr'),
    env: {},
    cwd: () => cwd,
  };
  return { exitCode: await main(argv, io), ...written };
}

/** What an excerpt of `shown`'s length would show of the output, from where it begins. */
function excerpt(stdout: string, shown: readonly string[]): string[] {
  const lines = stdout.trimEnd().split('\n');
  if (shown[0] === MORE && shown.length > 1) {
    const from = lines.indexOf(shown[1]!);
    expect(from, `the output has a line ${shown[1]}`).toBeGreaterThanOrEqual(0);
    return [MORE, ...excerpt(lines.slice(from).join('\n'), shown.slice(1))];
  }
  if (shown.at(-1) !== MORE) return lines;
  const length = shown.length > 1 ? shown.length - 1 : EXCERPT;
  return [...lines.slice(0, length), MORE];
}

describe.each(PAGES)('%s', (name) => {
  const page = readFileSync(path.join(ROOT, name), 'utf8');

  test('has examples', () => {
    expect(blocksOf(page).filter(({ language }) => language === 'sh').length).toBeGreaterThan(0);
    expect(blocksOf(page).filter(({ language }) => language === 'console').length).toBeGreaterThan(0);
  });

  // `npm run docs` rewrites the page where it shows something else than what is printed.
  test('does and prints what it says', { timeout: 120_000 }, async () => {
    const { fresh, outcomes } = await follow(page);
    expect(outcomes.filter(({ exitCode, actual }) => exitCode !== actual)).toEqual([]);
    await expect(fresh).toMatchFileSnapshot(path.join(ROOT, name));
  });
});

describe('pages', () => {
  test.each([...PAGES, 'docs/lint-rules.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'CHANGELOG.md'])(
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

test.each(['rubric-docs', 'lint-docs'])('what scripts/%s.mjs writes is fresh', (script) => {
  const { status, stderr } = spawnSync(process.execPath, [`scripts/${script}.mjs`, '--check'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  expect(stderr, 'run `npm run docs`; it also builds what this test looks at').toBe('');
  expect(status).toBe(0);
});
