/** Two scorings of the same conversations: what is counted adds up, turns round, and tells chance from change. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Comparison, Evidence, Rubric, ScoredConversation } from '../src/model.ts';
import { terminal } from '../src/report/diff/terminal.ts';
import { groupDifferences } from '../src/summarise/difference.ts';
import { collect, createComparer, differenceOf, summarise } from '../src/summarise/index.ts';
import { rubric as standard } from './helpers/rubric.ts';
import { agent, customer, type Line, play, receipt } from './helpers/scene.ts';

type Pair = readonly [before: ScoredConversation, after: ScoredConversation];

const placeOf = (turn: number, start: number) => ({ path: 'calls', line: turn + 1, pointer: `/${start}` });

function compare(
  pairs: readonly Pair[],
  options: { examples?: number; groupBy?: string[] } = {},
): Comparison {
  const { examples = 3, groupBy = ['agent'] } = options;
  const comparer = createComparer({ groupBy, examples, seed: 'test' });
  for (const [before, after] of pairs) comparer.add(before, after, placeOf);
  return comparer.comparison();
}

/** The scene with these things found by one rubric, and with those by the other. */
function pair(before: readonly Line[], after: readonly Line[], name = 'ana', rubric = standard): Pair {
  const scene = (lines: readonly Line[], by: Rubric) => play(lines, { agent: name, rubric: by });
  return [scene(before, standard), scene(after, rubric)];
}

const total = (list: readonly number[]) => list.reduce((a, b) => a + b, 0);

describe('flips', () => {
  const found = (lines: [Line, Line], evidence: readonly Partial<Evidence>[]): Pair[0] => {
    const scored = play(lines);
    const full = evidence.map((e) => ({
      label: 'empathy',
      level: 1,
      cue: 'c',
      start: 0,
      end: 4,
      quote: 'four',
      ...e,
    }));
    return { ...scored, turns: scored.turns.map((t) => (t.role === 'agent' ? { ...t, evidence: full } : t)) };
  };
  const none = found([customer(1), agent()], []);
  const flipped = (before: Pair[0], after: Pair[1]) =>
    compare([[before, after]]).flips.map(({ label, from, to, turns, cues }) => [
      label,
      from,
      to,
      turns,
      cues,
    ]);

  test('name the cues of the side that has the label', () => {
    const some = found([customer(1), agent('empathy')], [{ cue: 'E1' }, { cue: 'E2', start: 5 }]);
    expect(flipped(none, some)).toEqual([['empathy', 0, 1, 1, { E1: 1, E2: 1 }]]);
    expect(flipped(some, none)).toEqual([['empathy', 1, 0, 1, { E1: 1, E2: 1 }]]);
  });

  test('of a level: the cues that lift the turn, not those that both sides have', () => {
    const one = found([customer(1), agent('empathy')], [{ cue: 'E1' }]);
    const two = found(
      [customer(1), agent('empathy:2')],
      [{ cue: 'E1' }, { cue: 'E3', start: 2 }, { cue: 'E2', level: 2, start: 5 }],
    );
    expect(flipped(one, two)).toEqual([['empathy', 1, 2, 1, { E2: 1 }]]);
    // No cue is for level 2: what the other side lacks is the reason, and failing that all of it.
    const lifted = found([customer(1), agent('empathy:2')], [{ cue: 'E1' }, { cue: 'E3', start: 2 }]);
    expect(flipped(one, lifted)).toEqual([['empathy', 1, 2, 1, { E3: 1 }]]);
    const same = found([customer(1), agent('empathy:2')], [{ cue: 'E1' }]);
    expect(flipped(same, one)).toEqual([['empathy', 2, 1, 1, { E1: 1 }]]);
  });

  test('have examples in input order, with words and places', () => {
    const some = found([customer(1), agent('empathy')], [{ cue: 'E1', start: 5, quote: 'words' }]);
    const pairs = ['a', 'b', 'c'].map(
      (id): Pair => [
        { ...none, id },
        { ...some, id },
      ],
    );
    const [flip] = compare(pairs, { examples: 2 }).flips;
    expect(flip).toMatchObject({ turns: 3, cues: { E1: 3 } });
    expect(flip!.examples).toEqual(
      ['a', 'b'].map((conversation) => {
        const place = { path: 'calls', line: 2, pointer: '/5' };
        return { conversation, turn: 1, cues: ['E1'], quote: 'words', place };
      }),
    );
  });

  test('the distress that an agent turn inherits is the customer’s, and counted there once', () => {
    const lines = (distress: number): Line[] => [customer(distress), agent('', { labels: { distress } })];
    const { flips } = compare([pair(lines(1), lines(2))]);
    expect(flips.map(({ label, from, to, turns }) => [label, from, to, turns])).toEqual([
      ['distress', 1, 2, 1],
    ]);
  });

  test('a label called like a part of every object is a label', () => {
    const lines = (level: number): Line[] => [customer(1), agent('', { labels: { constructor: level } })];
    expect(compare([pair(lines(0), lines(1))]).flips).toMatchObject([
      { label: 'constructor', from: 0, to: 1 },
    ]);
    expect(compare([pair([customer(1), agent()], lines(1))]).flips).toMatchObject([{ from: 0, to: 1 }]);
  });
});

