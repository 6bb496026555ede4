/** Explanations: whoever adds up what is printed gets the score, and every point has its words and its rule. */

import { createReadStream } from 'node:fs';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Criterion, Explained, Rubric, ScoredConversation } from '../src/model.ts';
import { createExplainer } from '../src/pipeline.ts';
import { read } from '../src/read/index.ts';
import { explanationSchema } from '../src/report/explain/schema.ts';
import { explain, explainJson } from '../src/report/explain.ts';
import { columns } from '../src/report/terminal/layout.ts';
import { loadRubric } from '../src/rubric/index.ts';
import { rubricFinder } from '../src/run/rubrics.ts';
import { hostileReport } from './helpers/report.ts';
import { credit, rubric } from './helpers/rubric.ts';
import { ROOT } from './helpers/run.ts';
import { agent, customer, explained, type Line, says } from './helpers/scene.ts';

const options = { color: false, width: 120 };

/** A rubric that also has criteria for the whole conversation. */
const once: Criterion = {
  ...rubric.criteria[0]!,
  id: 'greeting',
  title: 'Greeted',
  scope: 'conversation',
  weight: { 0: 50 },
  credit: [credit('name_use', 1), credit('gratitude', 0.5)],
};
const withOnce: Rubric = { ...rubric, criteria: [...rubric.criteria, once] };
/** The same as a scorecard. */
const sectioned: Rubric = {
  ...withOnce,
  total: 'sections',
  sections: { empathy: { title: 'Empathy', weight: 60 }, resolution: { title: 'Resolution', weight: 40 } },
};

const full = 'empathy:2 apology:2 ownership solution reflection exploration reassurance gratitude name_use';
const scenes: Readonly<Record<string, readonly Line[]>> = {
  'answered at once': [customer(2), agent(full)],
  'answered late': [customer(2), agent('solution'), agent('exploration'), agent('empathy:2 gratitude')],
  dismissed: [customer(2), agent('empathy:2 dismissive solution ownership reflection')],
  repaired: [customer(1), agent('dismissive'), agent('empathy:2 apology:2 ownership solution')],
  'dismissed outside': [
    agent('dismissive'),
    agent('dismissive'),
    customer(1),
    agent('empathy'),
    agent('dismissive'),
  ],
  overdone: [customer(2), agent('empathy'), agent('sympathy'), agent('apology'), agent('solution')],
  'ended warmly': [customer(1), agent('empathy:2 ownership solution reflection'), agent('gratitude')],
  'twice, one without a reply': [customer(2), agent('sympathy'), agent(), agent(), agent(), customer(1)],
  'nothing called for': [customer(0), agent('solution')],
  'below zero': [agent('dismissive'), customer(2), agent()],
  'said again': Array.from({ length: 5 }, () => [
    customer(2),
    says('sympathy', 'i am sorry to hear that'),
    says('empathy gratitude name_use', 'we understand'),
    says('solution', ''),
    customer(0, { flags: { reset: true } }),
  ]).flat(),
  'waited for': [
    customer(1, { at: '2025-01-01T10:00:00Z' }),
    agent('solution apology', { at: '2025-01-01T10:09:00Z' }),
  ],
};

/** The rows `possible × credit × factor = points` of a block, by their shape. */
const ROW = /^ {4}\S.*? (?:(\d[\d.]*) +)?× ([\d.]+)(?: +× ([\d.]+))? += ([\d.]+)/;
const number = (text: string | undefined, otherwise = 1) => (text === undefined ? otherwise : Number(text));

/** Adds up one table of an explanation with nothing but its printed numbers. */
function recompute(table: readonly string[]): { total: number; stated: number } {
  let points = 0;
  let sum: number | undefined;
  let value = Number.NaN;
  let stated = Number.NaN;
  for (const line of table) {
    const row = ROW.exec(line);
    const share = /^ {4}share +100 × ([\d.]+) \/ ([\d.]+) = ([\d.]+)$/.exec(line);
    const begins = /^ {4}share +begins at ([\d.]+)/.exec(line);
    const change = /^ {4}\S+ +([+-][\d.]+)(?: |$)/.exec(line);
    const score = /^ {4}score +([\d.]+)$/.exec(line);
    if (row) {
      const [, possible, creditOf, factor, earned] = row;
      expect(number(possible) * number(creditOf) * number(factor)).toBeCloseTo(Number(earned), 2);
      if (!line.startsWith('    target')) points += Number(earned);
    } else if (/^ {4}sum /.test(line)) {
      sum = Number(/= ([\d.]+)/.exec(line)?.[1]);
      expect(points).toBeCloseTo(sum, 2);
    } else if (share) {
      expect(Number(share[1])).toBeCloseTo(sum ?? Number.NaN, 3);
      value = (100 * Number(share[1])) / Number(share[2]);
      expect(Math.abs(value - Number(share[3]))).toBeLessThan(0.0051);
    } else if (begins) value = Number(begins[1]);
    else if (change) value += Number(change[1]);
    else if (score) stated = Number(score[1]);
  }
  return { total: value, stated };
}

