/** The command line as its users meet it: exit codes, messages on standard error, and input of every bad kind. */

import { createWriteStream } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PassThrough, Readable, Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { main } from '../src/cli/main.ts';
import { ended, ROOT, run, start } from './helpers/run.ts';

let cwd: string;
const temp = (...parts: string[]) => path.join(cwd, ...parts);
const fixture = (name: string) => path.join(ROOT, 'fixtures', name);

const GOOD =
  'conversation_id,role,text\nc-1,customer,my parcel is lost\nc-1,agent,I am sending a new one today\n';
const GOOD_LINE = `${JSON.stringify({
  conversation_id: 'good',
  turns: [
    { role: 'customer', text: 'I am so disappointed' },
    { role: 'agent', text: 'I am sorry, I will send a new one today' },
  ],
})}\n`;

beforeAll(async () => {
  cwd = await mkdtemp(path.join(tmpdir(), 'attune-cli-'));
  await mkdir(temp('none'));
  await mkdir(temp('many'));
  await writeFile(temp('good.csv'), GOOD);
  await writeFile(temp('many/a.json'), '{"never": ');
  await writeFile(temp('many/b.csv'), GOOD);
  await writeFile(temp('many/c.csv'), '');
});
afterAll(() => rm(cwd, { recursive: true }));

/** One line on standard error, the right code, and nothing on standard output. */
async function refused(words: readonly string[], message: string | RegExp, options = {}) {
  const { code, out, err } = await run(words, { cwd, ...options });
  expect(err).toMatch(message);
  expect(err).toMatch(/^attune: [^\n]+\n$/);
  expect({ code, out }).toEqual({ code: 2, out: '' });
}

describe('help and version', () => {
  test.each([
    [['--version'], /^\d+\.\d+\.\d+\n$/],
    [['--help'], /Usage: attune[\s\S]*score[\s\S]*explain[\s\S]*Exit codes/],
    [['score', '--help'], /Usage: attune score[\s\S]*Formats:\n[\s\S]*\n {2}xlsx {6} a workbook/],
    [['help', 'score'], /\n {2}parquet {4}one row an agent turn/],
    [['explain', '--help'], /Usage: attune explain/],
    [['help', 'rubric'], /Usage: attune rubric/],
  ])('%j', async (words, output) => {
    const { code, out, err } = await run(words);
    expect(out).toMatch(output);
    expect({ code, err }).toEqual({ code: 0, err: '' });
  });

  test.each([[['--version']], [['--help']], [['score', '--help']]])(
    '%j loads no library of the work',
    async (words) => {
      expect(await loaded(words)).toEqual(['main.js', 'rolldown-runtime.js', 'starting.js']);
    },
  );

  test('as opposed to the work', async () => {
    const all = ['main.js', 'rolldown-runtime.js', 'scoring.js', 'starting.js'];
    expect(await loaded(['score', 'fixtures/chat.json'])).toEqual(all);
    // And packages, where an input asks for them.
    expect(await loaded(['score', 'fixtures/calls*.ndjson'])).toContain('tinyglobby');
  });
});

/** The files of the built program that a run loads, and the packages of which it loads a CommonJS module. */
async function loaded(words: readonly string[]): Promise<string[]> {
  const register = `import fs from 'node:fs'; import { syncBuiltinESMExports } from 'node:module';
    const read = fs.readFileSync;
    fs.readFileSync = (file, ...rest) => {
      if (/\\.c?js$/.test(String(file))) fs.writeSync(2, 'LOADS ' + file + '\\n');
      return read(file, ...rest);
    };
    syncBuiltinESMExports();`;
  const child = start(words, { nodeOptions: ['--import', dataUrl(register)] });
  child.stdout!.resume();
  const [err, code] = await Promise.all([text(child.stderr!), ended(child)]);
  expect(code).toBe(0);
  const files = err.split('\n').filter((line) => line.startsWith('LOADS '));
  const names = files.map((file) =>
    /\/(?:node_modules\/((?:@[^/]+\/)?[^/]+)\/|dist\/program\/([^/]+)$)/.exec(file),
  );
  return [...new Set(names.flatMap((name) => name?.[1] ?? name?.[2] ?? []))].sort();
}

const dataUrl = (script: string) => `data:text/javascript,${encodeURIComponent(script)}`;

