/** The formats of `attune sample`: a sheet with one agent turn a row, to be labelled and given to `attune calibrate`. */

import { stringify } from 'csv-stringify/sync';
import { own } from '../keys.ts';
import { isRepresentative } from '../select/strategies.ts';
import { encode } from './encode.ts';
import { CONTEXT, type Row, rowsOf, type SampleReport } from './sample/rows.ts';
import { sanitise } from './sanitise.ts';

interface SampleFormat {
  readonly description: string;
  readonly render: (report: SampleReport) => string;
}

export const SAMPLE_FORMATS = {
  csv: { description: 'a sheet to label, an agent turn a row', render: csv },
  ndjson: {
    description: 'the same, a JSON object a line',
    render: (report) =>
      rowsOf(report)
        .map((row) => `${encode(row)}\n`)
        .join(''),
  },
  json: { description: 'one document, for other programs', render: json },
} as const satisfies Record<string, SampleFormat>;

function json(report: SampleReport): string {
  const { strategy, seed, sample, receipt } = report;
  const { population, strata, sampled } = sample;
  const { engine, rubric, version, rubricHash } = receipt;
  return `${encode(
    {
      kind: 'sample',
      schema: 1,
      strategy,
      seed,
      representative: isRepresentative(strategy),
      population,
      strata,
      conversations: sampled.length,
      rows: rowsOf(report),
      rubric: { engine, rubric, version, rubricHash },
    },
    2,
  )}\n`;
}

/** The columns that `attune calibrate` reads; beside them the sample, and room for what the person wants to say. */
function csv(report: SampleReport): string {
  const { labels } = report;
  const context = Array.from({ length: CONTEXT }, (_, i) => `context_${i + 1}`);
  const found = report.showScores
    ? ['score', ...labels, 'evidence', 'why'].map((name) => `attune_${name}`)
    : [];
  const header = [
    'id',
    'conversation_id',
    'source',
    'sample',
    'weight',
    ...context,
    'text',
    ...labels,
    'comment',
    ...found,
  ];
  const rows = rowsOf(report).map((row) => [
    row.id,
    row.conversation_id,
    row.source,
    row.sample,
    row.weight ?? '',
    ...contextCells(row),
    row.text,
    ...labels.map(() => ''),
    '',
    ...(row.attune
      ? [
          row.attune.score ?? '',
          ...labels.map((label) => own(row.attune!.labels, label) ?? 0),
          row.attune.evidence.map((e) => `${e.label} ${e.level}: "${e.quote}"`).join(' | '),
          row.attune.why.join('; '),
        ]
      : []),
  ]);
  const cells = [header, ...rows].map((row) =>
    row.map((cell) => (typeof cell === 'string' ? cell.split('\n').map(sanitise).join('\n').trim() : cell)),
  );
  return stringify(cells, { escape_formulas: true, record_delimiter: 'unix' });
}

/** What was said last stands next to the answer. */
function contextCells({ context }: Row): string[] {
  const cells = context.map(({ speaker, text }) => `${speaker}: ${text}`);
  return [...Array.from({ length: CONTEXT - cells.length }, () => ''), ...cells];
}
