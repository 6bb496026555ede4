/** Opens a file for the sources: its text, and the data in it where it holds data. */
import { decode } from '../../read/encodings.ts';
import { get, itemsOf, type Mistake, type WrittenFile } from '../written.ts';
import { parseCsv } from '../written-csv.ts';
import { parseJson, parseNdjson } from '../written-json.ts';
import { parseYaml } from '../written-yaml.ts';
import type { SourceFile, Syntax } from './source.ts';

const PARSERS: Readonly<Record<Syntax, (content: string) => WrittenFile>> = {
  json: parseJson,
  ndjson: parseNdjson,
  yaml: parseYaml,
  csv: parseCsv,
};

const EXTENSIONS: ReadonlyMap<string, Syntax> = new Map([
  ['json', 'json'],
  ['ndjson', 'ndjson'],
  ['jsonl', 'ndjson'],
  ['yaml', 'yaml'],
  ['yml', 'yaml'],
  ['csv', 'csv'],
  ['tsv', 'csv'],
]);

/** Keys under which vendors list records; an empty list is an export of nothing. */
const LISTS = 'macros items data _results payload replies shortcuts text_modules categories'.split(' ');

interface Opened {
  readonly file: SourceFile;
  /** What can't be read, as it is found; sources add to it. */
  readonly mistakes: readonly Mistake[];
  /** Offsets of mistakes in the data, in order. */
  readonly broken: readonly number[];
}

/** Opens a file; `expected` is the syntax that counts where its ending tells none. */
export function openFile(
  path: string,
  bytes: Uint8Array,
  sibling?: (path: string) => Uint8Array | undefined,
  expected?: Syntax,
): Opened {
  const content = decode(bytes);
  const base = path.split(/[\\/]/).at(-1)!;
  const [ending = ''] = /\.(?:email-meta\.xml|[^.]*)$/i.exec(base) ?? [];
  const extension = ending.slice(1).toLowerCase();
  const syntax = EXTENSIONS.get(extension) ?? expected ?? guess(content, extension);
  const written = syntax && PARSERS[syntax](content);
  const mistakes: Mistake[] = [...(written?.mistakes ?? [])];
  const file: SourceFile = {
    path,
    name: base.slice(0, base.length - ending.length) || base,
    extension,
    content,
    syntax,
    root: written?.root,
    sibling: (other) => {
      const found = sibling?.(other);
      return found && decode(found);
    },
    report: (mistake) => mistakes.push(mistake),
  };
  return { file, mistakes, broken: (written?.broken ?? []).toSorted((a, b) => a - b) };
}

/** Without an ending, data in brackets is JSON. */
function guess(content: string, extension: string): Syntax | undefined {
  return extension === '' && /^\s*[[{]/.test(content) ? 'json' : undefined;
}

/** Whether a file is an export with no macros in it, or belongs to another file. */
export function isExport({ root, extension }: SourceFile): boolean {
  const lists = [root, ...LISTS.map((key) => get(root, key))];
  return (
    extension === 'email-meta.xml' ||
    lists.some((list) => list?.kind === 'list' && itemsOf(list).length === 0)
  );
}
