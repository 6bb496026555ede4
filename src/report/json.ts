/** One JSON document: the whole report, described by `schema.ts`. */

import { encode } from './encode.ts';
import type { Reporter } from './reporter.ts';
import { shapeReport } from './shape.ts';

export const json: Reporter = {
  description: 'one JSON document with summary, conversations and diagnostics',
  render: (report, { quote }) => `${encode(shapeReport(report, quote), 2)}\n`,
};
