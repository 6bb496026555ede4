/** NDJSON: one JSON object a line, each a conversation, read without holding more than a line (FORMATS §2.4). */

import { isUtf8 } from 'node:buffer';
import type { Place } from '../model.ts';
import { type Block, blocks, type Line, linesOf, MAX_LINE_BYTES } from './bytes.ts';
import { hasTurns, invalidUtf8, openDesk, type Placed, stemOf } from './conversation.ts';
import { findMistake, mendSurrogates } from './json-syntax.ts';
import { type LooseLine, type LooseLines, readLoose } from './loose.ts';
import {
  type DiagnosticItem,
  type Lines,
  type LinesRead,
  type Other,
  type Part,
  quarantined,
  type ReadContext,
  type Reader,
  type ReadItem,
} from './reader.ts';
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
  read: readFile,
};

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Bytes that are read to see what the lines are; a smaller file is read as a whole. */
const FIRST_BYTES = 64 * 1024;
/** Bytes of lines that are handed on together. */
const BLOCK_BYTES = 128 * 1024;

/**
 * Reads the first lines; where each holds a conversation, the others are handed on as blocks that can be read apart.
 * Messages of many conversations, one a line, have to be grouped first.
 */
async function* readFile(bytes: AsyncIterable<Uint8Array>, context: ReadContext): AsyncGenerator<Part> {
  const { path, vendor } = context;
  const books = openBooks(context);
  let first = true;
  let lines = false;
  const source = blocksOf(bytes);
  for await (const block of source) {
    if (block.number > 1 && !first && block.bytes) {
      lines = true;
      yield {
        kind: 'lines',
        lines: { path, number: block.number, bytes: block.bytes, ...(vendor && { vendor }) },
        join: (read) => books.join(read),
      };
      continue;
    }
    const within = linesOf(block);
    for (const line of within) {
      const parsed = books.parse(line);
      yield* books.invalid();
      if (parsed === undefined) continue;
      if ('kind' in parsed) {
        yield parsed;
        continue;
      }
      if (first) {
        const { value } = parsed;
        const { desk, vendors } = books;
        const loose = vendors.looseIn([value]);
        const known = loose ?? vendors.recognise(value);
        first = vendor !== undefined && known === undefined;
        const isMessage = loose || (!known && !first && desk.isMessage(value) && !hasTurns(value, desk));
        if (loose)
          yield { kind: 'reader', format: loose, note: `${vendorOf(loose).description}, one message a line` };
        else if (!known && !first) {
          const shape = isMessage ? 'one message a line' : 'one conversation a line';
          yield { kind: 'reader', format: 'ndjson', note: `${shape}; ${desk.mapping(value)}` };
        }
        if (isMessage) {
          yield* readLoose(
            looseLines(onwards(parsed, within, source, books), books, context, loose),
            context,
          );
          return;
        }
      }
      yield* await books.conversation(parsed, line.number);
    }
  }
  if (lines) yield { kind: 'later', items: books.close };
  else yield* books.close();
}

function blocksOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Block> {
  return blocks(bytes, (index) => (index === 0 ? FIRST_BYTES : BLOCK_BYTES));
}

/** The messages of a file: a first one, the lines of its block, and those of the blocks that follow. */
async function* onwards(
  first: Parsed | undefined,
  within: Iterable<Line>,
  source: AsyncIterable<Block>,
  { parse, invalid }: Books,
): AsyncGenerator<Parsed | ReadItem> {
  function* parsedOf(lines: Iterable<Line>): Generator<Parsed | ReadItem> {
    for (const line of lines) {
      const parsed = parse(line);
      yield* invalid();
      if (parsed !== undefined) yield parsed;
    }
  }
  if (first) yield first;
  yield* parsedOf(within);
  for await (const block of source) yield* parsedOf(linesOf(block));
}

/** How messages of a vendor, or of none, are grouped and read. */
function looseLines(
  lines: AsyncGenerator<Parsed | ReadItem>,
  books: Books,
  context: ReadContext,
  loose: VendorName | undefined,
): LooseLines {
  const { path, reopen } = context;
  const { desk, vendors, close } = books;
  const stem = stemOf(path);
  // Told of no line twice: what is wrong with lines comes with the first of the two ways through the file.
  const again = reopen && (() => onwards(undefined, [], blocksOf(reopen()), books));
  if (!loose) {
    const threads = (sample: readonly unknown[]) => {
      const threadOf = desk.threadsIn(sample);
      return () => (value: unknown) => threadOf(value) ?? stem;
    };
    return { lines, again, threads, conversation: desk.gathered, close };
  }
  const threadOf = vendorOf(loose).threadOf ?? (() => undefined);
  return {
    lines,
    again,
    // As in one document: a message that does not say goes with the one before it.
    threads: (sample) => () => {
      let current = sample.map(threadOf).find((id) => id !== undefined) ?? stem;
      return (value) => {
        current = threadOf(value) ?? current;
        return current;
      };
    },
    conversation: (id, messages) =>
      vendors.read(
        loose,
        messages.map(({ value }) => value),
        placesOf(messages.map(({ place }) => place)),
        id,
      ),
    close,
  };
}

