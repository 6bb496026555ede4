/** What a reporter of `attune lint` is: a pure function from a lint report to text. */

import type { LintReport } from '../../model.ts';

export interface LintReportOptions {
  /** Whether `stylish` may use ANSI colour. */
  readonly color: boolean;
  /** Columns of the terminal; taken between 60 and 160. */
  readonly width: number;
  /**
   * Way from the root of the repository to the working directory, `''` where they are one; formats that a host of
   * repositories reads name files from its root.
   */
  readonly root: string;
}

/** Renders a lint report. Reporters do no I/O and decide no exit code. */
export interface LintReporter {
  readonly description: string;
  readonly render: (report: LintReport, options: LintReportOptions) => string;
}
