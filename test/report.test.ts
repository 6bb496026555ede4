/** Every reporter on the same reports, read back by an independent parser. */

import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Report } from '../src/model.ts';
import {
  conversationLine,
  DEFAULT_OPTIONS,
  REPORTERS,
  type ReportOptions,
  summaryLine,
} from '../src/report/index.ts';
import { conversationSchema, lineSchema, reportSchema, summarySchema } from '../src/report/schema.ts';
import { emptyReport, hostileReport, sampleReport, TRAPS } from './helpers/report.ts';

const REPORTS: Record<string, Report> = { sampleReport, emptyReport, hostileReport };
const full: ReportOptions = { ...DEFAULT_OPTIONS, quote: 'full' };
/** Lone surrogates reach a file as U+FFFD, in whatever format. */
const bytes = (text: string) => Buffer.from(text, 'utf8').toString('utf8');

describe.each(Object.entries(REPORTS))('%s', (_, report) => {
  test.each(Object.entries(REPORTERS))(
    '%s gives lines that end, the same ones every time',
    (_name, reporter) => {
      const out = reporter.render(report, DEFAULT_OPTIONS);
      expect(out).toMatch(/\n$/);
      expect(out).not.toContain('\r');
      expect(out).not.toMatch(/[\0-\t\v-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/);
      expect(reporter.render(structuredClone(report), DEFAULT_OPTIONS)).toBe(out);
    },
  );

  test('json parses back to the report', () => {
    const document = JSON.parse(REPORTERS.json.render(report, full));
    expect(reportSchema.safeParse(document).error).toBeUndefined();
    expect(document).toEqual(JSON.parse(JSON.stringify(report)));
  });

  test('ndjson parses back, the summary last', () => {
    const lines = REPORTERS.ndjson.render(report, full).split('\n').slice(0, -1);
    const values = lines.map((line) => JSON.parse(line));
    expect(values.map((value) => lineSchema.safeParse(value).error)).toEqual(values.map(() => undefined));
    expect(values).toEqual(JSON.parse(JSON.stringify([...report.conversations, report.summary])));
  });

  test('csv parses back, a row an agent turn, and no cell is a formula', () => {
    const rows: Record<string, string>[] = parse(REPORTERS.csv.render(report, DEFAULT_OPTIONS), {
      columns: true,
    });
    const turns = report.conversations.flatMap((c) => c.turns.filter((t) => t.role === 'agent'));
    expect(rows).toHaveLength(turns.length);
    for (const cell of rows.flatMap((row) => Object.values(row))) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
  });
});

test('the text of turns is written only where the reader asked for it', () => {
  for (const name of ['json', 'ndjson'] as const) {
    expect(REPORTERS[name].render(sampleReport, DEFAULT_OPTIONS)).not.toContain('"text"');
    expect(REPORTERS[name].render(sampleReport, full)).toContain('"text"');
  }
});

test('ndjson is its lines, with or without the summary', () => {
  const lines = sampleReport.conversations.map((c) => conversationLine(c, DEFAULT_OPTIONS)).join('');
  expect(REPORTERS.ndjson.render(sampleReport, DEFAULT_OPTIONS)).toBe(
    lines + summaryLine(sampleReport.summary),
  );
  expect(REPORTERS.ndjson.render(sampleReport, { ...DEFAULT_OPTIONS, summary: false })).toBe(lines);
});

test('keys stand in one order, however the values were put together', () => {
  for (const name of ['json', 'ndjson', 'csv', 'terminal'] as const) {
    const { render } = REPORTERS[name];
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
    expect(render(report, full)).toBe(render(sampleReport, full));
  }
});

test('csv has its columns in the codebook’s order and a row that can be followed', () => {
  const [header, first] = REPORTERS.csv.render(sampleReport, DEFAULT_OPTIONS).split('\n');
  expect(header).toBe(
    'conversation,turn,agent,channel,turn_score,conversation_score,band,opportunity,distress,empathy,apology,' +
      'ownership,solution,dismissive,evidence,missing,file,line',
  );
  expect(first).toMatch(/^sofa-12,1,Amara Obi,chat,90,92,strong,2,0,2,2,1,1,0,"empathy 2: ""Nine days/);
});

describe('the schema is closed', () => {
  const [sofa] = JSON.parse(REPORTERS.json.render(sampleReport, full)).conversations;

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

test('json keeps every trap as data', () => {
  const document = JSON.parse(bytes(REPORTERS.json.render(hostileReport, full)));
  const ids = document.conversations.map((c: { id: string }) => c.id);
  expect(ids).toEqual(TRAPS.flatMap((trap) => [trap, `${trap}-bare`]));
});

function backwards<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).reverse()) as T;
}
