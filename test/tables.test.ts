/** parquet and xlsx, read back by parsers of others and held against the JSON of the same report. */

import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { strFromU8, unzipSync } from 'fflate';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import readExcel from 'read-excel-file/node';
import { SaxesParser } from 'saxes';
import { describe, expect, test } from 'vitest';
import type { Report } from '../src/model.ts';
import { DEFAULT_OPTIONS, REPORTERS } from '../src/report/index.ts';
import { sanitise } from '../src/report/sanitise.ts';
import { openWorkbook } from '../src/report/xlsx/workbook.ts';
import { emptyReport, hostileReport, rendered, renderedBytes, sampleReport } from './helpers/report.ts';

const REPORTS: Record<string, Report> = { sampleReport, emptyReport, hostileReport };
type Row = Record<string, unknown>;

/** What tables say of each agent turn, from the JSON. */
async function expectedTurns(report: Report): Promise<Row[]> {
  const { conversations, rubric }: Report = JSON.parse(await rendered('json', report));
  return conversations.flatMap((c) =>
    c.turns
      .filter((t) => t.role === 'agent')
      .map((t) => {
        const judged = t.score !== undefined && t.score.normalized !== null;
        const answered = judged ? c.opportunities.findLast((o) => o.turn < t.index) : undefined;
        return {
          conversation: wellFormed(c.id),
          turn: t.index,
          agent: wellFormed(t.speaker ?? c.agent ?? null),
          channel: wellFormed(c.channel ?? null),
          turn_score: t.score?.normalized ?? null,
          conversation_score: c.score.normalized,
          band: wellFormed(c.score.band),
          opportunity: answered?.distress ?? null,
          ...Object.fromEntries(rubric.labels.map((l) => [l, Object.hasOwn(t.labels, l) ? t.labels[l] : 0])),
          missing: wellFormed(answered?.missing ?? null),
          file: wellFormed(c.source.path),
          line: c.source.line ?? null,
          pointer: wellFormed(c.source.pointer ?? null),
          started_at: c.startedAt === undefined ? null : new Date(c.startedAt),
          meta: wellFormed(JSON.stringify(c.meta)),
        };
      }),
  );
}

/** Lone surrogates are no characters and reach no file. */
function wellFormed<T extends string | null>(text: T): T {
  return (text === null ? null : text.replace(/\p{Surrogate}/gu, '\ufffd')) as T;
}

const arrayBuffer = (bytes: Uint8Array) => bytes.slice().buffer as ArrayBuffer;

describe.each(Object.entries(REPORTS))('parquet of %s', (_, report) => {
  test('reads back as the JSON says, with its types', async () => {
    const rows: Row[] = await parquetReadObjects({
      file: arrayBuffer(await renderedBytes('parquet', report)),
    });
    const bare = rows.map(({ evidence: _, ...row }) => row);
    expect(bare).toEqual(await expectedTurns(report));
  });

  test('quotes every piece of evidence as it was said', async () => {
    const rows = await parquetReadObjects({ file: arrayBuffer(await renderedBytes('parquet', report)) });
    const turns = report.conversations.flatMap((c) => c.turns.filter((t) => t.role === 'agent'));
    for (const [i, { evidence }] of turns.entries()) {
      for (const { quote } of evidence) expect(rows[i]!.evidence).toContain(wellFormed(quote));
    }
  });
});

/** The same conversation many times over. */
function manyTimes(report: Report, times: number): Report {
  const all = Array.from({ length: times }, (_, i) =>
    report.conversations.map((c) => ({ ...c, id: `${c.id}/${i}` })),
  );
  return { ...report, conversations: all.flat() };
}

test('a parquet file is written in row groups while conversations still come', {
  timeout: 60_000,
}, async () => {
  const report = manyTimes(sampleReport, 10_000);
  let written = 0;
  const open = await REPORTERS.parquet.open(report.rubric, DEFAULT_OPTIONS, async (part) => {
    written += part.length;
  });
  for (const c of report.conversations) await open.add(c);
  expect(written).toBeGreaterThan(10_000);
  const file = arrayBuffer(await renderedBytes('parquet', report));
  const { row_groups, num_rows } = parquetMetadata(file);
  expect(Number(num_rows)).toBe(30_000);
  expect(row_groups.length).toBe(3);
  const ids = (await parquetReadObjects({ file, columns: ['conversation'] })).map((r) => r.conversation);
  expect(ids.at(-1)).toBe('calm-1/9999');
});

type Workbook = Readonly<Record<string, readonly Row[]>>;

/** The sheets of a workbook by title, their rows by the names in the header. */
async function workbook(bytes: Uint8Array): Promise<Workbook> {
  const sheets = await readExcel(Buffer.from(bytes), { trim: false });
  return Object.fromEntries(
    sheets.map(({ sheet, data: [header = [], ...rows] }) => [
      sheet,
      rows.map((row) => Object.fromEntries(header.map((name, i) => [name, row[i] ?? null]))),
    ]),
  );
}

