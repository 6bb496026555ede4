/** The table of macro sources, and reading a file with the one that knows it. */
import type { MacroFile, SourceProblem } from '../macro.ts';
import { holdsOne } from '../written.ts';
import { csv, json, yaml } from './generic.ts';
import { gorgias } from './gorgias.ts';
import { twilioFlex, wordpress } from './grouped.ts';
import { markdown } from './markdown.ts';
import { isExport, openFile } from './open.ts';
import { salesforceEmail } from './salesforce.ts';
import { settle } from './settle.ts';
import type { MacroSource } from './source.ts';
import { html, liquid, text } from './text.ts';
import {
  chatwoot,
  freshdesk,
  front,
  github,
  helpscout,
  intercom,
  osticket,
  osticketEmail,
  salesforceQuickText,
  zammad,
  zendeskChat,
} from './vendors.ts';
import { zendesk, zendeskCsv, zendeskDynamicContent } from './zendesk.ts';

/** Every source by its name for `--from`; the first that recognises a file reads it. */
export const SOURCES = {
  zendesk,
  'zendesk-csv': zendeskCsv,
  'zendesk-dynamic-content': zendeskDynamicContent,
  'zendesk-chat': zendeskChat,
  intercom,
  front,
  freshdesk,
  gorgias,
  helpscout,
  'salesforce-email': salesforceEmail,
  'salesforce-quick-text': salesforceQuickText,
  osticket,
  'osticket-email': osticketEmail,
  chatwoot,
  zammad,
  wordpress,
  github,
  'twilio-flex': twilioFlex,
  json,
  yaml,
  csv,
  markdown,
  html,
  liquid,
  text,
} as const satisfies Record<string, MacroSource>;

export type SourceName = keyof typeof SOURCES;

/** Endings of the files that are looked for in folders. */
export const MACRO_ENDINGS =
  'json ndjson jsonl yaml yml csv tsv md mdx markdown email txt liquid html htm'.split(' ');

const NAMES = Object.keys(SOURCES) as SourceName[];

export interface ReadOptions {
  /** The source to read with; recognised by name and content where it is left out. */
  readonly from?: SourceName | undefined;
  /** The bytes of another file by its path, if it is there: Salesforce keeps titles beside its texts. */
  readonly sibling?: ((path: string) => Uint8Array | undefined) | undefined;
}

/** Reads a file of macros. It never throws: what can't be read is in `problems`, with its place. */
export function readMacros(path: string, bytes: Uint8Array, { from, sibling }: ReadOptions = {}): MacroFile {
  const { syntax: expected }: Partial<MacroSource> = from === undefined ? {} : SOURCES[from];
  const { file, mistakes, broken } = openFile(path, bytes, sibling, expected);
  const name = from ?? NAMES.find((name) => SOURCES[name].matches(file));
  const source: MacroSource | undefined = name && SOURCES[name];
  // A record around a mistake is not what its author wrote.
  const drafts = (source?.read(file) ?? []).filter(({ record }) => !holdsOne(record, broken));
  const settled = settle(drafts, file, name ?? '', source?.dialect);
  const problems: SourceProblem[] = mistakes.map((mistake) => ({ path, ...mistake }));
  if (drafts.length === 0 && problems.length === 0 && !isExport(file)) {
    const message =
      from === undefined
        ? 'no macros are recognised in this file; if it holds some, name their source with --from'
        : `there are no macros as ${from} has them in this file: ${SOURCES[from].recognised}`;
    problems.push({ path, offset: 0, rule: 'unknown-source', message });
  }
  return { path, source: name ?? file.syntax ?? 'unknown', content: file.content, ...settled, problems };
}
