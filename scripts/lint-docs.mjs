/** Writes the tables of docs/lint.md and all of docs/lint-rules.md from the code, or with `--check` says whether they are fresh. */
// @ts-check
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { addLint } from '../dist/cli/lint-flags.js';
import { RULE_IDS, RULES } from '../dist/lint/rules/index.js';
import { SOURCES } from '../dist/lint/sources/index.js';
import { LINT_REPORTERS } from '../dist/report/lint/index.js';
import { editorSchema } from '../dist/run/lint-config.js';

/** @typedef {import('../dist/lint/rules/index.js').Rule} Rule */

const PAGE = fileURLToPath(new URL('../docs/lint.md', import.meta.url));
const RULES_PAGE = fileURLToPath(new URL('../docs/lint-rules.md', import.meta.url));

const tables = {
  formats: table(
    ['format', ''],
    Object.entries(LINT_REPORTERS).map(([name, { description }]) => [code(name), description]),
  ),
  options: table(['option', ''], options()),
  config: table(['key', ''], keys()),
  sources: table(
    ['source', '', 'recognised by'],
    Object.entries(SOURCES).map(([name, { description, recognised }]) => [
      code(name),
      description,
      recognised,
    ]),
  ),
};

check(PAGE, Object.entries(tables).reduce(fill, readFileSync(PAGE, 'utf8')));
check(RULES_PAGE, rulesPage());

/** @param {string} page @param {[string, string]} table */
function fill(page, [name, text]) {
  return page.replace(
    new RegExp(`(<!-- ${name} -->\n)[\\s\\S]*?(<!-- /${name} -->)`),
    (_, open, close) => `${open}\n${text}\n\n${close}`,
  );
}

/** @param {string} file @param {string} text */
function check(file, text) {
  if (!process.argv.includes('--check')) return writeFileSync(file, text);
  let now = '';
  try {
    now = readFileSync(file, 'utf8');
  } catch {
    // It is not there yet, and so not fresh.
  }
  if (now === text) return;
  console.error(`${file} is stale; run \`npm run docs\``);
  process.exitCode = 1;
}

function options() {
  const program = new Command();
  const io = {
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    env: {},
    cwd: process.cwd,
  };
  addLint(program, io, () => {});
  return (program.commands[0]?.options ?? []).map(({ flags, description, argChoices }) => [
    code(flags),
    argChoices ? `${description}: ${argChoices.join(', ')}` : description,
  ]);
}

function keys() {
  /** @type {{ properties: { lint: { properties: Record<string, { description?: string }> } } }} */
  const { properties } = JSON.parse(JSON.stringify(editorSchema()));
  return Object.entries(properties.lint.properties).map(([key, { description = '' }]) => [
    code(key),
    description,
  ]);
}

function rulesPage() {
  const sections = RULE_IDS.map((id) => {
    /** @type {Rule} */
    const rule = RULES[id];
    const severity = rule.off ? `off unless switched on, then ${rule.severity}` : rule.severity;
    const settings = Object.entries(rule.options.shape).map(
      ([name, schema]) => `\`${name}\` (${JSON.stringify(schema.parse(undefined))})`,
    );
    return [
      `## ${id}`,
      `${rule.title}. ${rule.why}`,
      `Severity: ${severity}.${settings.length > 0 ? ` Options, with their defaults: ${settings.join(', ')}.` : ''}`,
      ...shown('Finds', rule.examples.bad[0]),
      ...shown('Leaves alone', rule.examples.good[0]),
    ].join('\n\n');
  });
  return `${[
    '<!-- Written by `npm run docs`. Change the rules, not this page. -->',
    '# The rules of attune lint',
    'Set a rule in `attune.config.yaml`: `lint: {rules: {shouting: off, readability: {severity: warning}}}`. How to run them is in [lint.md](lint.md).',
    ...sections,
  ].join('\n\n')}\n`;
}

/** @param {string} what @param {readonly import('../dist/lint/rules/index.js').Example[] | undefined} library */
function shown(what, library = []) {
  const texts = library.map((one) => (typeof one === 'string' ? one : one.body));
  if (texts.length === 0) return [];
  return [`${what}:`, ['```text', texts.join('\n---\n'), '```'].join('\n')];
}

/** @param {readonly string[]} head @param {readonly (readonly string[])[]} rows */
function table(head, rows) {
  const cells = [
    head,
    head.map(() => '---'),
    ...rows.map((row) => row.map((cell) => cell.replaceAll('|', '\\|'))),
  ];
  return cells.map((row) => `| ${row.join(' | ')} |`).join('\n');
}

/** @param {string} text */
function code(text) {
  return `\`${text}\``;
}