/** A cell has one line, without what would steer, and nothing where there is no text. */
const cell = (value: unknown) => (typeof value === 'string' ? sanitise(value) || null : value);
const cells = (row: object): Row =>
  Object.fromEntries(Object.entries(row).map(([name, value]) => [name, cell(value)]));

describe.each(Object.entries(REPORTS))('xlsx of %s', async (_, report) => {
  const bytes = await renderedBytes('xlsx', report);
  const parts = unzipSync(bytes);
  const sheets = await workbook(bytes);

  test('has its sheets in order, also where there is nothing in them', () => {
    expect(Object.keys(sheets)).toEqual(['summary', 'agents', 'conversations', 'turns', 'criteria']);
  });

  test('every turn reads back as the JSON says', async () => {
    const bare = sheets.turns!.map(({ evidence: _, ...row }) => row);
    expect(bare).toEqual((await expectedTurns(report)).map(cells));
  });

  test('every conversation and judgement reads back as the JSON says', async () => {
    const { conversations }: Report = JSON.parse(await rendered('json', report));
    expect(sheets.conversations!.map((row) => [row.conversation, row.score, row.band, row.failed])).toEqual(
      conversations.map((c) => [c.id, c.score.normalized, c.score.band, c.score.failed.join(', ')].map(cell)),
    );
    expect(
      sheets.criteria!.map((row) => [row.conversation, row.criterion, row.earned, row.possible]),
    ).toEqual(
      conversations.flatMap((c) =>
        [...c.opportunities.flatMap((o) => o.verdicts), ...(c.score.verdicts ?? [])].map((v) =>
          [c.id, v.criterion, v.earned, v.possible].map(cell),
        ),
      ),
    );
  });

  test('groups and totals read back as the JSON says', async () => {
    const { summary }: Report = JSON.parse(await rendered('json', report));
    const groups = Object.entries(summary.groups).flatMap(([by, list]) => list.map((g) => ({ by, g })));
    const sorted = groups.sort((a, b) => (a.g.key < b.g.key ? -1 : 1));
    expect(sheets.agents!.map((row) => [row.by, row.name, row.mean, row.low, row.n])).toEqual(
      sorted.map(({ by, g }) => [by, g.key, g.mean, g.low, g.tally.scored].map(cell)),
    );
    const mean = sheets.summary!.find(({ what }) => what === 'mean score');
    expect(mean).toMatchObject({
      value: summary.overall.mean,
      low: summary.overall.low,
      n: summary.overall.tally.scored,
    });
  });

  test('is XML that holds text and numbers, and nothing that is worked out', () => {
    for (const [name, part] of Object.entries(parts)) {
      const parser = new SaxesParser();
      parser.on('opentag', (tag) => {
        expect(tag.name, name).not.toBe('f');
        if (tag.name === 'c') expect([undefined, 'inlineStr']).toContain(tag.attributes.t);
      });
      parser.write(new TextDecoder('utf-8', { fatal: true }).decode(part)).close();
    }
  });

  test('is the same bytes every time', async () => {
    expect(await renderedBytes('xlsx', structuredClone(report))).toEqual(bytes);
  });
});

test('headers are frozen, bold and can be filtered by', async () => {
  const parts = unzipSync(await renderedBytes('xlsx', sampleReport));
  for (const [name, part] of Object.entries(parts).filter(([path]) => path.startsWith('xl/worksheets/'))) {
    const xml = strFromU8(part);
    expect(xml, name).toContain('<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>');
    expect(xml, name).toMatch(/<row r="1"><c r="A1" s="1" t="inlineStr">/);
    expect(xml, name).toMatch(/<autoFilter ref="A1:[A-Z]+\d+"\/>/);
  }
  expect(strFromU8(parts['xl/styles.xml']!)).toMatch(/<cellXfs count="5"><xf [^>]*\/><xf [^>]*fontId="1"/);
});

test.each([
  ['_x0041_', '_x005F_x0041_'],
  ['a\ufffe\uffff\u0000b', 'ab'],
  ['=1+1', '=1+1'],
  ['</t></is>', '&lt;/t&gt;&lt;/is&gt;'],
  ['y'.repeat(32_767), 'y'.repeat(32_767)],
  ['y'.repeat(32_768), `${'y'.repeat(32_766)}…`],
  [`${'y'.repeat(32_765)}🙂🙂`, `${'y'.repeat(32_765)}…`],
])('a cell says %.20j as %.20j', async (text, xml) => {
  const [sofa] = sampleReport.conversations;
  const bytes = await renderedBytes('xlsx', {
    ...sampleReport,
    conversations: [{ ...sofa!, channel: text }],
  });
  const written = strFromU8(unzipSync(bytes)['xl/worksheets/conversations.xml']!);
  expect(written).toContain(`<c r="C2" t="inlineStr"><is><t xml:space="preserve">${xml}</t></is></c>`);
});

