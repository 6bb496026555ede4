import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Accounts, ScoredConversation, Summary } from '../src/model.ts';
import {
  bootstrapMean,
  collect,
  emptyTally,
  MIN_N,
  mergeTallies,
  summarise,
  tallyOf,
  wilson,
} from '../src/summarise/index.ts';
import { agent, customer, type Line, labels, play, receipt } from './helpers/scene.ts';

const accounts: Accounts = {
  read: 0,
  scored: 0,
  skipped: 0,
  quarantined: 0,
  agentRows: 0,
  agentTurns: 0,
  files: 1,
  readers: {},
};

const speech = fc.constantFrom(
  '',
  'empathy:2',
  'empathy ownership',
  'sympathy',
  'ownership solution',
  'dismissive',
);
const line: fc.Arbitrary<Line> = fc.oneof(
  fc.nat(2).map((distress) => customer(distress)),
  fc.record({
    role: fc.constant('agent' as const),
    labels: speech.map(labels),
    speaker: fc.constantFrom('ana', 'ben'),
  }),
);
const conversation = fc
  .record({
    lines: fc.array(line, { maxLength: 8 }),
    channel: fc.constantFrom('voice', 'social'),
    team: fc.constantFrom('north', 'south', '__proto__'),
  })
  .map(({ lines, channel, team }) => play(lines, { channel, meta: { team } }));

const groupBy = ['agent', 'channel', 'team'];

function summaryOf(parts: readonly (readonly ScoredConversation[])[], failUnder?: number): Summary {
  const whole = collect(groupBy);
  for (const part of parts) {
    const one = collect(groupBy);
    part.forEach(one.add);
    whole.merge(one.tallies());
  }
  return summarise(whole.tallies(), { accounts, receipt, ...(failUnder === undefined ? {} : { failUnder }) });
}

/** `n` conversations of an agent, half of them answered well. */
function day(name: string, n: number): readonly ScoredConversation[] {
  return Array.from({ length: n }, (_, i) =>
    play([customer(2), agent(i % 2 === 0 ? 'empathy:2 ownership solution' : 'solution', { speaker: name })]),
  );
}

describe('tallies', () => {
  it('count turns, labels, verdicts and points', () => {
    const tally = tallyOf(play([customer(2), agent('empathy:2 ownership'), customer(0), agent('gratitude')]));
    expect(tally).toMatchObject({
      conversations: 1,
      scored: 1,
      agentTurns: 2,
      opportunities: { met: 1, missed: 0, dismissed: 0, not_applicable: 0 },
      byDistress: { 2: 1 },
      labels: { empathy: 1, 'empathy:2': 1, ownership: 1, gratitude: 1 },
      criteria: { recognition: { earned: 4000, possible: 4000 }, action: { earned: 1500, possible: 2500 } },
    });
    const [tenths] = Object.keys(tally.scores);
    expect(tally.sum).toBe(Number(tenths));
  });

  it('merge in any order and any grouping into the same', () => {
    fc.assert(
      fc.property(conversation, conversation, conversation, (a, b, c) => {
        const [x, y, z] = [tallyOf(a), tallyOf(b), tallyOf(c)];
        expect(mergeTallies(x, y)).toEqual(mergeTallies(y, x));
        expect(mergeTallies(mergeTallies(x, y), z)).toEqual(mergeTallies(x, mergeTallies(y, z)));
        expect(mergeTallies(x, emptyTally)).toEqual(x);
        const all = collect([]);
        [a, b, c].forEach(all.add);
        expect(mergeTallies(mergeTallies(x, y), z)).toEqual(all.tallies().overall);
      }),
    );
  });

  it('give the same summary, to the byte, however the input is split', () => {
    fc.assert(
      fc.property(fc.array(conversation, { maxLength: 6 }), fc.nat(6), (all, cut) => {
        const whole = JSON.stringify(summaryOf([all]));
        expect(JSON.stringify(summaryOf([all.slice(cut), all.slice(0, cut)]))).toBe(whole);
        expect(JSON.stringify(summaryOf(all.map((one) => [one]).reverse()))).toBe(whole);
      }),
      { numRuns: 25 },
    );
  });
});

