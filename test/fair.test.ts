/** Fair numbers of groups: published and worked values, then simulations in which the truth is known. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Opportunity, ScoredConversation, Summary } from '../src/model.ts';
import { cellOf } from '../src/summarise/case-mix.ts';
import { type Posterior, priorOf, reliability, shrink, standingOf, tiersOf } from '../src/summarise/fair.ts';
import {
  bootstrapMean,
  collect,
  correctedRate,
  differenceBetween,
  differenceOfRates,
  flipSpread,
  roganGladen,
  summarise,
  widenedBy,
  wilson,
} from '../src/summarise/index.ts';
import { seededRandom } from '../src/summarise/interval.ts';
import { studentQuantile } from '../src/summarise/normal.ts';
import { Z } from '../src/wilson.ts';
import { agent, customer, play, receipt } from './helpers/scene.ts';

interface Case {
  readonly who?: string;
  readonly score: number | null;
  readonly channel?: string;
  readonly distress?: readonly number[];
  readonly meta?: Readonly<Record<string, string>>;
}

const template = play([customer(1), agent('solution')]);

/** A conversation of which only what a tally counts is told. */
function conversation({ who, score, channel, distress = [1], meta = {} }: Case): ScoredConversation {
  const { agent: _, channel: __, ...base } = template;
  return {
    ...base,
    ...(who !== undefined && { agent: who }),
    ...(channel !== undefined && { channel }),
    meta,
    score: { ...base.score, normalized: score },
    opportunities: distress.map((level) => opportunity(level)),
    turns: [],
  };
}

function opportunity(distress: number, more: Partial<Opportunity> = {}): Opportunity {
  return { ...template.opportunities[0]!, distress, ...more };
}

const accounts: Summary['accounts'] = {
  read: 0,
  scored: 0,
  skipped: 0,
  quarantined: 0,
  agentRows: 0,
  agentTurns: 0,
  files: 1,
  readers: {},
};

function summaryOf(cases: readonly Case[], groupBy: readonly string[] = ['agent'], points = 0): Summary {
  const all = collect(groupBy);
  for (const one of cases) all.add(conversation(one));
  return summarise(all.tallies(), { accounts, receipt, scriptReliance: { points, minSpans: 50 } });
}

const fairOf = (summary: Summary, key: string, column = 'agent') =>
  summary.groups[column]?.find((group) => group.key === key)?.fair;

/** `n` cases whose scores lie evenly from `low` to `high`. */
const spread = (n: number, low: number, high: number, more: Omit<Case, 'score'>): Case[] =>
  Array.from({ length: n }, (_, i) => ({ ...more, score: low + ((high - low) * i) / (n - 1) }));

