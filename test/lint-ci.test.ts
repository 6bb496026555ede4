/** What runs attune in CI, run as it is run there: the steps of action.yml, and the hook through pre-commit itself. */

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { type Repository, repository } from './helpers/repository.ts';
import { ROOT } from './helpers/run.ts';

const MINUTES = 60_000;

interface Step {
  readonly id?: string;
  readonly name: string;
  readonly shell: string;
  readonly run: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly 'working-directory'?: string;
}

interface Action {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default: string }>>;
  readonly outputs: Readonly<Record<string, { readonly value: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
}

const action: Action = parse(readFileSync(path.join(ROOT, 'action.yml'), 'utf8'));

let repo: Repository;
beforeEach(() => {
  repo = repository('macros');
  repo.git('init', '--quiet', '--initial-branch=main');
  repo.commit('all');
});
afterEach(() => repo.remove());

/** Runs the steps of the action as a runner does: its shell, its files for outputs and the summary, its variables. */
function runAction(given: Readonly<Record<string, string>>) {
  const temp = mkdtempSync(path.join(tmpdir(), 'attune-runner-'));
  const file = (name: string): string => {
    writeFileSync(path.join(temp, name), '');
    return path.join(temp, name);
  };
  const summary = file('summary');
  const outputs = new Map<string, string>();
  // The only expressions that the action needs: inputs, and outputs of its steps.
  const evaluate = (text: string): string =>
    text.replace(/\$\{\{ (inputs|steps)\.([\w.-]+) \}\}/g, (_, kind, name) => {
      if (kind === 'steps') return outputs.get(name.replace('.outputs.', '.')) ?? '';
      expect(Object.keys(action.inputs)).toContain(name);
      return given[name] ?? action.inputs[name]!.default;
    });
  let log = '';
  let status = 0;
  for (const step of action.runs.steps) {
    expect(step.shell).toBe('bash');
    // An expression inside a script would make code of an input.
    expect(step.run).not.toContain('${{');
    const output = file('output');
    const env = Object.fromEntries(Object.entries(step.env ?? {}).map(([k, v]) => [k, evaluate(v)]));
    const result = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', step.run], {
      cwd: path.join(repo.cwd, evaluate(step['working-directory'] ?? '.')),
      encoding: 'utf8',
      env: {
        PATH: process.env.PATH,
        HOME: process.env.HOME,
        GITHUB_ACTIONS: 'true',
        GITHUB_ACTION_PATH: ROOT,
        GITHUB_WORKSPACE: repo.cwd,
        GITHUB_OUTPUT: output,
        GITHUB_STEP_SUMMARY: summary,
        RUNNER_TEMP: temp,
        ...env,
      },
    });
    log += result.stdout + result.stderr;
    for (const line of readFileSync(output, 'utf8').split('\n').filter(Boolean)) {
      const [key, ...value] = line.split('=');
      outputs.set(`${step.id}.${key}`, value.join('='));
    }
    status = result.status ?? -1;
    if (status !== 0) break;
  }
  const result = {
    log,
    status,
    summary: readFileSync(summary, 'utf8'),
    exitCode: evaluate(action.outputs['exit-code']!.value),
    report: JSON.parse(tryRead(evaluate(action.outputs.report!.value)) || 'null'),
  };
  rmSync(temp, { recursive: true });
  return result;
}

