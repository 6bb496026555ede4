/** Plain text with a speaker's name before each turn: `Agent: …`, `[00:01] Priya: …`, Otter, Zoom (FORMATS §2.3). */

import { isUtf8 } from 'node:buffer';
import { UserError } from '../errors.ts';
import type { Place } from '../model.ts';
import { openAssembler, type RawMessage } from './assemble.ts';
import { parseScripts, type Said, type Script } from './blob.ts';
import { badLine } from './bytes.ts';
import { invalidUtf8, stemOf } from './conversation.ts';
import { looksLikeHeader } from './headers.ts';
import { quarantined, type ReadContext, type Reader, type ReadItem, skipped } from './reader.ts';

/** A text is judged as a whole, so it has to fit: far more than any call, far less than the memory. */
const MAX_BYTES = 64 * 1024 * 1024;

const ID_KEY =
  /^(?:(?:call|chat|conversation|ticket|case|session|interaction|transcript|contact)[\s_]*)?(?:id|no\.?|number|#)$/i;

export const text: Reader = {
  description: 'plain text in which each turn begins with its speaker',
  recognised: 'at least two lines that begin with a role word, or with a name that comes again, and a colon',
  sniff: (head) => {
    if (/^\s*(?:\{|\[\s*(?:[[{"]|\]))/.test(head) || looksLikeHeader(head)) return false;
    const said = parseScripts(head.slice(0, 32 * 1024)).flatMap((script) => script.said);
    return said.filter(({ label }) => label !== 'system').length >= 2;
  },
  read: readText,
};

/** Reads a whole text. Throws a UserError if nobody is named in it. */
async function* readText(bytes: AsyncIterable<Uint8Array>, context: ReadContext): AsyncGenerator<ReadItem> {
  const { path } = context;
  const whole = await wholeText(bytes, path);
  if (!isUtf8(whole)) yield invalidUtf8(path, badLine(whole) + 1);
  const scripts = parseScripts(whole.toString('utf8'), context);
  if (scripts.length === 0) {
    throw new UserError(`${path}: nobody is named as a speaker; begin each turn with one, such as "Agent: "`);
  }
  const assembler = openAssembler(context);
  const results: ReadItem[] = [];
  for (const [index, script] of scripts.entries()) {
    const place = { path, line: script.line + 1 };
    if (script.preamble) results.push(skipped(place, 'the text before the first speaker is nobody’s', 1));
    const messages: RawMessage[] = [];
    for (const said of script.said) {
      const at = { path, line: said.line + 1 };
      if (said.text.includes('\0')) results.push(quarantined(at, 'contains a NUL byte'));
      else messages.push(rawOf(said, at, 1));
    }
    const stem = scripts.length > 1 ? `${stemOf(path)}-${index + 1}` : stemOf(path);
    results.push(...assembler.add({ ...particulars(script, stem), source: place, messages, ...FIXED }));
  }
  const notices = assembler.close();
  const count = `${scripts.length} ${scripts.length === 1 ? 'conversation' : 'conversations'}`;
  yield { kind: 'reader', format: 'text', note: `${count}; speakers named at the beginnings of lines` };
  yield* results;
  yield* notices;
}

const FIXED = { timeName: 'time', sort: false, speakers: true };

/** Everything of a text of bounded size. */
export async function wholeText(bytes: AsyncIterable<Uint8Array>, path: string): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of bytes) {
    size += chunk.length;
    if (size > MAX_BYTES) throw new UserError(`${path}: a text larger than 64 MiB; split it, a call a file`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** One thing said, as a message of the file. */
export function rawOf(
  { label, speaker, time, text: said, internal }: Said,
  place: Place,
  records: number,
): RawMessage {
  return { label, speaker, time, text: said, internal, place, records };
}

/** What the header says: `Call ID`, `Agent`, `Customer`, `Channel`, `Date`; the rest is meta. */
export function particulars(script: Script, fallbackId: string) {
  const meta: Record<string, string> = {};
  const found: { id?: string; agent?: string; customerName?: string; channel?: string; startedAt?: string } =
    {};
  for (const [key, value] of Object.entries(script.header)) {
    const field = ID_KEY.test(key)
      ? 'id'
      : /^agent(?: name)?$/i.test(key)
        ? 'agent'
        : /^(?:customer|caller|client)(?: name)?$/i.test(key)
          ? 'customerName'
          : /^channel$/i.test(key)
            ? 'channel'
            : /^(?:date|started|start time|date ?time)$/i.test(key)
              ? 'startedAt'
              : undefined;
    if (field && found[field] === undefined) found[field] = value;
    else meta[key] = value;
  }
  return { ...found, id: found.id ?? fallbackId, meta };
}
