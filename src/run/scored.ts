/** Scored conversations as attune wrote them, read back: NDJSON line by line, or the document of `--format json`. */

import type { z } from 'zod';
import { UserError } from '../errors.ts';
import type { Accounts, Diagnostic, Place, Receipt, ScoredConversation, Summary } from '../model.ts';
import { placeText } from '../place.ts';
import { HEAD, lines, MAX_LINE_BYTES, peek } from '../read/bytes.ts';
import { containerOf, gunzip } from '../read/containers.ts';
import { lineSchema, reportSchema } from '../report/schema.ts';
import { bytesOf, type InputFile, type Wanted } from './inputs.ts';
import { keepHeapSmall } from './v8.ts';

/** What to look for in folders. */
export const SCORED: Wanted = {
  what: 'scored conversations',
  endings: ['ndjson', 'jsonl', 'json'],
  gzip: true,
  exclude: [],
};

export interface ReadScoredOptions {
  /** Called with every conversation, in the order of the files; waits when it returns a promise. */
  readonly onScored: (scored: ScoredConversation) => void | Promise<void>;
  readonly onDiagnostic: (diagnostic: Diagnostic) => void;
  /** Asked after every conversation; `true` ends the reading, because nobody reads on. */
  readonly enough?: () => boolean;
}

/** What a reading came to. */
export interface ReadScored {
  /** The accounts of the runs that wrote the files; a file without a summary counts for what it holds. */
  readonly accounts: Accounts;
  /** What all of the scores have in common. */
  readonly receipt: Omit<Receipt, 'inputHash'>;
}

type Part =
  | { readonly kind: 'conversation'; readonly scored: ScoredConversation; readonly place: Place }
  | { readonly kind: 'summary'; readonly summary: Summary }
  | { readonly kind: 'mistake'; readonly message: string; readonly place: Place };

/**
 * Reads files of scored conversations. A line that can't be read becomes a diagnostic, and the others go on.
 * @throws UserError when a file can't be opened, when nothing at all could be read, or when two rubrics scored.
 */
export async function readScored(
  files: readonly InputFile[],
  { onScored, onDiagnostic, enough = () => false }: ReadScoredOptions,
): Promise<ReadScored> {
  keepHeapSmall();
  const accounts = openAccounts(files.length);
  let first: { receipt: ReadScored['receipt']; place: Place } | undefined;
  let mistake: Extract<Part, { kind: 'mistake' }> | undefined;
  for (const file of files) {
    const held = { rows: 0, agentRows: 0, agentTurns: 0 };
    let summary: Summary | undefined;
    for await (const part of partsOf(file)) {
      if (part.kind === 'summary') summary = part.summary;
      else if (part.kind === 'mistake') {
        mistake ??= part;
        accounts.quarantine();
        const { message, place } = part;
        onDiagnostic({ severity: 'error', kind: 'quarantined', message, place, records: 1 });
      } else {
        const { scored, place } = part;
        const { inputHash: _, ...receipt } = scored.receipt;
        first ??= { receipt, place };
        if (receipt.rubricHash !== first.receipt.rubricHash) throw otherRubric(first, { receipt, place });
        held.rows += scored.rows;
        held.agentRows += scored.agentRows;
        held.agentTurns += agentTurnsOf(scored);
        await onScored(scored);
        if (enough()) break;
      }
    }
    accounts.add(summary?.accounts, held);
  }
  if (!first) {
    if (!mistake)
      throw new UserError(
        'the input holds no scored conversation; attune score FILE --format ndjson=scored.ndjson makes some',
      );
    throw new UserError(`${placeText(mistake.place)}: ${mistake.message}`);
  }
  return { accounts: accounts.total(), receipt: first.receipt };
}

function otherRubric(a: { receipt: ReadScored['receipt']; place: Place }, b: typeof a): UserError {
  const name = ({ receipt: { rubric, version, rubricHash } }: typeof a) =>
    `${rubric} ${version} (${rubricHash.slice(7, 15)})`;
  return new UserError(
    `${placeText(b.place)}: scored with ${name(b)}, and ${placeText(a.place)} with ${name(a)}; report them apart, or compare them with --compare`,
  );
}

