import { describe, expect, it } from 'vitest';
import { house } from './helpers/house.ts';
import { rubric } from './helpers/rubric.ts';
import type { Line } from './helpers/scene.ts';
import { agent, customer, play } from './helpers/scene.ts';

const unanswerable = { flags: { fault: false } };

/** The score of the agent turn at `index`. */
function turnScore(lines: readonly Line[], channel = 'voice', index = 1): number | null | undefined {
  return play(lines, { channel }).turns[index]?.score?.normalized;
}

/** The score of the first episode. */
function episodeScore(lines: readonly Line[], channel = 'voice'): number | null | undefined {
  return play(lines, { channel }).opportunities[0]?.score.normalized;
}

// The tables below are worth something only while these numbers are those of the default rubric.
describe('the rubric of these tests', () => {
  const shipped = house('extends: empathy\nid: ours\nversion: 1.0.0\n').rubric;

  it.each(rubric.criteria)('scores $id as the default rubric does', (criterion) => {
    const same = shipped.criteria.find(({ id }) => id === criterion.id);
    const { scope, weight, late, clock, applies, when, within, avoid, penalty, outside } = criterion;
    expect(same).toMatchObject({ scope, late, clock, applies, when, penalty });
    expect([same?.within, same?.avoid, same?.outside]).toEqual([within, avoid, outside]);
    expect(Object.entries(weight).filter(([level]) => same?.weight[level] !== weight[level])).toEqual([]);
    if (criterion.decay.length > 0) expect(same?.decay).toEqual(criterion.decay);
    const credits = (some: typeof criterion.credit = []) => some.map((one) => JSON.stringify(one)).sort();
    expect(credits(same?.credit)).toEqual(credits(criterion.credit));
  });

  it('weighs opportunities as the default rubric does', () => {
    expect(shipped.opportunity.weight).toEqual(rubric.opportunity.weight);
    expect(shipped.adjustments.relationalOveruse).toEqual(rubric.adjustments.relationalOveruse);
    expect(shipped.adjustments.closingWarmth).toEqual(rubric.adjustments.closingWarmth);
    // Clocks are left to the tests that set one.
    for (const [id, { window, freeTurns, target }] of Object.entries(rubric.channels))
      expect(shipped.channels[id]).toMatchObject({ window, freeTurns, target });
  });
});

describe('turn scores', () => {
  // SCORING §3, every row; "email" has target 1.0 and so shows the raw value less penalties.
  const rows: readonly [string, number, string, number, number][] = [
    ['look-up only, no reaction', 2, '', 0, 0],
    ['Oh no, so sorry to hear that', 2, 'sympathy', 12, 10],
    ["I know you're feeling frustrated", 2, 'sympathy', 12, 10],
    ['I understand how frustrating; we apologise', 2, 'empathy apology', 28, 22],
    ['solution and ownership, silent on the feeling', 2, 'ownership solution', 31, 25],
    ['formula, formula apology, let me get this fixed', 2, 'empathy apology ownership', 46, 37],
    ['I feel what you are going through, claim paid', 2, 'empathy:2 ownership solution', 81, 65],
    [
      'specific, fault named, owned, concrete',
      2,
      'empathy:2 apology:2 ownership solution reflection',
      100,
      87,
    ],
    ['sorry you feel that way, policy wall', 2, 'apology dismissive', 0, 0],
    ['I understand, but our policy', 2, 'empathy dismissive', 0, 0],
    ['thanks and a diagnostic question', 1, 'gratitude exploration', 26, 20],
    ['solution and ownership only', 1, 'ownership solution', 44, 35],
    ['sorry, label and name', 1, 'apology ownership solution name_use', 52, 42],
    ['specific empathy, reflection, action', 1, 'empathy:2 reflection ownership solution', 95, 76],
  ];

  it.each(rows)('%s (distress %i)', (_, distress, found, voice, email) => {
    const lines = [customer(distress), agent(found)];
    expect(Math.abs((turnScore(lines, 'voice') ?? -9) - voice)).toBeLessThanOrEqual(1);
    expect(Math.abs((turnScore(lines, 'email') ?? -9) - email)).toBeLessThanOrEqual(1);
  });

  it('leaves responsibility out where nothing is our fault', () => {
    const found = 'empathy:2 sympathy ownership solution reflection name_use';
    const lines = [customer(2, unanswerable), agent(found)];
    expect(turnScore(lines, 'email')).toBe(88.3);
    expect(turnScore(lines, 'voice')).toBe(100);
  });

  it('is not applicable where nothing was open', () => {
    const { turns } = play([
      customer(0),
      agent('solution'),
      customer(1),
      agent('apology ownership'),
      agent('empathy'),
    ]);
    expect(turns[1]?.score).toMatchObject({ normalized: null, reason: 'no_opportunity' });
    expect(turns[4]?.score).toMatchObject({ normalized: null, reason: 'no_opportunity' });
  });

  it('is 40 for a dismissive turn where nothing was open', () => {
    expect(turnScore([customer(0), agent('dismissive')])).toBe(40);
  });

  it('caps what a dismissive turn can still earn', () => {
    const all = 'empathy:2 apology:2 ownership solution reflection reassurance dismissive';
    expect(turnScore([customer(1), agent(all)])).toBe(60);
    expect(turnScore([customer(2), agent(all)])).toBe(30);
  });

  it('lists adjustments that make up the sum', () => {
    const lines = [
      customer(2),
      agent('empathy:2 apology:2 ownership solution reflection reassurance dismissive'),
    ];
    const result = play(lines).turns[1];
    const earned = result?.verdicts?.reduce((sum, verdict) => sum + verdict.earned, 0) ?? 0;
    const moved = result?.score?.adjustments?.reduce((sum, { points }) => sum + points, 0) ?? 0;
    expect((100 * earned) / (result?.score?.possible ?? 0) + moved).toBeCloseTo(30);
    expect(result?.score?.adjustments?.map(({ rule }) => rule)).toEqual([
      'ceiling',
      'no-dismissal',
      'no-dismissal',
    ]);
  });

  it('judges no turn that is internal, from a bot, or not evaluable', () => {
    const { turns } = play([
      customer(2),
      agent('', { flags: { transparent: true } }),
      agent('empathy:2', { visibility: 'internal' }),
      agent('empathy:2', { role: 'bot' }),
      agent('', { flags: { notEvaluable: 'language' } }),
    ]);
    // A look-up uses up no window, but as a reply to distress it is still nothing (SCORING §3, first row).
    expect(turns[1]).toMatchObject({ score: { normalized: 0 }, flags: ['transparent'] });
    expect(turns[2]?.score).toBeUndefined();
    expect(turns[3]?.score).toBeUndefined();
    expect(turns[4]?.score).toMatchObject({ normalized: null, reason: 'language', evaluability: 0 });
  });
});

