/** The formats of `attune sample`: a sheet with one agent turn a row, to be labelled and given to `attune calibrate`. */

import { stringify } from 'csv-stringify/sync';
import { isRepresentative } from '../select/strategies.ts';
import { encode } from './encode.ts';
import { memoryScratch } from './reporter.ts';
import { sheetColumns } from './sample/columns.ts';
import { rowsOf, type SampleReport } from './sample/rows.ts';
import { sanitise } from './sanitise.ts';
import { openArchive } from './xlsx/archive.ts';
import { partsAround } from './xlsx/parts.ts';
import { openTable } from './xlsx/sheet.ts';

interface SampleFormat {
  readonly description: string;
  readonly render: (report: SampleReport) => string | Promise<Uint8Array>;
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
  xlsx: { description: 'the sheet as an Excel workbook', render: xlsx },
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

/** Line breaks stay, in quotes; what a spreadsheet would take for a formula gets an apostrophe. */
function csv(report: SampleReport): string {
  const columns = sheetColumns(report);
  const header = columns.map(({ name }) => name);
  const rows = rowsOf(report).map((row) => columns.map(({ of }) => of(row)));
  const cells = [header, ...rows].map((row) =>
    row.map((cell) => (typeof cell === 'string' ? cell.split('\n').map(sanitise).join('\n').trim() : cell)),
  );
  return stringify(cells, { escape_formulas: true, record_delimiter: 'unix' });
}

/** The same columns, on one worksheet. */
async function xlsx(report: SampleReport): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  const archive = openArchive(memoryScratch, async (part) => {
    parts.push(typeof part === 'string' ? Buffer.from(part) : part.slice());
  });
  const table = openTable('to label', sheetColumns(report), archive);
  for (const row of rowsOf(report)) await table.add(row);
  const sheets = await table.end();
  const around = partsAround(sheets);
  for (const [name, text] of Object.entries(around)) await (await archive.add(name)).add(text);
  await archive.end([...Object.keys(around), ...sheets.map(({ member }) => member)]);
  return Buffer.concat(parts);
}