describe('published values', () => {
  it.each([
    // R. G. Newcombe, Statistics in Medicine 17, 1998, 857–872, table I, method 3.
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])("Wilson's interval of %i in %i", (k, n, low, high) => {
    expect(wilson(k, n).low).toBeCloseTo(low, 4);
    expect(wilson(k, n).high).toBeCloseTo(high, 4);
  });

  it.each([
    // R. G. Newcombe, Statistics in Medicine 17, 1998, 873–890, table II, method 10.
    [56, 70, 48, 80, 0.0524, 0.3339],
    [9, 10, 3, 10, 0.1705, 0.809],
    [10, 10, 0, 20, 0.6791, 1],
  ])("Newcombe's interval of %i in %i less %i in %i", (k, n, l, m, low, high) => {
    const change = differenceOfRates({ k: l, n: m }, { k, n });
    expect(change?.difference).toBeCloseTo(k / n - l / m, 10);
    expect(change?.low).toBeCloseTo(low, 4);
    expect(change?.high).toBeCloseTo(high, 4);
    expect(change?.changed).toBe(true);
  });

  it.each([
    [4, 2.7764],
    [14, 2.1448],
    [19, 2.093],
    [60, 2.0003],
    [1e9, Z],
  ])("Student's t with %i degrees of freedom", (df, quantile) => {
    expect(studentQuantile(df)).toBeCloseTo(quantile, df < 5 ? 2 : 3);
  });

  it('variance within and between batches of dyestuff', () => {
    // O. L. Davies and P. L. Goldsmith, Statistical Methods in Research and Production, 1972, table 6.1: standard
    // deviations 49.51 within and 42.00 between batches, mean 1527.5.
    const batches = [
      [1545, 1440, 1440, 1520, 1580],
      [1540, 1555, 1490, 1560, 1495],
      [1595, 1550, 1605, 1510, 1560],
      [1445, 1440, 1595, 1465, 1545],
      [1595, 1630, 1515, 1635, 1625],
      [1520, 1455, 1450, 1480, 1445],
    ].map(sample);
    const { mean, within, between } = priorOf(batches);
    expect(mean).toBeCloseTo(1527.5, 6);
    expect(Math.sqrt(within)).toBeCloseTo(49.51, 2);
    expect(Math.sqrt(between)).toBeCloseTo(42.0, 2);
  });

  it('a rate corrected for its detector', () => {
    expect(roganGladen(0.4, { sensitivity: 0.75, specificity: 0.98 })).toBeCloseTo(0.52, 2);
  });
});

function sample(values: readonly number[]) {
  const n = values.length;
  const mean = values.reduce((a, b) => a + b, 0) / n;
  return { n, mean, variance: values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (n - 1) };
}

describe('worked values of SCORING §9', () => {
  const prior = { mean: 58, within: 25 ** 2, between: 8 ** 2 };

  it.each([
    [6, 64.1, 12.3],
    [25, 69.5, 8.3],
    [120, 72.8, 4.3],
  ])('74 of %i conversations is %f ± %f', (n, estimate, half) => {
    const posterior = shrink(74, n, prior);
    expect(posterior.estimate).toBeCloseTo(estimate, 1);
    expect(Z * Math.sqrt(posterior.variance)).toBeCloseTo(half, 1);
  });

  it.each([
    [0.6, 15],
    [0.7, 23],
    [0.8, 39],
    [0.9, 88],
  ])('a reliability of %f needs %i where σ²/τ² is 9.8', (share, n) => {
    const at = (m: number) => reliability(m, { mean: 0, within: 9.8, between: 1 });
    expect(at(n)).toBeCloseTo(share, 2);
    expect(at(n - 2)).toBeLessThan(share);
  });

  it.each([
    [14, 0.99, 'not_enough_evidence'],
    [15, 0.6, 'indicative'],
    [200, 0.59, 'not_enough_evidence'],
    [38, 0.99, 'indicative'],
    [39, 0.8, 'reportable'],
    [200, 0.79, 'indicative'],
  ] as const)('%i conversations at a reliability of %f are %s', (n, share, standing) => {
    expect(standingOf(n, share)).toBe(standing);
  });
});

