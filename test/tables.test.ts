/** parquet and xlsx, read back by parsers of others and held against the JSON of the same report. */

import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { describe, expect, test } from 'vitest';
import type { Report } from '../src/model.ts';
import { DEFAULT_OPTIONS, REPORTERS } from '../src/report/index.ts';
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

test('a parquet file is written in row groups while conversations still come', async () => {
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
  expect(row_groups.length).toBe(2);
  const ids = (await parquetReadObjects({ file, columns: ['conversation'] })).map((r) => r.conversation);
  expect(ids.at(-1)).toBe('calm-1/9999');
});

const PYTHON = process.env.ATTUNE_PYTHON;
if (!PYTHON) {
  process.stderr.write(
    'SKIPPED: ATTUNE_PYTHON names no Python with duckdb, pyarrow, pandas and openpyxl; .ci/run installs one\n',
  );
}

describe.skipIf(!PYTHON)('read by Python', () => {
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
