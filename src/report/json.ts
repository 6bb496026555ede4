/** One JSON document: the whole report, described by `schema.ts`. */

import { encode } from './encode.ts';
import { memoryScratch, type Open } from './reporter.ts';
import { shapeConversation, shapeReport } from './shape.ts';

/** Where the conversations belong: nothing else of a document stands this far left. */
const PLACE = /(?<=\n {2}"conversations": \[)(?=\],?\n)/;

/** The summary stands before the conversations and is known after them, so they are put aside as they come. */
export const openJson: Open = async (rubric, { quote, scratch = memoryScratch }, write) => {
  const aside = await scratch();
  const encoder = new TextEncoder();
  let empty = true;
  return {
    add: async (scored) => {
      const text = encode(shapeConversation(scored, quote), 2).replaceAll('\n', '\n    ');
      await aside.write(encoder.encode(`${empty ? '' : ','}\n    ${text}`));
      empty = false;
    },
    end: async ({ summary, diagnostics }) => {
      const around = {
        kind: 'report',
        schema: 1,
        summary,
        conversations: [],
        diagnostics,
        rubric,
      } as const;
      const [before = '', after = ''] = `${encode(shapeReport(around, quote), 2)}\n`.split(PLACE);
      await write(before);
      for await (const part of aside.read()) await write(part);
      await write(`${empty ? '' : '\n  '}${after}`);
    },
  };
};
