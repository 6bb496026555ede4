/** The language of criteria (DESIGN §4), each word of it scored from real talk: terms, when, within, scales, totals, critical. */
import { describe, expect, test } from 'vitest';
import type { Conversation, Verdict } from '../src/model.ts';
import { house, scoreTalk } from './helpers/house.ts';

const VOCABULARY = `id: house
version: 1.0.0
labels:
  distress: {on: customer, levels: {1: trouble, 2: hardship}}
  empathy: {on: agent, levels: {1: generic, 2: specific}}
  solution: {on: agent, levels: {1: a way out}}
  greeting: {on: agent, levels: {1: greets, 2: greets by name}}
  goodbye: {on: agent, levels: {1: takes leave}}
  rude: {on: agent, levels: {1: rude}}
cues:
  - {id: trouble, label: distress, tier: A, pattern: broken}
  - {id: fire, label: distress, level: 2, tier: A, kind: safety, pattern: on fire}
  - {id: warm, label: distress, level: 2, tier: C, kind: safety, pattern: rather hot}
  - {id: hello, label: greeting, tier: A, pattern: hello}
  - {id: hello-you, label: greeting, level: 2, tier: A, pattern: hello dear}
  - {id: fix, label: solution, tier: A, pattern: new one}
  - {id: leave, label: solution, tier: A, kind: safety, pattern: leave the house}
  - {id: bye, label: goodbye, tier: A, pattern: bye}
  - {id: fool, label: rude, tier: A, kind: insult, pattern: you fool}
  - {id: hm, label: rude, tier: B, kind: insult, pattern: silly question}
  - {id: sigh, label: rude, tier: A, kind: sigh, pattern: tough luck}
channels: {email: {window: 1}}
bands: {good: 50, poor: 0}
`;

/** The vocabulary with these criteria, and whatever else a rubric says. */
function rubric(criteria: string, more = ''): string {
  return `${VOCABULARY}${more}criteria:\n${criteria}`;
}

/** The once-a-conversation verdict on a criterion. */
function verdictOn(
  id: string,
  criteria: string,
  lines: readonly string[],
  more: Partial<Conversation> = {},
): Verdict | undefined {
  return scoreTalk(rubric(criteria), lines, more).score.verdicts?.find(({ criterion }) => criterion === id);
}

describe('terms', () => {
  const by = (term: string, text: string) =>
    verdictOn('q', `  - {id: q, scope: conversation, weight: 10, credit: {"${term}": 1}}`, [`A: ${text}`])
      ?.verdict;

  test.each([
    ['greeting', 'hello', 'met'],
    ['greeting:2', 'hello', 'missed'],
    ['greeting:2', 'hello dear', 'met'],
    ['solution.safety', 'leave the house', 'met'],
    ['solution.safety', 'take a new one', 'missed'],
    ['greeting & solution', 'hello, take a new one', 'met'],
    ['greeting & solution', 'hello', 'missed'],
    ['greeting & solution.safety', 'hello, leave the house', 'met'],
  ])('%s on "%s" is %s', (term, text, verdict) => {
    expect(by(term, text)).toBe(verdict);
  });

  test('all terms of a credit must stand in one turn', () => {
    const criteria = '  - {id: q, scope: conversation, weight: 10, credit: {greeting & solution: 1}}';
    expect(verdictOn('q', criteria, ['A: hello', 'C: yes', 'A: take a new one'])?.verdict).toBe('missed');
  });
});

