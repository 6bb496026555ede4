/** Formula and repetition (SCORING §6): templates, what they cost within a conversation, and scripts across many. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAlike } from '../src/alike.ts';
import { createDetect } from '../src/detect/index.ts';
import type { Conversation, ScoredConversation } from '../src/model.ts';
import { explain } from '../src/report/explain.ts';
import { loadRubric } from '../src/rubric/index.ts';
import { rubricFinder } from '../src/run/rubrics.ts';
import { rubric } from './helpers/rubric.ts';
import { ROOT } from './helpers/run.ts';
import { agent, customer, explained, type Line, play, says } from './helpers/scene.ts';

const compiled = loadRubric('empathy', rubricFinder(ROOT));
const detect = createDetect(compiled.rubric, compiled.cues);

/** The templates of what an agent says, each once, in the order of the words. */
function templatesOf(said: string, story = ''): string[] {
  const turns = [story, said].map((text, index): Conversation['turns'][number] => {
    return { index, role: index === 0 ? 'customer' : 'agent', visibility: 'public', text, rows: [] };
  });
  const found = detect({ id: 'c', meta: {}, turns, source: { path: 'test' } }).turns[1];
  return [...new Set(found?.evidence.flatMap(({ template }) => template ?? []))];
}

describe('a template', () => {
  it.each<[string, string, string, string[]]>([
    ['keeps the words of a formula', "I'm sorry to hear that.", '', ['i am sorry to hear that']],
    [
      'leaves out names and numbers',
      'I am so sorry to hear about order 4711, Mona.',
      '',
      ['i am so sorry to hear about order §'],
    ],
    [
      'leaves out what the customer said',
      'I am sorry about the broken fridge.',
      'My fridge broke down.',
      ['i am sorry about the §'],
    ],
    [
      'leaves out slots',
      "I'm so sorry to hear about the {{issue}}.",
      '',
      ['i am so sorry to hear about the §'],
    ],
    [
      'is one clause',
      'Hello there, we apologise for the inconvenience, and I will send a new one.',
      '',
      ['we apologize for the inconvenience'],
    ],
    [
      'ends where the next one is joined on',
      'I understand your frustration but we cannot change it.',
      '',
      ['i understand your frustration'],
    ],
    [
      'stands beside another',
      'I understand. Rest assured, we are sorry for the trouble.',
      'I am upset.',
      ['i understand', 'rest assured', 'we are sorry for the trouble'],
    ],
    ['does not shout', 'WE APOLOGISE FOR THE INCONVENIENCE', '', ['we apologize for the inconvenience']],
    ['is not for what is done', 'I will send you a refund today.', '', []],
  ])('%s', (_, said, story, expected) => {
    expect(templatesOf(said, story)).toEqual(expected);
  });

  it('is the same for every customer', () => {
    const [mona] = templatesOf('So sorry about your two kettles, Mona!', 'My kettles leak.');
    const [omar] = templatesOf('So sorry about your three lamps, Omar!', 'The lamps flicker.');
    expect(mona).toBe(omar);
    expect(mona).toBe('so sorry about your §');
  });

  it('is the same before and after the customer uses the word', () => {
    const text = 'So sorry about your sofa.';
    const turns = [text, 'The sofa?', text].map((said, index): Conversation['turns'][number] => {
      return {
        index,
        role: index === 1 ? 'customer' : 'agent',
        visibility: 'public',
        text: said,
        rows: [],
      };
    });
    const found = detect({ id: 'c', meta: {}, turns, source: { path: 'test' } }).turns;
    expect(found[0]?.evidence[0]?.template).toBe('so sorry about your §');
    expect(found[2]?.evidence[0]?.template).toBe(found[0]?.evidence[0]?.template);
  });

  it('is bounded, however long the clause', () => {
    const [template = ''] = templatesOf(`I am sorry that ${'on and '.repeat(500)} on it went`);
    expect(template.split(' ').length).toBeLessThan(40);
  });
});

