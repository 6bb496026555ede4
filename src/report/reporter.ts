/** What a reporter is: a pure function from a report to text. */

import type { Report } from '../model.ts';

export interface ReportOptions {
  /** Whether the terminal reporter may use ANSI colour. */
  readonly color: boolean;
  /** Columns of the terminal; taken between 60 and 160. */
  readonly width: number;
  /** `spans` quotes the words that were evidence, `full` whole turns. */
  readonly quote: 'spans' | 'full';
  /** Whether NDJSON ends with the summary and the terminal with the totals. */
  readonly summary: boolean;
  /** How many conversations the terminal shows. */
  readonly limit: number;
}

/** Renders a report. Reporters do no I/O and decide no exit code. */
export interface Reporter {
  readonly description: string;
  readonly render: (report: Report, options: ReportOptions) => string;
}

export const DEFAULT_OPTIONS: ReportOptions = {
  color: false,
  width: 100,
  quote: 'spans',
  summary: true,
  limit: 10,
};