/** Reads lines of one file, apart from the others; whatever else is wrong with the file, its end tells. */
export async function readLines(
  { path, number, bytes, vendor }: Lines,
  given: Omit<ReadContext, 'path'>,
): Promise<LinesRead> {
  const context = { ...given, path, ...(vendor && { vendor }) };
  const books = openBooks(context);
  const items: ReadItem[] = [];
  for (const line of linesOf({ number, bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length) })) {
    const parsed = books.parse(line);
    if (parsed === undefined) continue;
    if ('kind' in parsed) items.push(parsed);
    else for (const item of await books.conversation(parsed, line.number)) items.push(item);
  }
  return { items, ...books.notes() };
}

/** The value of a line, with the text that it was written as. */
type Parsed = LooseLine;

type Books = ReturnType<typeof openBooks>;

/** The books of one file, or of some of its lines. */
function openBooks(context: ReadContext) {
  const { path } = context;
  const desk = openDesk(context);
  const vendors = openVendors(context, desk.assembler);
  const stem = stemOf(path);
  const told = new Set<string>();
  /** The first line that is not UTF-8, and whether that has been told. */
  let invalidLine: number | undefined;
  let warned = false;

  /** The value of a line, or why it can't be read; nothing for an empty line. */
  function parse({ number, bytes }: Line): Parsed | DiagnosticItem | undefined {
    const place = { path, line: number };
    if (bytes === undefined) {
      const limit = `the line is longer than ${MAX_LINE_BYTES / 1024 / 1024} MiB`;
      return quarantined(place, `${limit}; split the conversation`);
    }
    if (invalidLine === undefined && !isUtf8(bytes)) invalidLine = number;
    const text = bytes.toString('utf8');
    if (text.trim() === '') return undefined;
    const parsed = parseLine(text);
    if ('mistake' in parsed) return quarantined(place, parsed.mistake);
    return { value: parsed.value, text: parsed.text, place };
  }

  /** That the file is not UTF-8, once. */
  function invalid(): ReadItem[] {
    if (warned || invalidLine === undefined) return [];
    warned = true;
    return [invalidUtf8(path, invalidLine)];
  }

  /** What a line with a whole conversation holds. */
  async function conversation({ value, place }: Placed, number: number): Promise<ReadItem[]> {
    const found = vendors.recognise(value);
    if (context.vendor && !found) return [quarantined(place, `not of ${context.vendor}`)];
    if (!found) return desk.conversation(value, place, `${stem}-${number}`);
    const items = await vendors.read(found, value, (pointer) => below(place, pointer), `${stem}-${number}`);
    if (told.has(found)) return items;
    told.add(found);
    return [{ kind: 'reader', format: found, note: `${vendorOf(found).description}, one a line` }, ...items];
  }

  return {
    desk,
    vendors,
    parse,
    conversation,
    invalid,
    notes: () => ({
      assembler: desk.assembler.notes(),
      vendors: vendors.notes(),
      ...(invalidLine !== undefined && { invalidLine }),
    }),
    join<Item extends ReadItem | Other>(read: LinesRead<Item>): (Item | ReadItem)[] {
      desk.assembler.join(read.assembler);
      vendors.join(read.vendors);
      invalidLine ??= read.invalidLine;
      const news = read.items.filter((item) => {
        if (item.kind !== 'reader') return true;
        const isNew = !told.has(item.format);
        told.add(item.format);
        return isNew;
      });
      return [...invalid(), ...news];
    },
    close: () => [...vendors.close(), ...desk.assembler.close()],
  };
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

function parseLine(text: string): { value: unknown; text: string } | { mistake: string } {
  const mended = mendSurrogates(text);
  try {
    return { value: JSON.parse(mended), text: mended };
  } catch {
    const found = findMistake(mended);
    return { mistake: `not JSON: column ${found?.column ?? 1}: ${found?.what ?? 'a value expected'}` };
  }
}
