/** Times as exports write them → ISO 8601 or milliseconds from the start (FORMATS §0.3). */

/** One time: absolute (`at`) or an offset (`startMs`); `sort` orders times of one conversation. */
export interface Stamp {
  readonly at?: string;
  readonly startMs?: number;
  readonly sort: number;
}

/** Which part of `03/04/2026` is the day, where anything tells. */
export type DateOrder = 'day-first' | 'month-first';

const ISO = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?) ?(Z|UTC|[+-]\d\d:?\d\d)?)?$/i;
const TWITTER = /^[A-Z][a-z]{2} ([A-Z][a-z]{2}) (\d\d) (\d\d:\d\d:\d\d) ([+-]\d\d)(\d\d) (\d{4})$/;
const RFC_2822 =
  /^(?:[A-Z][a-z]{2}, )?(\d{1,2}) ([A-Z][a-z]{2}) (\d{4}) (\d\d:\d\d(?::\d\d)?) (?:([+-]\d\d)(\d\d)|GMT|UTC|Z)$/;
const SLASHED = /^(\d{1,2})([/.])(\d{1,2})\2(\d{4})(?:,?[ T](\d{1,2}):(\d\d)(?::(\d\d))?(?: ?([AP])M)?)?$/i;
const CLOCK = /^(?:(\d{1,4}):)?(\d{1,4}):(\d\d(?:\.\d+)?)$/;
const NUMBER = /^-?\d+(?:\.\d+)?(?:e\+?\d+)?(s?)$/i;
const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/**
 * Reads the times of one conversation. `name` is the column or key they came from: `start_ms` says its unit;
 * otherwise the magnitude does, and small numbers are offsets in seconds unless they are whole and too large
 * for the number of turns. A time without a zone stays without one. Unreadable times are `undefined`, and so
 * are dates such as `03/04/2026` unless `order` or another value of the list says which part is the day.
 */
export function readTimes(
  values: readonly (string | undefined)[],
  name: string,
  order?: DateOrder,
  turns: number = values.length,
): (Stamp | undefined)[] {
  if (values.every((value) => value === undefined)) return values.map(() => undefined);
  const dates = order ?? dateOrderOf(values);
  const numbers = values.map((value) => {
    const match = value === undefined ? null : NUMBER.exec(value.trim());
    return match ? { value: Number.parseFloat(match[0]), seconds: match[1] !== '' } : undefined;
  });
  const scale = scaleOf(
    numbers.flatMap((number) => (number && !number.seconds ? [number.value] : [])),
    name,
    turns,
  );
  return values.map((value, index) => {
    const number = numbers[index];
    if (number?.seconds) return offset(number.value * 1000);
    if (number) return scale.epoch ? absolute(number.value * scale.ms) : offset(number.value * scale.ms);
    return value === undefined ? undefined : readText(value.trim(), dates);
  });
}

/** Milliseconds a unit, and whether the numbers count from 1970. */
function scaleOf(numbers: readonly number[], name: string, turns: number): { ms: number; epoch: boolean } {
  const largest = numbers.reduce((max, number) => Math.max(max, number), 0);
  const named = unitOf(name);
  // CCAI writes epoch seconds under a name that says microseconds; no conversation begins 15 minutes in.
  const smallest = numbers.reduce((min, number) => Math.min(min, number), Number.POSITIVE_INFINITY);
  if (named === 1e-3 && smallest >= 9e8 && largest < 1e11) return { ms: 1000, epoch: true };
  if (named !== undefined) return { ms: named, epoch: largest * named >= 1e11 };
  if (largest >= 1e17) return { ms: 1e-6, epoch: true };
  if (largest >= 1e14) return { ms: 1e-3, epoch: true };
  if (largest >= 1e11) return { ms: 1, epoch: true };
  if (largest >= 1e8) return { ms: 1000, epoch: true };
  const whole = numbers.every(Number.isInteger);
  return { ms: whole && largest >= 1000 * turns ? 1 : 1000, epoch: false };
}

