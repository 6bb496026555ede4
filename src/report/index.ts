/** The table of reporters: a new one is a file here and a line below. */

import { csv } from './csv.ts';
import { html } from './html.ts';
import { json } from './json.ts';
import { ndjson } from './ndjson.ts';
import type { Reporter } from './reporter.ts';
import { terminal } from './terminal.ts';

export {
  DEFAULT_OPTIONS,
  type OpenReport,
  type Reporter,
  type ReportOptions,
  renderReport,
} from './reporter.ts';

export const REPORTERS = { terminal, json, ndjson, csv, html } as const satisfies Record<string, Reporter>;

export type ReporterName = keyof typeof REPORTERS;
