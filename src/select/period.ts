/** Periods of time, as `--since`, `--until` and `--compare` name them: by year, month, day or minute. */

import { UserError } from '../errors.ts';
import type { ScoredConversation } from '../model.ts';

/** Both ends belong to it, as far as they are written: until `2026-02` is until the end of February. */
export interface Period {
  readonly since?: string;
  readonly until?: string;
}

const TIME = /^\d{4}(?:-\d{2}(?:-\d{2}(?:[T ]\d{2}:\d{2})?)?)?$/;

/** @throws UserError for what is no time, and for a period that ends before it begins. */
export function periodOf(ends: { since?: string; until?: string }): Period {
  for (const [flag, time] of Object.entries(ends)) {
    if (time !== undefined && !TIME.test(time))
      throw new UserError(
        `--${flag} ${time}: write a day (2026-01-31), a month (2026-01) or a minute (2026-01-31T09:30)`,
      );
  }
  const [since, until] = [ends.since, ends.until].map((end) => end && written(end));
  if (since !== undefined && until !== undefined && since.slice(0, until.length) > until)
    throw new UserError(`--since ${since} --until ${until}: the period ends before it begins`);
  return { ...(since !== undefined && { since }), ...(until !== undefined && { until }) };
}

/** `2026-01..2026-02` as a period; undefined for what is not written like one. */
export function parsePeriod(text: string): Period | undefined {
  const [since, until, more] = text.split('..');
  if (until === undefined || more !== undefined || ![since, until].every((end) => TIME.test(end ?? '')))
    return undefined;
  return periodOf({ since: since!, until });
}

/** Whether a conversation began in the period; of one without a date nobody can say. */
export function isWithin({ startedAt }: ScoredConversation, { since, until }: Period): boolean {
  if (since === undefined && until === undefined) return true;
  if (startedAt === undefined) return false;
  const time = written(startedAt);
  return (
    (since === undefined || time.slice(0, since.length) >= since) &&
    (until === undefined || time.slice(0, until.length) <= until)
  );
}

const written = (time: string): string => time.replace(' ', 'T');