describe('moves', () => {
  const silent = [customer(2), agent()];
  const good = [customer(2), agent('empathy:2 ownership solution reflection')];

  test('the largest first, the earlier of equals, each with the points that changed', () => {
    const some = [customer(2), agent('ownership')];
    const pairs = [pair(silent, some), pair(silent, good), pair(good, silent)].map(
      ([before, after], i): Pair => [
        { ...before, id: `c${i}` },
        { ...after, id: `c${i}` },
      ],
    );
    const { movers } = compare(pairs, { examples: 2 });
    expect(movers.map(({ conversation, before, after }) => [conversation, before, after])).toEqual([
      ['c1', 0, 77],
      ['c2', 77, 0],
    ]);
    expect(movers[0]!.points).toEqual([
      { rule: 'recognition', before: { earned: 0, possible: 40 }, after: { earned: 40, possible: 40 } },
      { rule: 'action', before: { earned: 0, possible: 25 }, after: { earned: 25, possible: 25 } },
      { rule: 'listening', before: { earned: 0, possible: 15 }, after: { earned: 12, possible: 15 } },
    ]);
    expect(movers[0]!.flips.map(({ label }) => label)).toEqual([
      'empathy',
      'ownership',
      'reflection',
      'solution',
    ]);
  });

  test('penalties and caps count with the criterion that imposes them', () => {
    const [mover] = compare([
      pair(good, [customer(2), agent('empathy:2 ownership solution reflection dismissive')]),
    ]).movers;
    expect(mover!.points).toEqual([
      {
        rule: 'no-dismissal',
        before: { earned: 0, possible: 0 },
        after: { earned: mover!.after - mover!.before, possible: 0 },
      },
    ]);
  });

  test('an episode without a score gives and takes no points', () => {
    const [before, after] = pair(silent, good);
    const [episode] = before.opportunities;
    const open = { ...episode!, score: { ...episode!.score, normalized: null } };
    const [twice, once] = [
      compare([[{ ...before, opportunities: [episode!, open] }, after]]),
      compare([[before, after]]),
    ];
    expect(twice.movers[0]!.points).toEqual(once.movers[0]!.points);
  });

  test('what has a score from one rubric only is no move and no mover', () => {
    const calm = [customer(0), agent()];
    const c = compare([pair(calm, good), pair(good, calm), pair(good, calm), pair(calm, calm)]);
    expect(c).toMatchObject({ conversations: 4, gainedScore: 1, lostScore: 2, moves: {}, movers: [] });
    expect(c.difference).toEqual({ n: 0, up: 0, down: 0, mean: null, low: null, high: null });
    expect(c.bands).toEqual([
      { from: 'strong', to: null, conversations: 2 },
      { from: null, to: 'strong', conversations: 1 },
      { from: null, to: null, conversations: 1 },
    ]);
  });

  test('critical criteria that fail, or call for a review, on one side only', () => {
    const [base] = pair(good, good);
    const by = (failed: string[], review?: string[]) => ({
      ...base,
      score: { ...base.score, failed, ...(review && { review }) },
    });
    const c = compare([
      [by([]), by(['K1'])],
      [by(['K1', 'K2']), by(['K1'])],
      [by([], ['K3']), by(['K3'])],
    ]);
    expect(c.critical).toEqual([
      { criterion: 'K1', what: 'failed', began: 1, ended: 0 },
      { criterion: 'K2', what: 'failed', began: 0, ended: 1 },
      { criterion: 'K3', what: 'failed', began: 1, ended: 0 },
      { criterion: 'K3', what: 'review', began: 0, ended: 1 },
    ]);
  });
});