describe('usage', () => {
  test.each([
    ['an unknown command', ['scor'], /unknown command 'scor'/],
    ['an unknown flag', ['score', 'good.csv', '--frmat', 'csv'], /unknown option '--frmat'/],
    ['no input', ['score'], /missing required argument 'inputs'/],
  ])('%s', async (_, words, message) => {
    const { code, out, err } = await run(words, { cwd });
    expect(err).toMatch(message);
    expect(err).toMatch(/^attune: /);
    expect({ code, out }).toEqual({ code: 2, out: '' });
  });

  test.each([
    [
      '--format',
      'nonsense',
      /--format nonsense: there is no such format; there are terminal, json, ndjson, csv/,
    ],
    ['--format', 'csv=', /name a file after "="/],
    ['--from', 'xml', /--from xml: there is no such format; there are vtt, srt, text, csv, json, ndjson/],
    ['--roles', 'nonsense', /--roles "nonsense": write it as --roles agent=Rep,customer=Caller/],
    ['--roles', 'boss=Rep', /"boss" is none of agent, customer/],
    ['--map', 'body=Text', /"body" is none of text, role/],
    ['--fail-under', 'high', /--fail-under high: give a number from 0 to 100/],
    ['--fail-under', '101', /give a number from 0 to 100/],
    ['--limit', '2.5', /--limit 2.5: give a whole number/],
  ])('%s %s', (flag, value, message) => refused(['score', 'good.csv', flag, value], message));

  test.each(['xlsx', 'parquet'])('%s on a terminal', async (format) => {
    const { code, out, err } = await run(['score', 'good.csv', '-f', format], { cwd, terminal: 80 });
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(`--format ${format}: is no text; name a file: --format ${format}=scores.${format}`);
  });
  test('a template without its format, and the other way round', async () => {
    await refused(
      ['score', 'good.csv', '-f', 'template'],
      /--format template: name the template: --template house/,
    );
    await refused(['score', 'good.csv', '--template', 'good.csv'], /--template: is for --format template/);
    await refused(
      ['score', 'good.csv', '-f', 'template', '--template', 'no.html'],
      /--template no\.html: there is no/,
    );
  });
  test('two reports for one standard output', () =>
    refused(['score', 'good.csv', '-f', 'csv', '-f', 'json'], /only one report can go to standard output/));
  test('--out for two reports', () =>
    refused(['score', 'good.csv', '-f', 'csv', '-f', 'json', '--out', 'x'], /--out takes one report/));
});

describe('input that cannot be read', () => {
  test.each([
    ['a missing file', 'nosuch.csv', 'attune: nosuch.csv: no such file'],
    [
      'a folder without transcripts',
      'none',
      'none: no transcripts in this folder (looked for .csv, .tsv, .json',
    ],
    ['an empty file', fixture('broken/empty.csv'), 'empty.csv: the file is empty'],
    ['broken JSON', fixture('broken/not-json.json'), 'not-json.json:6:24: not JSON: a comma or } expected'],
    [
      'a table without a column of text',
      fixture('broken/no-text-column.csv'),
      'no column holds the text; the columns are "conversation_id", "role", "agent", "duration_seconds". Name it: --map text=COLUMN',
    ],
    [
      'unknown speakers',
      fixture('broken/unknown-roles.csv'),
      'the labels are "speaker_0", "speaker_1". Say who they are: --roles agent=Rep,customer=Caller',
    ],
  ])('%s', async (_, file, message) => {
    await refused(['score', file], new RegExp(escaped(message)));
    await refused(['score', file, '--quiet'], new RegExp(escaped(message)));
  });

  test('unknown speakers, told apart by a flag', async () => {
    const { code, err } = await run([
      'score',
      fixture('broken/unknown-roles.csv'),
      '-f',
      'csv',
      '--roles',
      'customer=speaker_0,agent=speaker_1',
    ]);
    expect(code).toBe(0);
    expect(err).toContain('3 records read = 3 scored');
  });

  test('every missing file at once', async () => {
    const { code, err } = await run(['score', 'x.csv', 'y.csv'], { cwd });
    expect({ code, err }).toEqual({
      code: 2,
      err: 'attune: x.csv: no such file\nattune: y.csv: no such file\n',
    });
  });

  test('empty standard input', () => refused(['score', '-'], /<stdin>: the file is empty/));

  test('a name that would steer the terminal', async () => {
    const { err } = await run(['score', 'a\u001b[2Jb.csv'], { cwd });
    expect(err).toBe('attune: ab.csv: no such file\n');
  });
});

