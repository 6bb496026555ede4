/** `attune lint` as its users meet it: files in, exit codes and reports out, baselines, suppressions, fixes, changes. */

import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { LINT_REPORTERS } from '../src/report/lint/index.ts';
import { type Repository, repository } from './helpers/repository.ts';
import { ended, ROOT, run, start } from './helpers/run.ts';

// Some of them lint five times over, and a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 });

let repo: Repository;
beforeEach(() => {
  repo = repository('macros');
});
afterEach(() => repo.remove());

const lint = (...words: string[]) => run(['lint', ...words], { cwd: repo.cwd });

interface Parsed {
  readonly passed: boolean;
  readonly mean: number | null;
  readonly macros: readonly { id: string; path: string; findings: number }[];
  readonly findings: readonly {
    rule: string;
    severity: string;
    message: string;
    macro?: string;
    location: { path: string; line: number; column: number };
    suppressed?: { kind: string; reason?: string };
  }[];
  readonly accounts: { macros: number; linted: number; files: number; skipped: Record<string, number> };
  readonly failures: readonly string[];
}
/** The JSON report of a run, and its exit code. */
async function report(...words: string[]): Promise<Parsed & { code: number; err: string }> {
  const { code, out, err } = await lint(...words, '--format', 'json');
  return { ...JSON.parse(out), code, err };
}
const active = ({ findings }: Parsed) => findings.filter(({ suppressed }) => !suppressed);
const places = (parsed: Parsed) =>
  active(parsed).map(({ rule, location: { path, line } }) => `${path}:${line} ${rule}`);

const DIRTY =
  '# Leftover\n\nHello there, your answer is: INSERT ANSWER HERE. I will write to you on Monday.\n';
const CLEAN = '# Clean\n\nHello there, I have sent the key today and will write to you on Monday.\n';
const QUIET = 'lint:\n  rules: {shouting: off, no-name: off, readability: off, untied-empathy: off}\n';

describe('the fixture repository', () => {
  test('looks like this', async () => {
    const { code, out, err } = await lint();
    expect({ code, err }).toEqual({ code: 1, err: '' });
    await expect(out).toMatchFileSnapshot('golden/lint/macros-repo.txt');
  });

  test('adds up, whatever is asked of it', async () => {
    const { accounts, macros, code } = await report();
    const skipped = Object.values(accounts.skipped).reduce((a, b) => a + b, 0);
    expect(accounts.linted + skipped).toBe(accounts.macros);
    expect(macros).toHaveLength(accounts.linted);
    expect(code).toBe(1);
  });

  test('is the same from elsewhere, places aside', async () => {
    const there = await report();
    const { out } = await run(['lint', '--format', 'json'], { cwd: path.join(repo.cwd, 'macros') });
    const here: Parsed = JSON.parse(out);
    expect(here.accounts).toEqual(there.accounts);
    expect(here.findings.map(({ rule, suppressed }) => [rule, suppressed])).toEqual(
      there.findings.map(({ rule, suppressed }) => [rule, suppressed]),
    );
    expect(here.findings.every(({ location }) => !location.path.startsWith('macros/'))).toBe(true);
  });

  test('goes to as many formats at once as there are', async () => {
    const names = Object.keys(LINT_REPORTERS);
    const { code, out } = await lint(...names.flatMap((name) => ['--format', `${name}=out.${name}`]));
    expect({ code, out }).toEqual({ code: 1, out: '' });
    for (const name of names) expect(repo.read(`out.${name}`), name).toContain('INSERT LINK HERE');
  });
});