describe('episode scores', () => {
  // SCORING §4, examples at distress 2; the labels are those that give its numbers.
  const examples: readonly [string, readonly string[], number][] = [
    [
      'empathy with fault named at once, solution next turn',
      ['empathy:2 apology:2 reflection exploration reassurance', 'ownership solution'],
      94,
    ],
    [
      'fix at once, never a word about the feeling',
      ['ownership solution reflection apology reassurance'],
      46,
    ],
    ['look-up, formula, solution', ['', 'empathy apology', 'ownership solution reflection'], 47],
  ];

  it.each(examples)('%s', (_, found, expected) => {
    const value = episodeScore([customer(2), ...found.map((labels) => agent(labels))]) ?? -9;
    expect(Math.abs(value - expected)).toBeLessThanOrEqual(1);
  });

  it('forgets what comes after the window, but for action', () => {
    const late = [agent(), agent(), agent(), agent('empathy:2 ownership solution')];
    const [opportunity] = play([customer(2), ...late]).opportunities;
    expect(opportunity?.verdict).toBe('missed');
    expect(opportunity?.score.normalized).toBe(20);
  });

  it('lets a free turn use up neither window nor lag', () => {
    const hold = agent('', { flags: { transparent: true } });
    const lines = [customer(2), hold, agent('empathy:2')];
    expect(episodeScore(lines)).toBe(40);
    expect(episodeScore([customer(2), hold, hold, agent('empathy:2')])).toBe(28);
  });

  it('caps a dismissal, less so once it is repaired', () => {
    const rest = agent('empathy:2 apology:2 ownership solution reflection reassurance');
    expect(episodeScore([customer(2), agent('dismissive')])).toBe(0);
    expect(episodeScore([customer(2), agent('dismissive'), rest])).toBe(50);
    expect(episodeScore([customer(1), agent('dismissive'), rest])).toBe(75);
    expect(episodeScore([customer(2), rest, agent('dismissive')])).toBe(30);
  });

  it('discounts action and responsibility by the clock', () => {
    const timed = (seconds: number) =>
      episodeScore(
        [
          customer(2, { startMs: 0, endMs: 1000 }),
          agent('solution ownership', { startMs: 1000 * (seconds + 1) }),
        ],
        'chat',
      );
    expect(timed(120)).toBe(25);
    expect(timed(121)).toBe(23.8);
    expect(timed(301)).toBe(21.3);
  });

  it('takes a plain apology where admitting fault is forbidden', () => {
    const lines = [customer(2), agent('apology')];
    const barred = play(lines, { rubric: { ...rubric, admissionAllowed: false } });
    expect(barred.opportunities[0]?.score.earned).toBe(10);
    expect(play(lines).opportunities[0]?.score.earned).toBe(4);
  });

  it('says what would have changed the score most', () => {
    const missing = (...lines: Line[]) => play([customer(2), ...lines]).opportunities[0]?.missing;
    expect(missing(agent('ownership solution'))).toBe('recognition');
    expect(missing(agent('empathy:2'))).toBe('action');
    expect(missing(agent('empathy:2 ownership solution dismissive'))).toBe('no-dismissal');
  });

  it('is not applicable without a reply, or when too little could be judged', () => {
    const none = play([customer(2), agent('empathy:2', { role: 'bot' })]);
    expect(none.opportunities[0]).toMatchObject({ verdict: 'not_applicable', score: { normalized: null } });
    const foreign = play([
      customer(2),
      agent('', { flags: { notEvaluable: 'language' } }),
      agent('empathy:2'),
    ]);
    expect(foreign.opportunities[0]?.score).toMatchObject({ normalized: null, reason: 'not_evaluable' });
    expect(foreign.score).toMatchObject({ normalized: null, evaluability: 0.5, reason: 'not_evaluable' });
    const criteria = rubric.criteria.map((one) =>
      one.id === 'recognition' ? { ...one, applies: 'fault possible' as const } : one,
    );
    const thin = play([customer(2, unanswerable), agent('solution')], { rubric: { ...rubric, criteria } });
    expect(thin.opportunities[0]?.score.reason).toBe('mostly_not_applicable');
  });
});