describe('several files', () => {
  test('one that cannot be made out is set aside, with its place', async () => {
    const { code, out, err } = await run(['score', 'many', '-f', 'ndjson'], { cwd });
    expect(code).toBe(0);
    expect(err).toContain('attune: many/a.json:1: error: column ');
    expect(err).toContain('attune: many/c.csv: error: the file is empty\n');
    expect(err).toContain('4 records read = 2 scored + 0 skipped + 2 quarantined');
    const lines = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.map(({ id }) => id)).toEqual(['c-1', undefined]);
    expect(lines[1].accounts).toMatchObject({
      read: 4,
      scored: 2,
      quarantined: 2,
      files: 3,
      readers: { csv: 1 },
    });
  });

  test('that, under --strict, is 3', async () => {
    expect((await run(['score', 'many', '--strict', '-q'], { cwd })).code).toBe(3);
    expect((await run(['score', 'many/b.csv', '--strict', '-q'], { cwd })).code).toBe(0);
  });

  test('of which none can be read are one error each', async () => {
    const { code, out, err } = await run(['score', 'many/a.json', 'many/c.csv'], { cwd });
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(
      /^attune: many\/a.json:1:\d+: not JSON[^\n]*\nattune: many\/c.csv: the file is empty\n$/,
    );
  });
});

describe('records that cannot be read', () => {
  const accounts = async (file: string) => {
    const { code, out, err } = await run(['score', fixture(`broken/${file}`), '-f', 'ndjson']);
    const lines = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    return { code, err, ids: lines.slice(0, -1).map(({ id }) => id), ...lines.at(-1).accounts };
  };

  test('a NUL byte costs its line', async () => {
    const seen = await accounts('nul.ndjson');
    expect(seen).toMatchObject({ code: 0, ids: ['good-1', 'good-2'], read: 5, scored: 4, quarantined: 1 });
    expect(seen.err).toMatch(/nul\.ndjson:2: warning: [^\n]+\n/);
  });

  test('a lone surrogate costs nothing', async () => {
    expect(await accounts('surrogate.ndjson')).toMatchObject({
      code: 0,
      ids: ['surrogate-1'],
      quarantined: 0,
    });
  });

  test('each has its line and reason', async () => {
    const seen = await accounts('mixed.ndjson');
    expect(seen).toMatchObject({ code: 0, ids: ['good-1', 'good-2'], quarantined: 3 });
    for (const line of [2, 3, 5]) expect(seen.err).toMatch(new RegExp(`mixed\\.ndjson:${line}: warning: `));
  });

  test('only such ones are an error that names the first', async () => {
    await writeFile(temp('bad.ndjson'), '{"a": 1}\n[2]\n');
    const { code, out, err } = await run(['score', 'bad.ndjson', '-q'], { cwd });
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^attune: [^\n]*bad\.ndjson[^\n]*\n$/);
  });

  test('a line of 50 MB costs only itself', { timeout: 30_000 }, async () => {
    const chunk = 'x'.repeat(1024 * 1024);
    const huge = [
      GOOD_LINE,
      '{"text":"',
      ...Array<string>(50).fill(chunk),
      '"}\n',
      GOOD_LINE.replace('good', 'after'),
    ];
    await pipeline(Readable.from(huge), createWriteStream(temp('huge.ndjson')));
    const { code, out, err } = await run(['score', 'huge.ndjson', '-f', 'ndjson', '--no-summary'], { cwd });
    expect(code).toBe(0);
    expect(
      out
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line).id),
    ).toEqual(['good', 'after']);
    expect(err).toMatch(/huge\.ndjson:2: warning: the line is longer than \d+ MiB/);
    expect(err).toContain('+ 1 quarantined');
  });
});

