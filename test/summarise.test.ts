import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Accounts, ScoredConversation, Summary } from '../src/model.ts';
import {
  bootstrapMean,
  collect,
  emptyTally,
  MIN_N,
  mergeTallies,
  type SummaryOptions,
  summarise,
  type Tallies,
  tallyOf,
  wilson,
} from '../src/summarise/index.ts';
import { agent, customer, type Line, labels, play, receipt, says } from './helpers/scene.ts';

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
  fc
    .record({
      found: fc.constantFrom('sympathy', 'apology', 'apology:2'),
      template: fc.constantFrom(
        'i am sorry',
        'so sorry about the §',
        'we are sorry for any inconvenience this may have caused',
        'we are sorry for any inconvenience this may have caused you',
      ),
      speaker: fc.constantFrom('ana', 'ben', 'cem'),
    })
    .map(({ found, template, speaker }) => says(found, template, { speaker })),
);
const conversation = fc
  .record({
    lines: fc.array(line, { maxLength: 8 }),
    channel: fc.constantFrom('voice', 'social'),
    team: fc.constantFrom('north', 'south', '__proto__'),
  })
  .map(({ lines, channel, team }) => play(lines, { channel, meta: { team } }));

const groupBy = ['agent', 'channel', 'team'];
/** As few spans as there can be, so that small samples show every number. */
const scriptReliance = { points: 0, minSpans: 2 };

function summaryOf(
  parts: readonly (readonly ScoredConversation[])[],
  failUnder?: number,
  more: Partial<SummaryOptions> = {},
): Summary {
  const whole = collect(groupBy);
  for (const part of parts) {
    const one = collect(groupBy);
    part.forEach(one.add);
    whole.merge(one.tallies());
  }
  return summarise(whole.tallies(), {
    accounts,
    receipt,
    ...(failUnder === undefined ? {} : { failUnder }),
    ...more,
  });
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
        const bytes = (parts: readonly (readonly ScoredConversation[])[]) =>
          JSON.stringify(summaryOf(parts, undefined, { scriptReliance }));
        const whole = bytes([all]);
        expect(bytes([all.slice(cut), all.slice(0, cut)])).toBe(whole);
        expect(bytes(all.map((one) => [one]).reverse())).toBe(whole);
      }),
      { numRuns: 25 },
    );
  });
});

/** What was counted in these conversations, by way of JSON, as workers hand it over. */
function counted(...parts: readonly (readonly ScoredConversation[] | Tallies)[]): Tallies {
  const whole = collect(groupBy);
  for (const part of parts) {
    if ('overall' in part) whole.merge(JSON.parse(JSON.stringify(part)));
    else part.forEach(whole.add);
  }
  return whole.tallies();
}

describe('counted templates', () => {
  it('merge in any order and any grouping into the same', () => {
    fc.assert(
      fc.property(conversation, conversation, conversation, (a, b, c) => {
        const [x, y, z] = [counted([a]), counted([b]), counted([c])];
        const all = counted([a, b, c]);
        expect(counted(x, y)).toEqual(counted(y, x));
        expect(counted(counted(x, y), z)).toEqual(all);
        expect(counted(x, counted(y, z))).toEqual(all);
        expect(counted(x, counted())).toEqual(x);
      }),
    );
  });

  it('are integers, by agent whatever the groups, once a turn', () => {
    const twice = says('sympathy empathy', 'i am sorry', { speaker: 'ana' });
    const whole = collect([]);
    whole.add(play([customer(2), twice, customer(0), twice, says('apology:2', 'we broke the §')]));
    expect(whole.tallies().templates).toEqual({
      agent: {
        '(none)': { generic: {}, specific: { 'we broke the §': 1 } },
        ana: { generic: { 'i am sorry': 2 }, specific: {} },
      },
    });
  });
});

/** Conversations in which an agent says a template so many times, in generic words unless it is marked `!`. */
function talks(speaker: string, said: Readonly<Record<string, number>>): readonly ScoredConversation[] {
  return Object.entries(said).flatMap(([template, times]) =>
    Array.from({ length: times }, () => {
      const specific = template.startsWith('!');
      const words = says(specific ? 'empathy:2' : 'empathy', template.replace('!', ''), { speaker });
      return play([customer(2), words]);
    }),
  );
}

