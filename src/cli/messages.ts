/** What commands say on standard error: a place, what is wrong there, and what to do; never people's words. */

import type { Accounts, Diagnostic } from '../model.ts';
import { placeText } from '../place.ts';
import { sanitise } from '../report/sanitise.ts';
import { ENGINE } from '../version.ts';
import type { Io } from './io.ts';

const MAX_MESSAGES = 20;

/** One line on standard error. */
export function say(io: Io, message: string): void {
  // Names of files and columns are strangers' words too.
  io.stderr.write(`attune: ${sanitise(message)}\n`);
}

/** A bug in one line, with the place in our code. */
export function sayBug(io: Io, error: unknown): void {
  const { stack = '' } = error instanceof Error ? error : new Error(String(error));
  if (io.env.ATTUNE_DEBUG) io.stderr.write(`${stack}\n`);
  const [what = 'unknown error', ...frames] = stack.split('\n').map((line) => line.trim());
  const where = frames.find((line) => line.startsWith('at ')) ?? '';
  say(io, `this is a bug in attune ${ENGINE}, please report it: ${what} ${where}; ATTUNE_DEBUG=1 shows more`);
}

/** The diagnostics, a line each; after a score of them only their number. */
export function sayDiagnostics(io: Io, diagnostics: readonly Diagnostic[]): void {
  for (const { severity, message, place } of diagnostics.slice(0, MAX_MESSAGES)) {
    say(io, `${placeText(place)}: ${severity === 'note' ? '' : `${severity}: `}${message}`);
  }
  const more = diagnostics.length - MAX_MESSAGES;
  if (more > 0) say(io, `… and ${more} more messages`);
}

/** Where every record is, in one line. */
export function sayAccounts(
  io: Io,
  { read, scored, skipped, quarantined, agentRows, agentTurns }: Accounts,
): void {
  const parts = `${scored} scored + ${skipped} skipped + ${quarantined} quarantined`;
  say(io, `${read} records read = ${parts}; ${agentRows} agent rows in ${agentTurns} turns`);
}