describe('opportunities', () => {
  const verdicts = (...lines: Line[]) =>
    play(lines).opportunities.map(({ turn, verdict }) => [turn, verdict]);

  it('are met by empathy, or by regret with action', () => {
    expect(verdicts(customer(2), agent('empathy'))).toEqual([[0, 'met']]);
    expect(verdicts(customer(2), agent('sympathy'))).toEqual([[0, 'missed']]);
    expect(verdicts(customer(2), agent('apology'), agent('ownership'))).toEqual([[0, 'met']]);
    expect(verdicts(customer(1), agent('exploration'), agent('solution'))).toEqual([[0, 'met']]);
    expect(verdicts(customer(2), agent('exploration'), agent('solution'))).toEqual([[0, 'missed']]);
    expect(verdicts(customer(2), agent('dismissive'), agent('empathy'))).toEqual([[0, 'dismissed']]);
  });

  it('tell how long the answer took', () => {
    const [first] = play([
      customer(2, { at: '2026-01-01T10:00:00Z' }),
      agent('', { at: '2026-01-01T10:00:05Z' }),
      customer(0, { at: '2026-01-01T10:00:09Z' }),
      agent('empathy', { at: '2026-01-01T10:00:12.4Z' }),
    ]).opportunities;
    expect(first).toMatchObject({ answeredAt: 3, turnsToAnswer: 2, secondsToAnswer: 12.4 });
  });

  it('grow while they wait', () => {
    const { opportunities } = play([customer(1), agent(), customer(2), agent('empathy:2')]);
    expect(opportunities).toHaveLength(1);
    expect(opportunities[0]).toMatchObject({ turn: 0, distress: 2, verdict: 'met' });
    expect(opportunities[0]?.score.earned).toBe(28);
  });

  it('are carried on by more of the same matter once answered, and judged again', () => {
    const { opportunities, turns } = play([customer(2), agent('empathy'), customer(2), agent()]);
    expect(opportunities).toHaveLength(1);
    expect(turns[3]?.score?.normalized).toBe(0);
  });

  it('are closed by an answer with action, so that new distress opens a new one', () => {
    const { opportunities } = play([customer(2), agent('empathy ownership'), customer(1), agent()]);
    expect(opportunities.map(({ verdict }) => verdict)).toEqual(['met', 'missed']);
    expect(opportunities[1]?.reopened).toBeUndefined();
  });

  it('come back after they were missed or dismissed', () => {
    const missed = play([customer(1), agent(), agent(), agent(), customer(2), agent('empathy')]);
    expect(missed.opportunities.map(({ reopened }) => reopened)).toEqual([undefined, true]);
    const dismissed = play([customer(1), agent('dismissive'), customer(2), agent('empathy')]);
    expect(dismissed.opportunities.map(({ reopened }) => reopened)).toEqual([undefined, true]);
  });

  it('end when the customer is satisfied', () => {
    const reset = customer(0, { flags: { reset: true } });
    expect(verdicts(customer(1), reset, agent('empathy'))).toEqual([[0, 'not_applicable']]);
    const silent = play([customer(1), reset, agent('', { speaker: 'ana' })]);
    expect(silent.opportunities[0]).toMatchObject({ agent: undefined });
    const { opportunities } = play([customer(1), agent(), reset, customer(1), agent()]);
    expect(opportunities[1]?.reopened).toBeUndefined();
  });

  it('pass on to the next agent when they are still open', () => {
    const ana = { speaker: 'ana' };
    const ben = { speaker: 'ben' };
    const { opportunities } = play([customer(2), agent('', ana), agent('empathy:2', ben)]);
    expect(opportunities.map(({ agent, verdict }) => [agent, verdict])).toEqual([
      ['ana', 'missed'],
      ['ben', 'met'],
    ]);
    expect(opportunities[1]?.score.earned).toBe(40);
    const answered = play([customer(2), agent('empathy', ana), agent('dismissive ownership', ben)]);
    expect(answered.opportunities).toHaveLength(1);
    expect(answered.opportunities[0]?.score.earned).toBe(18 + 12);
  });

  it('are presumed where the contact is a complaint', () => {
    const social = play([customer(0), agent()], { channel: 'social' });
    expect(social.opportunities).toMatchObject([{ distress: 1, presumed: true, weight: 0.5 }]);
    expect(play([customer(0), agent()], { meta: { queue: 'Complaint' } }).opportunities).toHaveLength(1);
    expect(play([customer(0), agent()]).opportunities).toHaveLength(0);
    const said = play([customer(0), agent(), customer(1), agent('empathy')], { channel: 'social' });
    expect(said.opportunities.map(({ turn, presumed }) => [turn, presumed])).toEqual([[2, undefined]]);
  });
});