describe('when', () => {
  const lines = ['C: it is broken', 'A: take a new one'];
  const asked = (when: string, more: Partial<Conversation> = {}) =>
    verdictOn(
      'q',
      `  - {id: q, scope: conversation, weight: 10, credit: {solution: 1}, when: ${when}}`,
      lines,
      more,
    );

  test.each<[string, Partial<Conversation>, string, string | undefined]>([
    ['{customer: distress}', {}, 'met', undefined],
    ['{customer: distress.safety}', {}, 'not_applicable', 'not_said'],
    ['{customer: [distress.safety, distress]}', {}, 'met', undefined],
    ['{distress: 1}', {}, 'met', undefined],
    ['{distress: 2}', {}, 'not_applicable', 'distress_lower'],
    ['{channel: chat}', { channel: 'Chat' }, 'met', undefined],
    ['{channel: [voice, chat]}', { channel: 'e-mail' }, 'not_applicable', 'other_channel'],
    ['{channel: chat}', {}, 'not_applicable', 'other_channel'],
    ['{meta: {queue: [claims, sales]}}', { meta: { queue: 'sales' } }, 'met', undefined],
    ['{meta: {queue: claims}}', { meta: { queue: 'sales' } }, 'not_applicable', 'other_contact'],
    ['{meta: {queue: claims}}', {}, 'not_applicable', 'other_contact'],
  ])('%s with %j is %s', (when, more, verdict, reason) => {
    expect(asked(when, more)).toMatchObject({ verdict, ...(reason && { reason }) });
  });

  test('takes an opportunity criterion out of both sides of its episode', () => {
    const criteria = `  - {id: always, weight: 70, credit: {solution: 1}}
  - {id: fire, weight: 30, credit: {empathy: 1}, when: {customer: distress.safety}}`;
    const calm = scoreTalk(rubric(criteria), lines).opportunities[0];
    expect(calm?.score).toMatchObject({ earned: 70, possible: 70, normalized: 100 });
    expect(calm?.verdicts[1]).toMatchObject({ verdict: 'not_applicable', reason: 'not_said', possible: 0 });
    const burning = scoreTalk(rubric(criteria), ['C: it is on fire', 'A: take a new one']).opportunities[0];
    expect(burning?.score).toMatchObject({ earned: 70, possible: 100, normalized: 70 });
  });

  test('holds for a turn too', () => {
    const criteria = `  - {id: always, weight: 50, credit: {solution: 1}}
  - {id: fire, weight: 50, credit: {empathy: 1}, when: {customer: distress.safety}}`;
    const turnOf = (said: string) =>
      scoreTalk(rubric(criteria), [said, 'A: take a new one'], { channel: 'none' }).turns[1]?.score;
    expect(turnOf('C: it is broken')).toMatchObject({ earned: 40, possible: 40 });
    expect(turnOf('C: it is on fire')).toMatchObject({ normalized: 62.5, possible: 80 });
  });

  test('keeps something to avoid from costing where it does not apply', () => {
    const criteria = `  - {id: action, weight: 100, credit: {solution: 1}}
  - {id: kind, scope: turn, avoid: rude, when: {channel: chat}, penalty: {1: {points: 50, cap: 10}}}`;
    const reply = (channel: string) =>
      scoreTalk(rubric(criteria), ['C: broken', 'A: take a new one, you fool'], { channel }).opportunities[0]
        ?.score.normalized;
    expect(reply('chat')).toBe(10);
    expect(reply('voice')).toBe(100);
  });
});

describe('within', () => {
  const talk = ['A: hello', 'C: broken', 'A: one moment', 'C: and now', 'A: take a new one, bye'];
  const on = (within: string, label: string) =>
    verdictOn(
      'q',
      `  - {id: q, scope: conversation, weight: 10, credit: {${label}: 1}, within: ${within}}`,
      talk,
    )?.verdict;

  test.each([
    ['{first: 1}', 'greeting', 'met'],
    ['{first: 2}', 'goodbye', 'missed'],
    ['{first: 3}', 'goodbye', 'met'],
    ['{last: 1}', 'goodbye', 'met'],
    ['{last: 2}', 'greeting', 'missed'],
    ['{last: 20}', 'greeting', 'met'],
  ])('%s: %s is %s', (within, label, verdict) => {
    expect(on(within, label)).toBe(verdict);
  });

  test('narrows the window of an opportunity', () => {
    const at = (within: number) =>
      scoreTalk(
        rubric(`  - {id: q, weight: 10, decay: [1, 1, 1], credit: {solution: 1}, within: ${within}}`),
        [
          'C: broken',
          'A: what is the number of the thing, may I ask, and which day was it that you bought it on',
          'C: 5',
          'A: take a new one',
        ],
      ).opportunities[0]?.verdicts[0]?.verdict;
    expect(at(1)).toBe('missed');
    expect(at(2)).toBe('met');
  });

  test('counts from what the customer said, and the worst answer counts', () => {
    const criteria =
      '  - {id: q, scope: conversation, weight: 10, when: {customer: distress.safety}, within: 1, credit: {solution: 1}}';
    const fire = (...lines: string[]) => verdictOn('q', criteria, lines)?.verdict;
    expect(fire('C: on fire', 'A: take a new one')).toBe('met');
    expect(fire('C: on fire', 'A: hello', 'C: so', 'A: take a new one')).toBe('missed');
    expect(fire('C: on fire', 'A: take a new one', 'C: on fire again', 'A: hello')).toBe('missed');
    expect(fire('C: on fire', 'A: take a new one', 'C: it was on fire')).toBe('met');
    expect(fire('A: take a new one', 'C: on fire')).toBe('not_applicable');
  });
});

