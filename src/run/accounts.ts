/** The accounts of a run: where every record is, and what is told of the files. */

import { UserError } from '../errors.ts';
import type { Accounts, Diagnostic } from '../model.ts';
import { placeText } from '../place.ts';
import { notice, type ReadItem, skipped } from '../read/index.ts';
import type { InputFile } from './inputs.ts';
import type { Counts, Silent } from './work.ts';

/** Conversations without an agent that are told one by one; more would only fill the memory. */
const MAX_SILENT = 10_000;

/** Opens the accounts of some files. Of several, one that can't be made out is an `error` diagnostic of one record. */
export function openAccounts(files: readonly InputFile[], onDiagnostic: (diagnostic: Diagnostic) => void) {
  const totals = { scored: 0, skipped: 0, quarantined: 0, agentRows: 0, agentTurns: 0 };
  const readers: Record<string, number> = {};
  const lost: UserError[] = [];
  const silent = { told: 0, untold: 0 };
  let firstReason: Diagnostic | undefined;
  let conversations = 0;

  function account(diagnostic: Diagnostic): void {
    const { kind, records } = diagnostic;
    if (kind !== 'notice') totals[kind] += records;
    if (kind === 'quarantined') firstReason ??= diagnostic;
    onDiagnostic(diagnostic);
  }

  function take(file: InputFile, item: ReadItem | Silent): void {
    if (item.kind === 'diagnostic') account(item.diagnostic);
    else if (item.kind === 'reader') {
      readers[item.format] = (readers[item.format] ?? 0) + 1;
      const how = `read as ${item.format}${item.note ? `: ${item.note}` : ''}`;
      account(notice({ path: file.path }, how).diagnostic);
    } else {
      const place = item.kind === 'other' ? item.place : item.conversation.source;
      conversations++;
      if (++silent.told > MAX_SILENT) silent.untold += item.rows;
      else account(skipped(place, 'no agent speaks in this conversation', item.rows).diagnostic);
    }
  }

  return {
    /** Takes what a file holds besides what is scored; an error on the way is the file's. */
    take(file: InputFile, items: () => readonly (ReadItem | Silent)[]): void {
      try {
        for (const item of items()) take(file, item);
      } catch (error) {
        if (!(error instanceof UserError) || files.length === 1) throw error;
        lost.push(error);
        account(unreadable(file.path, error));
      }
    },
    count(counts: Counts): void {
      conversations += counts.conversations;
      totals.scored += counts.rows;
      totals.agentTurns += counts.agentTurns;
      totals.agentRows += counts.agentRows;
    },
    /** Conversations so far. */
    conversations: () => conversations,
    /** @throws UserError when no file could be made out, or when nothing at all could be read. */
    close(): void {
      if (silent.untold > 0) {
        const place = { path: files.at(-1)!.path };
        account(
          skipped(place, `no agent speaks in more conversations, up to here`, silent.untold).diagnostic,
        );
      }
      if (lost.length > 0 && lost.length === files.length)
        throw new UserError(lost.flatMap((e) => e.messages));
      if (firstReason && totals.scored + totals.skipped === 0) {
        const { place, message } = firstReason;
        const where = placeText(place);
        const all =
          totals.quarantined === 1 ? 'the only record was' : `all ${totals.quarantined} records were`;
        throw new UserError(`nothing could be read: ${all} set aside; ${where}: ${message}`);
      }
    },
    total(): Accounts {
      const { scored, skipped, quarantined } = totals;
      return { read: scored + skipped + quarantined, ...totals, files: files.length, readers };
    },
  };
}

/** The error as a diagnostic; its messages begin with the place, which a diagnostic states by itself. */
export function unreadable(path: string, { messages }: UserError): Diagnostic {
  const [first = '', ...more] = messages.map((m) => (m.startsWith(path) ? m.slice(path.length) : m));
  const [, line, column, text = first] = /^(?::(\d+)(?::(\d+))?)?: ?(.*)$/s.exec(first) ?? [];
  const message = [`${column ? `column ${column}: ` : ''}${text}`, ...more].join('; ');
  const place = line ? { path, line: Number(line) } : { path };
  return { severity: 'error', kind: 'quarantined', message, place, records: 1 };
}
