/** The flags that commands on scored conversations share. */

import type { Command } from 'commander';
import { redacting } from './redacting.ts';

/** What these commands read. */
export const SCORED_INPUTS = 'what attune score --format ndjson or json wrote: files, folders, globs, or -';

/** Adds the flags that choose conversations, and the one that finds their rubric. */
export function choosing(command: Command): Command {
  return redacting(command)
    .option('--where <expression>', "only these: 'channel = chat and (score < 50 or team in (north, east))'")
    .option('--since <time>', 'only conversations that began then or later: 2026-01-31, 2026-01')
    .option('--until <time>', 'only conversations that began then or earlier')
    .option(
      '-r, --rubric <name|file>',
      'the rubric that made the scores, for its titles, when it is not found',
    );
}
