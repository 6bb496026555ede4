/** Runs `attune calibrate` on the labelled turns beside the repository, or on a file of yours (`npm run accuracy -- FILE`). */
// @ts-check
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const BIN = fileURLToPath(new URL('../bin/attune.js', import.meta.url));
const DEFAULT = fileURLToPath(new URL('../../shared/gold/dev.ndjson', import.meta.url));
const words = process.argv.slice(2);

if (words.some((word) => !word.startsWith('-')) || existsSync(DEFAULT)) {
  const file = words.length > 0 && !words[0]?.startsWith('-') ? [] : [DEFAULT];
  const { status } = spawnSync(process.execPath, [BIN, 'calibrate', ...file, ...words], { stdio: 'inherit' });
  process.exitCode = status ?? 1;
} else console.error(`accuracy: SKIPPED, nothing was measured: ${DEFAULT} is not there`);
