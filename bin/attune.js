#!/usr/bin/env node
import { fileURLToPath } from 'node:url';
import { openProgram } from '../dist/cli/compiled.js';

const { main } = openProgram(fileURLToPath(new URL('../dist/program', import.meta.url))).load('main.js');
process.exitCode = await main(process.argv.slice(2), process);