describe('two templates', () => {
  const formula = 'we are sorry for any inconvenience this may have caused';
  it.each<[string, string, boolean]>([
    [formula, formula, true],
    // 8 trigrams each and one more: 8 of 9.
    [formula, `${formula} you`, true],
    // 8 and 10, all 8 shared: 0.8 is enough.
    [formula, `${formula} you today`, true],
    // 8 of 11.
    [formula, `${formula} you today sir`, false],
    // The last word differs: 7 of 9.
    [formula, 'we are sorry for any inconvenience this may have brought', false],
    // 3 of 4 trigrams; short ones must be equal.
    ['so sorry to hear that', 'oh so sorry to hear that', false],
    ['i am sorry', 'i am so sorry', false],
    ['sorry', 'sorry', true],
  ])('%s | %s: %s', (a, b, same) => {
    const firstAlike = createAlike();
    expect(firstAlike(a)).toBe(a);
    expect(firstAlike(b) === a).toBe(same);
  });

  it('agree with a comparison of all pairs', () => {
    const token = fc.constantFrom('a', 'b', 'c', 'd');
    const templates = fc.array(
      fc.array(token, { minLength: 1, maxLength: 14 }).map((tokens) => tokens.join(' ')),
      {
        maxLength: 12,
      },
    );
    const grams = (template: string) => {
      const tokens = template.split(' ');
      return new Set(tokens.slice(2).map((_, i) => tokens.slice(i, i + 3).join(' ')));
    };
    fc.assert(
      fc.property(templates, (list) => {
        const firstAlike = createAlike();
        const leaders: string[] = [];
        for (const template of list) {
          const mine = grams(template);
          const alike = leaders.filter((leader) => {
            if (leader === template) return true;
            const other = grams(leader);
            const shared = [...mine].filter((gram) => other.has(gram)).length;
            return mine.size > 0 && shared / (mine.size + other.size - shared) >= 0.8;
          });
          const answer = firstAlike(template);
          if (alike.length === 0) {
            expect(answer).toBe(template);
            leaders.push(template);
          } else expect(alike).toContain(answer);
        }
      }),
    );
  });
});

const CONTENT = customer(0, { flags: { reset: true } });
const SORRY = 'i am sorry to hear that';

/** One short episode each: the customer is upset, the agent says this, and the matter is closed. */
function episodes(...replies: readonly Line[]): readonly Line[] {
  return replies.flatMap((reply) => [customer(2), reply, CONTENT]);
}
const noted = ({ turns }: ScoredConversation) =>
  turns.flatMap(({ role, flags = [] }) => (role === 'agent' ? flags : []));
const valuesOf = ({ opportunities }: ScoredConversation) =>
  opportunities.map(({ score }) => score.normalized);