describe('conversation scores', () => {
  it('weigh episodes by severity', () => {
    const good = agent('empathy:2 apology:2 ownership solution reflection exploration');
    const { score, opportunities } = play([customer(2), good, customer(1), agent('ownership')]);
    const [first, second] = opportunities.map(({ score: { normalized } }) => normalized ?? 0);
    expect(score.normalized).toBeCloseTo((2 * (first ?? 0) + (second ?? 0)) / 3, 1);
    expect(score).toMatchObject({ possible: 300, band: 'adequate', failed: [] });
  });

  it('are null without an opportunity', () => {
    const { score } = play([customer(0), agent('solution dismissive')]);
    expect(score).toMatchObject({ normalized: null, reason: 'no_opportunity', band: null, evaluability: 1 });
  });

  it('lose points for talk without action and for dismissal outside, and gain for a warm end', () => {
    const talk = play([customer(2), agent('empathy'), agent('sympathy'), agent('apology')]);
    expect(talk.score.adjustments).toEqual([{ rule: 'relational_overuse', points: -5 }]);

    const done = agent('empathy:2 ownership solution');
    const rude = Array.from({ length: 4 }, () => agent('dismissive'));
    const outside = play([...rude, customer(2), done]);
    expect(outside.score.adjustments?.map(({ points }) => points)).toEqual([-5, -5, -5]);
    expect(outside.score.normalized).toBe(50);

    const warm = play([customer(2), done, customer(0), agent('gratitude')]);
    expect(warm.score.adjustments).toEqual([{ rule: 'closing_warmth', points: 2, turn: 3 }]);
  });

  it('take once-a-conversation criteria with their own weight', () => {
    const greeting = {
      ...rubric.criteria[0]!,
      id: 'name',
      scope: 'conversation' as const,
      weight: { 0: 5 },
      credit: [{ all: [{ label: 'name_use', level: 1 }], value: 1 }],
      applies: 'customer name known' as const,
    };
    const named = { ...rubric, criteria: [...rubric.criteria, greeting] };
    const lines = [customer(1), agent('ownership solution'), customer(0), agent('name_use')];
    // Action 35, and the name as care at lag 1: 10 · .25 · .9.
    expect(play(lines, { rubric: named }).score).toMatchObject({ earned: 42.25, possible: 105 });
    expect(play(lines, { rubric: named, nameKnown: false }).score.possible).toBe(100);
    expect(play([customer(0), agent('name_use')], { rubric: named }).score.normalized).toBe(100);
  });

  it('keep every turn, and flag empathy that nothing called for', () => {
    const { turns } = play([customer(0), agent('empathy'), { role: 'system' }, customer(1)]);
    expect(turns.map(({ index }) => index)).toEqual([0, 1, 2, 3]);
    expect(turns[0]?.labels).toEqual({});
    expect(turns[1]?.flags).toEqual(['unprompted']);
  });
});
