/** JSON: one document with a conversation, a list of them, or a list of messages (FORMATS §2.4). */

import { isUtf8 } from 'node:buffer';
import { UserError } from '../errors.ts';
import { badLine } from './bytes.ts';
import { type Desk, hasTurns, invalidUtf8, openDesk, stemOf } from './conversation.ts';
import { own } from './fields.ts';
import { findMistake, mendSurrogates } from './json-syntax.ts';
import { isObject } from './message.ts';
import { ndjson } from './ndjson.ts';
import { TURN_KEYS } from './particulars.ts';
import { listed, type ReadContext, type Reader, type ReadItem } from './reader.ts';

/** Keys that wrap a list of conversations or messages. */
const WRAPPERS = ['conversations', 'data', 'items', 'results'];

export const json: Reader = {
  description: 'one JSON document: a conversation, a list of them, or a list of messages',
  recognised: 'a text that begins with { or [ and is not one object a line',
  sniff: (head, path) => /^\s*[[{]/.test(head) && !ndjson.sniff(head, path),
  read: readDocument,
};

/** Reads a whole document. Throws a UserError for broken JSON, or where no conversation can be found. */
async function* readDocument(
  bytes: AsyncIterable<Uint8Array>,
  context: ReadContext,
): AsyncGenerator<ReadItem> {
  const { path } = context;
  const chunks: Uint8Array[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  const whole = Buffer.concat(chunks);
  if (!isUtf8(whole)) yield invalidUtf8(path, badLine(whole) + 1);
  const document = parseDocument(whole, path);
  const desk = openDesk(context);
  const stem = stemOf(path);
  let results: ReadItem[];
  let note: string;

  const { list, pointer } = unwrap(document, desk);
  if (!list) {
    note = `one conversation; ${desk.mapping(document)}`;
    if (!hasTurns(document, desk)) throw new UserError(nothingFound(path, document));
    results = desk.conversation(document, { path }, stem);
  } else if (
    list.length > 0 &&
    list.filter((item) => desk.isMessage(item) && !hasTurns(item, desk)).length >= 0.8 * list.length
  ) {
    note = `a list of messages; ${desk.mapping(list.find(desk.isMessage))}`;
    const values = list.map((value, index) => ({ value, place: { path, pointer: `${pointer}/${index}` } }));
    results = desk.grouped(values, stem);
  } else {
    note = `a list of conversations; ${desk.mapping(list.find((item) => hasTurns(item, desk)))}`;
    if (!list.some((item) => hasTurns(item, desk))) throw new UserError(nothingFound(path, list[0]));
    results = list.flatMap((value, index) =>
      desk.conversation(value, { path, pointer: `${pointer}/${index}` }, `${stem}-${index + 1}`),
    );
  }
  const notices = desk.assembler.close();
  yield { kind: 'reader', format: 'json', note };
  yield* results;
  yield* notices;
}

function parseDocument(bytes: Buffer, path: string): unknown {
  let text: string;
  try {
    text = mendSurrogates(bytes.toString('utf8'));
  } catch {
    throw new UserError(`${path}: too large for one JSON document; write one conversation a line (NDJSON)`);
  }
  try {
    return JSON.parse(text);
  } catch {
    const found = findMistake(text);
    throw new UserError(
      `${path}:${found?.line ?? 1}:${found?.column ?? 1}: not JSON: ${found?.what ?? 'a value expected'}`,
    );
  }
}

/** The list inside a document and its pointer; no list if the document is itself one conversation. */
function unwrap(document: unknown, desk: Desk): { list?: readonly unknown[]; pointer: string } {
  if (Array.isArray(document)) return { list: document, pointer: '' };
  if (!isObject(document)) return { pointer: '' };
  const key = desk.turnKey(document);
  const isConversation =
    key !== undefined && Array.isArray(document[key]) && document[key].some(desk.isMessage);
  const wrapper = WRAPPERS.find((name) => Array.isArray(own(document, name)));
  if (wrapper === undefined || isConversation) return { pointer: '' };
  return { list: document[wrapper] as unknown[], pointer: `/${wrapper}` };
}

function nothingFound(path: string, sample: unknown): string {
  const looked = `no list of messages found (looked for ${TURN_KEYS.slice(0, 6).join(', ')} …)`;
  const keys = isObject(sample) ? `; the keys are ${listed(Object.keys(sample), 20)}` : '';
  return `${path}: ${looked}${keys}`;
}
