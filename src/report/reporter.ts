/** What a reporter is: it takes scored conversations one at a time, then the totals, and writes as much as it can at once. */

import type { Diagnostic, Report, RubricCard, ScoredConversation, Summary } from '../model.ts';

export interface ReportOptions {
  /** Whether the terminal reporter may use ANSI colour. */
  readonly color: boolean;
  /** Columns of the terminal; taken between 60 and 160. */
  readonly width: number;
  /** `spans` quotes the words that were evidence, `full` whole turns. */
  readonly quote: 'spans' | 'full';
  /** Whether NDJSON ends with the summary and the terminal with the totals. */
  readonly summary: boolean;
  /** How many conversations, or opportunities and moments, a report for reading shows. */
  readonly limit: number;
  /** Opens a place for what a format can write only at its end; without it that stays in memory. */
  readonly scratch?: () => Promise<Scratch>;
  /** What the `template` format fills in. */
  readonly template?: TemplateFiles;
}

/** A template and what it may include. */
export interface TemplateFiles {
  /** As shown to the user; its ending says what is made of it. */
  readonly path: string;
  readonly text: string;
  /** The text of a file by its path from the template's folder; throws a UserError for one that lies outside. */
  readonly read: (name: string) => string | undefined;
}

/** Bytes put aside, outside memory where there is a disk; who opened it sees to its removal. */
export interface Scratch {
  write(part: Uint8Array): Promise<void>;
  /** All that was written, in order. */
  read(): AsyncIterable<Uint8Array>;
}

/** Scratch for those who have no disk. */
export async function memoryScratch(): Promise<Scratch> {
  const parts: Uint8Array[] = [];
  return {
    write: async (part) => {
      parts.push(part);
    },
    read: async function* () {
      yield* parts;
    },
  };
}

/** What is known when all conversations have been seen. */
export interface Ending {
  readonly summary: Summary;
  readonly diagnostics: readonly Diagnostic[];
}

/** A report that is being written. Conversations come in the order of the input, and `end` once after the last. */
export interface OpenReport {
  readonly add: (scored: ScoredConversation) => void | Promise<void>;
  /** Of NDJSON: takes conversations that were written elsewhere, as `ndjsonLine` does. */
  readonly addLines?: (lines: Uint8Array) => Promise<void>;
  readonly end: (ending: Ending) => void | Promise<void>;
}

/** Takes the next part of a report; who waits for it never has more than that part in memory. */
export type Write = (part: string | Uint8Array) => Promise<void>;

/** Begins a report. What does it does no I/O beyond `write` and `scratch`, and decides no exit code. */
export type Open = (
  rubric: RubricCard,
  options: ReportOptions,
  write: Write,
) => OpenReport | Promise<OpenReport>;

/** A format of reports. */
export interface Reporter {
  readonly description: string;
  /** Whether it writes bytes that are no text, which a terminal should not be shown. */
  readonly binary?: true;
  readonly open: Open;
}

/** Opens a reporter that needs all conversations before it can write the first word. */
export function openWhole(render: (report: Report) => string, rubric: RubricCard, write: Write): OpenReport {
  const conversations: ScoredConversation[] = [];
  return {
    add: (scored) => {
      conversations.push(scored);
    },
    end: ({ summary, diagnostics }) =>
      write(render({ kind: 'report', schema: 1, summary, conversations, diagnostics, rubric })),
  };
}

/** A report in one go, for who has all of it: its bytes. */
export async function renderReport(
  reporter: Reporter,
  report: Report,
  options: ReportOptions,
): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  const encoder = new TextEncoder();
  const open = await reporter.open(report.rubric, options, async (part) => {
    parts.push(typeof part === 'string' ? encoder.encode(part) : part.slice());
  });
  for (const scored of report.conversations) await open.add(scored);
  await open.end(report);
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

export const DEFAULT_OPTIONS: ReportOptions = {
  color: false,
  width: 100,
  quote: 'spans',
  summary: true,
  limit: 10,
};