describe('exit codes', () => {
  test.each([
    ['nothing found', CLEAN, [], 0],
    ['an error', DIRTY, [], 1],
    ['an error that fails nothing', DIRTY, ['--fail-on', 'never'], 0],
    ['a mean score that is high enough', CLEAN, ['--fail-under', '1'], 0],
    ['a mean score that is too low', CLEAN, ['--fail-under', '99'], 1],
    ['a file that cannot be read', '', ['nowhere.md'], 2],
    ['an unknown flag', CLEAN, ['--nonsense'], 2],
    ['an unknown format', CLEAN, ['--format', 'xml'], 2],
    ['an unknown source', CLEAN, ['--from', 'pigeons'], 2],
    ['--max-warnings that is no number', CLEAN, ['--max-warnings', 'few'], 2],
    ['--dry-run alone', CLEAN, ['--dry-run'], 2],
    ['--update-baseline without a file', CLEAN, ['--update-baseline'], 2],
    ['a baseline that is not there', CLEAN, ['--baseline', 'b.json'], 2],
    ['suppressions that are not there', CLEAN, ['--suppressions', 's.yaml'], 2],
  ])('%s', async (_, content, words, expected) => {
    repo.write('attune.config.yaml', QUIET);
    repo.write('one.md', content);
    const { code, err } = await lint('one.md', ...words);
    expect({ code, err }).toEqual({ code: expected, err: expect.any(String) });
    if (code === 2) expect(err).toMatch(/^attune: [^\n]+\n/);
  });

  test('warnings fail above --max-warnings, and notes from --fail-on note', async () => {
    repo.write('attune.config.yaml', 'lint: {rules: {leftover: warning}}\n');
    repo.write('one.md', DIRTY);
    const { findings } = await report('one.md');
    const warnings = findings.filter(({ severity }) => severity === 'warning').length;
    expect(warnings).toBeGreaterThan(0);
    expect((await lint('one.md')).code).toBe(0);
    expect((await lint('one.md', '--max-warnings', `${warnings}`)).code).toBe(0);
    const { code, failures } = await report('one.md', '--max-warnings', `${warnings - 1}`);
    expect({ code, failures }).toEqual({
      code: 1,
      failures: [`${warnings} warnings are more than ${warnings - 1}`],
    });
    expect((await lint('one.md', '--fail-on', 'warning')).code).toBe(1);
  });

  test('the configuration says what the flags leave open', async () => {
    repo.write('one.md', DIRTY);
    repo.write('attune.config.yaml', 'lint: {include: [one.md], failOn: never, failUnder: 100}\n');
    expect((await lint()).code).toBe(1);
    expect((await lint('--fail-under', '0')).code).toBe(0);
    expect((await lint('--fail-under', '0', '--fail-on', 'error')).code).toBe(1);
  });

  test('a file that holds no macros at all is 2, and the others are still reported', async () => {
    repo.write('half.json', '{"macros": [{"id": 1, "title": "x", "actions": [');
    repo.write('one.md', DIRTY);
    const { code, findings, passed } = await report('half.json', 'one.md');
    expect({ code, passed }).toEqual({ code: 2, passed: false });
    expect(findings.map(({ rule }) => rule)).toEqual(expect.arrayContaining(['malformed-json', 'leftover']));
  });

  test('nothing to look at is no success', async () => {
    repo.write('empty/notes.json', '{"a": 1}');
    const { code, err } = await lint('empty');
    expect(code).toBe(2);
    expect(err).toBe('attune: no macros in empty/notes.json; --from says what they are\n');
    repo.write('attune.config.yaml', '{}');
    expect((await lint()).err).toMatch(
      /^attune: name files or folders to lint, or list them as lint\.include/,
    );
  });

  test('a closed pipe is success', async () => {
    const child = start(['lint', 'fixtures/macros-repo/macros', '--fail-on', 'never']);
    child.stdout!.destroy();
    expect(await ended(child)).toBe(0);
  });
});

