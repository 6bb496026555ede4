/** Every reporter on the same reports, read back by an independent parser. */

import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Report } from '../src/model.ts';
import {
  DEFAULT_OPTIONS,
  REPORTERS,
  type ReporterName,
  type ReportOptions,
  renderReport,
} from '../src/report/index.ts';
import { conversationSchema, lineSchema, reportSchema, summarySchema } from '../src/report/schema.ts';
import {
  emptyReport,
  hostileReport,
  rendered,
  renderedBytes,
  sampleReport,
  TRAPS,
} from './helpers/report.ts';

const REPORTS: Record<string, Report> = { sampleReport, emptyReport, hostileReport };
const full: ReportOptions = { ...DEFAULT_OPTIONS, quote: 'full' };
/** Lone surrogates reach a file as U+FFFD, in whatever format. */
const bytes = (text: string) => Buffer.from(text, 'utf8').toString('utf8');

const NAMES = Object.keys(REPORTERS) as ReporterName[];
const TEXTS = NAMES.filter((name) => !REPORTERS[name].binary);

describe.each(Object.entries(REPORTS))('%s', (_, report) => {
  test.each(TEXTS)('%s gives lines that end, the same ones every time', async (name) => {
    const out = await rendered(name, report);
    expect(out).toMatch(/\n$/);
    expect(out).not.toContain('\r');
    expect(out).not.toMatch(/[\0-\t\v-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/);
    expect(await rendered(name, structuredClone(report))).toBe(out);
  });

  test('json parses back to the report', async () => {
    const document = JSON.parse(await rendered('json', report, full));
    expect(reportSchema.safeParse(document).error).toBeUndefined();
    expect(document).toEqual(JSON.parse(JSON.stringify(report)));
  });

  test('ndjson parses back, the summary last', async () => {
    const lines = (await rendered('ndjson', report, full)).split('\n').slice(0, -1);
    const values = lines.map((line) => JSON.parse(line));
    expect(values.map((value) => lineSchema.safeParse(value).error)).toEqual(values.map(() => undefined));
    expect(values).toEqual(JSON.parse(JSON.stringify([...report.conversations, report.summary])));
  });

  test('csv parses back, a row an agent turn, and no cell is a formula', async () => {
    const rows: Record<string, string>[] = parse(await rendered('csv', report), {
      columns: true,
    });
    const turns = report.conversations.flatMap((c) => c.turns.filter((t) => t.role === 'agent'));
    expect(rows).toHaveLength(turns.length);
    for (const cell of rows.flatMap((row) => Object.values(row)))
      expect(cell).not.toMatch(/^[=+\-@\t\r＝＋－＠]/);
  });
});

test('the text of turns is written only where the reader asked for it', async () => {
  for (const name of ['json', 'ndjson'] as const) {
    expect(await rendered(name, sampleReport)).not.toContain('"text"');
    expect(await rendered(name, sampleReport, full)).toContain('"text"');
  }
});

test('ndjson is a line a conversation, with or without the summary', async () => {
  const all = await rendered('ndjson', sampleReport);
  const lines = await rendered('ndjson', sampleReport, { summary: false });
  expect(lines.split('\n')).toHaveLength(sampleReport.conversations.length + 1);
  expect(all.startsWith(lines)).toBe(true);
  expect(JSON.parse(all.slice(lines.length)).kind).toBe('summary');
});

test('a conversation is written when it comes, before the totals are known', async () => {
  const written: string[] = [];
  const open = await REPORTERS.ndjson.open(sampleReport.rubric, DEFAULT_OPTIONS, async (part) => {
    written.push(String(part));
  });
  await open.add(sampleReport.conversations[0]!);
  expect(written.join('')).toMatch(/^\{"kind":"conversation".*\n$/);
});

test('a report in one go is the bytes that were written', async () => {
  const bytes = await renderReport(REPORTERS.csv, sampleReport, DEFAULT_OPTIONS);
  expect(new TextDecoder().decode(bytes)).toBe(await rendered('csv', sampleReport));
});

test('keys stand in one order, however the values were put together', async () => {
  for (const name of NAMES) {
    const { overall } = sampleReport.summary;
    const { bands, labels, criteria } = overall.tally;
    const tally = {
      ...overall.tally,
      bands: backwards(bands),
      labels: backwards(labels),
      criteria: backwards(criteria),
    };
    const summary = backwards({
      ...sampleReport.summary,
      overall: backwards({ ...overall, tally: backwards(tally) }),
    });
    const conversations = sampleReport.conversations.map((c) =>
      backwards({
        ...c,
        score: backwards(c.score),
        turns: c.turns.map((t) => backwards({ ...t, labels: backwards(t.labels) })),
      }),
    );
    const report = backwards({ ...sampleReport, summary, conversations });
    expect(await renderedBytes(name, report, full)).toEqual(await renderedBytes(name, sampleReport, full));
  }
});

test('csv has its columns in the codebook’s order and a row that can be followed', async () => {
  const [header, first] = (await rendered('csv', sampleReport)).split('\n');
  expect(header).toBe(
    'conversation,turn,agent,channel,turn_score,conversation_score,band,opportunity,distress,empathy,apology,' +
      'ownership,solution,dismissive,evidence,missing,file,line',
  );
  expect(first).toMatch(/^sofa-12,1,Amara Obi,chat,90,92,strong,2,0,2,2,1,1,0,"empathy 2: ""Nine days/);
});

const [sofa] = JSON.parse(await rendered('json', sampleReport, full)).conversations;

describe('the schema is closed', () => {
  test.each([
    ['an unknown key', { ...sofa, extra: 1 }],
    ['a score over 100', { ...sofa, score: { ...sofa.score, normalized: 101 } }],
    ['an unknown verdict', { ...sofa, opportunities: [{ ...sofa.opportunities[0], verdict: 'maybe' }] }],
    ['a missing receipt', { ...sofa, receipt: undefined }],
  ])('%s is refused', (_, value) => expect(conversationSchema.safeParse(value).success).toBe(false));

  test('and a conversation is no summary', () => expect(summarySchema.safeParse(sofa).success).toBe(false));
});

test('the schema can be published as JSON Schema, closed as it is', () => {
  expect(z.toJSONSchema(reportSchema)).toMatchObject({ additionalProperties: false });
});

test('json keeps every trap as data', async () => {
  const document = JSON.parse(bytes(await rendered('json', hostileReport, full)));
  const ids = document.conversations.map((c: { id: string }) => c.id);
  expect(ids).toEqual(TRAPS.flatMap((trap) => [trap, `${trap}-bare`]));
});

function backwards<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).reverse()) as T;
}