function tryRead(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

describe('the GitHub action', () => {
  test('is a composite of steps, and describes its inputs', () => {
    expect(action.runs.using).toBe('composite');
    for (const input of Object.values(action.inputs)) expect(input.description).toMatch(/^[A-Z]/);
  });

  test('lints what is configured, annotates, and sums up', { timeout: MINUTES }, () => {
    const { log, status, summary, exitCode, report } = runAction({});
    expect({ status, exitCode }).toEqual({ status: 1, exitCode: '1' });
    expect(log).toMatch(
      /^::error file=macros\/frame-crack\.md,line=7,endLine=7,col=78,title=attune leftover/m,
    );
    expect(summary).toMatch(/^## attune lint: failed\n/);
    expect(report.kind).toBe('lint');
  });

  test('takes paths, thresholds and files to write, in a folder of the checkout', {
    timeout: MINUTES,
  }, () => {
    const { log, status, exitCode } = runAction({
      paths: 'billing.md\n\nlate-parcel.md\n',
      'working-directory': 'macros',
      'max-warnings': '0',
      sarif: 'attune.sarif',
    });
    expect({ status, exitCode }).toEqual({ status: 1, exitCode: '1' });
    expect(log).toMatch(/^::warning file=macros\/billing\.md,/m);
    expect(log).toContain('warnings are more than 0');
    const { runs } = JSON.parse(repo.read('macros/attune.sarif'));
    const uris = runs[0].results.map(
      (r: SarifResult) => r.locations[0].physicalLocation.artifactLocation.uri,
    );
    expect(new Set(uris)).toEqual(new Set(['macros/billing.md']));
  });

  test('reports only what a change touches', { timeout: MINUTES }, () => {
    repo.write('macros/late-parcel.md', repo.read('macros/late-parcel.md').replace('by noon', 'by NOON'));
    const { status, report } = runAction({ 'changed-since': 'HEAD', 'fail-on': 'never' });
    expect(status).toBe(0);
    expect(report.macros.map(({ path }: { path: string }) => path)).toEqual(['macros/late-parcel.md']);
  });

  test('takes no input for code or for a flag', { timeout: MINUTES }, () => {
    const { status, log } = runAction({ paths: '$(touch owned)\n--fix', 'fail-on': '"; touch owned; "' });
    expect(status).toBe(2);
    expect(log).toContain('is invalid');
    expect(runAction({ paths: '$(touch owned)' }).log).toContain('attune: $(touch owned): matches no file');
    expect(repo.git('status', '--porcelain')).toBe('');
  });
});

interface SarifResult {
  readonly locations: readonly [
    { readonly physicalLocation: { readonly artifactLocation: { readonly uri: string } } },
  ];
}

// .ci/run names the pre-commit that it installs; it takes minutes and the network, so nobody gets it unasked.
const preCommit = process.env.ATTUNE_PRE_COMMIT;
const what = preCommit ? '' : ' (SKIPPED: ATTUNE_PRE_COMMIT names no pre-commit; .ci/run installs one)';

describe.skipIf(!preCommit)(`the pre-commit hook${what}`, () => {
  const hook = (...words: string[]) =>
    spawnSync(preCommit!, words, { cwd: repo.cwd, encoding: 'utf8', env: { ...process.env, NO_COLOR: '1' } });

  test('is a manifest that pre-commit takes', () => {
    const { status, stdout } = hook('validate-manifest', path.join(ROOT, '.pre-commit-hooks.yaml'));
    expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
  });

  test('installs from the repository, stops a bad commit and lets a good one go', {
    timeout: 10 * MINUTES,
  }, () => {
    const bad = hook('try-repo', ROOT, 'attune-lint', '--all-files', '--color=never');
    expect(bad.stdout + bad.stderr).toMatch(/attune lint\.+Failed\n- hook id: attune-lint\n- exit code: 1/);
    expect(bad.stdout).toContain('INSERT LINK HERE');
    repo.git('rm', '--quiet', 'macros/frame-crack.md');
    const good = hook('try-repo', ROOT, 'attune-lint', '--all-files', '--color=never');
    expect(good.stdout + good.stderr).toMatch(/attune lint\.+Passed\n/);
  });
});

test('the hook asks for files that attune lints', async () => {
  const [hook] = parse(readFileSync(path.join(ROOT, '.pre-commit-hooks.yaml'), 'utf8'));
  const { MACRO_ENDINGS } = await import('../src/lint/sources/index.ts');
  for (const ending of MACRO_ENDINGS) expect(`a/b.${ending}`).toMatch(new RegExp(hook.files));
  expect(hook.entry).toBe('attune lint');
});
