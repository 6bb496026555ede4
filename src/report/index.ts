/** The table of reporters: a new one is a file here and an entry below, which loads it when it is asked for. */

import type { Reporter } from './reporter.ts';

export {
  DEFAULT_OPTIONS,
  type OpenReport,
  type Reporter,
  type ReportOptions,
  renderReport,
} from './reporter.ts';

const TABLE = {
  terminal: {
    description: 'for reading: the worst conversations with their reasons, then totals',
    open: async (...report) => (await import('./terminal.ts')).openTerminal(...report),
  },
  json: {
    description: 'one JSON document with summary, conversations and diagnostics',
    open: async (...report) => (await import('./json.ts')).openJson(...report),
  },
  ndjson: {
    description: 'one JSON object a conversation and line, the summary last',
    open: async (...report) => (await import('./ndjson.ts')).openNdjson(...report),
  },
  csv: {
    description: 'one row an agent turn, for spreadsheets',
    open: async (...report) => (await import('./csv.ts')).openCsv(...report),
  },
  parquet: {
    description: 'one row an agent turn with typed columns, for DuckDB or pandas',
    binary: true,
    open: async (...report) => (await import('./parquet.ts')).openParquet(...report),
  },
  xlsx: {
    description: 'a workbook with sheets for totals, agents, conversations, turns and criteria',
    binary: true,
    open: async (...report) => (await import('./xlsx/workbook.ts')).openWorkbook(...report),
  },
  html: {
    description: 'one page to mail, print and coach from, with charts and every conversation as a thread',
    open: async (...report) => (await import('./html.ts')).openHtml(...report),
  },
  markdown: {
    description: 'Markdown for the summary page of a CI job',
    open: async (...report) => (await import('./markdown.ts')).openMarkdown(...report),
  },
  coaching: {
    description: 'a coaching sheet for each agent: behaviour, one strength, one miss, progress',
    open: async (...report) => (await import('./coaching.ts')).openCoaching(...report),
  },
  template: {
    description: 'a layout of your own, a Liquid file named by --template',
    open: async (...report) => (await import('./template.ts')).openTemplate(...report),
  },
} as const satisfies Record<string, Reporter>;

export type ReporterName = keyof typeof TABLE;

export const REPORTERS: Readonly<Record<ReporterName, Reporter>> = TABLE;