describe('input', () => {
  test('standard input, with --from', async () => {
    const { code, out } = await run(['lint', '-', '--from', 'markdown', '--format', 'json'], {
      cwd: repo.cwd,
      stdin: DIRTY,
    });
    const parsed: Parsed = JSON.parse(out);
    expect(code).toBe(1);
    expect(places(parsed)).toContain('<stdin>:3 leftover');
    expect((await lint('-', '--fix')).code).toBe(2);
  });

  test('a file that was only found may hold no macros, one that was named may not', async () => {
    repo.write('mixed/notes.json', '{"a": 1}');
    repo.write('mixed/one.md', CLEAN);
    const found = await lint('mixed');
    expect(found.err).toContain('attune: 1 file without macros: mixed/notes.json\n');
    expect(found.code).toBe(0);
    expect((await lint('mixed', 'mixed/notes.json')).code).toBe(2);
  });

  test('exclude and node_modules are left out of folders, not of what is named', async () => {
    repo.write('attune.config.yaml', 'lint: {exclude: ["all/old/**"]}\n');
    for (const name of ['all/new/a.md', 'all/old/b.md', 'all/node_modules/c.md']) repo.write(name, CLEAN);
    expect((await report('all')).macros.map(({ path }) => path)).toEqual(['all/new/a.md']);
    expect((await report('all', 'all/old/b.md')).macros).toHaveLength(2);
  });

  test.each([
    [
      'lint: {rulez: {}}',
      /^attune: attune\.config\.yaml:1:8: unknown key "rulez" in lint; did you mean "rules"\?\n/,
    ],
    [
      'lint:\n  rules: {leftoverr: off}',
      /:2:11: unknown key "leftoverr" in lint\.rules; did you mean "leftover"\?\n/,
    ],
    ['lint:\n  failOn: always', /:2:11: lint\.failOn: /],
    ['lint: [1]', /:1:7: lint: /],
  ])('the configuration %j is refused', async (content, message) => {
    repo.write('attune.config.yaml', content);
    const { code, err } = await lint('macros');
    expect(code).toBe(2);
    expect(err).toMatch(message);
  });

  test('other commands do not mind what only lint knows', async () => {
    repo.write('attune.config.yaml', 'lint: {include: [macros]}\n');
    expect((await run(['rubric', 'list'], { cwd: repo.cwd })).code).toBe(0);
    const score = await run(['score', path.join(ROOT, 'fixtures/chat.json'), '--quiet'], { cwd: repo.cwd });
    expect(score.code).toBe(0);
  });
});