describe('rubrics', () => {
  const at = 'fixtures/broken/rubrics/';
  test.each([
    [
      'typo-key',
      `${at}typo-key.yaml:6:5: unknown key "wieght" in criteria[recognition]; did you mean "weight"?`,
    ],
    ['bad-pattern', `${at}bad-pattern.yaml:10:17: cue X1: "(" is never closed`],
    [
      'unknown-label',
      `${at}unknown-label.yaml:6:12: cue X1 names an unknown label "empthy"; did you mean "empathy"?`,
    ],
    ['negative-weight', `${at}negative-weight.yaml:6:`],
    ['zero-weights', `${at}zero-weights.yaml:5:3: all weights are 0`],
    ['rising-decay', `${at}rising-decay.yaml:6:12: criterion recognition: decay must never rise`],
    [
      'level-order',
      `${at}level-order.yaml:6:13: criterion recognition: empathy level 2 earns less than level 1`,
    ],
    [
      'cycle-a',
      `${at}cycle-b.yaml:3:10: extends goes in a circle: ${at}cycle-a.yaml → ${at}cycle-b.yaml → ${at}cycle-a.yaml`,
    ],
    [
      'leaves-folder',
      `${at}leaves-folder.yaml:3:10: extends "../../../rubrics/empathy.yaml" leads out of the folder`,
    ],
    ['not-yaml', `${at}not-yaml.yaml:3:1: `],
    ['missing', `${at}missing.yaml: no such rubric; give a file, or one of empathy`],
  ])('%s', async (name, message) => {
    const exact = new RegExp(`^attune: ${escaped(message)}`);
    for (const command of [
      ['score', 'fixtures/chat.json', '--rubric'],
      ['rubric', 'check'],
    ]) {
      await refused([...command, `${at}${name}.yaml`], exact, { cwd: ROOT });
    }
  });

  test('a link that leads out of the folder', async () => {
    await mkdir(temp('rubrics'));
    await cp(fixture('broken/rubrics/rising-decay.yaml'), temp('outside.yaml'));
    await symlink(temp('outside.yaml'), temp('rubrics/link.yaml'));
    await writeFile(temp('rubrics/mine.yaml'), 'id: mine\nversion: 1.0.0\nextends: link.yaml\n');
    await refused(
      ['rubric', 'check', 'rubrics/mine.yaml'],
      /extends "link.yaml" is a link out of the folder/,
    );
  });

  test.each([[['list']], [['show']], [['show', '--resolved']], [['test']]])('rubric %j', async (words) => {
    const { out, err } = await run(['rubric', ...words]);
    expect(out.length).toBeGreaterThan(20);
    expect(err).toBe('');
  });
});

describe('the report', () => {
  const score = (...words: string[]) => run(['score', fixture('chat.json'), ...words], { cwd });

  test('--fail-under that is missed is 1, with the reason', async () => {
    const { code, out, err } = await score('--fail-under', '100', '-f', 'csv');
    expect(code).toBe(1);
    expect(err).toMatch(/attune: mean score [\d.]+ is under 100\n$/);
    expect(out).toContain('conversation,turn');
    expect((await score('--fail-under', '0')).code).toBe(0);
  });

  test('as a terminal page needs no messages beside it', async () => {
    expect((await score()).err).toBe('');
    const { out, err } = await run(['score', fixture('broken/mixed.ndjson')]);
    expect(err).toBe('');
    expect(out).toContain('mixed.ndjson:2');
  });

  test('--quiet says nothing on standard error', async () => {
    expect(await score('-q', '-f', 'csv', '--fail-under', '100')).toMatchObject({ code: 1, err: '' });
  });

  test('--no-summary leaves the last line out', async () => {
    const [whole, without] = [await score('-f', 'ndjson'), await score('-f', 'ndjson', '--no-summary')];
    expect(whole.out.startsWith(without.out)).toBe(true);
    expect(whole.out.slice(without.out.length)).toMatch(/^\{"kind":"summary".*\}\n$/);
    expect((await score('--no-summary')).out).not.toContain('Mean score');
  });

  test('goes to files, several at once', async () => {
    await mkdir(temp('out'));
    const { code, out, err } = await score(
      '-f',
      'json=out/a.json',
      '-f',
      'ndjson=out/a.ndjson',
      '-f',
      'csv',
      '--out',
      'out/a.csv',
    );
    expect({ code, out }).toEqual({ code: 0, out: '' });
    expect(err).toContain('records read');
    expect((await readdir(temp('out'))).sort()).toEqual(['a.csv', 'a.json', 'a.ndjson']);
    expect(await readFile(temp('out/a.json'), 'utf8')).toBe((await score('-f', 'json')).out);
    expect(await readFile(temp('out/a.ndjson'), 'utf8')).toBe((await score('-f', 'ndjson')).out);
    expect(await readFile(temp('out/a.csv'), 'utf8')).toBe((await score('-f', 'csv')).out);
  });

  test.each([
    [
      'a folder that does not exist',
      'no/such/x.csv',
      /no\/such\/x.csv: cannot be written: its folder does not exist/,
    ],
    ['a folder', 'none', /none: this is a folder; name a file in it/],
    ['the input', 'good.csv', /good.csv: is read or written already/],
  ])('cannot go to %s', async (_, file, message) => {
    await refused(['score', 'good.csv', '-f', 'csv', '--out', file], message);
    expect(await readFile(temp('good.csv'), 'utf8')).toBe(GOOD);
  });

  test('leaves nothing behind when the run fails', async () => {
    await mkdir(temp('left'));
    await writeFile(temp('left/kept.csv'), 'before');
    const flags = ['-f', 'csv=left/kept.csv', '-f', 'ndjson=left/new.ndjson'];
    const { code } = await run(['score', fixture('broken/unknown-roles.csv'), ...flags], { cwd });
    expect(code).toBe(2);
    await refused(['score', 'good.csv', ...flags, '-f', 'json=no/such/x.json'], /no\/such/);
    expect(await readdir(temp('left'))).toEqual(['kept.csv']);
    expect(await readFile(temp('left/kept.csv'), 'utf8')).toBe('before');
  });

  test.skipIf(process.platform === 'win32')('may go to a device, which stays one', async () => {
    expect((await score('-f', 'csv', '--out', '/dev/null')).code).toBe(0);
    expect((await readdir('/dev')).includes('null.part')).toBe(false);
  });

  test('that fills the disk is an error and no stack trace', async () => {
    const err = new PassThrough();
    const stdout = new Writable({
      write: (_, __, done) => done(Object.assign(new Error('disk full'), { code: 'ENOSPC' })),
    });
    const code = await main(['score', fixture('chat.json'), '-q'], {
      stdin: Readable.from([]),
      stdout,
      stderr: err,
      env: {},
      cwd: () => cwd,
    });
    err.end();
    expect(code).toBe(2);
    expect(await text(err)).toBe('attune: standard output: cannot be written: the disk is full\n');
  });
});

