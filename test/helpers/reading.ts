/** Reading in tests: bytes in, everything that was read out, with the accounts. */

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';
import { UserError } from '../../src/errors.ts';
import type { Conversation, Diagnostic } from '../../src/model.ts';
import { type ReadOptions, read } from '../../src/read/index.ts';

export interface Outcome {
  conversations: Conversation[];
  diagnostics: Diagnostic[];
  formats: string[];
  notes: string[];
  /** Rows in conversations. */
  rows: number;
  skipped: number;
  quarantined: number;
}

export async function* chunked(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

export async function readAll(
  input: string | Uint8Array,
  options: Partial<ReadOptions> = {},
  chunkSize = 1 << 16,
): Promise<Outcome> {
  const outcome: Outcome = {
    conversations: [],
    diagnostics: [],
    formats: [],
    notes: [],
    rows: 0,
    skipped: 0,
    quarantined: 0,
  };
  const bytes = typeof input === 'string' ? Buffer.from(input) : input;
  for await (const item of read(chunked(bytes, chunkSize), { path: 'calls', ...options })) {
    if (item.kind === 'conversation') {
      outcome.conversations.push(item.conversation);
      outcome.rows += item.rows;
    } else if (item.kind === 'diagnostic') {
      outcome.diagnostics.push(item.diagnostic);
      if (item.diagnostic.kind !== 'notice') outcome[item.diagnostic.kind] += item.diagnostic.records;
    } else {
      outcome.formats.push(item.format);
      outcome.notes.push(item.note);
    }
  }
  return outcome;
}

/** The message with which an input is refused. */
export async function refusal(
  input: string | Uint8Array,
  options: Partial<ReadOptions> = {},
): Promise<string> {
  const error = await readAll(input, options).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(UserError);
  return (error as UserError).message;
}

/** `role name: text` of each turn. */
export const script = (conversation: Conversation | undefined): string[] =>
  (conversation?.turns ?? []).map(
    ({ role, speaker, text }) => `${role}${speaker === undefined ? '' : ` ${speaker}`}: ${text}`,
  );

export const messages = (outcome: Outcome): string[] => outcome.diagnostics.map(({ message }) => message);

const FOLDER = path.resolve(import.meta.dirname, '../../fixtures/formats');

export const fixture = (name: string): Buffer => readFileSync(path.join(FOLDER, name));
