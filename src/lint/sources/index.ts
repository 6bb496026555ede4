/** The table of macro sources, and reading a file with the one that knows it. */
import { decode } from '../../read/encodings.ts';
import { htmlText, isLaidOut } from '../html.ts';
import { trimmed } from '../located.ts';
import type { Located, Macro, MacroFile, SkippedMacro, SourceProblem } from '../macro.ts';
import { markdownText } from '../markdown.ts';
import type { Mistake, WrittenFile } from '../written.ts';
import { parseCsv } from '../written-csv.ts';
import { parseJson, parseNdjson } from '../written-json.ts';
import { parseYaml } from '../written-yaml.ts';
import { createComments } from './comments.ts';
import { csv, json, yaml } from './generic.ts';
import { gorgias } from './gorgias.ts';
import { twilioFlex, wordpress } from './grouped.ts';
import { isInternal } from './internal.ts';
import { markdown } from './markdown.ts';
import { salesforceEmail } from './salesforce.ts';
import type { Draft, MacroSource, Markup, SourceFile, Syntax } from './source.ts';
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

const NAMES = Object.keys(SOURCES) as SourceName[];

export interface ReadOptions {
  /** The source to read with; recognised by name and content where it is left out. */
  readonly from?: SourceName | undefined;
  /** The bytes of another file by its path, if it is there: Salesforce keeps titles beside its texts. */
  readonly sibling?: ((path: string) => Uint8Array | undefined) | undefined;
}

/** Reads a file of macros. It never throws: what can't be read is in `problems`, with its place. */
export function readMacros(path: string, bytes: Uint8Array, options: ReadOptions = {}): MacroFile {
  const content = decode(bytes);
  const base = path.split('/').at(-1)!;
  const name = base.replace(/(?<=.)\..*$/, '');
  const extension = base.slice(name.length + 1).toLowerCase();
  const syntax = syntaxOf(content, extension);
  const written = syntax && PARSERS[syntax](content);
  const mistakes: Mistake[] = [...(written?.mistakes ?? [])];
  const file: SourceFile = {
    path,
    name,
    extension: extension.split('.').at(-1) === 'xml' ? extension : extension.split('.').at(-1)!,
    content,
    syntax,
    root: written?.root,
    sibling: (other) => {
      const found = options.sibling?.(other);
      return found && decode(found);
    },
    report: (mistake) => mistakes.push(mistake),
  };
  const source = options.from ?? NAMES.find((name) => SOURCES[name].matches(file));
  const problems = (): SourceProblem[] => mistakes.map((mistake) => ({ path, ...mistake }));
  const nothing = { path, content, macros: [], skipped: [] };
  if (source === undefined) {
    const unknown = {
      path,
      offset: 0,
      rule: 'unknown-source',
      message: `no macros are recognised in this file; name its source, one of ${NAMES.join(', ')}`,
    };
    return {
      ...nothing,
      source: syntax ?? 'unknown',
      problems: mistakes.length > 0 ? problems() : [unknown],
    };
  }
  const { dialect, read }: MacroSource = SOURCES[source];
  const drafts = read(file).filter((draft) => isWhole(draft, written));
  const comments = createComments(file, drafts);
  const idOf = createIds();
  const macros: Macro[] = [];
  const skipped: SkippedMacro[] = [];
  for (const draft of drafts) {
    const title = draft.title?.trim() || file.name;
    const id = idOf(draft.id ?? title, draft.variant, draft.id === undefined);
    const body = draft.body && trimmed(shown(draft.body, draft.markup));
    const reason =
      draft.skip ??
      (!body || body.text === '' ? 'empty' : isInternal(title, body.text) ? 'internal' : undefined);
    if (reason !== undefined || !body) {
      skipped.push({ id, title, path, reason: reason ?? 'empty' });
      continue;
    }
    const { locale, channel, category, context, doNotUseWhen, tags, start } = draft;
    const own = comments(draft);
    const prescribed = draft.dialect ?? dialect;
    macros.push({
      id,
      title,
      path,
      source,
      body,
      start,
      ...(prescribed && { dialect: prescribed }),
      ...(locale !== undefined && { locale }),
      ...(channel !== undefined && { channel }),
      ...(category !== undefined && { category }),
      ...(context !== undefined && { context }),
      ...(doNotUseWhen !== undefined && { doNotUseWhen }),
      ...(tags !== undefined && { tags }),
      ...(own.length > 0 && { comments: own }),
    });
  }
  return { path, source, content, macros, skipped, problems: problems() };
}

/** Endings of the files that are looked for in folders. */
export const MACRO_ENDINGS =
  'json ndjson jsonl yaml yml csv tsv md mdx markdown email txt liquid html htm'.split(' ');

const PARSERS: Readonly<Record<Syntax, (content: string) => WrittenFile>> = {
  json: parseJson,
  ndjson: parseNdjson,
  yaml: parseYaml,
  csv: parseCsv,
};

const EXTENSIONS: Readonly<Record<string, Syntax>> = {
  json: 'json',
  ndjson: 'ndjson',
  jsonl: 'ndjson',
  yaml: 'yaml',
  yml: 'yaml',
  csv: 'csv',
  tsv: 'csv',
};

/** The syntax by the file's ending; where it has none that is known, data in braces is JSON. */
function syntaxOf(content: string, extension: string): Syntax | undefined {
  const known = EXTENSIONS[extension.split('.').at(-1)!];
  if (known !== undefined || extension !== '') return known;
  return /^\s*[[{]/.test(content) ? 'json' : undefined;
}

function isWhole({ record }: Draft, written: WrittenFile | undefined): boolean {
  return !written?.broken.some((offset) => offset >= record.start && offset <= record.end);
}

/** The text that customers see. */
function shown(body: Located, markup: Markup): Located {
  switch (markup) {
    case 'plain':
      return body;
    case 'html':
      return htmlText(body);
    case 'markdown':
      return markdownText(body);
    case 'mixed':
      return isLaidOut(body.text) ? htmlText(body) : markdownText(body);
  }
}

/** Makes ids unique in a file: its own ones as they are, titles as words with dashes. */
function createIds(): (name: string, variant: string | undefined, isTitle: boolean) => string {
  const seen = new Map<string, number>();
  return (name, variant, isTitle) => {
    const plain = isTitle ? slug(name) : name;
    const id = variant === undefined ? plain : `${plain}#${variant}`;
    const count = (seen.get(id) ?? 0) + 1;
    seen.set(id, count);
    return count === 1 ? id : `${id}-${count}`;
  };
}

function slug(title: string): string {
  const words = title.toLowerCase().match(/[\p{L}\p{N}]+(?:['’][\p{L}]+)*/gu) ?? [];
  return words.join('-').replace(/['’]/g, '') || 'macro';
}