describe('any two scorings', () => {
  const act = fc.constantFrom('', 'empathy:2', 'empathy', 'ownership solution', 'dismissive', 'gratitude');
  const speech = fc.record({
    by: fc.constantFrom('customer', 'ana', 'ben'),
    found: fc.tuple(act, act),
    distress: fc.tuple(fc.nat(2), fc.nat(2)),
  });
  const weighed = fc.constantFrom(standard, { ...standard, bands: { gold: 90, rest: 10 } });
  const scenes = fc
    .array(fc.tuple(fc.array(speech, { maxLength: 6 }), weighed), { maxLength: 6 })
    .map((list) =>
      list.map(([lines, rubric], i): Pair => {
        const scene = (side: 0 | 1) =>
          lines.map(({ by, found, distress }) =>
            by === 'customer' ? customer(distress[side]) : agent(found[side], { speaker: by }),
          );
        const named = { id: `c${i}`, agent: 'ana' };
        return [play(scene(0), named), play(scene(1), { ...named, rubric })];
      }),
    );

  test('everything adds up to the conversations', () => {
    fc.assert(
      fc.property(scenes, (pairs) => {
        const c = compare(pairs);
        expect(total(c.bands.map((b) => b.conversations))).toBe(pairs.length);
        expect(total(Object.values(c.moves))).toBe(c.difference.n);
        const scored = (side: 0 | 1) => pairs.filter((p) => p[side].score.normalized !== null).length;
        expect(c.difference.n + c.lostScore).toBe(scored(0));
        expect(c.difference.n + c.gainedScore).toBe(scored(1));
        expect(c.movers).toHaveLength(Math.min(3, c.difference.up + c.difference.down));
      }),
    );
  });

  test('turned round, everything goes the other way', () => {
    const flips = (c: Comparison, mirror: boolean) =>
      c.flips.map((f) => [f.label, ...(mirror ? [f.to, f.from] : [f.from, f.to]), f.turns].join()).sort();
    const bands = (c: Comparison, mirror: boolean) =>
      c.bands.map((b) => [...(mirror ? [b.to, b.from] : [b.from, b.to]), b.conversations].join()).sort();
    const moves = (c: Comparison, sign: number) =>
      Object.entries(c.moves)
        .map(([tenths, n]) => `${sign * Number(tenths) || 0} ${n}`)
        .sort();
    fc.assert(
      fc.property(scenes, (pairs) => {
        const there = compare(pairs);
        const back = compare(pairs.map(([before, after]): Pair => [after, before]));
        expect(flips(back, true)).toEqual(flips(there, false));
        expect(bands(back, true)).toEqual(bands(there, false));
        expect(moves(back, -1)).toEqual(moves(there, 1));
        expect(back.difference.mean).toBe(
          there.difference.mean === null ? null : -there.difference.mean || 0,
        );
        expect([back.lostScore, back.gainedScore]).toEqual([there.gainedScore, there.lostScore]);
      }),
    );
  });

  test('the same twice: nothing flips, nothing moves', () => {
    fc.assert(
      fc.property(scenes, (pairs) => {
        const c = compare(pairs.map(([before]): Pair => [before, before]));
        expect(c).toMatchObject({ gainedScore: 0, lostScore: 0, flips: [], movers: [], critical: [] });
        expect(Object.keys(c.moves).filter((tenths) => tenths !== '0')).toEqual([]);
        expect(c.bands.filter(({ from, to }) => from !== to)).toEqual([]);
      }),
    );
  });

  test('counts do not depend on the order of the conversations', () => {
    fc.assert(
      fc.property(scenes, (pairs) => {
        const counts = ({ movers: _, flips, ...rest }: Comparison) => {
          return { ...rest, flips: flips.map(({ examples: __, ...flip }) => flip) };
        };
        expect(counts(compare(pairs.toReversed()))).toEqual(counts(compare(pairs)));
      }),
    );
  });
});