describe('cells of the case mix', () => {
  const cell = (opportunities: readonly Opportunity[], more: Partial<Case> = {}) =>
    cellOf(conversation({ score: 50, ...more }), opportunities);

  it.each([
    ['none', []],
    ['presumed', [opportunity(1, { presumed: true })]],
    ['d1', [opportunity(1), opportunity(1, { presumed: true })]],
    ['d2', [opportunity(2), opportunity(1, { presumed: true })]],
    ['both', [opportunity(1), opportunity(2)]],
    // Raised again after a poor answer: the agent's own doing, unless somebody else's was before.
    ['d1', [opportunity(1), opportunity(2, { reopened: true })]],
    ['d2', [opportunity(2, { reopened: true })]],
    ['none', [opportunity(2, { score: { ...template.score, normalized: null } })]],
  ] as const)('severity %s', (severity, opportunities) => {
    expect(cell(opportunities)).toBe(`${severity}\t\t`);
  });

  it.each([
    [{ reason: 'Late  delivery\t' }, 'late delivery'],
    [{ topic: 'x', category: 'y', Reason: 'z', 'Contact Reason': 'w' }, 'w'],
    [{ topic: 'x', category: ' ' }, 'x'],
    [{ 'contact-reason': 'refund' }, 'refund'],
    [{ reasons: 'refund', team: 'north' }, ''],
  ])('reason of %j', (meta, reason) => {
    expect(cell([opportunity(1)], { channel: 'chat', meta: meta as Case['meta'] & {} })).toBe(
      `d1\tchat\t${reason}`,
    );
  });

  it('are counted for every score, and merge with the tallies', () => {
    const { overall } = summaryOf([
      { score: 50 },
      { score: 50 },
      { score: 70 },
      { score: null },
      { score: 20, distress: [2] },
    ]);
    expect(overall.tally.cells).toEqual({ 'd1\t\t': { 500: 2, 700: 1 }, 'd2\t\t': { 200: 1 } });
  });

  it('give each of several agents the severity of their own episodes', () => {
    const shared = play([
      customer(1),
      agent('empathy:2 ownership solution', { speaker: 'ana' }),
      customer(2),
      agent('empathy:2 solution', { speaker: 'ben' }),
    ]);
    const all = collect(['agent']);
    all.add(shared);
    const { groups } = all.tallies();
    const cells = (key: string) => Object.keys(groups.agent?.[key]?.cells ?? {});
    expect([cells('ana'), cells('ben')]).toEqual([['d1\tvoice\t'], ['d2\tvoice\t']]);
  });
});