describe('script reliance', () => {
  const said = { 'i am sorry': 20, 'i understand': 15, 'oh no': 5, 'my apologies': 4, '!how hard, the §': 6 };
  const scriptsOf = (summary: Summary, key: string) =>
    summary.groups.agent?.find((one) => one.key === key)?.scripts;

  it('is what Simpson and a pocket calculator say', () => {
    const summary = summaryOf([talks('ana', said)]);
    // (20·19 + 15·14 + 5·4 + 4·3 + 6·5) / (50·49) = 652 / 2450; (20 + 15 + 5) / 50.
    expect(scriptsOf(summary, 'ana')).toEqual({
      spans: 50,
      generic: 44,
      formulas: 5,
      concentration: 652 / 2450,
      effective: 2450 / 652,
      reliance: 0.8,
      top: [
        { template: 'i am sorry', spans: 20 },
        { template: 'i understand', spans: 15 },
        { template: 'oh no', spans: 5 },
      ],
    });
    expect(summary.overall.scripts).toEqual(scriptsOf(summary, 'ana'));
    expect(summary.groups.channel?.[0]?.scripts).toEqual(scriptsOf(summary, 'ana'));
  });

  it('is said only from the minimum of spans on, and not of silence', () => {
    const summary = summaryOf([
      talks('ana', { ...said, 'oh no': 4 }),
      [play([customer(2), agent('solution')])],
    ]);
    expect(scriptsOf(summary, 'ana')).toMatchObject({ spans: 49, reliance: null, effective: null, top: [] });
    expect(summary.groups.agent?.map(({ key, scripts }) => [key, scripts === undefined])).toEqual([
      ['(none)', true],
      ['ana', false],
    ]);
  });

  it('has no effective number where nothing is said twice', () => {
    const once = Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`word${i}`, 1]));
    expect(scriptsOf(summaryOf([talks('ana', once)]), 'ana')).toMatchObject({
      formulas: 50,
      concentration: 0,
      effective: null,
      reliance: 0.06,
    });
  });

  it('takes nearly the same words for one formula, named after what is said most', () => {
    const formula = 'we are sorry for any inconvenience this may have caused';
    const summary = summaryOf([talks('ana', { [formula]: 2, [`${formula} you`]: 3 })], undefined, {
      scriptReliance,
    });
    expect(scriptsOf(summary, 'ana')).toMatchObject({
      formulas: 1,
      concentration: 1,
      effective: 1,
      top: [{ template: `${formula} you`, spans: 5 }],
    });
  });

  it('counts the macro library as script', () => {
    const summary = summaryOf([talks('ana', said)], undefined, { library: ['my apologies'] });
    expect(scriptsOf(summary, 'ana')?.reliance).toBe(0.88);
  });

  it('takes points off the mean of an agent only where the rubric says so', () => {
    const mean = (points: number) =>
      summaryOf([talks('ana', said)], undefined, { scriptReliance: { points, minSpans: 50 } });
    const [none, five] = [mean(0), mean(5)];
    expect(five.groups.agent?.[0]?.mean).toBeCloseTo((none.groups.agent?.[0]?.mean ?? 0) - 4);
    expect(five.groups.agent?.[0]?.high).toBeCloseTo((none.groups.agent?.[0]?.high ?? 0) - 4);
    expect(five.groups.channel).toEqual(none.groups.channel);
    expect(five.overall).toEqual(none.overall);
  });
});

describe("the team's script", () => {
  it('is what more than 30 % of the agents say, whoever it is', () => {
    const agents = Array.from({ length: 10 }, (_, i) =>
      talks(`agent ${i}`, {
        'i am sorry': 1,
        ...(i < 4 ? { 'oh dear': 2 } : {}),
        ...(i < 3 ? { 'oh my': 3 } : {}),
        ...(i === 0 ? { 'well well': 9 } : {}),
      }),
    );
    expect(summaryOf(agents).teamScript).toEqual({
      agents: 10,
      templates: [
        { template: 'i am sorry', agents: 10, spans: 10 },
        { template: 'oh dear', agents: 4, spans: 8 },
      ],
    });
  });

  it('is no matter of one agent, nor of nobody', () => {
    const alone = summaryOf([talks('ana', { 'i am sorry': 9 }), talks('ben', { 'oh no': 9 })]);
    expect(alone.teamScript).toEqual({ agents: 2, templates: [] });
    const unknown = play([customer(2), says('sympathy', 'i am sorry')]);
    expect(summaryOf([[unknown], talks('ana', { 'i am sorry': 1 })]).teamScript).toEqual({
      agents: 1,
      templates: [],
    });
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
