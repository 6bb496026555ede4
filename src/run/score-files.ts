/** Many files: read them in order, score every conversation, and account for every record. */
import { UserError } from '../errors.ts';
import type { Accounts, Diagnostic, Place, Role, ScoredConversation } from '../model.ts';
import type { Scorer } from '../pipeline.ts';
import { type ReadOptions, read } from '../read/index.ts';
import type { InputFile } from './inputs.ts';

export interface ScoreFilesOptions extends Omit<ReadOptions, 'path'> {
  readonly roles?: Readonly<Record<string, Role>>;
  /** Called for every scored conversation, in input order; waits when it returns a promise. */
  readonly onScored: (scored: ScoredConversation) => void | Promise<void>;
  readonly onDiagnostic: (diagnostic: Diagnostic) => void;
  /** Conversations so far, for a progress line. */
  readonly onProgress?: (conversations: number) => void;
}

/**
 * Scores every conversation of every file. A file that can't be read at all ends the run before anything later is
 * read.
 * @throws UserError when a file as a whole can't be made out, or when nothing at all could be read.
 */
export async function scoreFiles(files: readonly InputFile[], score: Scorer, options: ScoreFilesOptions): Promise<Accounts> {
  const { onScored, onDiagnostic, onProgress, ...reading } = options;
  const totals = { scored: 0, skipped: 0, quarantined: 0, agentRows: 0, agentTurns: 0 };
  const readers: Record<string, number> = {};
  let conversations = 0;
  for (const file of files) {
    for await (const item of read(file.open(), { ...reading, path: file.path })) {
      if (item.kind === 'reader') {
        readers[item.format] = (readers[item.format] ?? 0) + 1;
        onDiagnostic(notice({ path: file.path }, `read as ${item.format}${item.note ? `: ${item.note}` : ''}`));
      } else if (item.kind === 'diagnostic') {
        const { kind, records } = item.diagnostic;
        if (kind !== 'notice') totals[kind] += records;
        onDiagnostic(item.diagnostic);
      } else {
        const { conversation, rows } = item;
        const agents = conversation.turns.filter((turn) => turn.role === 'agent' && turn.visibility === 'public');
        conversations++;
        if (agents.length === 0) {
          totals.skipped += rows;
          onDiagnostic(skipped(conversation.source, 'no agent speaks in this conversation', rows));
          continue;
        }
        totals.scored += rows;
        totals.agentTurns += agents.length;
        totals.agentRows += agents.reduce((sum, turn) => sum + turn.rows.length, 0);
        await onScored(score(conversation, rows));
        onProgress?.(conversations);
      }
    }
  }
  const { scored, skipped: left, quarantined } = totals;
  const total = scored + left + quarantined;
  if (scored === 0 && quarantined > 0) {
    throw new UserError(`nothing could be read: all ${total} records were set aside; see the messages above`);
  }
  return { read: total, ...totals, files: files.length, readers };
}

const notice = (place: Place, message: string): Diagnostic => ({ severity: 'note', kind: 'notice', message, place, records: 0 });
const skipped = (place: Place, message: string, records: number): Diagnostic => ({
  severity: 'note',
  kind: 'skipped',
  message,
  place,
  records,
});