describe('colour', () => {
  const colored = async (words: string[], options = {}) =>
    (await run([...words, fixture('chat.json')], { cwd, ...options })).out.includes('\u001b[');

  test.each([
    ['a terminal', [], { terminal: 80 }, true],
    ['a pipe', [], {}, false],
    ['a pipe with FORCE_COLOR', [], { env: { FORCE_COLOR: '1' } }, true],
    ['a terminal with FORCE_COLOR=0', [], { terminal: 80, env: { FORCE_COLOR: '0' } }, false],
    ['a terminal with NO_COLOR', [], { terminal: 80, env: { NO_COLOR: '1' } }, false],
    ['a terminal with an empty NO_COLOR', [], { terminal: 80, env: { NO_COLOR: '' } }, true],
    ['both', [], { terminal: 80, env: { NO_COLOR: '1', FORCE_COLOR: '1' } }, false],
    ['--no-color', ['--no-color'], { terminal: 80, env: { FORCE_COLOR: '1' } }, false],
  ])('%s', async (_, flags, options, expected) => {
    expect(await colored(['score', ...flags], options)).toBe(expected);
    expect(await colored(['explain', '-c', 'ks-202', ...flags], options)).toBe(expected);
  });

  test('never goes into a file', async () => {
    await run(['score', fixture('chat.json'), '--out', 'page.txt'], { cwd, env: { FORCE_COLOR: '1' } });
    expect(await readFile(temp('page.txt'), 'utf8')).not.toContain('\u001b[');
  });
});

describe('explain', () => {
  test('needs no id where there is one conversation', async () => {
    const { code, out } = await run(['explain', 'good.csv'], { cwd });
    expect(code).toBe(0);
    expect(out).toMatch(/^c-1 /);
    expect(await run(['explain', '-'], { cwd, stdin: GOOD })).toMatchObject({ code: 0 });
  });

  test('sees the role words and columns that it is told', async () => {
    const words = ['--roles', 'customer=speaker_0,agent=speaker_1'];
    expect(await run(['explain', fixture('broken/unknown-roles.csv'), ...words])).toMatchObject({
      code: 0,
      err: '',
    });
  });

  test.each([
    [['support.csv'], /holds 16 conversations; say which: --conversation NT-1001\|.* … and 6 more/],
    [['support.csv', '-c', 'NT1001'], /no conversation "NT1001" among 16; did you mean "NT-1001"\?/],
    [['support.csv', '-c', '5001'], /there are NT-1001, .* … and 6 more/],
    [['chat.json', '-c', 'zzzzzzzz'], /there are ks-201, ks-202, ks-203/],
    [
      ['support.csv', '-c', 'NT-1001', '-t', '0'],
      /turn 0 is not an agent's \(customer\); the agent turns are 1, 3, 5/,
    ],
    [['support.csv', '-c', 'NT-1001', '-t', '99'], /there is no turn 99; the agent turns are 1, 3, 5/],
    [['support.csv', '-c', 'NT-1001', '-t', 'one'], /--turn one: give a whole number/],
    [
      ['support.csv', '-c', 'NT-1001', '-t', '99', '--why-not', 'empathy'],
      /there is no turn 99; its turns are 0 to \d+/,
    ],
    [
      ['support.csv', '-c', 'NT-1001', '--text', 'Hello'],
      /--text is a sentence of its own: leave out "fixtures/,
    ],
    [['support.csv', '--distress', '2'], /--distress says something about a sentence: add --text/],
    [['broken/mixed.ndjson', '-c', 'cut-off'], /3 more records could not be read/],
    [['broken/empty.csv'], /the file is empty/],
  ])('%j', ([file, ...words], message) =>
    refused(['explain', `fixtures/${file}`, ...words], message, { cwd: ROOT }),
  );
});

