/** `attune init`: what it finds, what it writes, what it leaves alone; and the schema that editors get. */

import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import Schema2020 from 'ajv/dist/2020.js';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { parse } from 'yaml';
import { editorSchema } from '../src/run/lint-config.ts';
import { type Repository, repository } from './helpers/repository.ts';
import { ROOT, run } from './helpers/run.ts';

// Some of them lint five times over, and a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 });

let repo: Repository;
beforeEach(() => {
  repo = repository();
});
afterEach(() => repo.remove());

const init = (...words: string[]) => run(['init', ...words], { cwd: repo.cwd });
const has = (name: string) => existsSync(path.join(repo.cwd, name));

const MACRO = '## Late\n\nHello there, I have asked the depot and will write to you on Monday.\n';
const TRANSCRIPT =
  'conversation_id,role,text\n1,customer,My parcel is lost\n1,agent,I am sending a new one today\n';

/** A repository with macros in three shapes, a transcript, and much that is neither. */
function fill(): void {
  repo.write('README.md', '# Shop\n\n## Setup\n\nRun it.\n');
  repo.write('docs/guide.md', '# Guide\n\n## First steps\n\nOpen the page and read it.\n');
  repo.write('package.json', '{"name": "shop"}');
  repo.write('support/macros/late.md', MACRO);
  repo.write('support/macros/lost.md', MACRO.replace('Late', 'Lost'));
  repo.write('support/macros/README.md', '# What these are\n');
  repo.write(
    'support/zendesk.json',
    JSON.stringify({
      macros: [
        {
          id: 1,
          title: 'Hi',
          active: true,
          actions: [{ field: 'comment_value', value: 'Hello, I will call you on Monday.' }],
        },
      ],
    }),
  );
  repo.write(
    '.github/replies.yml',
    'replies:\n  - name: Thanks\n    body: Thank you, we will look into it today.\n',
  );
  repo.write('node_modules/x/macros/other.md', MACRO);
  repo.write('calls/may.csv', TRANSCRIPT);
  repo.write('calls/june.csv', TRANSCRIPT);
}

test('looks, writes what is missing, and what it writes works', async () => {
  fill();
  const { code, out, err } = await init();
  expect({ code, out }).toEqual({ code: 0, out: '' });
  expect(err).toContain(
    'attune: 4 macros in .github/replies.yml, support/macros/*.md, support/zendesk.json\n',
  );
  expect(err).toContain('attune: transcripts in calls/*.csv\n');
  const config = parse(repo.read('attune.config.yaml'));
  expect(config.lint.include).toEqual(['.github/replies.yml', 'support/macros/*.md', 'support/zendesk.json']);
  const linted = await run(['lint', '--format', 'json'], { cwd: repo.cwd });
  expect(JSON.parse(linted.out).accounts).toMatchObject({ macros: 4, linted: 4 });
  expect(linted.err).toBe(
    'attune: 1 file without macros: support/macros/README.md\nattune: 4 macros = 4 linted, in 4 files\n',
  );

  const workflow = parse(repo.read('.github/workflows/attune.yml'));
  const steps: { run?: string }[] = workflow.jobs.lint.steps;
  expect(steps.flatMap((step) => step.run ?? [])).toEqual([
    expect.stringMatching(/^npm install --global attune@\d/),
    'attune lint --format github --format markdown=attune-summary.md',
    'cat attune-summary.md >> "$GITHUB_STEP_SUMMARY"',
    "attune score 'calls/*.csv' --format json=attune-scores.json",
  ]);
});

test('leaves what is there, unless told otherwise', async () => {
  fill();
  repo.write('attune.config.yaml', 'rubric: empathy\n');
  repo.write('.attune/config.schema.json', '{"old": true}');
  const { err } = await init();
  expect(err).toContain('attune: attune.config.yaml: is there already; it stays (--force replaces it)\n');
  expect(err).toContain('attune: .attune/config.schema.json: written\n');
  expect(repo.read('attune.config.yaml')).toBe('rubric: empathy\n');
  await init('--force');
  expect(repo.read('attune.config.yaml')).toContain('support/macros/*.md');
  expect((await init()).err).toContain('attune: attune.config.yaml: is as it should be\n');
});

