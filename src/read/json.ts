/** JSON: one document of a vendor, or with a conversation, a list of them, or a list of messages (FORMATS §1, §2.4). */

import { isUtf8 } from 'node:buffer';
import { UserError } from '../errors.ts';
import { own } from '../keys.ts';
import { badLine } from './bytes.ts';
import { type Desk, hasTurns, invalidUtf8, openDesk, stemOf } from './conversation.ts';
import { findMistake, mendSurrogates } from './json-syntax.ts';
import { isObject } from './message.ts';
import { ndjson } from './ndjson.ts';
import { TURN_KEYS } from './particulars.ts';
import { listed, quarantined, type ReadContext, type Reader, type ReadItem } from './reader.ts';
import { openVendors, type VendorDesk } from './vendors/desk.ts';
import { hintFor } from './vendors/hints.ts';
import { type VendorName, vendorOf } from './vendors/index.ts';

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
  const vendors = openVendors(context, desk.assembler);
  const results = (await readVendors(document, vendors, desk, context)) ?? readGeneric(document, desk, path);
  const notices = [...vendors.close(), ...desk.assembler.close()];
  yield* results;
  yield* notices;
}

/** Reads a document of a vendor or a list of such, or says `undefined`. */
async function readVendors(
  document: unknown,
  vendors: VendorDesk,
  desk: Desk,
  context: ReadContext,
): Promise<ReadItem[] | undefined> {
  const { path, vendor: told } = context;
  const stem = stemOf(path);
  const placeIn = (pointer: string) => (inner: string) =>
    pointer + inner === '' ? { path } : { path, pointer: pointer + inner };
  const name = vendors.recognise(document);
  if (name) return [readerItem(name), ...(await vendors.read(name, document, placeIn(''), stem))];
  const { list = [], pointer } = Array.isArray(document)
    ? { list: document, pointer: '' }
    : wrapped(document);
  const names = list.map((item) => vendors.recognise(item));
  const first = names.find((found) => found !== undefined);
  if (first === undefined) {
    if (told === undefined) return undefined;
    throw new UserError(
      `${path}: nothing in it is of ${told}, which is recognised by ${vendorOf(told).recognised}`,
    );
  }
  const items: ReadItem[] = [...new Set(names)].flatMap((found) =>
    found === undefined ? [] : [readerItem(found)],
  );
  for (const [index, value] of list.entries()) {
    const at = `${pointer}/${index}`;
    const id = `${stem}-${index + 1}`;
    const found = names[index];
    if (found) for (const item of await vendors.read(found, value, placeIn(at), id)) items.push(item);
    else if (told) items.push(quarantined({ path, pointer: at }, `not of ${told}`));
    else items.push(...desk.conversation(value, { path, pointer: at }, id));
  }
  return items;
}

function readerItem(name: VendorName): ReadItem {
  return { kind: 'reader', format: name, note: vendorOf(name).description };
}

/** Reads a document of no vendor. Throws a UserError if no conversation can be found in it. */
function readGeneric(document: unknown, desk: Desk, path: string): ReadItem[] {
  const stem = stemOf(path);
  const { list, pointer } = unwrap(document, desk);
  const reader = (note: string): ReadItem => ({ kind: 'reader', format: 'json', note });
  if (!list) {
    if (!hasTurns(document, desk)) throw new UserError(nothingFound(path, document));
    return [
      reader(`one conversation; ${desk.mapping(document)}`),
      ...desk.conversation(document, { path }, stem),
    ];
  }
  if (
    list.length > 0 &&
    list.filter((item) => desk.isMessage(item) && !hasTurns(item, desk)).length >= 0.8 * list.length
  ) {
    const values = list.map((value, index) => ({ value, place: { path, pointer: `${pointer}/${index}` } }));
    return [
      reader(`a list of messages; ${desk.mapping(list.find(desk.isMessage))}`),
      ...desk.grouped(values, stem),
    ];
  }
  if (!list.some((item) => hasTurns(item, desk))) throw new UserError(nothingFound(path, document, list[0]));
  return [
    reader(`a list of conversations; ${desk.mapping(list.find((item) => hasTurns(item, desk)))}`),
    ...list.flatMap((value, index) =>
      desk.conversation(value, { path, pointer: `${pointer}/${index}` }, `${stem}-${index + 1}`),
    ),
  ];
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
  return isConversation ? { pointer: '' } : wrapped(document);
}

/** The list under one of the usual wrapping keys. */
function wrapped(document: unknown): { list?: readonly unknown[]; pointer: string } {
  const wrapper = isObject(document)
    ? WRAPPERS.find((name) => Array.isArray(own(document, name)))
    : undefined;
  if (wrapper === undefined) return { pointer: '' };
  return { list: (document as Record<string, unknown[]>)[wrapper]!, pointer: `/${wrapper}` };
}

function nothingFound(path: string, document: unknown, sample: unknown = document): string {
  const hint = hintFor(document);
  if (hint !== undefined) return `${path}: ${hint}`;
  const looked = `no list of messages found (looked for ${TURN_KEYS.slice(0, 6).join(', ')} …)`;
  const keys = isObject(sample) ? `; the keys are ${listed(Object.keys(sample), 20)}` : '';
  return `${path}: ${looked}${keys}`;
}
