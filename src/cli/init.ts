/** `attune init`: a configuration and a CI job for the folder it is called in, after a look at what lies there. */

import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { several } from '../report/lint/findings.ts';
import { configPath } from '../run/config.ts';
import { cannotWrite } from '../run/failure.ts';
import { editorSchema } from '../run/lint-config.ts';
import { writeWhole } from '../run/output.ts';
import { type Survey, survey } from '../run/survey.ts';
import { ENGINE } from '../version.ts';
import { type Io, print } from './io.ts';
import type { ExitCode } from './main.ts';
import { say } from './messages.ts';

interface InitFlags {
  readonly force?: true;
  readonly dryRun?: true;
}

/** A file to be written. */
interface Draft {
  readonly path: string;
  readonly text: string;
  /** Nobody edits it, so a newer one may always replace it. */
  readonly generated?: true;
}

const CONFIG = 'attune.config.yaml';
const SCHEMA = '.attune/config.schema.json';
const GITHUB = '.github/workflows/attune.yml';
const GITLAB = '.gitlab/attune.gitlab-ci.yml';

/**
 * Writes what is missing; what is there stays, unless `--force` says otherwise.
 * @throws UserError when a file can't be read or written.
 */
export async function initCommand({ force, dryRun }: InitFlags, io: Io): Promise<ExitCode> {
  const cwd = io.cwd();
  const found = await survey(cwd);
  sayFound(io, found);
  const gitlab = existsSync(path.join(cwd, '.gitlab-ci.yml')) && !existsSync(path.join(cwd, '.github'));
  const installed = await isDependency(cwd);
  const drafts: Draft[] = [
    { path: CONFIG, text: configFor(found) },
    { path: SCHEMA, text: `${JSON.stringify(editorSchema(), null, 2)}\n`, generated: true },
    gitlab
      ? { path: GITLAB, text: gitlabFor(found, installed) }
      : { path: GITHUB, text: workflowFor(found, installed) },
  ];
  const other = configPath(cwd);
  for (const { path: file, text, generated } of drafts) {
    const before = await readFile(path.join(cwd, file), 'utf8').catch(() => undefined);
    // Two configurations in one place would hide one another.
    const rival = file === CONFIG && other !== undefined && other !== CONFIG && !other.startsWith('..');
    if (before === text) say(io, `${file}: is as it should be`);
    else if (rival) say(io, `${other}: holds a configuration already; it stays`);
    else if (before !== undefined && !force && !generated)
      say(io, `${file}: is there already; it stays (--force replaces it)`);
    else if (dryRun) await print(io, `# ${file}\n${text}\n`);
    else {
      await mkdir(path.dirname(path.join(cwd, file)), { recursive: true }).catch((error) => {
        throw cannotWrite(file, error);
      });
      await writeWhole(path.join(cwd, file), text, file);
      say(io, `${file}: written`);
    }
  }
  if (gitlab) say(io, `.gitlab-ci.yml: add "include: [{local: ${GITLAB}}]" to it`);
  return 0;
}

function sayFound(io: Io, { macros, count, transcripts, unseen }: Survey): void {
  say(io, macros.length > 0 ? `${several(count, 'macro')} in ${macros.join(', ')}` : 'no macros found here');
  if (transcripts.length > 0) say(io, `transcripts in ${transcripts.join(', ')}`);
  if (unseen > 0) say(io, `${several(unseen, 'more file')} not looked at; add them to lint.include yourself`);
}

/** Whether the folder installs attune with its other packages. */
async function isDependency(cwd: string): Promise<boolean> {
  const manifest = await readFile(path.join(cwd, 'package.json'), 'utf8').catch(() => '');
  return /"attune"\s*:\s*"/.test(manifest);
}

/** JSON strings are YAML too, whatever a file is called. */
function listed(names: readonly string[], indent: string): string {
  return names.map((name) => `${indent}- ${JSON.stringify(name)}\n`).join('');
}

function configFor({ macros }: Survey): string {
  const include = macros.length > 0 ? macros : ['macros/**/*.md'];
  return `# yaml-language-server: $schema=${SCHEMA}
lint:
  # What to check; files, folders and patterns.
  include:
${listed(include, '    ')}  # The lowest severity that fails a run: error, warning, note or never.
  failOn: error
  # An old library starts with what it has: attune lint --baseline attune-baseline.json --update-baseline
  # writes all of it to that file; with this line only new findings are reported.
  # baseline: attune-baseline.json
  # Severity of single rules: off, note, warning or error.
  rules: {}
`;
}

/** In single quotes nothing is special to a shell but the quote itself. */
function quoted(names: readonly string[]): string {
  return names.map((name) => `'${name.replaceAll("'", "'\\''")}'`).join(' ');
}

function workflowFor({ transcripts }: Survey, installed: boolean): string {
  const attune = installed ? 'npx --no-install attune' : 'attune';
  const score =
    transcripts.length > 0
      ? `      - name: Score the transcripts
        run: ${JSON.stringify(`${attune} score ${quoted(transcripts)} --format json=attune-scores.json`)}
`
      : '';
  return `# Checks support macros on every change.
name: attune
on:
  push:
    branches: [main]
  pull_request:
permissions:
  contents: read
jobs:
  lint:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with:
          # --changed-since needs the history.
          fetch-depth: 0
      - uses: actions/setup-node@v4
        with:
          node-version: 22
      - run: ${installed ? 'npm ci' : `npm install --global attune@${ENGINE}`}
      - name: Check the macros
        run: ${attune} lint --format github --format markdown=attune-summary.md
      - if: always()
        run: cat attune-summary.md >> "$GITHUB_STEP_SUMMARY"
${score}`;
}

function gitlabFor({ transcripts }: Survey, installed: boolean): string {
  const attune = installed ? 'npx --no-install attune' : 'attune';
  const score =
    transcripts.length > 0
      ? `    - ${JSON.stringify(`${attune} score ${quoted(transcripts)} --format json=attune-scores.json`)}\n`
      : '';
  return `# Checks support macros on every change.
attune:
  image: node:22
  script:
    - ${installed ? 'npm ci' : `npm install --global attune@${ENGINE}`}
    - ${attune} lint --format codequality=gl-code-quality-report.json --format junit=attune.xml
${score}  artifacts:
    when: always
    reports:
      codequality: gl-code-quality-report.json
      junit: attune.xml
`;
}