describe('explain a sentence', () => {
  test.each([
    [[], /name a file, or a sentence: attune explain calls.csv, attune explain --text/],
    [['--text', ' '], /--text is empty/],
    [['--customer', 'It broke'], /--customer says something about a sentence: add --text/],
    [['--customer-name', 'Dana'], /--customer-name says something about a sentence/],
    [['--text', 'Hello', '-c', 'x'], /leave out "x"/],
    [['--text', 'Hello', '--distress', '3'], /Allowed choices are 0, 1, 2/],
    [['--text', 'Hello', '--why-not', 'E00'], /no cue and no label of that name; did you mean "E01"\?/],
    [['--text', 'Hello', '--why-not', 'empathie'], /did you mean "empathy"\?/],
    [['--text', 'Hello', '--why-not', 'kindness-of-strangers'], /labels are distress, empathy, sympathy/],
    [['--text', 'Hello', '--why-not', 'empathy:3'], /the levels of empathy are 1, 2/],
  ])('%j is refused', ([...words], message) => refused(['explain', ...words], message, { cwd: ROOT }));

  test('a cue is known whatever the case of its letters', async () => {
    const { code, out } = await run(['explain', '--text', 'Hello', '--why-not', 'e01']);
    expect(code).toBe(0);
    expect(out).toContain('why not E01 (empathy)');
  });
});

describe('pipes', () => {
  beforeAll(async () => {
    const lines = Array.from({ length: 400 }, (_, i) => GOOD_LINE.replace('good', `c-${i}`));
    await writeFile(temp('long.ndjson'), lines.join(''));
  });

  test.each([
    ['score as a page', ['score', 'fixtures/support.csv']],
    ['score, streamed', ['score', 'LONG', '-f', 'ndjson']],
    ['explain', ['explain', 'fixtures/support.csv', '-c', 'LE-5001']],
    ['rubric show', ['rubric', 'show', '--resolved']],
    ['help', ['--help']],
  ])('a reader that closes early is no error: %s', async (_, words) => {
    const child = start(words.map((word) => (word === 'LONG' ? temp('long.ndjson') : word)));
    child.stdout!.destroy();
    const [err, code] = await Promise.all([text(child.stderr!), ended(child)]);
    expect(code).toBe(0);
    expect(err).not.toMatch(/\n {4}at |EPIPE/);
  });

  test('a reader that closes ends a stream that would never end', { timeout: 20_000 }, async () => {
    const child = start(['score', '-', '-f', 'ndjson', '-q']);
    child.stdin!.on('error', () => {});
    const feed = setInterval(() => child.stdin!.write(GOOD_LINE.repeat(200)), 5);
    child.stdout!.once('data', () => child.stdout!.destroy());
    const code = await ended(child);
    clearInterval(feed);
    expect(code).toBe(0);
  });

  test('more than a megabyte comes whole to a slow reader', async () => {
    const words = ['score', temp('long.ndjson'), '-f', 'json', '--quote', 'full'];
    const child = start([...words, '-q']);
    let size = 0;
    let last = '';
    const slow = new Writable({
      write(chunk: Buffer, _, done) {
        size += chunk.length;
        last = chunk.toString().at(-1) ?? '';
        setTimeout(done, 1);
      },
    });
    const [code] = await Promise.all([ended(child), pipeline(child.stdout!, slow)]);
    expect(code).toBe(0);
    expect(size).toBeGreaterThan(1024 * 1024);
    expect(last).toBe('\n');
    expect(size).toBe(Buffer.byteLength((await run([...words, '-q'])).out));
  });
});

function escaped(literal: string): string {
  return literal.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