/** Adds up the accounts of runs: what a summary says of its file, else what the file holds. */
function openAccounts(files: number) {
  let sum = { read: 0, scored: 0, skipped: 0, quarantined: 0, agentRows: 0, agentTurns: 0, files: 0 };
  const readers: Record<string, number> = {};
  return {
    quarantine(): void {
      sum = { ...sum, read: sum.read + 1, quarantined: sum.quarantined + 1 };
    },
    add(known: Accounts | undefined, held: { rows: number; agentRows: number; agentTurns: number }): void {
      const { rows, agentRows, agentTurns } = held;
      const more = known ?? {
        read: rows,
        scored: rows,
        skipped: 0,
        quarantined: 0,
        agentRows,
        agentTurns,
        files: 1,
      };
      const keys = Object.keys(sum) as (keyof typeof sum)[];
      sum = Object.fromEntries(keys.map((key) => [key, sum[key] + more[key]])) as typeof sum;
      for (const [name, n] of Object.entries(known?.readers ?? { scored: 1 }))
        readers[name] = (readers[name] ?? 0) + n;
    },
    total: (): Accounts => ({ ...sum, files: Math.max(sum.files, files), readers }),
  };
}

async function* partsOf(file: InputFile): AsyncGenerator<Part> {
  const { head, bytes } = await unpacked(file);
  // Our own documents are indented, so their first line is a bracket by itself.
  if (/^\uFEFF?\s*\{\s*(?:\n|$)/.test(head.toString('utf8', 0, 64)))
    yield* documentOf({ ...file, open: () => bytes });
  else yield* linesOf(file.path, bytes);
}

async function unpacked(file: InputFile): Promise<Awaited<ReturnType<typeof peek>>> {
  const plain = await peek(file.open(), HEAD);
  const container = containerOf(plain.head, file.path);
  if (container === undefined) return plain;
  if (container === 'gzip') return peek(gunzip(plain.bytes, file.path), HEAD);
  throw new UserError(`${file.path}: holds no scored conversations; give what --format ndjson or json wrote`);
}

async function* linesOf(path: string, bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Part> {
  for await (const { number, bytes: line } of lines(bytes)) {
    const place = { path, line: number };
    const text = line?.toString('utf8');
    if (text === undefined) {
      yield {
        kind: 'mistake',
        message: `the line is longer than ${MAX_LINE_BYTES / 1024 / 1024} MiB`,
        place,
      };
    } else if (text.trim() !== '') yield partOf(text, place);
  }
}

function partOf(text: string, place: Place): Part {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { kind: 'mistake', message: 'is no JSON; each line must be one object', place };
  }
  const result = lineSchema.safeParse(value);
  if (!result.success) return { kind: 'mistake', message: mistakeIn(result.error, value), place };
  const line = result.data;
  return line.kind === 'summary'
    ? { kind: 'summary', summary: line }
    : { kind: 'conversation', scored: line, place };
}

async function* documentOf(file: InputFile): AsyncGenerator<Part> {
  const { path } = file;
  let value: unknown;
  try {
    value = JSON.parse(
      Buffer.from(await bytesOf(file))
        .toString('utf8')
        .replace(/^\uFEFF/, ''),
    );
  } catch {
    throw new UserError(`${path}: is no JSON; give what --format ndjson or json wrote`);
  }
  const result = reportSchema.safeParse(value);
  if (!result.success) throw new UserError(`${path}: ${mistakeIn(result.error, value)}`);
  for (const [i, scored] of result.data.conversations.entries())
    yield { kind: 'conversation', scored, place: { path, pointer: `/conversations/${i}` } };
  yield { kind: 'summary', summary: result.data.summary };
}

/** What is wrong with a value that should be one of ours, and most often is a transcript that was not scored. */
function mistakeIn(error: z.ZodError, value: unknown): string {
  const { kind } = (value ?? {}) as { kind?: unknown };
  if (kind !== 'conversation' && kind !== 'summary' && kind !== 'report')
    return 'is no scored conversation; score transcripts first: attune score FILE --format ndjson=scored.ndjson';
  const [issue] = error.issues;
  return `is not as this version of attune writes it (${issue?.path.join('.') || kind}: ${issue?.message}); score it again`;
}

/** The agent turns that a run counts: those that got a score. */
export function agentTurnsOf({ turns }: ScoredConversation): number {
  return turns.filter((turn) => turn.score !== undefined).length;
}