test.each([
  ['attune.config.json', '{}'],
  ['package.json', '{"attune": {"rubric": "empathy"}}'],
])('writes no configuration beside %s', async (name, content) => {
  repo.write(name, content);
  expect((await init('--force')).err).toContain(`attune: ${name}: holds a configuration already; it stays\n`);
  expect(has('attune.config.yaml')).toBe(false);
});

test('--dry-run shows the files and writes none', async () => {
  fill();
  repo.git('init', '--quiet');
  repo.commit('all');
  const { code, out } = await init('--dry-run');
  expect(code).toBe(0);
  expect(out).toMatch(/^# attune\.config\.yaml\n# yaml-language-server: /);
  expect(out).toContain('# .github/workflows/attune.yml\n');
  expect(repo.git('status', '--porcelain')).toBe('');
});

test('on GitLab it writes a job to include, and says how', async () => {
  repo.write('.gitlab-ci.yml', 'stages: [test]\n');
  const { err } = await init();
  expect(err).toContain(
    'attune: .gitlab-ci.yml: add "include: [{local: .gitlab/attune.gitlab-ci.yml}]" to it\n',
  );
  const { attune } = parse(repo.read('.gitlab/attune.gitlab-ci.yml'));
  expect(attune.script.join('\n')).toContain('--format codequality=gl-code-quality-report.json');
  expect(attune.artifacts.reports.codequality).toBe('gl-code-quality-report.json');
  expect(has('.github')).toBe(false);
  expect(repo.read('.gitlab-ci.yml')).toBe('stages: [test]\n');
});

test('a project that installs attune runs its own', async () => {
  repo.write('package.json', '{"devDependencies": {"attune": "^0.1.0"}}');
  await init();
  const text = repo.read('.github/workflows/attune.yml');
  expect(text).toContain('- run: npm ci\n');
  expect(text).toContain('npx --no-install attune lint');
});

test('an empty folder gets a configuration to fill in', async () => {
  const { code, err } = await init();
  expect(code).toBe(0);
  expect(err).toContain('attune: no macros found here\n');
  expect(parse(repo.read('attune.config.yaml')).lint.include).toEqual(['macros/**/*.md']);
});

test('names of files reach YAML and the shell as names', async () => {
  const odd = `it's "odd" $(touch owned): #1`;
  repo.write(`${odd}.csv`, TRANSCRIPT);
  repo.write(`macros ${odd}.md`, MACRO);
  await init();
  expect(parse(repo.read('attune.config.yaml')).lint.include).toEqual([`macros ${odd}.md`]);
  const { steps } = parse(repo.read('.github/workflows/attune.yml')).jobs.lint;
  expect(steps.at(-1).run).toBe(
    `attune score '${odd.replaceAll("'", "'\\''")}.csv' --format json=attune-scores.json`,
  );
});

describe('the schema for editors', () => {
  const validate = new Schema2020.default({ strict: false, allErrors: true }).compile(editorSchema());

  test('takes what attune takes', async () => {
    fill();
    await init();
    const config = parse(repo.read('attune.config.yaml'));
    expect(validate(config) ? [] : validate.errors).toEqual([]);
    expect(repo.read('attune.config.yaml')).toMatch(
      /^# yaml-language-server: \$schema=\.attune\/config\.schema\.json\n/,
    );
    expect(JSON.parse(repo.read('.attune/config.schema.json'))).toEqual(
      JSON.parse(JSON.stringify(editorSchema())),
    );
    const fixture = parse(readFileSync(path.join(ROOT, 'fixtures/macros-repo/attune.config.yaml'), 'utf8'));
    expect(validate(fixture) ? [] : validate.errors).toEqual([]);
  });

  test.each([
    { lint: { includes: [] } },
    { lint: { rules: { leftoverr: 'off' } } },
    { lint: { rules: { leftover: 'loud' } } },
    { lint: { failOn: 'always' } },
    { lint: { failUnder: 101 } },
    { rubrik: 'x' },
  ])('refuses %j', (config) => {
    expect(validate(config)).toBe(false);
  });
});
