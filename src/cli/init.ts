/** `attune init`: a configuration and a CI workflow for the folder it is called in. */

import type { Io } from './io.ts';
import type { ExitCode } from './main.ts';

export async function initCommand(_flags: { force?: true; dryRun?: true }, _io: Io): Promise<ExitCode> {
  return 0;
}
