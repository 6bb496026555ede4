#!/usr/bin/env node
import { setFlagsFromString } from 'node:v8';

// Scoring makes much short-lived data; without this V8 lets it pile up to several times what is alive.
setFlagsFromString('--heap-growing-percent=40');
const { main } = await import('../dist/program/main.js');

process.exitCode = await main(process.argv.slice(2), process);
