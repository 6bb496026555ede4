/** Captions with speakers: WebVTT (`<v Name>` of Teams, `Name: text` of Zoom) and SRT (FORMATS §5). */

import { isUtf8 } from 'node:buffer';
import { UserError } from '../errors.ts';
import { openAssembler, type RawMessage } from './assemble.ts';
import { badLine } from './bytes.ts';
import { invalidUtf8, stemOf } from './conversation.ts';
import { isRoleLabel, looksLikeName, prefixOf, splitRole } from './labels.ts';
import { quarantined, type ReadContext, type Reader, type ReadItem } from './reader.ts';
import { roleOf } from './roles.ts';
import { wholeText } from './text.ts';

const TIMING =
  /^\s{0,3}(?<start>(?:\d{1,4}:)?\d{1,2}:\d\d(?:[.,]\d{1,3})?)\s{0,8}-->\s{0,8}(?<end>(?:\d{1,4}:)?\d{1,2}:\d\d(?:[.,]\d{1,3})?)(?:\s|$)/;

export const vtt: Reader = {
  description: 'WebVTT captions that name their speakers, as Teams and Zoom save them',
  recognised: 'a first line that begins with WEBVTT',
  sniff: (head) => /^WEBVTT(?:[ \t\r\n]|$)/.test(head),
  read: (bytes, context) => readCaptions(bytes, context, 'vtt'),
};

export const srt: Reader = {
  description: 'SRT subtitles that name their speakers',
  recognised: 'a number, then a line such as 00:00:01,000 --> 00:00:03,500',
  sniff: (head) => {
    const lines = head.split(/\r\n|[\r\n]/, 20).filter((line) => line.trim() !== '');
    return lines.slice(0, 2).some((line) => TIMING.test(line)) && !/^WEBVTT/.test(head);
  },
  read: (bytes, context) => readCaptions(bytes, context, 'srt'),
};

interface Cue {
  readonly start: string;
  readonly end: string;
  readonly text: string;
  /** Line of its times, from 0. */
  readonly line: number;
}

/** One speaker's part of a cue; no label where the cue names nobody. */
interface Part {
  readonly label: string | undefined;
  readonly text: string;
}

/** Reads a caption file as one call. Throws a UserError if it names no speakers. */
async function* readCaptions(
  bytes: AsyncIterable<Uint8Array>,
  context: ReadContext,
  format: 'vtt' | 'srt',
): AsyncGenerator<ReadItem> {
  const { path } = context;
  const whole = await wholeText(bytes, path);
  if (!isUtf8(whole)) yield invalidUtf8(path, badLine(whole) + 1);
  const cues = cuesIn(whole.toString('utf8').split(/\r\n|[\r\n]/), format);
  const parts = speakersOf(cues, context);
  if (!parts.some((cue) => cue.some(({ label }) => label !== undefined))) {
    throw new UserError(
      `${path}: these captions name no speakers, so nobody can be scored; export them with speaker names`,
    );
  }
  const items: ReadItem[] = [];
  const messages: RawMessage[] = [];
  let label = 'unnamed speaker';
  for (const [index, { start, end, line }] of cues.entries()) {
    const place = { path, line: line + 1 };
    for (const [at, part] of parts[index]!.entries()) {
      label = part.label ?? label;
      const split = splitRole(label, context);
      const records = at === 0 ? 1 : 0;
      if (part.text.includes('\0')) items.push(quarantined(place, 'contains a NUL byte', records));
      else {
        const speaker = split?.name ?? (roleOf(label, context) === undefined ? label : undefined);
        messages.push({
          label: split?.label ?? label,
          speaker,
          text: part.text,
          time: start,
          end,
          place,
          records,
        });
      }
    }
  }
  const assembler = openAssembler(context);
  items.push(
    ...assembler.add({
      id: stemOf(path),
      source: { path },
      channel: 'voice',
      meta: {},
      messages,
      timeName: 'time',
      sort: false,
      speakers: true,
    }),
  );
  const notices = assembler.close();
  yield { kind: 'reader', format, note: `${cues.length} cues, one call` };
  yield* items;
  yield* notices;
}