/** The tables of an explanation: each ends with its score. */
function tables(text: string): string[][] {
  const all: string[][] = [[]];
  for (const line of text.split('\n')) {
    all.at(-1)!.push(line);
    if (/^ {4}score +[\d.]+$/.test(line)) all.push([]);
  }
  return all.slice(0, -1);
}

/** Checks every sum of a conversation and of each of its agent turns against the score. */
function check(whole: Explained, by: Rubric): void {
  const { scored } = whole;
  const episodes = scored.opportunities.flatMap(({ score }) => score.normalized ?? []);
  const expected = [...episodes, ...(scored.score.normalized === null ? [] : [scored.score.normalized])];
  const sums = tables(explain(whole, by, options)).map(recompute);
  expect(sums.map(({ stated }) => stated)).toEqual(expected);
  for (const { total, stated } of sums) expect(Math.abs(total - stated)).toBeLessThan(0.0601);
  for (const { index, score } of scored.turns) {
    if (score === undefined) continue;
    const alone = tables(explain(whole, by, options, index)).map(recompute);
    expect(alone.map(({ stated }) => stated)).toEqual(score.normalized === null ? [] : [score.normalized]);
    for (const { total, stated } of alone) expect(Math.abs(total - stated)).toBeLessThan(0.0601);
  }
}

/** Adds up what would have changed each score most, with nothing but the numbers that are printed. */
function checkChanges(whole: Explained, by: Rubric): void {
  const { scored, whatIf } = whole;
  const sum =
    /then 100 × (?:\(([\d.]+) \+ (-?[\d.]+)\)|([\d.]+)) \/ ([\d.]+) = ([\d.]+)((?:, [+-][\d.]+ [^:]*)*)/g;
  const sums = (page: string) =>
    [...page.replace(/\s+/g, ' ').matchAll(sum)].map(([, a = '0', b = '0', one = '0', of, is, steps]) => {
      const value = (100 * (Number(a) + Number(b) + Number(one))) / Number(of);
      expect(Math.abs(value - Number(is))).toBeLessThan(0.01);
      const adjusted = [...steps!.matchAll(/, ([+-][\d.]+) /g)].map(([, points]) => Number(points));
      return adjusted.reduce((x, y) => x + y, value);
    });
  const close = (shown: readonly number[], expected: readonly (number | null)[]) => {
    expect(shown).toHaveLength(expected.length);
    shown.forEach((value, i) => {
      expect(Math.abs(value - expected[i]!)).toBeLessThan(0.11);
    });
  };
  const most = whatIf.opportunities.flatMap(({ changes }) => changes[0]?.score.normalized ?? []);
  const [inAll] = whatIf.changes;
  const summed = inAll !== undefined && scored.score.sections === undefined;
  const ofAll = summed ? [inAll.score.normalized] : [];
  close(sums(explain(whole, by, options)), [...most, ...ofAll]);
  for (const { index, score } of scored.turns) {
    if (score === undefined) continue;
    const changes = whatIf.turns.find(({ turn }) => turn === index)!.changes;
    close(
      sums(explain(whole, by, options, index)),
      changes.slice(0, 1).map((c) => c.score.normalized),
    );
  }
}

describe('a pocket calculator gives the score of', () => {
  test.each(Object.keys(scenes))('%s', (name) => {
    check(explained(scenes[name]!), rubric);
    check(explained(scenes[name]!, { rubric: withOnce }), withOnce);
    check(explained(scenes[name]!, { channel: 'chat', nameKnown: false }), rubric);
  });
});

