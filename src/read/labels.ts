/** Speaker labels at the beginnings of lines: which `Word:` says who speaks, and which is only a word (FORMATS §2.3). */

import type { ReadContext } from './reader.ts';
import { roleOf } from './roles.ts';

const CLOCK = String.raw`\d{1,3}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?(?:\s?[AaPp]\.?[Mm]\.?)?`;
const DATE = String.raw`(?:\d{4}-\d\d-\d\d[T ]|\d{1,2}[/.]\d{1,2}[/.]\d{2,4},?\s)`;
const ZONE = String.raw`(?:\.\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?`;
const SPENT = String.raw`(?:\d{1,3}h\s?)?(?:\d{1,3}m\s?)?\d{1,3}s`;
const TIME = `${DATE}?${CLOCK}${ZONE}|${SPENT}`;

/** A label with what may stand around it: a time before, a name in brackets and a time after, a colon. */
const PREFIX = new RegExp(
  String.raw`^\s{0,8}(?:[[(]?\s{0,3}(?<time>${TIME})\s{0,3}[\])]?\s{0,3}[-–—|,>]?\s{0,8})?` +
    String.raw`(?:\*\*|__)?(?:\[(?<boxed>[^[\]\n:]{1,40})\]|(?<label>[^\n:[\]()*<>{}]{1,40}?))` +
    String.raw`(?:\s{0,3}\((?<name>[^()\n]{1,40})\))?(?:\s{0,4}[[(]?(?<after>${CLOCK})[\])]?)?` +
    String.raw`(?:\*\*|__)?\s{0,3}:(?:\*\*|__)?(?<gap>\s+|$)?`,
);

/** `Priya Nair  0:01` alone on a line, as Otter and Zoom write it. */
const STANDING = new RegExp(
  String.raw`^\s{0,3}\[?(?<label>[\p{L}\d][^\n:[\]()<>{}]{0,39}?)\]?\s{1,8}[[(|]?\s?(?<time>${CLOCK})[\])]?\s*$`,
  'u',
);

/** Keys of headers and words of warning that look like labels, and system words that in prose are words. */
const NO_LABEL = new Set(
  (
    'note notes warning caution important tip hint reminder ps p.s re fw fwd subject date time duration url link http https ' +
    'order total price amount address email phone tel fax id ref reference summary status priority topic reason result ' +
    'resolution step steps option options example question answer q a e.g i.e monday tuesday wednesday thursday friday ' +
    'saturday sunday action activity event tool function from to cc bcc sent update edit disclaimer attachment attachments'
  ).split(' '),
);

/** Last words of keys: `Customer name`, `Agent ID`. */
const KEY_END =
  /(?:^|\s)(?:id|ids|name|names|number|no|nr|email|e-mail|phone|reason|type|code|ref|reference|date|time|group|duration|status|score|rating|notes?|start|end|start time|end time|language|queue|count)$/i;

/** What stands before the text of a line that begins with a label. */
export interface Prefix {
  readonly label: string;
  readonly name?: string | undefined;
  readonly time?: string | undefined;
  /** Characters before the text. */
  readonly length: number;
  /** Whether white space or the end of the line follows the colon. */
  readonly spaced: boolean;
}

/** The label-like beginning of a line, in time that does not depend on the line's length. */
export function prefixOf(line: string): Prefix | undefined {
  const match = PREFIX.exec(line.slice(0, 200));
  const { label, boxed, name, time, after, gap } = match?.groups ?? {};
  const written = (label ?? boxed)?.trim();
  if (!match || !written || !/^[\p{L}\d]/u.test(written)) return undefined;
  return {
    label: written,
    name: name?.trim(),
    time: clockOf(time ?? after),
    length: match[0].length,
    spaced: gap !== undefined,
  };
}

/** The speaker of a line that holds nothing but a name and a time. */
export function standingOf(line: string): Prefix | undefined {
  if (line.length > 80) return undefined;
  const { label = '', time } = STANDING.exec(line)?.groups ?? {};
  if (!label || !looksLikeName(label)) return undefined;
  return { label: label.trim(), time: clockOf(time), length: line.length, spaced: true };
}

/** Whether a label is a role word of the lexicon, or `--roles` knows it, and no key of a header. */
export function isRoleLabel(label: string, context: Pick<ReadContext, 'roles' | 'assistantIs'>): boolean {
  if (context.roles && Object.hasOwn(context.roles, label.trim().toLowerCase())) return true;
  if (!isPlausible(label) || /^(?:i|the|my|your|our|an?|to|for|from|of|with|this|that|and|or)\b/i.test(label))
    return false;
  return roleOf(label, context) !== undefined;
}

/** Whether a label may be a speaker's name or number, so that repetition makes it one. */
export function looksLikeName(label: string): boolean {
  return isPlausible(label) && /^[\p{Lu}\d]|^(?:spk|speaker|ch)_?\d/u.test(label) && !/^\d{1,2}$/.test(label);
}

/** `Agent Priya` → the role word and the name after it. */
export function splitRole(
  label: string,
  context: Pick<ReadContext, 'roles' | 'assistantIs'>,
): { label: string; name: string } | undefined {
  const [, word = '', rest = ''] = /^(\p{L}+)[\s-]+(\p{Lu}.*)$/u.exec(label) ?? [];
  if (!rest || !isPlausible(label) || roleOf(label, context) !== undefined) return undefined;
  return isRoleLabel(word, context) ? { label: word, name: rest } : undefined;
}

function isPlausible(label: string): boolean {
  const words = label.split(/\s+/);
  if (words.length > 5 || /[.?!;"“”/\\=,]\s|[?!;"“”/\\=]|\.$/.test(label)) return false;
  return !NO_LABEL.has(label.toLowerCase()) && !KEY_END.test(label);
}

/** Times as `times.ts` reads them: `( 1m 5s )` and `9:05 PM` become clocks, a decimal comma a point. */
function clockOf(time: string | undefined): string | undefined {
  if (time === undefined) return undefined;
  const spent = /^(?:(\d+)h\s?)?(?:(\d+)m\s?)?(\d+)s$/.exec(time);
  if (spent) {
    const [hours, minutes, seconds] = spent.slice(1).map((part) => Number(part ?? 0));
    return `${hours! * 3600 + minutes! * 60 + seconds!}s`;
  }
  const half = /^(\d{1,2}):(\d\d)(?::(\d\d))?\s?([AaPp])\.?[Mm]\.?$/.exec(time);
  if (half) {
    const hours = (Number(half[1]) % 12) + (/p/i.test(half[4]!) ? 12 : 0);
    return `${hours}:${half[2]}:${half[3] ?? '00'}`;
  }
  return time.replace(/,(?=\d{1,3}$)/, '.');
}
