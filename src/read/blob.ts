/** A transcript written as one text, with its speakers' names in it → messages (FORMATS §2.2, §2.3). */

import { isRoleLabel, looksLikeName, type Prefix, prefixOf, splitRole, standingOf } from './labels.ts';
import type { ReadContext } from './reader.ts';
import { roleOf } from './roles.ts';

type Roles = Pick<ReadContext, 'roles' | 'assistantIs'>;

/** One thing said, as it stands in the text. */
export interface Said {
  readonly label: string;
  readonly speaker?: string | undefined;
  readonly time?: string | undefined;
  readonly text: string;
  readonly internal: boolean;
  /** Line of the label, from 0. */
  readonly line: number;
}

/** One conversation in a text. */
export interface Script {
  /** `Key: value` lines before the first speaker. */
  readonly header: Readonly<Record<string, string>>;
  readonly said: readonly Said[];
  /** Line on which it begins, from 0. */
  readonly line: number;
  /** Whether words that nobody is said to have said stand before the first speaker. */
  readonly preamble: boolean;
}

const MAX_SPEAKERS = 50;
const SEARCHED = 4 * 1024 * 1024;

const SEPARATOR = /^\s*(?:[-=_*#~]\s?){3,}\s*$/;
const NEW_ID =
  /^\s*(?:call|chat|conversation|ticket|case|session|interaction|transcript|contact)\s*(?:id|no\.?|number|#)\s*[:#]/i;
/** `[Call transferred]`, `*** Priya has joined ***`: something happened, nobody said it; `[NAME]` is a redaction. */
const EVENT =
  /^\s*(?:\[(?![A-Z][A-Z_ ]{1,30}\]\s*$)[^[\]]{3,80}\]|\*{1,3}[^*\n]{3,80}\*{1,3}|-{2,}\s?[^-\n]{3,80}-{2,})\s*$/;
const KEY_VALUE = /^\s{0,3}([\p{L}][\p{L}\d _/#.-]{0,39})\s*:\s+(\S.*)$/u;

/**
 * The conversations in a text: labels of the role lexicon count at once, others where they occur twice at line
 * beginnings and nowhere else, or behind a time; other lines go on what the last speaker said. Separators begin a
 * new conversation. A text on one line is split where a sentence ends and a role word with a colon follows.
 */
export function parseScripts(text: string, context: Roles = {}): Script[] {
  const lines = text.split(/\r\n|[\n\r\u2028\u2029]/);
  const isLabel = labelTest(lines, text, context);
  const labelled = lines.filter((_, at) => isLabel(at) !== undefined).length;
  if (labelled < 2) {
    const said = splitInline(text, context);
    if (said.length > labelled) return [{ header: {}, said, line: 0, preamble: false }];
  }
  const scripts: Script[] = [];
  let header: Record<string, string> = {};
  let said: Said[] = [];
  let start = 0;
  let preamble = false;
  const close = (next: number): void => {
    if (said.length > 0) scripts.push({ header, said, line: start, preamble });
    if (said.length > 0 || Object.keys(header).length === 0) {
      header = {};
      preamble = false;
      start = next;
    }
    said = [];
  };
  const headerEnd = headerBlock(lines, 0, isLabel);
  for (let at = 0, inHeader = headerEnd; at < lines.length; at++) {
    const line = lines[at]!;
    const begins = SEPARATOR.test(line) ? nextLine(lines, at + 1) : NEW_ID.test(line) ? at : undefined;
    if (begins !== undefined && said.length > 0 && opens(lines, begins, isLabel)) {
      close(begins);
      inHeader = headerBlock(lines, begins, isLabel);
    }
    if (SEPARATOR.test(line)) continue;
    const prefix = at < inHeader ? undefined : isLabel(at);
    if (prefix) {
      said.push(messageOf(prefix, line.slice(prefix.length), at, context));
    } else if (said.length === 0) {
      const pair = KEY_VALUE.exec(line);
      if (pair) header[pair[1]!.trim()] = pair[2]!.trim();
      else if (line.trim() !== '' && !EVENT.test(line)) preamble = true;
    } else if (EVENT.test(line)) {
      said.push({ label: 'system', text: line.trim(), internal: false, line: at });
    } else {
      const last = said.at(-1)!;
      said[said.length - 1] = {
        ...last,
        text: last.text === '' ? line.trimStart() : `${last.text}\n${line}`,
      };
    }
  }
  close(lines.length);
  return scripts.map((script) => ({
    ...script,
    said: script.said.map((one) => ({ ...one, text: one.text.trimEnd() })),
  }));
}

/** Different speakers and labelled places in a text: two of the latter make a transcript (FORMATS §2.2). */
export function labelsIn(text: string, context: Roles = {}): { places: number; speakers: number } {
  const said = parseScripts(text.slice(0, 20_000), context).flatMap((script) => script.said);
  return { places: said.length, speakers: new Set(said.map(({ label, speaker }) => speaker ?? label)).size };
}

/** What a line begins with, if that is a speaker. */
type IsLabel = (at: number) => Prefix | undefined;

/** The test for lines that begin with a speaker, given everything that stands in the text. */
function labelTest(lines: readonly string[], text: string, context: Roles): IsLabel {
  const counts = new Map<string, number>();
  const timed = new Map<string, number>();
  let standing = 0;
  const alone = (at: number): Prefix | undefined =>
    lines[at - 1]?.trim() ? undefined : standingOf(lines[at]!);
  for (const [at, line] of lines.entries()) {
    const prefix = prefixOf(line);
    if (prefix?.spaced) counts.set(prefix.label, (counts.get(prefix.label) ?? 0) + 1);
    if (prefix?.time && prefix.spaced) timed.set(prefix.label, (timed.get(prefix.label) ?? 0) + 1);
    if (!prefix?.spaced && alone(at)) standing++;
  }
  const timedLines = [...timed.values()].reduce((sum, count) => sum + count, 0);
  // A text has few speakers; looking for more of them in all of it would only cost time.
  const often = [...counts]
    .filter(([label, count]) => count >= 2 && looksLikeName(label))
    .sort((a, b) => b[1] - a[1])
    .slice(0, MAX_SPEAKERS)
    .filter(([label, count]) => text.slice(0, SEARCHED).split(`${label}:`, count + 2).length - 1 <= count);
  const counted = new Set(often.map(([label]) => label));
  if (timedLines >= 2) for (const label of timed.keys()) if (looksLikeName(label)) counted.add(label);
  return (at) => {
    const name = standing >= 2 ? alone(at) : undefined;
    if (name) return name;
    const prefix = prefixOf(lines[at]!);
    if (prefix) {
      if (isRoleLabel(prefix.label, context)) return prefix;
      const split = prefix.spaced ? splitRole(prefix.label, context) : undefined;
      if (split) return { ...prefix, label: split.label, name: split.name };
      if (prefix.spaced && counted.has(prefix.label)) return prefix;
    }
    return undefined;
  };
}

/** Where a first paragraph of `Key: value` lines ends that has a key which is no speaker, and turns after it. */
function headerBlock(lines: readonly string[], from: number, isLabel: IsLabel): number {
  let end = from;
  let keys = 0;
  for (; end < lines.length && lines[end]!.trim() !== '' && !SEPARATOR.test(lines[end]!); end++) {
    if (isLabel(end)) continue;
    if (!KEY_VALUE.test(lines[end]!)) return from;
    keys++;
  }
  const first = nextLine(lines, end);
  if (keys === 0 || first === undefined) return from;
  for (let at = first; at < Math.min(first + 50, lines.length); at++) if (isLabel(at)) return end;
  return from;
}

function nextLine(lines: readonly string[], from: number): number | undefined {
  for (let at = from; at < lines.length; at++) if (lines[at]!.trim() !== '') return at;
  return undefined;
}

function opens(lines: readonly string[], at: number, isLabel: IsLabel): boolean {
  return isLabel(at) !== undefined || KEY_VALUE.test(lines[at]!);
}

function messageOf({ label, name, time }: Prefix, text: string, line: number, context: Roles): Said {
  const internal = /^\s*[[(](?:internal|private)(?: note)?[\])]/i.test(text);
  const speaker = name ?? (roleOf(label, context) === undefined ? label : undefined);
  return { label, speaker, time, text, internal, line };
}

const INLINE = /(?<![\p{L}\d_])(?:\p{Lu}[\p{L}\d_]{0,30} ){0,2}\p{Lu}[\p{L}_]{0,30}(?: ?\d{1,3})?:\s/gu;

/** Splits a text on role words with a colon; behind the end of a sentence the whole run of capitals is the label. */
function splitInline(text: string, context: Roles): Said[] {
  const marks: { label: string; start: number; end: number }[] = [];
  for (const match of text.matchAll(INLINE)) {
    const run = match[0].replace(/:\s$/, '');
    const before = text.slice(Math.max(0, match.index - 3), match.index).trimEnd();
    const opened = match.index === 0 || before === '' || /[.?!…"'”’)\]]$/.test(before);
    const label = opened ? run : run.replace(/^.*\s(?=\p{L}+(?: ?\d{1,3})?$)/u, '');
    if (!isRoleLabel(label, context)) continue;
    const end = match.index + match[0].length;
    marks.push({ label, start: match.index + run.length - label.length, end });
  }
  return marks.map(({ label, end }, index) => ({
    label,
    text: text.slice(end, marks[index + 1]?.start).trim(),
    internal: false,
    line: 0,
  }));
}