describe('summaries', () => {
  it('show a group its mean and interval only from the minimum on', () => {
    const { overall, groups } = summaryOf([day('ana', MIN_N), day('ben', MIN_N - 1)]);
    const [ana, ben] = groups.agent ?? [];
    expect(ana).toMatchObject({ key: 'ana', tally: { scored: MIN_N } });
    expect(ana?.mean).toBeGreaterThan(ana?.low ?? 100);
    expect(ana?.mean).toBeLessThan(ana?.high ?? 0);
    expect(ben).toMatchObject({
      key: 'ben',
      mean: null,
      low: null,
      high: null,
      tally: { scored: MIN_N - 1 },
    });
    expect(overall.mean).not.toBeNull();
    expect(overall.answered?.rate).toBeCloseTo(15 / 29);
  });

  it('give the overall mean from the first score on, and none without', () => {
    expect(summaryOf([day('ana', 1)]).overall).toMatchObject({ mean: 65, low: null, high: null });
    const nothing = summaryOf([[play([customer(0), agent()])]]).overall;
    expect(nothing).toMatchObject({ mean: null, tally: { conversations: 1, scored: 0 } });
    expect(nothing).not.toHaveProperty('answered');
  });

  it('give each of several agents the episodes and turns that were theirs', () => {
    const shared = play([
      customer(2),
      agent('solution', { speaker: 'ana' }),
      agent('empathy:2 ownership solution', { speaker: 'ben' }),
    ]);
    const groups = summaryOf([[shared]]).groups.agent ?? [];
    expect(groups.map(({ key, tally }) => [key, tally.sum, tally.agentTurns])).toEqual([
      ['ana', 200, 1],
      ['ben', 650, 1],
    ]);
  });

  it('group by any column, even one with a strange name', () => {
    const { groups } = summaryOf([[play([customer(1), agent()], { meta: { team: '__proto__' } })]]);
    expect(groups.team?.map(({ key }) => key)).toEqual(['__proto__']);
    expect(groups.channel?.map(({ key }) => key)).toEqual(['voice']);
    expect(groups.agent?.map(({ key }) => key)).toEqual(['(none)']);
  });

  it('fail under a threshold, and where nothing was scored', () => {
    expect(summaryOf([day('ana', 2)], 40)).toMatchObject({ passed: true, failures: [] });
    expect(summaryOf([day('ana', 2)], 90)).toMatchObject({
      passed: false,
      failures: ['mean score 42.5 is under 90'],
    });
    expect(summaryOf([], 1).passed).toBe(false);
    expect(summaryOf([]).passed).toBe(true);
  });
});

describe('intervals', () => {
  it('of a rate are the published ones', () => {
    // SCORING §1: 4 of 5 good = 38–96 %.
    expect(wilson(4, 5).low).toBeCloseTo(0.376, 3);
    expect(wilson(4, 5).high).toBeCloseTo(0.964, 3);
    expect(wilson(0, 0)).toEqual({ low: 0, high: 1 });
    expect(wilson(0, 10).low).toBe(0);
  });

  it('of a mean hold it, repeat, and depend on the seed', () => {
    const histogram = { 200: 10, 500: 12, 900: 8 };
    const mean = (200 * 10 + 500 * 12 + 900 * 8) / 30;
    const first = bootstrapMean(histogram, 'a');
    expect(first).toEqual(bootstrapMean({ 900: 8, 200: 10, 500: 12 }, 'a'));
    expect(first).not.toEqual(bootstrapMean(histogram, 'b'));
    // The normal approximation is 404–609.
    expect(first?.low).toBeCloseTo(mean - 100, -2);
    expect(first?.high).toBeCloseTo(mean + 100, -2);
    expect(bootstrapMean({ 500: 1 }, 'a')).toBeNull();
    expect(bootstrapMean({ 500: 9 }, 'a')).toEqual({ low: 500, high: 500 });
  });

  it('of a mean narrow with n, beyond the largest resample too', () => {
    const width = (n: number) => {
      const interval = bootstrapMean({ 0: n / 2, 1000: n / 2 }, 'a');
      return (interval?.high ?? 0) - (interval?.low ?? 0);
    };
    // 2 · 1.96 · 500 / √n
    expect(width(2000) / (1960 / Math.sqrt(2000))).toBeCloseTo(1, 1);
    expect(width(200000) / (1960 / Math.sqrt(200000))).toBeCloseTo(1, 1);
  });
});
