/** Which conversations a report is about: the language of --where, periods, columns. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { valueIn, weekOf } from '../src/columns.ts';
import type { ScoredConversation } from '../src/model.ts';
import { isWithin, parsePeriod, periodOf } from '../src/select/period.ts';
import { parseWhere } from '../src/select/where.ts';
import { sampleReport } from './helpers/report.ts';

const [sofa] = sampleReport.conversations;
const conversation = (more: Partial<ScoredConversation> = {}): ScoredConversation => ({
  ...sofa!,
  channel: 'chat',
  agent: 'Amara Obi',
  startedAt: '2026-02-28T23:30:00+01:00',
  meta: { team: 'north', 'Contact reason': 'late parcel', size: '12' },
  ...more,
});

describe('--where', () => {
  test.each([
    ['channel = chat', true],
    ['channel = CHAT', true],
    ['channel != chat', false],
    ["agent = 'amara obi'", true],
    ['agent = "Amara Obi" and team = north', true],
    ['team = south or team = north', true],
    ['team = south or team = north and channel = voice', false],
    ['(team = south or team = north) and channel = chat', true],
    ['not team = south', true],
    ['not (team = south or channel = chat)', false],
    ['team in (south, north)', true],
    ['team in (south)', false],
    ['score >= 92', true],
    ['score < 92.0', false],
    ['score = 92.0', true],
    ['size > 9', true],
    ['date > 2026-02-27', true],
    ['month = 2026-02', true],
    ['week = 2026-W09', true],
    ["'Contact reason' ~ PARCEL", true],
    ['opportunity = met', true],
    ['nobody = ""', true],
    ['nobody != x', true],
    ['nobody < 5', false],
    ['nobody > 5', false],
    ['  channel=chat  ', true],
    ["'and' = ''", true],
  ])('%s: %s', (expression, expected) => {
    expect(parseWhere(expression).matches(conversation())).toBe(expected);
  });

  test.each([
    [
      '',
      '--where: a column, such as agent, channel or score, is expected at character 1, and there is the end: ',
    ],
    ['channel', 'one of = != < <= > >= ~ in is expected at character 8, and there is the end'],
    ['channel =', 'a value is expected at character 10'],
    ['channel == chat', 'a value is expected at character 10, and there is "="'],
    ['channel = chat team = north', '"and" or "or" is expected at character 16, and there is "team"'],
    ['(channel = chat', '")" is expected at character 16'],
    ['channel in chat', '"(" after in is expected at character 12'],
    ['channel in (chat', '")" or "," is expected at character 17'],
    ["channel = 'chat", 'cannot be read from character 11 on (is a quotation mark open?)'],
    ['channel = and', 'a value is expected at character 11, and there is "and"'],
    [`${'('.repeat(60)}a = b${')'.repeat(60)}`, 'no more than 50 brackets in one another'],
  ])('%j is refused', (expression, message) => {
    expect(() => parseWhere(expression)).toThrow(message);
  });

  test('names the columns that metadata must have', () => {
    expect(parseWhere('team = a and score > 3 and (zone = b or team = c)').columns).toEqual(['team', 'zone']);
  });

  test('never fails but by a UserError, whatever is written', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom('a', '=', '(', ')', 'and', 'not', 'in', ',', '"x"', "'", '<', ' ', '\n', '~', '!'),
        ),
        (parts) => {
          try {
            expect(typeof parseWhere(parts.join(' ')).matches(conversation())).toBe('boolean');
          } catch (error) {
            expect((error as Error).name).toBe('UserError');
          }
        },
      ),
    );
  });
});

describe('columns', () => {
  test.each([
    ['2026-01-01', '2026-W01'],
    ['2025-12-29T10:00:00Z', '2026-W01'],
    ['2024-12-30', '2025-W01'],
    ['2021-01-03', '2020-W53'],
    ['2027-01-01', '2026-W53'],
    ['2026-11-22 08:00', '2026-W47'],
  ])('%s is in week %s', (time, week) => expect(weekOf(time)).toBe(week));

  test.each(['', 'yesterday', '12/31/2026', '2026-13-45'])('%j is in no week', (time) =>
    expect(weekOf(time)).toBeUndefined(),
  );

  test('metadata is asked where the conversation does not say', () => {
    const { channel: _, ...rest } = conversation();
    const silent: ScoredConversation = { ...rest, meta: { channel: 'letter', toString: 'x' } };
    expect([valueIn('channel', silent), valueIn('toString', silent), valueIn('constructor', silent)]).toEqual(
      ['letter', 'x', undefined],
    );
  });
});

describe('periods', () => {
  test.each([
    [{}, true],
    [{ since: '2026-02-28' }, true],
    [{ since: '2026-03' }, false],
    [{ until: '2026-02' }, true],
    [{ until: '2026-02-27' }, false],
    [{ since: '2026', until: '2026' }, true],
    [{ since: '2026-02-28T23:30', until: '2026-02-28 23:30' }, true],
    [{ since: '2026-02-28T23:31' }, false],
  ])('%j: %s', (period, expected) => expect(isWithin(conversation(), periodOf(period))).toBe(expected));

  test('a conversation without a date is in none', () => {
    const { startedAt: _, ...undated } = conversation();
    expect([isWithin(undated, {}), isWithin(undated, periodOf({ since: '2000' }))]).toEqual([true, false]);
  });

  test.each([
    ['2026-01..2026-02', { since: '2026-01', until: '2026-02' }],
    ['base.ndjson', undefined],
    ['../2026', undefined],
    ['2026-01..', undefined],
    ['a..b', undefined],
  ])('%s is %j', (text, period) => expect(parsePeriod(text)).toEqual(period));

  test.each([
    [{ since: 'May' }, '--since May: write a day'],
    [{ since: '2026-02', until: '2026-01-31' }, 'ends before it begins'],
  ])('%j is refused', (period, message) => expect(() => periodOf(period)).toThrow(message));
});
