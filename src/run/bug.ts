/** What becomes of a conversation on which our own code fails: it is set aside, and the others go on. */

import { UserError } from '../errors.ts';
import { type DiagnosticItem, quarantined } from '../read/index.ts';
import { ENGINE } from '../version.ts';
import type { Spoken } from './work.ts';

/**
 * An error of our own in one line, the same wherever it was thrown. What the error itself says stays out of it, as it
 * may quote people's words.
 */
export function bugText(error: unknown): string {
  const name = error instanceof Error ? error.name : typeof error;
  return `scoring it failed (${name}): this is a bug in attune ${ENGINE}, please report it`;
}

/**
 * What is made of a conversation, or that it is set aside for a bug.
 * @throws UserError as `make` does: that is no bug, and the user's to mend.
 */
export function attempt<T>(
  { conversation, rows }: Spoken,
  make: () => T,
): { readonly made: T } | { readonly lost: DiagnosticItem } {
  try {
    return { made: make() };
  } catch (error) {
    if (error instanceof UserError) throw error;
    const remedy = 'attune explain on this conversation alone shows where';
    return { lost: quarantined(conversation.source, `${bugText(error)}; ${remedy}`, rows) };
  }
}
