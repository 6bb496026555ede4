/**
 * What npm runs to make a checkout ready: the build. Where npm installs straight from a repository (`npm install -g
 * git+https://…`, and with it pre-commit), it hands its own `--global` down and leaves what the build needs out; then
 * that is installed first.
 */
// @ts-check
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.resolve(import.meta.dirname, '..');
const npm = process.env.npm_execpath;

/** @param {readonly string[]} words */
function run(...words) {
  const env = { ...process.env, npm_config_global: 'false' };
  const [program, ...rest] = npm?.endsWith('.js')
    ? [process.execPath, npm, ...words]
    : [npm ?? 'npm', ...words];
  execFileSync(program, rest, { cwd: ROOT, env, stdio: 'inherit' });
}

if (!existsSync(path.join(ROOT, 'node_modules/typescript'))) {
  run('ci', '--include=dev', '--ignore-scripts', '--no-audit', '--no-fund');
}
run('run', 'build');
