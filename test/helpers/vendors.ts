/** What tests of vendors' formats say about an outcome: its account, and one line a turn with its time. */

import type { Conversation } from '../../src/model.ts';
import type { Outcome } from './reading.ts';

/** All records of the input: those in conversations, and those left out or set aside. */
export function accounted({ rows, skipped, quarantined }: Outcome): number {
  return rows + skipped + quarantined;
}

/** `agent Ana 1.5-2.25: text` a turn; `*` marks an internal note, a time is absolute or in seconds. */
export function timed({ turns }: Conversation): string[] {
  return turns.map(({ role, visibility, speaker, at, startMs, endMs, text }) => {
    const seconds = startMs === undefined ? undefined : String(startMs / 1000);
    const time =
      seconds === undefined
        ? at?.replace(/^.*T/, '')
        : endMs === undefined
          ? seconds
          : `${seconds}-${endMs / 1000}`;
    const head = [`${role}${visibility === 'internal' ? '*' : ''}`, speaker, time].filter(
      (part) => part !== undefined,
    );
    return `${head.join(' ')}: ${text}`;
  });
}
