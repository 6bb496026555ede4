/** A Liquid template (liquidjs) as a reporter: it sees the report's JSON, its own folder, and nothing else. */

import { stripVTControlCharacters } from 'node:util';
import { Drop, type FS, Liquid, LiquidError, type Template } from 'liquidjs';
import { UserError } from '../errors.ts';
import type { Report, RubricCard } from '../model.ts';
import { encode } from './encode.ts';
import { markdownText } from './markdown-text.ts';
import {
  type OpenReport,
  openWhole,
  type ReportOptions,
  type TemplateFiles,
  type Write,
} from './reporter.ts';
import { sanitise } from './sanitise.ts';
import { shapeReport } from './shape.ts';
import { cut } from './terminal/layout.ts';
import { percent, score1 } from './terminal/numbers.ts';

/** Characters of a template, what it may build, in the units of liquidjs, and for how long, in milliseconds. */
const MOST_PARSED = 10_000_000;
const MOST_MEMORY = 500_000_000;
const LONGEST = 600_000;

const BREAKS = /[\t-\r\u0085\u2028\u2029]+/g;
/** Control characters and direction marks, which no text needs that people are to read. */
const STEERING = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;
const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&#34;',
  "'": '&#39;',
};

/**
 * Parses the template, which is filled in when all conversations are there.
 * @throws UserError with file:line:column when there is no template or it is no Liquid; filling it in may throw one, too.
 */
export function openTemplate(
  rubric: RubricCard,
  { template: files, quote }: ReportOptions,
  write: Write,
): OpenReport {
  if (files === undefined)
    throw new UserError('--format template: name the template: --template house.liquid');
  const included = new Map<string, string>();
  const engine = engineFor(files, included);
  const placeOf = (input: string): string =>
    input === files.text ? files.path : files.path.replace(/[^/]*$/, () => included.get(input) ?? '');
  const nodes = told(placeOf, (): Template[] => engine.parse(files.text, files.path));
  const fill = (report: Report): string => {
    const { summary, conversations, diagnostics, rubric } = shapeReport(report, quote);
    const scope = { summary, conversations, diagnostics, rubric };
    return told(placeOf, () => String(engine.renderSync(nodes, scope)));
  };
  return openWhole(fill, rubric, write);
}

function engineFor(files: TemplateFiles, included: Map<string, string>): Liquid {
  const engine = new Liquid({
    fs: fileSystem(files, included),
    root: '.',
    relativeReference: false,
    strictVariables: true,
    strictFilters: true,
    // What a report may leave out can be asked for.
    lenientIf: true,
    ownPropertyOnly: true,
    outputEscape: escapeFor(files.path),
    timezoneOffset: 0,
    locale: 'en-GB',
    parseLimit: MOST_PARSED,
    memoryLimit: MOST_MEMORY,
    renderLimit: LONGEST,
  });
  engine.registerFilter('score', (value: unknown) => score1(typeof value === 'number' ? value : null));
  engine.registerFilter('percent', (value: unknown) => (typeof value === 'number' ? percent(value, 1) : '–'));
  // Inside a script element nothing but this begins a tag.
  engine.registerFilter('json', (value: unknown, indent?: number) =>
    encode(value, indent).replaceAll('<', '\\u003c'),
  );
  const { date } = engine.filters;
  if (typeof date === 'function') {
    engine.registerFilter('date', function (value, ...more) {
      if (value === 'now' || value === 'today')
        throw new Error('a report reads no clock: it would be another one every time');
      return date.call(this, value, ...more);
    });
  }
  // Chance has no place in a report either.
  delete engine.filters.sample;
  return engine;
}

/** What a template includes is named from its own folder; there are no other files. Errors know a file by its text. */
function fileSystem({ read }: TemplateFiles, included: Map<string, string>): FS {
  const readFileSync = (name: string): string => {
    const text = read(name) ?? '';
    included.set(text, name);
    return text;
  };
  const existsSync = (name: string): boolean => read(name) !== undefined;
  return {
    readFileSync,
    existsSync,
    readFile: async (name) => readFileSync(name),
    exists: async (name) => existsSync(name),
    resolve: (_folder, name) => name,
  };
}

/** How values are printed, by what the template makes: `report.html`, `report.html.liquid`, `report.md` … */
function escapeFor(path: string): (value: unknown) => string {
  const [, ending = ''] = /\.(\w+)(?:\.liquid)?$/i.exec(path) ?? [];
  if (/^x?html?$|^xml$|^svg$/i.test(ending))
    return (value) => printed(value).replace(/[&<>"']/g, (c) => ENTITIES[c]!);
  if (/^md$|^markdown$/i.test(ending)) return (value) => markdownText(printed(value));
  return printed;
}

/** A value on one line. JSON keeps its blanks, so this is not `sanitise`. */
function printed(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Drop) return printed(value.valueOf());
  if (Array.isArray(value)) return value.map(printed).join('');
  const text = typeof value === 'object' ? encode(value) : String(value);
  return stripVTControlCharacters(text)
    .replace(BREAKS, ' ')
    .replace(STEERING, '')
    .replace(/\p{Surrogate}/gu, '\ufffd');
}

/** Does something with the template; what is wrong with it is a `UserError` that says where. */
function told<T>(fileOf: (input: string) => string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!LiquidError.is(error)) throw error;
    const { token, originalError, message } = error as LiquidError;
    const [line, column] = token.getPosition();
    throw new UserError(
      `${fileOf(token.input)}:${line}:${column}: ${reasonOf(originalError ?? { message })}`,
    );
  }
}

function reasonOf(error: { readonly message: string }): string {
  if (error instanceof RangeError) return 'it includes itself, or is nested too deeply';
  // A name may come from a report, and then from strangers.
  const reason = cut(sanitise(error.message.replace(/, file:.*|, line:.*/s, '')), 100);
  const missing = /^ENOENT: Failed to lookup "(.*?)"/.exec(reason);
  if (missing) return `there is no "${missing[1]}" in the folder of the template`;
  if (reason.startsWith('undefined variable'))
    return `${reason}; correct its name, or put it inside {% if … %} where a report may leave it out`;
  if (reason.startsWith('undefined filter')) return `${reason}; there are Liquid's own, score and percent`;
  if (/limit exceeded$/.test(reason)) return `${reason}; the template does too much for one report`;
  return reason;
}
