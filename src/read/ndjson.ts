/** NDJSON: one JSON object a line, each a conversation, read without holding more than a line (FORMATS §2.4). */

import { isUtf8 } from 'node:buffer';
import type { Place } from '../model.ts';
import { lines, MAX_LINE_BYTES } from './bytes.ts';
import { hasTurns, invalidUtf8, openDesk, stemOf } from './conversation.ts';
import { findMistake, mendSurrogates } from './json-syntax.ts';
import { quarantined, type ReadContext, type Reader, type ReadItem } from './reader.ts';
import { openVendors } from './vendors/desk.ts';
import { type VendorName, vendorOf } from './vendors/index.ts';

export const ndjson: Reader = {
  description: 'one JSON object a line, each a conversation',
  recognised: 'lines that each begin with { and end with }',
  sniff: (head, path) => {
    if (/^\s*\[/.test(head)) return false;
    const sample = head.split('\n', 20).filter((line) => line.trim() !== '');
    // A single object reads the same either way, unless it is broken: then its line is all that is lost.
    if (sample.length < 2) return /^\s*\{/.test(head) && /\.(ndjson|jsonl)$/i.test(path);
    const objects = sample.filter((line) => /^\s*\{.*\}\s*$/.test(line));
    return objects.length * 2 >= sample.length && objects.some(isJson);
  },
  read: readLines,
};

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Reads one conversation a line, holding one line at a time. */
async function* readLines(bytes: AsyncIterable<Uint8Array>, context: ReadContext): AsyncGenerator<ReadItem> {
  const { path } = context;
  const desk = openDesk(context);
  const vendors = openVendors(context, desk.assembler);
  const stem = stemOf(path);
  let warned = false;
  /** The vendor of whom the first line is a loose message; then so are the others. */
  let loose: VendorName | undefined;
  const told = new Set<VendorName>();
  let messages: { value: unknown; place: Place }[] | undefined;
  let first = true;
  for await (const { number, bytes: line } of lines(bytes)) {
    const place = { path, line: number };
    if (line === undefined) {
      const limit = `the line is longer than ${MAX_LINE_BYTES / 1024 / 1024} MiB`;
      yield quarantined(place, `${limit}; split the conversation`);
      continue;
    }
    if (!warned && !isUtf8(line)) {
      warned = true;
      yield invalidUtf8(path, number);
    }
    const text = line.toString('utf8');
    if (text.trim() === '') continue;
    const parsed = parseLine(text);
    if ('mistake' in parsed) {
      yield quarantined(place, parsed.mistake);
      continue;
    }
    if (first) loose = vendors.looseIn([parsed.value]);
    const found = messages || loose ? undefined : vendors.recognise(parsed.value);
    if (context.vendor && !found && !loose) {
      yield quarantined(place, `not of ${context.vendor}`);
      continue;
    }
    if (found && !told.has(found)) {
      told.add(found);
      yield { kind: 'reader', format: found, note: `${vendorOf(found).description}, one a line` };
    }
    if (first && loose) {
      messages = [];
      first = false;
      yield { kind: 'reader', format: loose, note: `${vendorOf(loose).description}, one message a line` };
    }
    if (first && !found) {
      // Messages of many conversations, one a line, have to be gathered first.
      if (desk.isMessage(parsed.value) && !hasTurns(parsed.value, desk)) messages = [];
      const shape = messages ? 'one message a line' : 'one conversation a line';
      yield { kind: 'reader', format: 'ndjson', note: `${shape}; ${desk.mapping(parsed.value)}` };
    }
    first = false;
    if (messages) messages.push({ value: parsed.value, place });
    else if (found)
      yield* await vendors.read(found, parsed.value, (pointer) => below(place, pointer), `${stem}-${number}`);
    else yield* desk.conversation(parsed.value, place, `${stem}-${number}`);
  }
  const gathered = !messages
    ? []
    : loose
      ? await vendors.read(
          loose,
          messages.map(({ value }) => value),
          placesOf(messages.map(({ place }) => place)),
          stem,
        )
      : desk.grouped(messages, stem);
  const notices = [...vendors.close(), ...desk.assembler.close()];
  yield* gathered;
  yield* notices;
}

function below(place: Place, pointer: string): Place {
  return pointer === '' ? place : { ...place, pointer };
}

/** Places in a list of lines: the first part of a pointer is the line, and the list stands where it begins. */
function placesOf(places: readonly Place[]): (pointer: string) => Place {
  return (pointer) => {
    const [, index = '0', rest = ''] = /^\/(\d+)(.*)$/.exec(pointer) ?? [];
    return below(places[Number(index)]!, rest);
  };
}

function parseLine(text: string): { value: unknown } | { mistake: string } {
  const mended = mendSurrogates(text);
  try {
    return { value: JSON.parse(mended) };
  } catch {
    const found = findMistake(mended);
    return { mistake: `not JSON: column ${found?.column ?? 1}: ${found?.what ?? 'a value expected'}` };
  }
}