describe('a formula said again', () => {
  it('is worth 1, .5, .25 and 0, and costs 2 points from the third time on', () => {
    // Sympathy is .25 of 40 points: 10, 5, 2.5 and nothing of 100.
    const c = play(episodes(...Array.from({ length: 4 }, () => says('sympathy', SORRY))));
    expect(valuesOf(c)).toEqual([10, 5, 2.5, 0]);
    // (10 + 5 + 2.5 + 0) / 4 = 4.375, less 2 and 2.
    expect(c.score.normalized).toBe(0.4);
    expect(c.score.adjustments).toEqual([
      { rule: 'repetition', points: -2, turn: 7 },
      { rule: 'repetition', points: -2, turn: 10 },
    ]);
    // A turn by voice needs 80 of 100 points: 10 / 80, 5 / 80 …
    expect(c.turns.flatMap(({ score }) => score?.normalized ?? [])).toEqual([12.5, 6.3, 3.1, 0]);
    expect(noted(c)).toEqual(['repeated', 'repeated', 'repeated']);
  });

  it('names the factor, even where nothing is left', () => {
    const c = play(episodes(...Array.from({ length: 4 }, () => says('sympathy', SORRY))));
    const recognition = c.opportunities.map(({ verdicts }) => verdicts[0]);
    expect(recognition).toMatchObject([
      { verdict: 'met', credit: 0.25, factor: 1, earned: 10 },
      { verdict: 'met', credit: 0.25, factor: 0.5, repeat: 0.5, earned: 5, turn: 4 },
      { verdict: 'met', credit: 0.25, factor: 0.25, repeat: 0.25, earned: 2.5, turn: 7 },
      { verdict: 'missed', credit: 0.25, factor: 0, repeat: 0, earned: 0, turn: 10 },
    ]);
    expect(recognition[0]?.repeat).toBeUndefined();
  });

  it('says so when explained', () => {
    const whole = explained(episodes(...Array.from({ length: 3 }, () => says('sympathy', SORRY))));
    const page = explain(whole, rubric, { color: false, width: 140 });
    expect(page).toContain(
      'recognition             40   × 0.25    × 0.5        = 5  turn 4 · sympathy · said before: counts × 0.5',
    );
    expect(page).toContain(`formula “${SORRY}”`);
    expect(page).toMatch(/repetition +-2 +the same formula once more at turn 7/);
  });

  it('costs at most 10 points', () => {
    const c = play(
      episodes(says('ownership solution', ''), ...Array.from({ length: 9 }, () => says('sympathy', SORRY))),
    );
    const points = (c.score.adjustments ?? [])
      .filter(({ rule }) => rule === 'repetition')
      .map((a) => a.points);
    expect(points).toEqual([-2, -2, -2, -2, -2]);
  });

  it('is worn by lag and repetition at once', () => {
    // The first episode uses it up once; in the second it comes one turn late: 40 · .25 · .7 · .5.
    const c = play([...episodes(says('sympathy', SORRY)), customer(2), agent(), says('sympathy', SORRY)]);
    expect(c.opportunities[1]?.verdicts[0]).toMatchObject({ factor: 0.35, repeat: 0.5, earned: 3.5 });
  });

  it('leaves an episode its best moment, as nothing is counted twice inside it anyway', () => {
    const twice = [customer(2), says('sympathy', SORRY), says('sympathy gratitude', SORRY)];
    const once = [customer(2), says('sympathy', SORRY), says('gratitude', '')];
    expect(valuesOf(play(twice))).toEqual(valuesOf(play(once)));
  });

  it('is nothing new in other words that are nearly the same', () => {
    const formula = 'we are sorry for any inconvenience this may have caused';
    const c = play(episodes(says('apology', formula), says('apology', `${formula} you`)));
    expect(
      c.opportunities[1]?.verdicts.find(({ criterion }) => criterion === 'responsibility'),
    ).toMatchObject({
      repeat: 0.5,
    });
  });

  it.each<[string, readonly Line[]]>([
    ['other words', [says('sympathy', SORRY), says('sympathy', 'i feel for you')]],
    [
      'specific words',
      [says('empathy:2', 'waiting for the § is hard'), says('empathy:2', 'waiting for the § is hard')],
    ],
    ['a fault that is named', [says('apology:2', 'we broke the §'), says('apology:2', 'we broke the §')]],
    [
      'a generic word in a specific clause',
      [says('sympathy empathy:2', SORRY), says('sympathy empathy:2', SORRY)],
    ],
    ['what is done', [says('ownership', ''), says('ownership', '')]],
    [
      'the words of a colleague',
      [says('sympathy', SORRY, { speaker: 'ana' }), says('sympathy', SORRY, { speaker: 'ben' })],
    ],
  ])('is not %s', (_, [first, second]) => {
    const c = play(episodes(first!, second!));
    expect(valuesOf(c)[0]).toBe(valuesOf(c)[1]);
    expect(noted(c)).toEqual([]);
  });

  it('takes nothing from what else the turn says', () => {
    const fresh = {
      ...says('empathy', 'i see why that hurts').evidence![0]!,
      template: 'i see why that hurts',
    };
    const again = says('sympathy', SORRY);
    const both = { ...again, labels: { sympathy: 1, empathy: 1 }, evidence: [...again.evidence!, fresh] };
    const c = play(episodes(says('sympathy', SORRY), both));
    // Empathy alone is worth .45; with sympathy, half worn, it would be .5 · .5.
    expect(c.opportunities[1]?.verdicts[0]).toMatchObject({ credit: 0.45, factor: 1, earned: 18 });
  });

  it('costs nothing where the rubric does not say so', () => {
    const adjustments = {
      ...rubric.adjustments,
      repetition: { decay: [1], fromUse: 2, points: 0, max: 0 },
    };
    const scene = episodes(...Array.from({ length: 4 }, () => says('sympathy', SORRY)));
    const c = play(scene, { rubric: { ...rubric, adjustments } });
    expect(valuesOf(c)).toEqual([10, 10, 10, 10]);
    expect(c.score.adjustments).toBeUndefined();
  });
});

describe('a name', () => {
  const named = (more: Partial<Line> = {}) => says('name_use', '', more);
  const care = (c: ScoredConversation) =>
    c.opportunities.map(({ verdicts }) => verdicts.find(({ criterion }) => criterion === 'care')?.earned);

  it('earns once in four turns', () => {
    const c = play(episodes(named(), named(), agent(), agent()));
    expect(care(c)).toEqual([2.5, 0, 0, 0]);
    expect(c.opportunities[1]?.verdicts.find(({ criterion }) => criterion === 'care')).toMatchObject({
      credit: 0.25,
      repeat: 0,
    });
    expect(c.turns.flatMap(({ index, flags }) => (flags?.includes('name_overuse') ? [index] : []))).toEqual([
      4,
    ]);
  });

  it('earns twice in eight, and never more than four times', () => {
    const filler = (n: number) => Array.from({ length: n }, () => agent());
    expect(care(play(episodes(named(), named(), named(), ...filler(5)))).slice(0, 4)).toEqual([
      2.5, 2.5, 0, 0,
    ]);
    const often = Array.from({ length: 6 }, () => named());
    expect(care(play(episodes(...often, ...filler(40)))).slice(0, 6)).toEqual([2.5, 2.5, 2.5, 2.5, 0, 0]);
  });

  it('counts once where two rules find it, and twice where it stands twice', () => {
    const [found] = named().evidence!;
    const twice = named({ evidence: [found!, { ...found!, cue: 'other', start: 2 }] });
    expect(play([customer(1), twice]).turns[1]?.flags).toBeUndefined();
    const again = named({ evidence: [found!, { ...found!, start: 9, end: 13 }] });
    expect(play([customer(1), again]).turns[1]?.flags).toEqual(['name_overuse']);
  });
});