function unitOf(name: string): number | undefined {
  if (/millis|_ms$|[a-z]Ms$/i.test(name)) return 1;
  if (/_usec$|micros/i.test(name)) return 1e-3;
  if (/ticks$/i.test(name)) return 1e-4;
  if (/_secs?$|[a-z]Secs$|seconds|^SegmentStartTime$/i.test(name)) return 1000;
  return undefined;
}

/** The order of the parts of slashed dates, if one of the values has a part over 12 and none contradicts it. */
function dateOrderOf(values: Iterable<string | undefined>): DateOrder | undefined {
  let found: DateOrder | undefined;
  for (const value of values) {
    const parts = value === undefined ? null : SLASHED.exec(value.trim());
    if (!parts) continue;
    // A dot is only ever written where the day comes first.
    const order =
      Number(parts[1]) > 12 || parts[2] === '.'
        ? 'day-first'
        : Number(parts[3]) > 12
          ? 'month-first'
          : undefined;
    if (order && found && order !== found) return undefined;
    found = order ?? found;
  }
  return found;
}

function readText(text: string, order: DateOrder | undefined): Stamp | undefined {
  const clock = CLOCK.exec(text);
  if (clock) return offset((Number(clock[1] ?? 0) * 3600 + Number(clock[2]) * 60 + Number(clock[3])) * 1000);
  const twitter = TWITTER.exec(text);
  if (twitter) {
    const [, month = '', day, time, hours, minutes, year] = twitter;
    const number = String(MONTHS.indexOf(month) + 1).padStart(2, '0');
    return absolute(Date.parse(`${year}-${number}-${day}T${time}${hours}:${minutes}`));
  }
  const slashed = SLASHED.exec(text);
  if (slashed) return readSlashed(slashed, order);
  const mail = RFC_2822.exec(text);
  if (mail) {
    const [, day = '', month = '', year, time, hours, minutes] = mail;
    const number = String(MONTHS.indexOf(month) + 1).padStart(2, '0');
    const zone = hours === undefined ? 'Z' : `${hours}:${minutes}`;
    return absolute(Date.parse(`${year}-${number}-${day.padStart(2, '0')}T${time}${zone}`));
  }
  const iso = ISO.exec(text);
  if (!iso) return undefined;
  const [, date = '', time, zone] = iso;
  if (time === undefined) return unzoned(date, Date.parse(date));
  if (zone === undefined) return unzoned(`${date}T${time}`, Date.parse(`${date}T${time}Z`));
  const offsetText = /^[+-]/.test(zone) ? `${zone.slice(0, 3)}:${zone.slice(-2)}` : 'Z';
  return absolute(Date.parse(`${date}T${time}${offsetText}`));
}

function readSlashed(parts: RegExpExecArray, order: DateOrder | undefined): Stamp | undefined {
  if (order === undefined) return undefined;
  const [, first = '', , second = '', year, hour, minute, seconds = '00', half] = parts;
  const [day, month] = order === 'day-first' ? [first, second] : [second, first];
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  if (hour === undefined) return unzoned(date, Date.parse(date));
  const hours = half === undefined ? Number(hour) : (Number(hour) % 12) + (/p/i.test(half) ? 12 : 0);
  const time = `${String(hours).padStart(2, '0')}:${minute}:${seconds}`;
  return unzoned(`${date}T${time}`, Date.parse(`${date}T${time}Z`));
}

function absolute(ms: number): Stamp | undefined {
  const date = new Date(ms);
  return Number.isNaN(date.getTime()) ? undefined : { at: date.toISOString(), sort: ms };
}

function unzoned(at: string, ms: number): Stamp | undefined {
  return Number.isNaN(ms) ? undefined : { at, sort: ms };
}

function offset(ms: number): Stamp | undefined {
  return Number.isFinite(ms) ? { startMs: Math.round(ms), sort: ms } : undefined;
}
