/** The formats of `attune trace`: tables for the terminal, a row an agent turn for spreadsheets and programs. */

import { stringify } from 'csv-stringify/sync';
import { type TracedTurn, type TraceSummary, USES, type UseGroup } from '../model.ts';
import { encode } from './encode.ts';
import { sanitise } from './sanitise.ts';
import { percent } from './terminal/numbers.ts';
import { table, USE_COLUMNS, USE_NOTE, useRows } from './uses.ts';

/** A trace that is being written. */
interface OpenTrace {
  readonly add: (row: TracedTurn) => Promise<void>;
  readonly end: (summary: TraceSummary) => Promise<void>;
}

interface TraceFormat {
  readonly description: string;
  readonly open: (write: (text: string) => Promise<void>, limit: number) => OpenTrace;
}

const nothing = async (): Promise<void> => {};

/** Columns of a row, in their order. */
const COLUMNS = [
  'conversation',
  'turn',
  'agent',
  'how',
  'macro',
  'share',
  'score',
  'empathy',
] as const satisfies readonly (keyof TracedTurn)[];

export const TRACE_FORMATS = {
  terminal: {
    description: 'how many turns come from macros and how, by agent and by macro',
    open: (write, limit) => ({ add: nothing, end: (summary) => write(terminal(summary, limit)) }),
  },
  csv: {
    description: 'a row an agent turn',
    open: (write) => {
      let header: (string | number)[][] = [[...COLUMNS]];
      const rows = async (cells: (string | number)[][]): Promise<void> => {
        await write(stringify([...header, ...cells], { escape_formulas: true, record_delimiter: 'unix' }));
        header = [];
      };
      return {
        add: (row) =>
          rows([
            COLUMNS.map((name) => {
              const value = row[name];
              return typeof value === 'number' ? value : sanitise(value ?? '').trim();
            }),
          ]),
        end: () => (header.length > 0 ? rows([]) : nothing()),
      };
    },
  },
  ndjson: {
    description: 'a JSON object an agent turn, then the totals',
    open: (write) => ({
      add: (row) => write(`${encode(row)}\n`),
      end: (summary) => write(`${encode(summary)}\n`),
    }),
  },
  json: {
    description: 'the totals as one document',
    open: (write) => ({ add: nothing, end: (summary) => write(`${encode(summary, 2)}\n`) }),
  },
} as const satisfies Record<string, TraceFormat>;

function terminal({ library, overall, agents, macros }: TraceSummary, limit: number): string {
  const { untraceable, unused } = library;
  const known = library.macros - untraceable.length;
  const how = table(USE_COLUMNS, useRows(overall));
  const groups = (title: string, list: readonly UseGroup[]): string[] =>
    list.length === 0
      ? []
      : [
          '',
          ...table(
            [title, 'turns', ...USES, 'words changed'],
            list
              .slice(0, limit)
              .map(({ key, turns, uses, changed }) => [
                sanitise(key),
                String(turns),
                ...USES.map((use) => percent(uses[use].turns, turns)),
                changed === null ? '–' : percent(changed, 1),
              ]),
          ),
          ...(list.length > limit ? [`  … and ${list.length - limit} more`] : []),
        ];
  return [
    `${overall.turns} agent turns, set against ${known} macros; ${unused} of them were never met`,
    ...(untraceable.length > 0
      ? [`${untraceable.length} macros are too short or no templates, and can't be known again`]
      : []),
    '',
    ...how,
    '',
    `  ${USE_NOTE}`,
    ...groups('agent', agents),
    ...groups('macro', macros),
    '',
  ].join('\n');
}
