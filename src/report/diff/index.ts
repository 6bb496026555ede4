/** The table of reporters of a comparison of two rubrics. */

import type { RubricDiff } from '../../model.ts';
import { json } from './json.ts';
import { terminal } from './terminal.ts';

export interface DiffOptions {
  /** Whether the terminal reporter may use ANSI colour. */
  readonly color: boolean;
  /** Columns of the terminal; taken between 60 and 160. */
  readonly width: number;
}

export const DIFF_REPORTERS = { terminal, json } as const satisfies Record<
  string,
  (diff: RubricDiff, options: DiffOptions) => string
>;

export type DiffReporterName = keyof typeof DIFF_REPORTERS;