describe('the fixtures', () => {
  const compiled = loadRubric('empathy', rubricFinder(ROOT));
  const explainer = createExplainer(compiled);
  const conversations = new Map<string, Explained>();

  beforeAll(async () => {
    for (const file of ['support.csv', 'calls.ndjson', 'chat.json']) {
      const bytes = createReadStream(path.join(ROOT, 'fixtures', file));
      for await (const item of read(bytes, { path: file })) {
        if (item.kind === 'conversation')
          conversations.set(item.conversation.id, explainer(item.conversation));
      }
    }
  });

  test('add up', () => {
    expect(conversations.size).toBe(25);
    for (const whole of conversations.values()) {
      check(whole, compiled.rubric);
      checkChanges(whole, compiled.rubric);
    }
  });

  test('as JSON keep to the schema, and say what the score says', () => {
    for (const whole of conversations.values()) {
      const { scored } = whole;
      const page = explanationSchema.parse(JSON.parse(explainJson(whole, compiled.rubric)));
      expect(page.score.normalized).toBe(scored.score.normalized);
      expect(page.episodes!.map(({ score }) => score.normalized)).toEqual(
        scored.opportunities.map(({ score }) => score.normalized),
      );
      for (const { worth, score, changes, missing } of page.episodes!) {
        for (const { possible, credit = 0, factor = 0, points } of worth) {
          expect(points).toBeCloseTo(possible * credit * factor, 4);
        }
        const earned = worth.reduce((sum, { points }) => sum + points, 0);
        const adjusted = (score.adjustments ?? []).reduce((sum, { points }) => sum + points, 0);
        if (score.normalized !== null) {
          expect(Math.abs((100 * earned) / score.possible + adjusted - score.normalized)).toBeLessThan(0.06);
        }
        for (const change of changes) expect(change.score.normalized).toBeGreaterThan(score.normalized!);
        if (missing) expect(worth.find(({ criterion }) => criterion === missing.criterion)!.points).toBe(0);
      }
      for (const { index, score, evidence } of scored.turns) {
        if (score === undefined) continue;
        const { only, episodes } = explanationSchema.parse(
          JSON.parse(explainJson(whole, compiled.rubric, index)),
        );
        expect(episodes).toBeUndefined();
        expect(only!.turn).toBe(index);
        expect(new Set(only!.found.map(({ quote }) => quote))).toEqual(
          new Set(evidence.map(({ quote }) => quote)),
        );
      }
    }
  });

  test('list as unused only what the customer said and no reply of the episode took up', () => {
    for (const { scored, whatIf } of conversations.values()) {
      whatIf.opportunities.forEach(({ turn, unused }, i) => {
        const o = scored.opportunities[i]!;
        expect(turn).toBe(o.turn);
        const customers = scored.turns.filter(({ role, index }) => role === 'customer' && index >= turn);
        for (const detail of unused) expect(customers.some(({ text }) => text!.includes(detail))).toBe(true);
        expect(unused).toEqual(expect.arrayContaining([...(o.unused ?? [])]));
      });
    }
  });

  test('quote the words, the cue and its tier for every label of a reply', () => {
    const whole = conversations.get('NT-1001')!;
    const { scored } = whole;
    const text = explain(whole, compiled.rubric, options).replace(/\s+/g, ' ');
    const [reply] = scored.turns.filter(({ role }) => role === 'agent');
    expect(reply!.evidence.length).toBeGreaterThan(0);
    for (const { label, level, cue, quote } of reply!.evidence) {
      const known = compiled.rubric.cues.find(({ id }) => id === cue);
      const source = known ? `cue ${cue}, tier ${known.tier}` : `rule ${cue}`;
      expect(text).toContain(`${label} ${level} “${quote.replace(/\s+/g, ' ')}” · ${source}`);
      if (known?.why) expect(text).toContain(known.why);
    }
  });

  test('show one turn whole and alone', () => {
    const whole = conversations.get('NT-1001')!;
    const { scored } = whole;
    const replies = scored.turns.filter(({ score }) => score !== undefined);
    const text = explain(whole, compiled.rubric, options, replies[0]!.index);
    expect(text).toContain(`turn ${replies[0]!.index} `);
    expect(text).not.toContain(`turn ${replies[1]!.index} `);
    expect(text).not.toContain('The conversation');
    expect(text).toContain(scored.receipt.rubricHash.slice(0, 19));
  });
});

describe('what was missing', () => {
  const shown = (lines: readonly Line[]) =>
    explain(explained(lines), rubric, { color: false, width: 160 }).replace(/ +/g, ' ');

  test('is the heaviest criterion that earned nothing, with what earns it and what the customer gave', () => {
    const details = [
      { text: 'three Saturdays', takenUp: [] },
      { text: 'sofa', takenUp: [1] },
    ];
    const text = shown([customer(2, { details }), agent('sympathy solution')]);
    expect(text).toContain('missing listening, 15 points: Gave the problem back or asked about it');
    expect(text).toContain('earned by reflection and exploration: 1 · reflection: 0.8 · exploration: 0.7');
    expect(text).toContain('not used “three Saturdays”\n');
  });

  test('is told from what would change most, with the sum of it', () => {
    // Sympathy 10 of 40, solution 20 of 25: 30 of 100; full recognition adds 30, listening only 15.
    const text = shown([customer(2), agent('sympathy solution')]);
    expect(text).toContain('most recognition, fully met: Recognised what the customer is going through');
    expect(text).toContain(
      'earned by empathy 2: 1 · empathy and sympathy: 0.5 · empathy: 0.45 · sympathy: 0.25',
    );
    expect(text).toContain('then 100 × (30 + 30) / 100 = 60\n');
  });

  test('minds the cap of a dismissal', () => {
    const text = shown([customer(2), agent('dismissive')]);
    expect(text).toContain(
      '100 × (0 + 40) / 100 = 40, -10 dismissive at turn 1 (held to 50 once it is made good): 30.0',
    );
  });

  test('is the dismissal itself where it costs most', () => {
    const text = shown([customer(2), agent(`${full} dismissive`)]);
    expect(text).toContain('most no-dismissal, fully met: ');
    expect(text).toContain('earned by no dismissive\n');
    expect(text).toContain('then 100 × 100 / 100 = 100\n');
  });

  test('is nothing where all is there', () => {
    expect(shown([customer(2), agent(full)])).not.toMatch(/missing|most /);
  });

  test('of the conversation is the episode that would have lifted it most', () => {
    // Distress 2 weighs twice: full recognition there is worth 2 × 40 of 300, action in the first one 35.
    const lines = [customer(1), agent('reflection'), agent(), agent(), customer(2), agent('solution')];
    const text = shown(lines);
    expect(text).toContain('most recognition in the episode of turn 4, fully met: 20.0 there would be 60.0');
    expect(text).toContain('then 100 × (56 + 80) / 300 = 45.33\n');
  });
});

