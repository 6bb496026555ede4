/** The table of reporters: a new one is a file here and a line below. */

import { csv } from './csv.ts';
import { json } from './json.ts';
import { markdown } from './markdown.ts';
import { ndjson } from './ndjson.ts';
import { parquet } from './parquet.ts';
import type { Reporter } from './reporter.ts';
import { template } from './template.ts';
import { terminal } from './terminal.ts';
import { xlsx } from './xlsx.ts';

export {
  DEFAULT_OPTIONS,
  type OpenReport,
  type Reporter,
  type ReportOptions,
  renderReport,
} from './reporter.ts';

const TABLE = { terminal, json, ndjson, csv, parquet, xlsx, markdown, template } as const satisfies Record<
  string,
  Reporter
>;

export type ReporterName = keyof typeof TABLE;

export const REPORTERS: Readonly<Record<ReporterName, Reporter>> = TABLE;