describe('adjusted means', () => {
  // Both score 80 with the mildly and 40 with the severely distressed; ana is given more of the first.
  const mixed = (mild: number, severe: number, who: string, more: Partial<Case> = {}) => [
    ...spread(mild, 70, 90, { ...more, who }),
    ...spread(severe, 30, 50, { ...more, who, distress: [2] }),
  ];
  const unequal = [...mixed(45, 15, 'ana'), ...mixed(15, 45, 'ben')];

  it('are the same for the same work with other customers', () => {
    const summary = summaryOf(unequal);
    expect(summary.groups.agent?.map(({ mean }) => mean)).toEqual([70, 50]);
    expect(fairOf(summary, 'ana')).toMatchObject({ adjusted: 60, estimate: 60 });
    expect(fairOf(summary, 'ben')).toMatchObject({ adjusted: 60, estimate: 60 });
    expect(fairOf(summary, 'ana')).not.toHaveProperty('tier');
    expect(summary.spread.agent).toMatchObject({
      groups: 2,
      mean: 60,
      between: 2,
      detectorError: 'not_included',
    });
    expect(summary.overall).not.toHaveProperty('fair');
  });

  it('fall back to channel and severity, and to all, where a cell has fewer than 30', () => {
    // Each reason has 12 severe and 12 mild conversations at most; together they are enough.
    const reasons = ['refund', 'delivery', 'invoice', 'other', 'login'];
    const cases = reasons.flatMap((reason) => [
      ...mixed(9, 3, 'ana', { meta: { reason } }),
      ...mixed(3, 9, 'ben', { meta: { reason } }),
    ]);
    expect(fairOf(summaryOf(cases), 'ana')?.adjusted).toBe(60);
    const few = [...mixed(14, 6, 'ana'), ...mixed(14, 6, 'ben')];
    const lone = [...few, ...spread(20, 30, 50, { who: 'cem', distress: [1, 2] })];
    const summary = summaryOf(lone);
    // 28 mild, 12 severe, 20 of both: nothing to expect of any of them.
    for (const { mean, fair } of summary.groups.agent ?? []) expect(fair?.adjusted).toBe(mean);
  });

  it('take nothing off where a kind of conversation is only one group’s', () => {
    const apart = [
      ...spread(40, 70, 90, { who: 'ana', channel: 'chat' }),
      ...spread(40, 30, 50, { who: 'ben', channel: 'voice' }),
    ];
    const summary = summaryOf(apart, ['agent', 'channel']);
    expect([fairOf(summary, 'ana')?.adjusted, fairOf(summary, 'ben')?.adjusted]).toEqual([80, 40]);
    expect(fairOf(summary, 'chat', 'channel')?.adjusted).toBe(80);
  });

  it('do not adjust a column for itself', () => {
    const cases = [
      ...spread(40, 70, 90, { who: 'ana', channel: 'chat', meta: { reason: 'refund' } }),
      ...spread(40, 30, 50, { who: 'ana', channel: 'voice', meta: { reason: 'login' } }),
      ...spread(40, 70, 90, { who: 'ben', channel: 'chat', meta: { reason: 'refund' } }),
    ];
    const summary = summaryOf(cases, ['agent', 'channel', 'reason']);
    expect(fairOf(summary, 'voice', 'channel')?.adjusted).toBe(40);
    expect(fairOf(summary, 'login', 'reason')?.adjusted).toBe(40);
  });

  it('are said of nobody with too few, alone, or without a name', () => {
    const enough = spread(20, 0, 100, { who: 'ana' });
    expect(summaryOf(enough).spread).toEqual({});
    const few = summaryOf([...enough, ...spread(14, 0, 100, { who: 'ben' }), ...spread(30, 0, 100, {})]);
    expect(few.spread).toEqual({});
    expect(few.groups.agent?.every(({ fair }) => fair === undefined)).toBe(true);
    const two = summaryOf([
      ...enough,
      ...spread(14, 0, 100, { who: 'ben' }),
      ...spread(15, 0, 100, { who: 'cem' }),
    ]);
    expect(two.groups.agent?.map(({ fair }) => fair?.standing)).toEqual([
      'not_enough_evidence',
      undefined,
      'not_enough_evidence',
    ]);
  });

  it('hold where all scores are the same', () => {
    const same = summaryOf([...spread(20, 50, 50, { who: 'ana' }), ...spread(20, 50, 50, { who: 'ben' })]);
    expect(fairOf(same, 'ana')).toEqual({
      adjusted: 50,
      estimate: 50,
      low: 50,
      high: 50,
      reliability: 1,
      standing: 'indicative',
    });
  });
});

describe('tiers', () => {
  const at = (estimate: number, sd: number): Posterior => ({ estimate, variance: sd * sd });

  it('tell apart only what lies apart with 90 %', () => {
    // 1.2816 · √2 = 1.812
    expect(tiersOf([at(50, 1), at(51.8, 1)])).toEqual([1, 1]);
    expect(tiersOf([at(50, 1), at(51.9, 1)])).toEqual([2, 1]);
    expect(tiersOf([at(50, 0), at(50, 0)])).toEqual([1, 1]);
  });

  it('keep together what only others hold together', () => {
    expect(tiersOf([at(10, 1), at(50, 1), at(51.5, 1), at(53, 1), at(90, 1)])).toEqual([3, 2, 2, 2, 1]);
    expect(tiersOf([at(40, 1), at(50, 40), at(60, 1)])).toEqual([1, 1, 1]);
  });

  it('are the groups that no chain of doubts connects, whatever the order', () => {
    const posterior = fc.record({
      estimate: fc.integer({ min: 0, max: 60 }),
      variance: fc.integer({ min: 0, max: 9 }),
    });
    fc.assert(
      fc.property(fc.array(posterior, { minLength: 1, maxLength: 12 }), (list) => {
        const tiers = tiersOf(list);
        const doubt = (a: Posterior, b: Posterior) =>
          Math.abs(a.estimate - b.estimate) <= 1.2815515655446004 * Math.sqrt(a.variance + b.variance);
        // Connected components, the slow way.
        const parts = list.map((_, i) => i);
        for (let round = 0; round < list.length; round += 1) {
          for (const [i, a] of list.entries())
            for (const [j, b] of list.entries()) if (doubt(a, b)) parts[i] = Math.min(parts[i]!, parts[j]!);
        }
        for (const [i, a] of list.entries()) {
          for (const [j, b] of list.entries()) {
            expect(tiers[i] === tiers[j]).toBe(parts[i] === parts[j]);
            if (tiers[i]! < tiers[j]!) expect(a.estimate).toBeGreaterThan(b.estimate);
          }
        }
      }),
    );
  });

  it('are shown where groups differ, and not of those with too little evidence', () => {
    const summary = summaryOf([
      ...spread(60, 60, 100, { who: 'ana' }),
      ...spread(60, 0, 40, { who: 'ben' }),
      ...spread(50, 62, 100, { who: 'cem' }),
      ...spread(14, 60, 100, { who: 'dov' }),
    ]);
    expect(summary.groups.agent?.map(({ key, fair }) => [key, fair?.standing, fair?.tier])).toEqual([
      ['ana', 'reportable', 1],
      ['ben', 'reportable', 2],
      ['cem', 'reportable', 1],
      ['dov', undefined, undefined],
    ]);
  });
});