describe('a scale', () => {
  const SCALE = `  - id: tone
    scope: conversation
    weight: 20
    scale:
      1: {anchor: cold}
      2: {anchor: polite, needs: goodbye}
      4: {anchor: friendly, needs: [greeting, goodbye & solution]}
      5: {anchor: warm, needs: "greeting:2"}
`;
  test.each([
    ['well', 1, 0],
    ['bye', 2, 5],
    ['hello', 4, 15],
    ['a new one, bye', 4, 15],
    ['hello dear', 5, 20],
  ])('"%s" is rated %i and earns %i of 20', (text, rating, earned) => {
    expect(verdictOn('tone', SCALE, [`A: ${text}`])).toMatchObject({ rating, earned, possible: 20 });
  });

  test('says itself what a rating is worth', () => {
    const worth = SCALE.replace('anchor: cold', 'anchor: cold, worth: 0.2').replace(
      'polite,',
      'polite, worth: 0.4,',
    );
    expect(verdictOn('tone', worth, ['A: well'])).toMatchObject({ verdict: 'missed', rating: 1, earned: 4 });
    expect(verdictOn('tone', worth, ['A: bye'])).toMatchObject({ verdict: 'met', rating: 2, earned: 8 });
  });
});

describe('something to avoid', () => {
  test('earns its weight where it is kept', () => {
    const criteria = '  - {id: polite, scope: conversation, weight: 10, avoid: rude}';
    expect(verdictOn('polite', criteria, ['A: hello'])).toMatchObject({
      verdict: 'met',
      earned: 10,
      possible: 10,
    });
    expect(verdictOn('polite', criteria, ['A: hello', 'A: you fool'])).toMatchObject({
      verdict: 'missed',
      earned: 0,
      possible: 10,
      turn: 1,
    });
  });

  test('may be one of several, or of one kind', () => {
    const criteria = '  - {id: q, scope: conversation, weight: 10, avoid: [rude.insult, goodbye]}';
    const on = (text: string) => verdictOn('q', criteria, [`A: ${text}`])?.verdict;
    expect([on('you fool'), on('tough luck'), on('bye')]).toEqual(['missed', 'met', 'missed']);
  });
});

describe('critical', () => {
  const CRITICAL = `  - {id: action, weight: 100, credit: {solution: 1}}
  - {id: no-insult, scope: conversation, avoid: rude.insult, critical: fail}
  - {id: no-sigh, scope: conversation, avoid: rude.sigh, critical: {action: cap, cap: 40}}
  - {id: danger, scope: conversation, when: {customer: distress.safety}, within: 1, credit: {solution.safety: 1}, critical: fail}
`;
  const judge = (...lines: string[]) => scoreTalk(rubric(CRITICAL), lines).score;

  test('fails the conversation and keeps its computed score', () => {
    expect(judge('C: broken', 'A: take a new one, you fool')).toMatchObject({
      normalized: 100,
      band: 'good',
      failed: ['no-insult'],
      verdicts: [{ criterion: 'no-insult', verdict: 'missed', possible: 0, turn: 1 }],
    });
  });

  test('asks for a review where the cue is not sure', () => {
    expect(judge('C: broken', 'A: silly question, take a new one')).toMatchObject({
      failed: [],
      review: ['no-insult'],
    });
  });

  test('caps the score', () => {
    expect(judge('C: broken', 'A: tough luck, take a new one')).toMatchObject({
      normalized: 40,
      failed: [],
      adjustments: [{ rule: 'no-sigh', points: -60, turn: 1 }],
    });
  });

  test('fails what was not answered only when what was said is sure', () => {
    expect(judge('C: on fire', 'A: take a new one').failed).toEqual(['danger']);
    expect(judge('C: on fire', 'A: leave the house')).toMatchObject({ failed: [] });
    expect(judge('C: rather hot', 'A: take a new one')).toMatchObject({ failed: [], review: ['danger'] });
    expect(judge('C: on fire').failed).toEqual([]);
  });

  test('leaves nothing behind where all is well', () => {
    const score = judge('C: broken', 'A: take a new one');
    expect(score.failed).toEqual([]);
    expect(score.review).toBeUndefined();
    expect(score.verdicts).toBeUndefined();
  });
});

