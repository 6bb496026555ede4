/** The table of lint reporters: a new one is a file here and a line below. */

import { checkstyle } from './checkstyle.ts';
import { codequality } from './codequality.ts';
import { github } from './github.ts';
import { json } from './json.ts';
import { junit } from './junit.ts';
import { markdown } from './markdown.ts';
import type { LintReporter } from './reporter.ts';
import { sarif } from './sarif.ts';
import { stylish } from './stylish.ts';
import { tap } from './tap.ts';

export type { LintReporter, LintReportOptions } from './reporter.ts';

export const LINT_REPORTERS = {
  stylish,
  json,
  github,
  sarif,
  junit,
  checkstyle,
  codequality,
  tap,
  markdown,
} as const satisfies Record<string, LintReporter>;