/** The cues: in WebVTT a blank line ends one, in SRT only the next one's times do. */
function cuesIn(lines: readonly string[], format: 'vtt' | 'srt'): Cue[] {
  const cues: Cue[] = [];
  let times: { start: string; end: string; line: number } | undefined;
  let held: string[] = [];
  /** `numbered`: the last line is the next cue's number. */
  const close = (numbered = false): void => {
    if (!times) return;
    if (numbered) {
      while (held.at(-1)?.trim() === '') held.pop();
      if (/^\s*\d+\s*$/.test(held.at(-1) ?? '')) held.pop();
    }
    cues.push({ ...times, text: held.join('\n').trim() });
    times = undefined;
  };
  for (const [at, line] of lines.entries()) {
    const { start, end } = TIMING.exec(line)?.groups ?? {};
    if (start !== undefined && end !== undefined) {
      close(format === 'srt');
      times = { start: start.replace(',', '.'), end: end.replace(',', '.'), line: at };
      held = [];
    } else if (times && format === 'vtt' && line.trim() === '') close();
    else if (times) held.push(line);
  }
  close();
  return cues;
}

/** Who says what in each cue: voice tags, else the names that lines begin with. */
function speakersOf(cues: readonly Cue[], context: ReadContext): Part[][] {
  if (cues.some(({ text }) => /<v[. \t]/.test(text))) return cues.map(({ text }) => voices(text));
  const plain = cues.map(({ text }) => textIn(text));
  const counts = new Map<string, number>();
  for (const text of plain) {
    const label = namedIn(text)?.label;
    if (label !== undefined) counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  const named = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const isLabel = (label: string): boolean =>
    isRoleLabel(label, context) ||
    (looksLikeName(label) && (counts.get(label)! >= 2 || named * 2 >= cues.length));
  return plain.map((text) => {
    const parts: { label: string | undefined; text: string }[] = [];
    for (const line of text.split('\n')) {
      const found = namedIn(line);
      if (found && isLabel(found.label))
        parts.push({ label: found.label, text: line.slice(found.length).trim() });
      else if (parts.length > 0) parts.at(-1)!.text += `\n${line}`;
      else parts.push({ label: undefined, text: line });
    }
    return parts;
  });
}

const SOUNDS =
  /^(?:music|applause|laughter|laughs|inaudible|crosstalk|silence|noise|beep|sighs?|unintelligible)$/i;

/** `Name: text`, or `[Name] text`. */
function namedIn(text: string): { label: string; length: number } | undefined {
  const prefix = prefixOf(text);
  if (prefix?.spaced) return prefix;
  const boxed = /^\s{0,3}\[([^[\]\n:]{1,40})\]\s{1,3}(?=\S)/.exec(text);
  if (!boxed || SOUNDS.test(boxed[1]!.trim())) return undefined;
  return { label: boxed[1]!.trim(), length: boxed[0].length };
}

/** The parts of a cue with voice tags; what stands before the first goes on what was said. */
function voices(text: string): Part[] {
  const parts: Part[] = [];
  const tags = [...text.matchAll(/<v(?:\.[^\s>]{0,80})?[ \t]([^>\n]{1,200})>/g)];
  const before = textIn(text.slice(0, tags[0]?.index ?? text.length));
  if (before !== '' || tags.length === 0) parts.push({ label: undefined, text: before });
  for (const [index, tag] of tags.entries()) {
    const said = text.slice(tag.index + tag[0].length, tags[index + 1]?.index);
    parts.push({ label: textIn(tag[1]!), text: textIn(said) });
  }
  return parts;
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  nbsp: ' ',
  lrm: '',
  rlm: '',
  quot: '"',
};

/** Cue text without tags and times, with its entities decoded. */
function textIn(written: string): string {
  return written
    .replace(/<\/?(?:c|i|b|u|v|ruby|rt|lang|font)(?:[.\s][^<>\n]{0,200})?>|<\d[\d:.]{3,16}>/gi, '')
    .replace(/&(amp|lt|gt|nbsp|lrm|rlm|quot);/g, (_, name: string) => ENTITIES[name]!)
    .replace(/\{\\[^{}\n]{1,20}\}/g, '')
    .trim();
}