describe('what would have changed a score most', () => {
  const all = Object.entries(scenes).flatMap(([name, lines]) => [
    { name, whole: explained(lines), by: rubric },
    {
      name: `${name}, with criteria asked once`,
      whole: explained(lines, { rubric: withOnce }),
      by: withOnce,
    },
    { name: `${name}, by chat`, whole: explained(lines, { channel: 'chat', nameKnown: false }), by: rubric },
    { name: `${name}, by sections`, whole: explained(lines, { rubric: sectioned }), by: sectioned },
  ]);

  test.each(all)('$name: agrees with scoring', ({ whole }) => {
    const { scored, whatIf } = whole;
    expect(whatIf.opportunities.map(({ changes }) => changes[0]?.criterion)).toEqual(
      scored.opportunities.map(({ missing }) => missing),
    );
    const parts = [
      ...scored.opportunities.map(({ score }, i) => ({ score, changes: whatIf.opportunities[i]!.changes })),
      ...scored.turns.flatMap(({ index, score }) =>
        score ? [{ score, changes: whatIf.turns.find(({ turn }) => turn === index)!.changes }] : [],
      ),
      { score: scored.score, changes: whatIf.changes },
    ];
    for (const { score, changes } of parts) {
      const values = changes.map((change) => change.score.normalized!);
      expect(values).toEqual(values.toSorted((a, b) => b - a));
      for (const value of values) expect(value).toBeGreaterThan(score.normalized!);
    }
  });

  test.each(all)('$name: the sums that are shown give the new scores', ({ whole, by }) =>
    checkChanges(whole, by),
  );
});

describe('N/A', () => {
  test.each([
    [
      'no possible fault',
      [customer(2, { flags: {} }), agent(full)],
      'not applicable: nothing suggests a failing of ours',
    ],
    [
      'no reply',
      [customer(2), agent(), customer(1, { flags: { reset: true } }), customer(2)],
      'no agent replied',
    ],
    ['no opportunity', [customer(0), agent()], 'nothing called for empathy'],
    [
      'redacted words',
      [customer(2), agent('', { flags: { notEvaluable: 'redacted' } })],
      'too few of the words can be judged',
    ],
  ])('says %s in plain words', (_, lines, words) => {
    expect(explain(explained(lines), rubric, options)).toContain(words);
  });
});

describe('any explanation', () => {
  const bare = (scored: ScoredConversation): Explained => {
    return { scored, whatIf: { opportunities: [], turns: [], changes: [] } };
  };
  const pages = [60, 80, 120, 160].flatMap((width) => [
    ...hostileReport.conversations.map((c) => ({
      width,
      page: explain(bare(c), rubric, { color: false, width }),
    })),
    ...hostileReport.conversations.map((c) => ({
      width,
      page: explain(bare(c), rubric, { color: false, width }, 1),
    })),
    ...Object.values(scenes).map((lines) => ({
      width,
      page: explain(explained(lines), rubric, { color: false, width }),
    })),
  ]);

  test('stays inside its width', () => {
    for (const { width, page } of pages) {
      for (const line of page.split('\n')) expect(columns(line), line).toBeLessThanOrEqual(width);
    }
  });

  test('holds no control or direction character without colour', () => {
    for (const { page } of pages) {
      expect(page).not.toMatch(/[\0-\t\v-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/);
    }
  });

  test('says the same with colour, marks aside', () => {
    const words = (page: string) => stripVTControlCharacters(page).replace(/[[\]\s]/g, '');
    const whole = explained(scenes.dismissed!);
    const colored = explain(whole, rubric, { ...options, color: true });
    expect(colored).toContain('\u001b[');
    expect(words(colored)).toBe(words(explain(whole, rubric, options)));
  });
});
