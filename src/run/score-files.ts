/** Many files: read them in order, score every conversation, and account for every record. */

import { UserError } from '../errors.ts';
import type { Accounts, Conversation, Diagnostic, Role } from '../model.ts';
import { placeText } from '../place.ts';
import { notice, type ReadItem, skipped } from '../read/index.ts';
import { type InputFile, type Reading, readInput } from './inputs.ts';

export interface ScoreFilesOptions<T> extends Reading {
  readonly roles?: Readonly<Record<string, Role>>;
  /** Called with what scoring made of every conversation, in input order; waits when it returns a promise. */
  readonly onScored: (scored: T) => void | Promise<void>;
  readonly onDiagnostic: (diagnostic: Diagnostic) => void;
  /** Conversations so far, for a progress line. */
  readonly onProgress?: (conversations: number) => void;
  /** Asked after every conversation; `true` ends the run, because nobody reads on. */
  readonly enough?: () => boolean;
}

/**
 * Scores every conversation of every file. Of several files, one that can't be made out becomes an `error`
 * diagnostic of one record, and the others go on.
 * @throws UserError when the only file, or every file, can't be made out, or when nothing at all could be read.
 */
export async function scoreFiles<T>(
  files: readonly InputFile[],
  score: (conversation: Conversation, rows: number) => T,
  options: ScoreFilesOptions<T>,
): Promise<Accounts> {
  const { onScored, onDiagnostic, onProgress, enough = () => false, ...reading } = options;
  const totals = { scored: 0, skipped: 0, quarantined: 0, agentRows: 0, agentTurns: 0 };
  const readers: Record<string, number> = {};
  const lost: UserError[] = [];
  let firstReason: Diagnostic | undefined;
  let conversations = 0;
  const account = (diagnostic: Diagnostic): void => {
    const { kind, records } = diagnostic;
    if (kind !== 'notice') totals[kind] += records;
    if (kind === 'quarantined') firstReason ??= diagnostic;
    onDiagnostic(diagnostic);
  };
  const accounts = (): Accounts => {
    const { scored, skipped, quarantined } = totals;
    return { read: scored + skipped + quarantined, ...totals, files: files.length, readers };
  };
  for (const file of files) {
    for await (const item of itemsOf(file, reading, files.length > 1 ? lost : undefined)) {
      if (item.kind === 'reader') {
        readers[item.format] = (readers[item.format] ?? 0) + 1;
        const how = `read as ${item.format}${item.note ? `: ${item.note}` : ''}`;
        account(notice({ path: file.path }, how).diagnostic);
      } else if (item.kind === 'diagnostic') {
        account(item.diagnostic);
      } else {
        const { conversation, rows } = item;
        const agents = conversation.turns.filter((t) => t.role === 'agent' && t.visibility === 'public');
        conversations++;
        if (agents.length === 0) {
          account(skipped(conversation.source, 'no agent speaks in this conversation', rows).diagnostic);
          continue;
        }
        totals.scored += rows;
        totals.agentTurns += agents.length;
        totals.agentRows += agents.reduce((sum, turn) => sum + turn.rows.length, 0);
        await onScored(score(conversation, rows));
        onProgress?.(conversations);
        if (enough()) return accounts();
      }
    }
  }
  if (lost.length > 0 && lost.length === files.length) throw new UserError(lost.flatMap((e) => e.messages));
  if (firstReason && totals.scored + totals.skipped === 0) {
    const { place, message } = firstReason;
    const where = placeText(place);
    const all = totals.quarantined === 1 ? 'the only record was' : `all ${totals.quarantined} records were`;
    throw new UserError(`nothing could be read: ${all} set aside; ${where}: ${message}`);
  }
  return accounts();
}

/** What a file holds; a file that can't be made out goes to `lost`, where there is such a list. */
async function* itemsOf(
  file: InputFile,
  reading: Reading,
  lost: UserError[] | undefined,
): AsyncGenerator<ReadItem> {
  const { path } = file;
  try {
    yield* readInput(file, reading);
  } catch (error) {
    if (!(error instanceof UserError) || !lost) throw error;
    lost.push(error);
    yield { kind: 'diagnostic', diagnostic: unreadable(path, error) };
  }
}

/** The error as a diagnostic; its messages begin with the place, which a diagnostic states by itself. */
export function unreadable(path: string, { messages }: UserError): Diagnostic {
  const [first = '', ...more] = messages.map((m) => (m.startsWith(path) ? m.slice(path.length) : m));
  const [, line, column, text = first] = /^(?::(\d+)(?::(\d+))?)?: ?(.*)$/s.exec(first) ?? [];
  const message = [`${column ? `column ${column}: ` : ''}${text}`, ...more].join('; ');
  const place = line ? { path, line: Number(line) } : { path };
  return { severity: 'error', kind: 'quarantined', message, place, records: 1 };
}
