#!/usr/bin/env node
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../dist/program', import.meta.url));
if (existsSync(program)) {
  const { openProgram } = await import('../dist/cli/compiled.js');
  process.exitCode = await openProgram(program).load('main.js').main(process.argv.slice(2), process);
} else {
  process.stderr.write('attune: this checkout is not built; run: npm ci\n');
  process.exitCode = 2;
}