describe('chance and change', () => {
  test('the mean of paired differences, in points, with its interval', () => {
    const { mean, low, high, ...counts } = differenceOf({ '-10': 10, 0: 70, 20: 20 }, 'seed');
    expect(counts).toEqual({ n: 100, up: 20, down: 10 });
    expect(mean).toBe(0.3);
    // The standard error is 9.05 tenths by the square root of 100.
    expect(low!).toBeCloseTo(0.3 - 1.96 * 0.0905, 1);
    expect(high!).toBeCloseTo(0.3 + 1.96 * 0.0905, 1);
    expect(differenceOf({ '-10': 10, 0: 70, 20: 20 }, 'seed')).toEqual({ ...counts, mean, low, high });
    expect(differenceOf({ 7: 1 }, 'seed')).toEqual({
      n: 1,
      up: 1,
      down: 0,
      mean: 0.7,
      low: null,
      high: null,
    });
  });

  /** n differences whose mean is z standard errors from 0. */
  function moved(z: number, n = 100): Record<string, number> {
    const [half, shift] = [n / 2, (z * 1000) / Math.sqrt(n - 1)];
    return { [Math.round(shift - 1000)]: half, [Math.round(shift + 1000)]: half };
  }
  const group = (list: Record<string, Record<string, number>>) =>
    groupDifferences(Object.entries(list), 'seed').map(({ key, evidence, beyond, holm }) =>
      [key, evidence, ...(beyond ? ['beyond'] : []), ...(holm ? ['holm'] : [])].join(' '),
    );

  test.each([
    ['too few for a number', { ana: { 50: 14 } }, ['ana too_few']],
    ['the same move every time', { ana: { 50: 15 } }, ['ana indicative beyond holm']],
    ['enough to report', { ana: { 50: 39 } }, ['ana reportable beyond holm']],
    ['nothing moved', { ana: { 0: 50 } }, ['ana reportable']],
    ['1.8 standard errors', { ana: moved(1.8) }, ['ana reportable']],
    ['2.2 standard errors', { ana: moved(2.2) }, ['ana reportable beyond holm']],
    // .05 / 2 is at 2.24 standard errors.
    ['2.2 as one of two', { ana: moved(2.2), ben: { 0: 50 } }, ['ana reportable beyond', 'ben reportable']],
    [
      '2.3 as one of two',
      { ana: moved(2.3), ben: { 0: 50 } },
      ['ana reportable beyond holm', 'ben reportable'],
    ],
    [
      'after a surer one .05 is left',
      { ana: moved(2.2), ben: moved(-4) },
      ['ana reportable beyond holm', 'ben reportable beyond holm'],
    ],
    [
      'those too few are not compared',
      { ana: moved(2.2), ben: { 9: 3 } },
      ['ana reportable beyond holm', 'ben too_few'],
    ],
  ])('%s', (_, groups, expected) => {
    expect(group(groups)).toEqual(expected);
  });

  test('of many groups that moved by chance hardly any is called changed', () => {
    const names = Array.from({ length: 40 }, (_, i) => `agent ${i}`);
    const noise = names.map((name, i) => [name, moved(Math.sin(i * 12.9898) * 2.1)] as const);
    const told = groupDifferences(noise, 'seed');
    expect(told.filter(({ beyond }) => beyond).length).toBeGreaterThan(0);
    expect(told.filter(({ holm }) => holm)).toEqual([]);
  });

  test('too few shows no number', () => {
    const [few] = groupDifferences([['ana', { 10: 14 }]], 'seed');
    expect(few).toEqual({
      ...{ key: 'ana', n: 14, up: 14, down: 0, mean: null, low: null, high: null },
      ...{ evidence: 'too_few', beyond: false, holm: false },
    });
  });
});

test('agents in the report: who moved, who only seems to, and how many are too few to tell', () => {
  const answers = ['empathy:2 ownership', 'empathy', 'solution', ''];
  const day = (name: string, n: number, lift: string, every = 1) =>
    Array.from({ length: n }, (_, i): Pair => {
      const said = answers[i % answers.length]!;
      const after = i % every === 0 ? `${said} ${lift}` : said;
      return pair([customer(2), agent(said)], [customer(2), agent(after)], name);
    });
  const pairs = [
    ...day('ana', 40, 'reflection exploration'),
    ...day('ben', 20, ''),
    ...day('cleo', 20, 'gratitude', 20),
    ...day('dan', 3, 'reflection'),
  ];
  const tallies = collect([]);
  for (const [before] of pairs) tallies.add(before);
  const accounts = {
    read: 0,
    scored: 0,
    skipped: 0,
    quarantined: 0,
    agentRows: 0,
    agentTurns: 0,
    files: 1,
    readers: {},
  };
  const summary = summarise(tallies.tallies(), { accounts, receipt });
  const card = {
    id: 'demo',
    version: '1.0.0',
    title: 'Demo',
    criteria: {},
    bands: standard.bands,
    labels: [],
  };
  const side = { card, hash: 'sha256:demo', files: ['demo.yaml'] };
  const out = terminal(
    {
      ...{
        kind: 'rubric-diff',
        schema: 1,
        before: side,
        after: side,
        changes: [],
        passed: true,
        failures: [],
      },
      effect: { before: summary, after: summary, comparison: compare(pairs) },
    },
    { color: false, width: 100 },
  );
  const lines = out.slice(out.indexOf('By agent')).split('\n').slice(0, 6);
  expect(lines.map((line) => line.replace(/ {2,}/g, '  '))).toEqual([
    'By agent, in alphabetical order',
    expect.stringMatching(/^ {2}ana {2}40 {2}\+15\.00 \(\+15\.00 to \+15\.00\) {2}beyond noise$/),
    '  ben  20  0.00 (0.00 to 0.00)  within noise, indicative',
    expect.stringMatching(/^ {2}cleo {2}20 {2}\+0\.\d\d \(.*\) {2}within noise, indicative$/),
    expect.stringContaining('(Holm)'),
    '  1 group with too few scored conversations to tell',
  ]);
});