describe('whatever the order', () => {
  const cases = fc.array(
    fc.record({
      who: fc.constantFrom('ana', 'ben', 'cem'),
      score: fc.option(fc.integer({ min: 0, max: 1000 }).map((tenths) => tenths / 10)),
      channel: fc.constantFrom('voice', 'chat'),
      distress: fc.constantFrom([1], [2], [1, 2]),
      meta: fc.constantFrom<Readonly<Record<string, string>>[]>(
        {},
        { reason: 'refund' },
        { team: '__proto__' },
      ),
    }),
    { minLength: 60, maxLength: 160 },
  );
  const columns = ['agent', 'channel', 'team'];

  it('and however it is split, the same conversations give the same bytes', () => {
    let judged = 0;
    fc.assert(
      fc.property(cases, fc.nat(), (list, cut) => {
        const whole = summaryOf(list, columns);
        judged += Object.keys(whole.spread).length;
        const at = cut % list.length;
        const [head, tail] = [collect(columns), collect(columns)];
        for (const one of list.slice(0, at)) head.add(conversation(one));
        for (const one of list.slice(at).reverse()) tail.add(conversation(one));
        tail.merge(JSON.parse(JSON.stringify(head.tallies())));
        const options = { accounts, receipt, scriptReliance: { points: 0, minSpans: 50 } };
        expect(JSON.stringify(summarise(tail.tallies(), options))).toBe(JSON.stringify(whole));
      }),
      { numRuns: 20 },
    );
    expect(judged).toBeGreaterThan(20);
  });
});

/** Skewed scores of 0–50: a third at the bottom, few near the top; their mean. */
const SKEWED = (random: () => number): number => (random() < 0.35 ? 0 : 50 * random() ** 1.5);
const SKEWED_MEAN = (0.65 * 50) / 2.5;

/** Sum of twelve uniform numbers: nearly normal, and never more than 6 from 0. */
const normal = (random: () => number): number =>
  Array.from({ length: 12 }, random).reduce((sum, u) => sum + u, -6);

function histogramOf(n: number, draw: () => number): Record<string, number> {
  const histogram: Record<string, number> = {};
  for (let i = 0; i < n; i += 1) {
    const tenths = Math.round(draw() * 10);
    histogram[tenths] = (histogram[tenths] ?? 0) + 1;
  }
  return histogram;
}

/** Share of `runs` simulations that come out true. */
function shareOf(runs: number, seed: string, holds: (random: () => number, run: number) => boolean): number {
  const random = seededRandom(seed);
  let held = 0;
  for (let run = 0; run < runs; run += 1) if (holds(random, run)) held += 1;
  return held / runs;
}

