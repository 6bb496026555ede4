/** One JSON document: the whole report, described by `schema.ts`. */

import { encode } from './encode.ts';
import { wholeReporter } from './reporter.ts';
import { shapeReport } from './shape.ts';

export const json = wholeReporter(
  'one JSON document with summary, conversations and diagnostics',
  (report, { quote }) => `${encode(shapeReport(report, quote), 2)}\n`,
);
