/** Labelled turns in sheets: the rows of a CSV or of a workbook in the shape of NDJSON objects. */
import { CsvError, type Info, parse } from 'csv-parse/sync';
import type { LabelSpec } from '../model.ts';
import { findMistake } from '../read/json-syntax.ts';
import { suggestion } from '../rubric/source.ts';

/** What a sheet's columns may be named after. */
export interface Names {
  readonly labels: Readonly<Record<string, LabelSpec>>;
  /** Ids of criteria. */
  readonly criteria: readonly string[];
}

export type Raw = Readonly<Record<string, unknown>>;
/** A row as parsed, or what is wrong with it. */
export type Item = { readonly line: number } & ({ readonly raw: Raw } | { readonly mistake: string });
export type Notice = (message: string, line?: number) => void;

/** A sheet: the names of its columns and the rows below, each with its line in the file. */
export interface Sheet {
  readonly header: readonly string[];
  readonly rows: readonly { readonly line: number; readonly cells: readonly string[] }[];
  /** Where the rest could not be read. */
  readonly broken?: Item;
}

/** Columns that are no labels; `context_1`, `context_2` … besides. */
const TEXTS = ['id', 'source', 'conversation_id', 'customer_name', 'text', 'rater', 'round', 'comment'];
const FIELDS = [...TEXTS, 'context', 'turn', 'score'];
const CONTEXT = /^context_(\d+)$/;
/** Columns of a sheet of `attune sample` that are for people: what it is a sample of, and what attune found. */
const ASIDE = /^(?:sample|weight|attune_.+)$/;
/** The apostrophe that keeps a spreadsheet from taking words for a formula. */
const GUARD = /^'(?=[=+\-@\t\r\uff1d\uff0b\uff0d\uff20])/;

/** A CSV text with a header; the delimiter is the one that the header has most of. */
export function csvSheet(text: string): Sheet {
  const head = text.slice(0, text.search(/\n|$/));
  const delimiter = [',', ';', '\t'].sort((a, b) => head.split(b).length - head.split(a).length)[0]!;
  const options = { delimiter, relax_column_count: true, skip_empty_lines: true, info: true } as const;
  const found: { record: string[]; info: Info }[] = [];
  let broken: Item | undefined;
  try {
    parse(text, {
      ...options,
      on_record: (entry: unknown) => {
        found.push(entry as { record: string[]; info: Info });
        return null;
      },
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error.lines === 'number' ? error.lines : 1;
    broken = {
      line,
      mistake: 'not CSV: a quote is opened or closed in the wrong place; the rest of the file is not read',
    };
  }
  const header = found.shift()?.record ?? [];
  const rows = found.map(({ record, info }) => ({
    line: info.lines - record.reduce((n, cell) => n + cell.split('\n').length - 1, 0),
    cells: record,
  }));
  return { header, rows, ...(broken && { broken }) };
}

/** The rows of a sheet as NDJSON would have them; a notice for every column that is not used. */
export function* sheetItems(sheet: Sheet, names: Names, notice: Notice): Generator<Item> {
  const header = sheet.header.map((name) => name.trim());
  const known = [...FIELDS, ...Object.keys(names.labels), ...names.criteria];
  for (const name of header) {
    if (known.includes(name) || CONTEXT.test(name) || ASIDE.test(name)) continue;
    notice(`column "${name}" is no label of the rubric and is not used${suggestion(name, known)}`, 1);
  }
  for (const { line, cells } of sheet.rows) {
    if (cells.length !== header.length) {
      yield { line, mistake: `the row has ${cells.length} cells, the header has ${header.length}` };
    } else yield { line, ...rawOf(new Map(header.map((name, i) => [name, cells[i]!])), names) };
  }
  if (sheet.broken) yield sheet.broken;
}

function rawOf(cells: ReadonlyMap<string, string>, names: Names): { raw: Raw } | { mistake: string } {
  const fields = TEXTS.flatMap((name) => {
    const value = cells.get(name);
    return value === undefined || value === '' ? [] : [[name, value.replace(GUARD, '')]];
  });
  const levels = [...cells].flatMap(([name, cell]): [string, unknown][] => {
    if (!Object.hasOwn(names.labels, name)) return [];
    const written = cell.trim();
    if (written === '' || written === 'null') return [[name, null]];
    return [[name, /^\d+$/.test(written) ? Number(written) : marked(written)]];
  });
  const verdicts = names.criteria.flatMap((id): [string, unknown][] => {
    const written = Object.hasOwn(names.labels, id) ? '' : (cells.get(id)?.trim() ?? '');
    return written === '' ? [] : [[id, marked(written)]];
  });
  const score = cells.get('score')?.trim() ?? '';
  const turn = cells.get('turn')?.trim() ?? '';
  const context = contextOf(cells);
  if (typeof context === 'string') return { mistake: context };
  return {
    raw: {
      ...Object.fromEntries(fields),
      ...context,
      labels: Object.fromEntries(levels),
      ...(verdicts.length > 0 && { criteria: Object.fromEntries(verdicts) }),
      ...(score !== '' && { score: Number.isNaN(Number(score)) ? score : Number(score) }),
      ...(turn !== '' && { turn: turn === 'whole' ? null : Number(turn) }),
    },
  };
}

/** "Cannot judge", "n/a" and "not applicable" as people write them, in the words of NDJSON. */
function marked(written: string): string {
  const word = written.toLowerCase().replace(/[\s-]+/g, '_');
  return word === 'n/a' || word === 'na' ? 'not_applicable' : word;
}

function contextOf(cells: ReadonlyMap<string, string>): { readonly context: unknown } | string {
  const whole = cells.get('context')?.trim() ?? '';
  if (whole !== '') {
    if (findMistake(whole)) return 'context is not JSON; write [{"speaker": "customer", "text": "…"}]';
    return { context: JSON.parse(whole) };
  }
  const numbered = [...cells].flatMap(([name, cell]) => {
    const at = CONTEXT.exec(name)?.[1];
    return at === undefined || cell.trim() === '' ? [] : [{ at: Number(at), cell }];
  });
  const said = numbered
    .sort((a, b) => a.at - b.at)
    .map(({ at, cell }) => ({ at, said: /^\s*(\w+)\s*:\s*([\s\S]*)$/.exec(cell) }));
  const bad = said.find((row) => row.said === null);
  if (bad) return `context_${bad.at} has no speaker; write "customer: …" or "agent: …"`;
  return { context: said.map((row) => ({ speaker: row.said![1], text: row.said![2] })) };
}