describe('totals', () => {
  const FORM = `  - {id: greeted, section: opening, scope: conversation, weight: 10, credit: {greeting: 1}}
  - {id: took-leave, section: closing, scope: conversation, weight: 5, credit: {goodbye: 1}}
  - {id: action, section: help, weight: {1: 40, 2: 60}, credit: {solution: 1}}
  - {id: kind, section: help, weight: 10, credit: {empathy: 1}, when: {channel: chat}}
`;
  const lines = [
    'A: hello',
    'C: broken',
    'A: take a new one',
    'C: now it is on fire',
    'A: I will have a look at that',
  ];

  test('by points: every criterion once, an opportunity’s as its weighted mean', () => {
    // Two episodes, ω 1 and 2: (1·40 + 2·0) / 3 of (1·40 + 2·60) / 3.
    const { score } = scoreTalk(rubric(FORM, 'total: points\n'), lines, { channel: 'email' });
    expect(score.sections).toMatchObject([
      { id: 'opening', earned: 10, possible: 10 },
      { id: 'closing', earned: 0, possible: 5 },
      { id: 'help', earned: 13.33, possible: 53.33 },
    ]);
    expect(score).toMatchObject({ possible: 68.33, normalized: 34.1 });
  });

  test('by sections: each section’s share by its weight', () => {
    const sections =
      'total: sections\nsections: {opening: {weight: 20}, help: {weight: 70}, closing: {weight: 10}}\n';
    const { score } = scoreTalk(rubric(FORM, sections), lines, { channel: 'email' });
    expect(score).toMatchObject({ possible: 100, normalized: 37.5 });
  });

  test('a section with nothing to judge leaves both sides', () => {
    const sections =
      'total: sections\nsections: {opening: {weight: 20}, help: {weight: 70}, closing: {weight: 10}}\n';
    const { score } = scoreTalk(rubric(FORM, sections), ['A: hello', 'C: hello', 'A: bye']);
    expect(score).toMatchObject({ possible: 30, normalized: 100 });
    expect(score.sections?.map(({ id }) => id)).toEqual(['opening', 'closing']);
  });

  test('by episodes: once-a-conversation criteria stand beside the episodes', () => {
    const { score } = scoreTalk(rubric(FORM), ['A: hello', 'C: broken', 'A: take a new one']);
    expect(score).toMatchObject({ earned: 110, possible: 115, normalized: 95.7 });
  });

  test('what a cap takes from an episode, its criteria lose in proportion', () => {
    const criteria = `${FORM}  - {id: polite, section: help, scope: turn, avoid: rude, penalty: {1: {points: 0, cap: 25}}}\n`;
    const { score } = scoreTalk(rubric(criteria, 'total: points\n'), [
      'C: broken',
      'A: take a new one, you fool',
    ]);
    expect(score.sections?.find(({ id }) => id === 'help')).toMatchObject({ earned: 10, possible: 40 });
  });
});

test('a weight of 0 is as good as no criterion', () => {
  const lines = ['C: broken', 'A: hello, take a new one'];
  const kept = rubric('  - {id: action, weight: 40, credit: {solution: 1}}\n');
  const zero = rubric(`  - {id: action, weight: 40, credit: {solution: 1}}
  - {id: kind, weight: 0, credit: {empathy: 1}}\n`);
  expect(scoreTalk(zero, lines).score.normalized).toBe(scoreTalk(kept, lines).score.normalized);
});

test('the shipped rubrics say in their receipts which one they are', () => {
  expect(house('extends: strict\nid: ours\nversion: 1.0.0\n').rubric).toMatchObject({ id: 'ours' });
});