test('a sheet that is full goes on in a further one, and the first sheet says so', async () => {
  const report = manyTimes(sampleReport, 5);
  const parts: Uint8Array[] = [];
  const open = openWorkbook(
    report.rubric,
    DEFAULT_OPTIONS,
    async (part) => {
      parts.push(new Uint8Array(Buffer.from(part)));
    },
    11,
  );
  for (const c of report.conversations) await open.add(c);
  await open.end(report);
  const sheets = await workbook(Buffer.concat(parts));
  expect(
    Object.entries(sheets)
      .slice(2)
      .map(([title, rows]) => [title, rows.length]),
  ).toEqual([
    ['conversations', 10],
    ['conversations 2', 5],
    ['turns', 10],
    ['turns 2', 5],
    ['criteria', 10],
    ['criteria 2', 10],
    ['criteria 3', 10],
    ['criteria 4', 5],
  ]);
  expect(sheets.summary).toContainEqual(
    expect.objectContaining({
      what: 'rows of sheet turns 2',
      value: 5,
      note: expect.stringContaining('at most 11 rows'),
    }),
  );
  const all = [...sheets.turns!, ...sheets['turns 2']!].map(({ conversation }) => conversation);
  expect(all).toEqual(report.conversations.map(({ id }) => id));
});

const PYTHON = process.env.ATTUNE_PYTHON;
if (!PYTHON) {
  process.stderr.write(
    'SKIPPED: ATTUNE_PYTHON names no Python with duckdb, pyarrow, pandas and openpyxl; .ci/run installs one\n',
  );
}

describe.skipIf(!PYTHON)('read by Python', { timeout: 120_000 }, () => {
  const SCRIPT = `
import json, sys, duckdb, pandas
file = sys.argv[1]
relation = duckdb.sql(f"select * from '{file}'")
types = dict(zip(relation.columns, map(str, relation.types)))
one = [dict(zip(relation.columns, map(str, row))) for row in relation.fetchall()]
frame = pandas.read_parquet(file)
two = json.loads(frame.to_json(orient='records', date_format='iso'))
print(json.dumps({'types': types, 'duckdb': one, 'pandas': two, 'dtypes': {k: str(v) for k, v in frame.dtypes.items()}}))
`;

  test.each(Object.entries(REPORTS))('parquet of %s by DuckDB and pandas', async (_, report) => {
    const { types, duckdb, pandas, dtypes } = await python(
      SCRIPT,
      'a.parquet',
      await renderedBytes('parquet', report),
    );
    expect(types).toMatchObject({
      conversation: 'VARCHAR',
      turn: 'INTEGER',
      turn_score: 'DOUBLE',
      empathy: 'INTEGER',
      meta: 'VARCHAR',
    });
    expect(types.started_at).toMatch(/^TIMESTAMP/);
    if (pandas.length > 0) expect(dtypes).toMatchObject({ turn: 'int32', empathy: 'int32' });
    const rows = await expectedTurns(report);
    expect(duckdb.map((r: Row) => r.conversation)).toEqual(rows.map((r) => r.conversation));
    expect(pandas.map((r: Row) => [r.conversation, r.agent, r.meta])).toEqual(
      rows.map((r) => [r.conversation, r.agent, r.meta]),
    );
    expect(pandas.map((r: Row) => r.turn_score)).toEqual(
      rows.map((r) => (r.turn_score === null ? null : expect.closeTo(r.turn_score as number, 6))),
    );
  });

  const BOOK = `
import json, sys, openpyxl
book = openpyxl.load_workbook(sys.argv[1])
print(json.dumps([{
  'title': s.title, 'frozen': s.freeze_panes, 'filter': s.auto_filter.ref, 'types': sorted({c.data_type for r in s for c in r}),
  'rows': [[str(v) if hasattr(v, 'year') else v for v in r] for r in s.iter_rows(values_only=True)]} for s in book]))
`;

  test.each(Object.entries(REPORTS))('xlsx of %s by openpyxl', async (_, report) => {
    const bytes = await renderedBytes('xlsx', report);
    const book: { title: string; frozen: string; types: string[]; rows: unknown[][] }[] = await python(
      BOOK,
      'a.xlsx',
      bytes,
    );
    const ours = await workbook(bytes);
    expect(book.map(({ title }) => title)).toEqual(Object.keys(ours));
    for (const { title, frozen, types, rows } of book) {
      expect(frozen).toBe('A2');
      expect(types).not.toContain('f');
      const plain = ours[title]!.map((row) =>
        Object.values(row).map((v) =>
          v instanceof Date ? v.toISOString().slice(0, 19).replace('T', ' ') : v,
        ),
      );
      expect(rows.slice(1)).toEqual(plain);
    }
  });
});

/** Runs a script over a file with these bytes and parses what it prints. */
async function python(script: string, name: string, bytes: Uint8Array) {
  const folder = await mkdtemp(path.join(tmpdir(), 'attune-tables-'));
  try {
    const file = path.join(folder, name);
    await writeFile(file, bytes);
    const options = { maxBuffer: 64 * 1024 * 1024, env: { ...process.env, PYTHONUTF8: '1' } };
    const { stdout } = await promisify(execFile)(PYTHON!, ['-c', script, file], options);
    return JSON.parse(stdout);
  } finally {
    await rm(folder, { recursive: true });
  }
}