describe('an old library', () => {
  const baseline = ['--baseline', 'known.json'] as const;

  test('starts with what it has, and reports what is new', async () => {
    expect((await lint(...baseline, '--update-baseline')).code).toBe(0);
    expect((await lint(...baseline)).code).toBe(0);
    const before = repo.read('macros/frame-crack.md');
    repo.write('macros/frame-crack.md', before.replace('Cracks', 'Ask ENTER NAME HERE. Cracks'));
    const after = await report(...baseline);
    expect(active(after).filter(({ rule }) => rule === 'leftover')).toHaveLength(1);
    expect(active(after).find(({ rule }) => rule === 'leftover')!.message).toContain('ENTER NAME HERE');
    expect(after.code).toBe(1);
  });

  test('may be moved and re-ordered', async () => {
    await lint(...baseline, '--update-baseline');
    const [title, first, ...others] = repo.read('macros/billing.md').split(/^(?=## )/m);
    repo.write('macros/accounts.md', [title, ...others.reverse(), first].join('\n'));
    repo.git('init', '--quiet');
    repo.write(
      'macros/billing.md',
      '# Billing\n\n## Hours\n\nWe are here from nine to five on every day but Sunday.\n',
    );
    const after = await report(...baseline);
    expect(places(after).filter((place) => place.startsWith('macros/accounts.md'))).toEqual([]);
  });

  test('says what is mended, and forgets it when asked', async () => {
    await lint(...baseline, '--update-baseline');
    repo.write('macros/frame-crack.md', CLEAN);
    const { code, err } = await lint(...baseline);
    expect(code).toBe(0);
    expect(err).toMatch(
      /^attune: known\.json: \d+ findings of it no longer there; --update-baseline takes them out\n/,
    );
    await lint(...baseline, '--update-baseline');
    expect((await lint(...baseline)).err).toBe('');
    expect(repo.read('known.json')).not.toContain('frame-crack');
  });

  test('a baseline keeps what a smaller run does not look at', async () => {
    await lint(...baseline, '--update-baseline');
    const before = repo.read('known.json');
    expect((await lint('macros/billing.md', ...baseline, '--update-baseline')).code).toBe(0);
    expect(repo.read('known.json')).toBe(before);
    expect((await lint('macros/billing.md', ...baseline)).err).toBe('');
  });

  test('a baseline is about its own folder, wherever the command runs', async () => {
    repo.write('attune.config.yaml', `${repo.read('attune.config.yaml')}  baseline: ci/known.json\n`);
    repo.write('ci/.keep', '');
    expect((await lint('--update-baseline')).code).toBe(0);
    expect(repo.read('ci/known.json')).toContain('"path":"../macros/billing.md"');
    expect((await run(['lint'], { cwd: path.join(repo.cwd, 'helpdesk') })).code).toBe(0);
  });

  test('suppressions show their reasons, and what is wrong with them', async () => {
    const all = await report();
    const reasons = all.findings.flatMap(({ suppressed }) => suppressed ?? []);
    expect(reasons).toEqual(
      expect.arrayContaining([
        { kind: 'inline', reason: 'the tax office wants these words in capitals' },
        { kind: 'sidecar', reason: 'The web form asks for a first name and takes no order without one.' },
      ]),
    );
    repo.write(
      '.attune-suppressions.yaml',
      '- {path: macros/frame-crack.md, rule: leftover}\n- {path: macros/late-parcel.md, rule: leftover, reason: x}\n',
    );
    const wrong = await report();
    expect(places(wrong).filter((place) => place.startsWith('.attune'))).toEqual([
      '.attune-suppressions.yaml:1 suppression',
      '.attune-suppressions.yaml:2 unused-suppression',
    ]);
    expect(places(wrong)).toContain('macros/frame-crack.md:7 leftover');
  });
});

describe('--fix', () => {
  const mended = /"Hello \{\{ticket\.requester\.first_name \| default: .there.\}\},/;

  test('mends what has one right answer, keeps the rest of the file, and checks again', async () => {
    const before = repo.read('helpdesk/zendesk.json');
    const { out, err } = await lint('--fix');
    const after = repo.read('helpdesk/zendesk.json');
    expect(err).toMatch(/^attune: 1 finding mended in 1 file\n/);
    expect(out).not.toContain('--fix');
    expect(after).toMatch(mended);
    expect(JSON.parse(after).macros).toHaveLength(5);
    const changed = after.split('\n').filter((line, i) => line !== before.split('\n')[i]);
    expect(changed).toHaveLength(1);
    expect((await lint('--fix')).err).toBe('');
    expect(readdirSync(path.join(repo.cwd, 'helpdesk')).sort()).toEqual(['replies.csv', 'zendesk.json']);
  });

  test('--dry-run writes nothing and shows a diff that git applies', async () => {
    repo.git('init', '--quiet');
    repo.commit('all');
    const { out, err } = await lint('--fix', '--dry-run', '--format', 'json=after.json');
    expect(repo.git('status', '--porcelain').trim()).toBe('?? after.json');
    expect(out).toMatch(/^--- a\/helpdesk\/zendesk\.json\n\+\+\+ b\/helpdesk\/zendesk\.json\n@@ /);
    expect(err).toContain('attune: 1 finding would be mended in 1 file\n');
    repo.write('p.diff', out);
    repo.git('apply', 'p.diff');
    expect(repo.read('helpdesk/zendesk.json')).toMatch(mended);
  });

  test('suppressed findings and files that are not UTF-8 stay as they are', async () => {
    const json = repo.read('helpdesk/zendesk.json');
    repo.write(
      'latin.json',
      Buffer.from(json.replace('this morning', 'this morning from the caf\u00e9'), 'latin1'),
    );
    const { err } = await lint('latin.json', '--fix', '--quiet');
    expect(err).toBe('');
    const loud = await lint('latin.json', '--fix');
    expect(loud.err).toContain('attune: latin.json: left as it is: it is not UTF-8\n');
    await lint('helpdesk/zendesk.json', '--fix');
    expect(repo.read('helpdesk/zendesk.json')).toContain('"Hi {{ticket.requester.first_name}},');
  });

  test('a mark at the beginning of a file stays', async () => {
    repo.write('marked.json', `\ufeff${repo.read('helpdesk/zendesk.json')}`);
    await lint('marked.json', '--fix');
    expect(repo.read('marked.json')).toMatch(/^\ufeff\{/);
    expect(repo.read('marked.json')).toMatch(mended);
  });
});

describe('--changed-since', () => {
  beforeEach(() => {
    repo.git('init', '--quiet', '--initial-branch=main');
    repo.commit('all');
  });

  test('reports only macros with a changed line', async () => {
    const billing = repo.read('macros/billing.md');
    repo.write(
      'macros/billing.md',
      billing.replace('Your refund is being processed.', 'Ask ENTER NAME HERE.'),
    );
    const { macros, accounts, code, findings } = await report('--changed-since', 'HEAD');
    expect(macros.map(({ id }) => id)).toEqual(['refund-delayed']);
    expect(new Set(findings.map(({ macro }) => macro))).toEqual(new Set(['refund-delayed']));
    const skipped = Object.values(accounts.skipped).reduce((a, b) => a + b, 0);
    expect(accounts.linted + skipped).toBe(accounts.macros);
    expect(accounts.skipped.unchanged).toBe(accounts.macros - 3);
    expect(code).toBe(1);
  });

  test('new files count from end to end, also those that git does not know yet', async () => {
    repo.write('macros/new one ü.md', DIRTY);
    expect((await report('--changed-since', 'HEAD')).macros.map(({ path }) => path)).toEqual([
      'macros/new one ü.md',
    ]);
    repo.commit('new');
    expect((await report('--changed-since', 'HEAD~1')).macros).toHaveLength(1);
    expect((await report('--changed-since', 'HEAD')).macros).toHaveLength(0);
  });

  test('what the other branch did since does not count', async () => {
    repo.git('checkout', '--quiet', '-b', 'ours');
    repo.write('macros/ours.md', CLEAN);
    repo.commit('ours');
    repo.git('checkout', '--quiet', 'main');
    repo.write('macros/theirs.md', DIRTY);
    repo.commit('theirs');
    repo.git('checkout', '--quiet', 'ours');
    expect((await report('--changed-since', 'main')).macros.map(({ path }) => path)).toEqual([
      'macros/ours.md',
    ]);
  });

  test('nothing changed is success, thresholds or not', async () => {
    const { code, mean, failures } = await report('--changed-since', 'HEAD', '--fail-under', '99');
    expect({ code, mean, failures }).toEqual({ code: 0, mean: null, failures: [] });
  });

  test('what cannot be read and has not changed is for another day', async () => {
    repo.write('macros/half.json', '{"macros": [');
    repo.write('attune.config.yaml', 'lint: {include: [macros]}\n');
    expect((await report('--changed-since', 'HEAD')).code).toBe(2);
    repo.commit('half');
    expect((await report('--changed-since', 'HEAD')).code).toBe(0);
  });

  test('a file that moved is as it was; a line taken out changes its macro', async () => {
    repo.git('mv', 'macros/late-parcel.md', 'macros/parcels.md');
    expect((await report('--changed-since', 'HEAD')).macros).toEqual([]);
    repo.write(
      'macros/billing.md',
      repo.read('macros/billing.md').replace(/^please do not hesitate.*\n/m, ''),
    );
    expect((await report('--changed-since', 'HEAD')).macros.map(({ id }) => id)).toEqual(['refund-delayed']);
  });

  test.each([
    [['--changed-since', 'nowhere'], /git knows no such revision; in CI, fetch it first/],
    [['--changed-since', '--output=x'], /git knows no such revision/],
    [['--changed-since', 'HEAD', '--baseline', 'b', '--update-baseline'], /leave --changed-since out/],
  ])('%j is refused', async (words, message) => {
    const { code, err } = await lint(...words);
    expect(code).toBe(2);
    expect(err).toMatch(message);
    expect(existsSync(path.join(repo.cwd, 'x'))).toBe(false);
  });

  test('outside a repository it says so', async () => {
    const bare = repository('macros');
    const { code, err } = await run(['lint', '--changed-since', 'HEAD'], { cwd: bare.cwd });
    bare.remove();
    expect({ code, err }).toEqual({
      code: 2,
      err: 'attune: --changed-since HEAD: this is no git repository\n',
    });
  });
});