describe('95 % intervals hold the truth in 93 to 97 %', () => {
  const nominal = (share: number) => {
    expect(share).toBeGreaterThanOrEqual(0.93);
    expect(share).toBeLessThanOrEqual(0.97);
  };

  it.each([15, 20, 60])('of the mean of %i skewed scores', (n) => {
    nominal(
      shareOf(1000, `mean ${n}`, (random, run) => {
        const interval = bootstrapMean(
          histogramOf(n, () => SKEWED(random)),
          `run ${run}`,
        )!;
        return interval.low <= SKEWED_MEAN * 10 && SKEWED_MEAN * 10 <= interval.high;
      }),
    );
  });

  it.each([
    [20, 20],
    [20, 40],
  ])('of the difference of %i and %i skewed scores', (n, m) => {
    nominal(
      shareOf(800, `difference ${n} ${m}`, (random, run) => {
        const older = histogramOf(n, () => SKEWED(random));
        const newer = histogramOf(m, () => 10 + SKEWED(random));
        const { low, high } = differenceBetween(older, newer, `run ${run}`)!;
        return low <= 10 && 10 <= high;
      }),
    );
  });

  // The groups' own worth differs by 6 points, scores within a group by 17; who has which customers differs, too.
  it.each([
    [15, 19],
    [20, 60],
  ])('of what 10 agents with %i to %i conversations are worth', (least, most) => {
    let groups = 0;
    let held = 0;
    for (let run = 0; run < 80; run += 1) {
      const random = seededRandom(`agents ${least} ${run}`);
      const truth = new Map<string, number>();
      const cases: Case[] = [];
      for (let i = 0; i < 10; i += 1) {
        const who = `agent ${i}`;
        const worth = 20 + Math.max(-20, Math.min(20, 6 * normal(random)));
        truth.set(who, worth);
        const mild = 0.2 + 0.6 * random();
        const n = least + Math.floor(random() * (most - least + 1));
        for (let c = 0; c < n; c += 1) {
          const distress = random() < mild ? 1 : 2;
          cases.push({
            who,
            distress: [distress],
            score: worth + SKEWED(random) + (distress === 1 ? 10 : 0),
          });
        }
      }
      const expected = (10 * cases.filter(({ distress }) => distress?.[0] === 1).length) / cases.length;
      for (const { key, fair } of summaryOf(cases).groups.agent ?? []) {
        const worth = truth.get(key)! + SKEWED_MEAN + expected;
        groups += 1;
        if (fair && fair.low <= worth && worth <= fair.high) held += 1;
      }
    }
    nominal(held / groups);
  });
});

describe('differences of two sets', () => {
  it('are newer less older, and changed only where 0 is outside', () => {
    const low = histogramOf(40, seededRandomScores('low', 0));
    const high = histogramOf(60, seededRandomScores('high', 30));
    const up = differenceBetween(low, high, 'a');
    const mean = (h: Readonly<Record<string, number>>, n: number) =>
      Object.entries(h).reduce((sum, [value, count]) => sum + Number(value) * count, 0) / n / 10;
    expect(up?.difference).toBeCloseTo(mean(high, 60) - mean(low, 40), 2);
    expect(up?.low).toBeLessThan(up?.difference ?? 0);
    expect(up?.high).toBeGreaterThan(up?.difference ?? 0);
    expect(up?.changed).toBe(true);
    expect(differenceBetween(low, high, 'a')).toEqual(up);
    expect(differenceBetween(high, low, 'a')?.difference).toBe(-up!.difference);
    expect(differenceBetween(low, low, 'a')).toMatchObject({ difference: 0, changed: false });
  });

  it('need two scores on both sides, and something that the rates are of', () => {
    expect(differenceBetween({ 500: 1 }, { 500: 9 }, 'a')).toBeNull();
    expect(differenceBetween({}, {}, 'a')).toBeNull();
    expect(differenceBetween({ 500: 2 }, { 700: 2 }, 'a')).toEqual({
      difference: 20,
      low: 20,
      high: 20,
      changed: true,
    });
    expect(differenceOfRates({ k: 0, n: 0 }, { k: 1, n: 2 })).toBeNull();
    expect(differenceOfRates({ k: 4, n: 9 }, { k: 4, n: 9 })).toMatchObject({
      difference: 0,
      changed: false,
    });
  });

  it('say that nothing changed nearly as often as nothing did', () => {
    const share = shareOf(300, 'null', (random, run) => {
      const sample = () => histogramOf(30, () => SKEWED(random));
      return differenceBetween(sample(), sample(), `null ${run}`)!.changed;
    });
    expect(share).toBeLessThan(0.08);
  });
});

function seededRandomScores(seed: string, more: number): () => number {
  const random = seededRandom(seed);
  return () => more + SKEWED(random);
}

describe("detection's own mistakes", () => {
  const error = { sensitivity: 0.75, specificity: 0.98 };

  it('correct a rate and its interval, within 0 and 1', () => {
    const corrected = correctedRate(40, 100, error);
    expect(corrected?.rate).toBeCloseTo(0.38 / 0.73, 10);
    expect(corrected?.low).toBeCloseTo((wilson(40, 100).low - 0.02) / 0.73, 10);
    expect(corrected?.high).toBeCloseTo((wilson(40, 100).high - 0.02) / 0.73, 10);
    expect(roganGladen(0.01, error)).toBe(0);
    expect(roganGladen(0.9, error)).toBe(1);
    expect(roganGladen(0.4, { sensitivity: 0.5, specificity: 0.5 })).toBeNull();
    expect(correctedRate(0, 0, error)).toBeNull();
  });

  // Share of the turns with empathy, as a score.
  const share = (turns: readonly Readonly<Record<string, number>>[]) =>
    turns.filter(({ empathy = 0 }) => empathy > 0).length / turns.length;
  const turns = Array.from({ length: 100 }, (_, i) => ({ empathy: i < 40 ? 2 : 0, apology: 1 }));

  it('spread a score as the binomial distribution says', () => {
    // π = .38/.73; of 40 found π·.75/.4 are right, of 60 not found π·.25/.6 are missed.
    const rate = 0.38 / 0.73;
    const [right, missed] = [(rate * 0.75) / 0.4, (rate * 0.25) / 0.6];
    const sd = Math.sqrt(40 * right * (1 - right) + 60 * missed * (1 - missed)) / 100;
    const drawn = flipSpread(turns, { empathy: error }, share, 'a');
    // The standard deviation of 200 draws is itself known to 5 %.
    expect(drawn / sd).toBeGreaterThan(0.85);
    expect(drawn / sd).toBeLessThan(1.15);
    expect(flipSpread(turns, { empathy: error }, share, 'a')).toBe(drawn);
    expect(flipSpread(turns, { empathy: error }, share, 'b')).not.toBe(drawn);
  });

  it('spread nothing where there are none, or where nothing is known', () => {
    const perfect = { sensitivity: 1, specificity: 1 };
    const nothing = (
      errors: Parameters<typeof flipSpread>[1],
      score: Parameters<typeof flipSpread>[2] = share,
    ) => expect(flipSpread(turns, errors, score, 'a')).toBeCloseTo(0, 12);
    nothing({ empathy: perfect });
    nothing({});
    nothing({ empathy: { sensitivity: 0.5, specificity: 0.5 } });
    nothing({ apology: error });
    nothing({ empathy: error }, () => null);
  });

  it('widen an interval, each side for itself', () => {
    expect(widenedBy(0, 50, { low: 44, high: 57 })).toEqual({ low: 44, high: 57 });
    const wide = widenedBy(8 / Z, 50, { low: 44, high: 65 });
    expect(wide.low).toBeCloseTo(40, 10);
    expect(wide.high).toBeCloseTo(67, 10);
  });
});
