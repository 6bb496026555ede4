/** `attune rubric diff`: every kind of change is found and named, nothing else is, and its effect is told as golden files show. */

import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadRubric, rubricFinder } from '../src/index.ts';
import type { RubricChange, RubricDiff, ScoredConversation } from '../src/model.ts';
import { rubricDiffSchema } from '../src/report/diff/schema.ts';
import { diffRubrics } from '../src/rubric/index.ts';
import { ROOT, run } from './helpers/run.ts';

const OLD = 'fixtures/rubrics/service-1.yaml';
const NEW = 'fixtures/rubrics/service-2.yaml';
const CALLS = 'fixtures/support.csv';

const BASE = `id: demo
version: 1.0.0
total: points
classes:
  MOOD: [cross, sad]
  FEELING: [so <MOOD>]
labels:
  distress: {on: customer, levels: {1: wrong}}
  empathy: {on: agent, levels: {1: generic, 2: own}}
  sympathy: {on: agent, levels: {1: pity}}
sections:
  tone: {title: Tone, weight: 60}
cues:
  - {id: E1, label: empathy, tier: A, pattern: "(i understand|i see (you|it))", kind: warm}
  - {id: E2, label: empathy, level: 2, tier: B, pattern: [i feel <FEELING>], unless: [if i feel]}
  - {id: D1, label: distress, tier: A, pattern: i am <MOOD>, examples: {match: [I am sad.]}}
criteria:
  - id: tone
    section: tone
    weight: {1: 40, 2: 60}
    credit: {empathy: {2: 1, 1: 0.5}, empathy & sympathy: 0.75}
    decay: [1, 0.5]
    penalty: {1: {points: 5}}
    when: {meta: {teamName: [north]}}
  - {id: rude, section: tone, scope: conversation, avoid: [sympathy], critical: {action: cap, cap: 40}}
  - id: grade
    section: tone
    weight: 10
    scale: {1: {anchor: cold}, 2: {anchor: warm, needs: empathy}}
channels:
  chat: {window: 3, aliases: [live chat, web]}
opportunity: {presumed_weight: 0.5}
names: {stoplist: [Acme]}
bands: {good: 50, poor: 0}
`;

/** The changes from one set of files to another, `rubric.yaml` first; a text alone is that file. */
function changes(before: string, after: string): readonly RubricChange[] {
  const loaded = (name: string, content: string) =>
    loadRubric(name, (reference) => {
      if (reference === 'base.yaml') return { path: reference, content: BASE };
      return { path: reference, content };
    });
  return diffRubrics(loaded('old.yaml', before), loaded('new.yaml', after));
}

const edited = (from: string, to: string): string => {
  expect(BASE).toContain(from);
  return BASE.replace(from, to);
};

/** A change in a line: `cues E1 changed: tier A → B`. */
function told({ part, id, change, fields, cues }: RubricChange): string {
  const list = fields.map(({ field, before, after, added = [], removed = [] }) =>
    added.length + removed.length > 0
      ? `${field}${added.map((a) => ` +${a}`).join('')}${removed.map((r) => ` -${r}`).join('')}`
      : `${field} ${before} → ${after}`,
  );
  const users = cues === undefined ? '' : ` [${cues.join(' ')}]`;
  return `${part} ${id} ${change}${list.length > 0 ? `: ${list.join('; ')}` : ''}${users}`;
}

describe('what changed', () => {
  test.each([
    // Cues.
    ['tier: A, pattern: "(i', 'tier: B, pattern: "(i', 'cues E1 changed: tier A → B'],
    ['kind: warm', 'kind: formula', 'cues E1 changed: kind warm → formula'],
    [', kind: warm', '', 'cues E1 changed: kind warm → undefined'],
    ['level: 2, tier: B', 'tier: B', 'cues E2 changed: level 2 → 1'],
    [
      '(i understand|i see (you|it))',
      'i see (you|it)|i get it',
      'cues E1 changed: pattern +i get it -i understand',
    ],
    ['i see (you|it)', 'i see (it|you)', 'cues E1 changed: pattern +i see (it|you) -i see (you|it)'],
    ['unless: [if i feel]', 'unless: [if i feel, as i feel]', 'cues E2 changed: unless +as i feel'],
    [', unless: [if i feel]', '', 'cues E2 changed: unless -if i feel'],
    [
      'pattern: i am',
      'when: {distress: 1, with: [empathy]}, pattern: i am',
      'cues D1 changed: when.distress 0 → 1; when.with +empathy',
    ],
    ['pattern: i am', 'also: {empathy: 2}, pattern: i am', 'cues D1 changed: also.empathy undefined → 2'],
    ['[I am sad.]', '[I am cross., I am sad.]', 'cues D1 changed: examples.match +I am cross.'],
    // Criteria.
    ['{1: 40, 2: 60}', '{1: 40, 2: 70}', 'criteria tone changed: weight.2 60 → 70'],
    [
      'weight: 10',
      'weight: 20',
      'criteria grade changed: weight.0 10 → 20; weight.1 10 → 20; weight.2 10 → 20',
    ],
    ['2: 1, 1: 0.5', '2: 1, 1: 0.4', 'criteria tone changed: credit.empathy 0.5 → 0.4'],
    [
      'empathy & sympathy: 0.75',
      'sympathy & empathy.warm: 0.75',
      'criteria tone changed: credit.empathy.warm & sympathy undefined → 0.75; credit.empathy & sympathy 0.75 → undefined',
    ],
    [
      'decay: [1, 0.5]',
      'decay: [1, 0.4, 0.2]',
      'criteria tone changed: decay.1 0.5 → 0.4; decay.2 undefined → 0.2',
    ],
    [
      '{points: 5}',
      '{points: 5, repaired_cap: 70}',
      'criteria tone changed: penalty.1.repaired_cap undefined → 70',
    ],
    ['teamName: [north]', 'teamName: [south]', 'criteria tone changed: when.meta.teamName +south -north'],
    [
      'avoid: [sympathy]',
      'avoid: [empathy.warm, sympathy:2]',
      'criteria rude changed: avoid +empathy.warm +sympathy:2 -sympathy',
    ],
    ['cap: 40', 'cap: 30', 'criteria rude changed: critical.cap 40 → 30'],
    [
      '{action: cap, cap: 40}',
      'fail',
      'criteria rude changed: critical.action cap → fail; critical.cap 40 → undefined',
    ],
    ['anchor: cold', 'anchor: curt', 'criteria grade changed: scale.1.anchor cold → curt'],
    [
      'scope: conversation, avoid',
      'scope: conversation, within: {last: 2}, avoid',
      'criteria rude changed: within.last undefined → 2',
    ],
    // The rest.
    ['[cross, sad]', '[sad, low]', 'classes MOOD changed:  +low -cross [E2 D1]'],
    ['MOOD: [cross, sad]', 'MOOD: [cross, sad]\n  OWN: [yes]', 'classes OWN added:  +yes []'],
    ['2: own', '2: specific', 'labels empathy changed: levels.2 own → specific'],
    ['title: Tone, weight: 60', 'title: Tone, weight: 50', 'sections tone changed: weight 60 → 50'],
    ['window: 3', 'window: 2, free_turns: 1', 'channels chat changed: window 3 → 2; free_turns 0 → 1'],
    ['[live chat, web]', '[web]', 'channels chat changed: aliases -live chat'],
    ['good: 50', 'good: 60', 'bands good changed:  50 → 60'],
    ['good: 50', 'fine: 50', 'bands fine added:  undefined → 50|bands good removed:  50 → undefined'],
    [
      'presumed_weight: 0.5',
      'presumed_weight: 1',
      'rubric rubric changed: opportunity.presumed_weight 0.5 → 1',
    ],
    ['[Acme]', '[Acme, Bolt]', 'rubric rubric changed: names.stoplist +Bolt'],
    ['[Acme]}', '[Acme], max_per_contact: 3}', 'rubric rubric changed: names.max_per_contact undefined → 3'],
    [
      'bands:',
      'adjustments: {script_reliance: {points: 5, min_spans: 50}}\nbands:',
      'rubric rubric changed: adjustments.script_reliance.points 0 → 5',
    ],
    ['total: points', 'total: sections', 'rubric rubric changed: total points → sections'],
    ['bands:', 'admission_allowed: false\nbands:', 'rubric rubric changed: admission_allowed true → false'],
  ])('%s → %s', (from, to, expected) => {
    const after = edited(from, to);
    expect(changes(BASE, after).map(told).join('|')).toBe(expected);
    // Backwards the same entries and fields differ.
    const fieldsOf = (list: readonly RubricChange[]) =>
      list.flatMap(({ part, id, fields }) => fields.map(({ field }) => `${part} ${id} ${field}`)).sort();
    expect(fieldsOf(changes(after, BASE))).toEqual(fieldsOf(changes(BASE, after)));
  });

  test('nothing, where only the order or the spelling of what stands anyway differs', () => {
    const other = [
      ['[cross, sad]', '[sad, cross, sad]'],
      ['(i understand|i see (you|it))', 'i see (you|it) | i understand'],
      ['pattern: [i feel <FEELING>]', 'pattern: i feel <FEELING>'],
      ['empathy & sympathy: 0.75', 'sympathy & empathy: 0.75'],
      ['weight: 10', 'weight: {2: 10, 1: 10, 0: 10}'],
      ['avoid: [sympathy]', 'avoid: sympathy'],
      ['[live chat, web]', '[web, live chat]'],
      ['{good: 50, poor: 0}', '{poor: 0, good: 50}'],
      ['tier: A, pattern: i am', 'level: 1, tier: A, pattern: i am'],
    ].reduce((text, [from, to]) => text.replace(from!, to!), BASE);
    const cues = /cues:\n((?: {2}- .*\n)+)/.exec(other)![1]!;
    const reversed = other.replace(cues, `${cues.trimEnd().split('\n').reverse().join('\n')}\n`);
    expect(reversed).not.toBe(BASE);
    expect(changes(BASE, reversed)).toEqual([]);
  });

  test('entries that come, go, or are switched off and on, with their places', () => {
    const own = 'extends: base.yaml\nid: demo\nversion: 1.0.0\n';
    const off = `${own}cues:\n  - id: D1\n    disable: true\n  - {id: N1, label: empathy, tier: A, pattern: new}\n`;
    const places = (list: readonly RubricChange[]) => list.map((c) => [c.id, c.change, c.place]);
    expect(places(changes(own, off))).toEqual([
      ['D1', 'disabled', 'new.yaml:6:14'],
      ['N1', 'added', 'new.yaml:7:5'],
    ]);
    expect(places(changes(off, own))).toEqual([
      ['D1', 'enabled', 'base.yaml:16:5'],
      ['N1', 'removed', 'old.yaml:7:5'],
    ]);
  });

  test('a field has the place where its file says it, in the newer rubric if it is there', () => {
    const own = 'extends: base.yaml\nid: demo\nversion: 1.0.0\n';
    const over = `${own}criteria:\n  - {id: tone, weight: 7}\n  - {id: rude, critical: fail}\n`;
    const places = (list: readonly RubricChange[]) =>
      list.flatMap(({ id, fields }) => fields.map(({ field, place }) => `${id} ${field} ${place}`));
    expect(places(changes(own, over))).toEqual([
      'rude critical.action new.yaml:6:26',
      'rude critical.cap base.yaml:25:100',
      'tone weight.0 new.yaml:5:24',
      'tone weight.1 new.yaml:5:24',
      'tone weight.2 new.yaml:5:24',
    ]);
    expect(places(changes(over, own))).toEqual([
      'rude critical.action base.yaml:25:90',
      'rude critical.cap base.yaml:25:100',
      'tone weight.1 base.yaml:20:13',
      'tone weight.2 base.yaml:20:13',
      'tone weight.0 old.yaml:5:24',
    ]);
    // What the newer file leaves to its base has its place there, though the entry stands in both.
    const shorter = `${own}criteria:\n  - {id: tone, decay: [1], weight: 7}\n`;
    expect(places(changes(shorter, over)).filter((place) => place.includes('decay'))).toEqual([
      'tone decay.1 base.yaml:22:12',
    ]);
  });
});

describe('any two rubrics', () => {
  const word = fc.constantFrom('sorry', 'sad', 'cross', 'low', 'constructor');
  const words = fc.uniqueArray(word, { minLength: 1, maxLength: 4 });
  const cue = fc.record({ tier: fc.constantFrom('A', 'B'), pattern: words });
  const drawn = fc.record({
    // E1 and E2 are the base's: overridden, switched off, or left as they are. The others are a rubric's own.
    cues: fc.dictionary(fc.constantFrom('E1', 'E2', 'toString', 'x.y'), cue),
    off: fc.subarray(['E1', 'E2']),
    weight: fc.integer({ min: 1, max: 5 }),
    credit: fc.integer({ min: 0, max: 4 }),
    mood: words,
    band: fc.integer({ min: 1, max: 4 }),
  });
  type Drawn = typeof drawn extends fc.Arbitrary<infer T> ? T : never;

  const written = ({ cues, off, weight, credit, mood, band }: Drawn): string =>
    JSON.stringify({
      extends: 'base.yaml',
      id: 'demo',
      version: '1.0.0',
      classes: { MOOD: mood },
      cues: [
        ...Object.entries(cues)
          .filter(([id]) => !off.includes(id))
          .map(([id, { tier, pattern }]) => {
            return { id, label: 'empathy', level: 1, tier, pattern: `(${pattern.join('|')})` };
          }),
        ...off.map((id) => ({ id, disable: true })),
      ],
      criteria: [{ id: 'tone', weight, credit: { empathy: credit / 4 } }],
      bands: { good: band, poor: 0 },
    });

  const BASES = new Map([
    ['E1', { tier: 'A', pattern: ['i understand', 'i see (you|it)'], level: 1 }],
    ['E2', { tier: 'B', pattern: ['i feel <FEELING>'], level: 2 }],
  ]);

  /** What differs, by the drawn values alone. */
  function expected(a: Drawn, b: Drawn): string[] {
    const set = (list: readonly string[]) => [...list].sort().join();
    const live = ({ cues, off }: Drawn, id: string) =>
      off.includes(id) ? undefined : Object.hasOwn(cues, id) ? { ...cues[id]!, level: 1 } : BASES.get(id);
    const cues = ['E1', 'E2', 'toString', 'x.y'].flatMap((id) => {
      const [old, now] = [live(a, id), live(b, id)];
      if (!old && !now) return [];
      if (!old) return [`${id} ${a.off.includes(id) ? 'enabled' : 'added'}`];
      if (!now) return [`${id} ${b.off.includes(id) ? 'disabled' : 'removed'}`];
      return [
        ...(old.tier === now.tier ? [] : [`${id} tier`]),
        ...(old.level === now.level ? [] : [`${id} level`]),
        ...(set(old.pattern) === set(now.pattern) ? [] : [`${id} pattern`]),
      ];
    });
    return [
      ...cues,
      ...(a.weight === b.weight ? [] : ['tone weight.0', 'tone weight.1', 'tone weight.2']),
      ...(a.credit === b.credit ? [] : ['tone credit.empathy']),
      ...(set(a.mood) === set(b.mood) ? [] : ['MOOD ']),
      ...(a.band === b.band ? [] : ['good ']),
    ].sort();
  }

  const found = (list: readonly RubricChange[]): string[] =>
    list
      .flatMap(({ id, change, fields }) =>
        change === 'changed' ? fields.map(({ field }) => `${id} ${field}`) : [`${id} ${change}`],
      )
      .sort();

  test('differ in exactly what was drawn otherwise', () => {
    fc.assert(
      fc.property(drawn, drawn, (a, b) => {
        expect(found(changes(written(a), written(b)))).toEqual(expected(a, b));
      }),
    );
  });

  test('turned round, give what came as what went', () => {
    fc.assert(
      fc.property(drawn, drawn, (a, b) => {
        const turned = {
          added: 'removed',
          removed: 'added',
          disabled: 'enabled',
          enabled: 'disabled',
        } as const;
        const there = changes(written(a), written(b));
        const back = changes(written(b), written(a));
        const values = ({ part, id, change, fields }: RubricChange, mirror: boolean) => {
          const kind = mirror && change !== 'changed' ? turned[change] : change;
          const sides = fields.map(({ field, before, after, added, removed }) =>
            mirror ? [field, after, before, removed, added] : [field, before, after, added, removed],
          );
          return { part, id, kind, sides };
        };
        expect(there.map((c) => values(c, false))).toEqual(back.map((c) => values(c, true)));
      }),
    );
  });

  test('are the same as themselves', () => {
    fc.assert(fc.property(drawn, (a) => void expect(changes(written(a), written(a))).toEqual([])));
    const shipped = () => loadRubric('empathy', rubricFinder(ROOT));
    expect(diffRubrics(shipped(), shipped())).toEqual([]);
  });
});

const diff = (...words: string[]) => run(['rubric', 'diff', ...words]);

describe('the command', () => {
  test.each([
    ['rubrics.txt', [OLD, NEW]],
    ['effect.txt', [OLD, NEW, CALLS, '--group-by', 'agent,team']],
    ['effect.json', [OLD, NEW, CALLS, '--group-by', 'agent,team', '--format', 'json']],
  ])('golden %s', async (file, words) => {
    const { code, out, err } = await diff(...words, '--quiet');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    await expect(out).toMatchFileSnapshot(`golden/rubric-diff/${file}`);
    expect((await diff(...words, '--quiet')).out).toBe(out);
  });

  test('the JSON is what its schema says, with and without transcripts', async () => {
    for (const words of [
      [OLD, NEW],
      [OLD, NEW, CALLS],
      ['empathy', 'fixtures/rubrics/harbour-bank.yaml', CALLS],
    ]) {
      const { out } = await diff(...words, '--format', 'json', '-q');
      expect(rubricDiffSchema.safeParse(JSON.parse(out)).error).toBeUndefined();
    }
  });

  test('a rubric and itself: nothing changed, nothing moves', async () => {
    const { code, out } = await diff(OLD, OLD, CALLS, '--max-shift', '0');
    expect(code).toBe(0);
    expect(out).toContain('The two rubrics say the same.');
    expect(out).toContain('Mean difference  0.00 (0.00 to 0.00)');
    expect(out).toContain('No label flips');
  });

  test('counts what two runs of score differ in', async () => {
    const [older, newer] = await Promise.all([scored(OLD), scored(NEW)]);
    const { comparison, before, after } = (await effect(OLD, NEW)).effect!;
    expect(comparison.conversations).toBe(older.length);
    const flips = older.flatMap((o, c) =>
      o.turns.flatMap((turn, i) =>
        Object.keys({ ...turn.labels, ...newer[c]!.turns[i]!.labels })
          .map((label) => [label, turn.labels[label] ?? 0, newer[c]!.turns[i]!.labels[label] ?? 0] as const)
          .filter(([label, from, to]) => from !== to && !(label === 'distress' && turn.role === 'agent'))
          .map((flip) => flip.join(' ')),
      ),
    );
    const counted = comparison.flips.flatMap(({ label, from, to, turns }) =>
      Array.from({ length: turns }, () => `${label} ${from} ${to}`),
    );
    expect(flips.length).toBeGreaterThan(4);
    expect(counted.sort()).toEqual(flips.sort());
    const moves = older.flatMap(({ score: { normalized } }, c) => {
      const now = newer[c]!.score.normalized;
      return normalized === null || now === null ? [] : [now - normalized];
    });
    expect(comparison.difference.n).toBe(moves.length);
    expect(comparison.difference.mean).toBeCloseTo(moves.reduce((a, b) => a + b, 0) / moves.length, 2);
    expect(before.overall.tally.scored + comparison.gainedScore).toBe(
      after.overall.tally.scored + comparison.lostScore,
    );
  });

  test('turned round, everything goes the other way', async () => {
    const [there, back] = [
      (await effect(OLD, NEW)).effect!.comparison,
      (await effect(NEW, OLD)).effect!.comparison,
    ];
    const flips = (list: typeof there.flips, mirror: boolean) =>
      list
        .map(({ label, from, to, turns, cues }) => [
          label,
          ...(mirror ? [to, from] : [from, to]),
          turns,
          cues,
        ])
        .sort();
    expect(flips(back.flips, true)).toEqual(flips(there.flips, false));
    const negated = Object.entries(back.moves).map(([tenths, n]) => [String(-Number(tenths)), n]);
    expect(Object.fromEntries(negated)).toEqual(there.moves);
    expect([back.lostScore, back.gainedScore]).toEqual([there.gainedScore, there.lostScore]);
    expect(back.movers.map((m) => m.conversation)).toEqual(there.movers.map((m) => m.conversation));
  });

  test.each([
    ['0', 1, /^attune: the mean score moves by 4\.55, more than 0\n$/],
    ['4.54', 1, /more than 4\.54/],
    ['4.55', 0, /^$/],
    ['100', 0, /^$/],
  ])('--max-shift %s exits with %i', async (most, code, message) => {
    const { out, ...outcome } = await diff(OLD, NEW, CALLS, '--max-shift', most);
    const failures = outcome.err.split('\n').filter((line) => line.includes('mean score'));
    expect(outcome.code).toBe(code);
    expect(failures.map((line) => `${line}\n`).join('')).toMatch(message);
    expect(out.includes('failed: the mean score')).toBe(code === 1);
  });

  test('--examples says how many are shown, and 0 is none', async () => {
    const { flips, movers } = (await effect(OLD, NEW, '--examples', '0')).effect!.comparison;
    expect([movers, ...flips.map(({ examples }) => examples)].flat()).toEqual([]);
    expect(flips.length).toBeGreaterThan(0);
    const more = (await effect(OLD, NEW, '--examples', '50')).effect!.comparison;
    expect(more.movers).toHaveLength(more.difference.up + more.difference.down);
    for (const { turns, examples } of more.flips) expect(examples).toHaveLength(turns);
  });

  test('an example leads to the words in the file', async () => {
    const lines = (await run(['score', CALLS, '-f', 'csv'])).out;
    const { flips } = (await effect(OLD, NEW)).effect!.comparison;
    const { examples } = flips.find(({ label }) => label === 'ownership')!;
    expect(lines).toContain(examples[0]!.conversation);
    expect(examples[0]).toMatchObject({ conversation: 'HB-2002', quote: 'I have blocked', cues: ['O3'] });
    expect(examples[0]!.place).toEqual({ path: CALLS, line: 43 });
  });
});

describe('bad usage and bad input', () => {
  let cwd: string;
  beforeAll(async () => {
    cwd = await mkdtemp(path.join(tmpdir(), 'attune-diff-'));
    const turns = [
      { role: 'customer', text: 'Nobody came.' },
      { role: 'agent', text: 'I am sending somebody now.' },
    ];
    const good = JSON.stringify({ conversation_id: 'good', turns });
    await writeFile(path.join(cwd, 'mixed.ndjson'), `${good}\n{"cut\n`);
    await writeFile(path.join(cwd, 'calm.csv'), 'id,role,text\n1,customer,hello\n1,agent,hello\n');
  });
  afterAll(() => rm(cwd, { recursive: true }));
  const inside = (...words: string[]) =>
    run(['rubric', 'diff', path.join(ROOT, OLD), path.join(ROOT, NEW), ...words], { cwd });

  test.each([
    [['--max-shift', '5'], /^attune: --max-shift 5: name transcripts too/],
    [['mixed.ndjson', '--max-shift', 'far'], /^attune: --max-shift far: give a number from 0 to 100/],
    [['mixed.ndjson', '--examples', '-1'], /^attune: --examples -1: give a whole number/],
    [['mixed.ndjson', '--format', 'csv'], /^attune: option '-f, --format <name>' argument 'csv' is invalid/],
    [['none.csv'], /^attune: none\.csv: no such file/],
  ])('%j', async (words, message) => {
    const { code, out, err } = await inside(...words);
    expect(err).toMatch(message);
    expect({ code, out }).toEqual({ code: 2, out: '' });
  });

  test('an unknown rubric', async () => {
    const { code, err } = await diff('empathy', 'sympathy');
    expect(code).toBe(2);
    expect(err).toMatch(/^attune: sympathy: no such rubric/);
  });

  test('what cannot be read is set aside and accounted for, as by score', async () => {
    const { code, out, err } = await inside('mixed.ndjson');
    expect(code).toBe(0);
    expect(out).toContain('read 3 = scored 2 + skipped 0 + quarantined 1');
    expect(err).toMatch(/mixed\.ndjson:2: /);
    expect((await inside('mixed.ndjson', '--strict')).code).toBe(3);
    expect((await inside('mixed.ndjson', '--quiet')).err).toBe('');
  });

  test('where nothing has a score there is no shift, and a limit cannot be shown to hold', async () => {
    const { code, out, err } = await inside('calm.csv', '--max-shift', '5');
    expect(code).toBe(1);
    expect(out).toContain('No conversation has a score from both rubrics.');
    expect(err).toMatch(/a shift of at most 5 cannot be shown/);
  });

  test('a rubric from a stranger cannot steer the terminal', async () => {
    const hostile = edited('2: own', '"2": "own \\x1b[2J\\u202e"').replace('id: E1', 'id: "E1\\x07"');
    await writeFile(path.join(cwd, 'hostile.yaml'), hostile);
    await writeFile(path.join(cwd, 'base.yaml'), BASE);
    for (const format of ['terminal', 'json']) {
      const { code, out } = await run(['rubric', 'diff', 'base.yaml', 'hostile.yaml', '-f', format], { cwd });
      expect(code).toBe(0);
      expect(out).toContain('E1');
      expect(out).not.toMatch(/[\0-\t\v-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/);
    }
  });
});

const CORPUS = path.resolve(ROOT, '../shared/corpus/ibm_twitter_cdp.ndjson');
if (!existsSync(CORPUS)) {
  process.stderr.write('rubric-diff.test.ts: ../shared/corpus is not there; its test is skipped\n');
}
describe.skipIf(!existsSync(CORPUS))('real dialogues (skipped where they are absent)', () => {
  test('add up', { timeout: 180_000 }, async () => {
    const { effect: found } = await effect('empathy', 'fixtures/rubrics/harbour-bank.yaml', CORPUS);
    const { conversations, bands, difference, moves, gainedScore, lostScore } = found!.comparison;
    const total = (list: readonly number[]) => list.reduce((a, b) => a + b, 0);
    expect(conversations).toBe(1025);
    expect(total(bands.map((b) => b.conversations))).toBe(conversations);
    expect(total(Object.values(moves))).toBe(difference.n);
    expect(difference.n + lostScore).toBe(found!.before.overall.tally.scored);
    expect(difference.n + gainedScore).toBe(found!.after.overall.tally.scored);
    expect(difference.low!).toBeLessThanOrEqual(difference.mean!);
    expect(difference.high!).toBeGreaterThanOrEqual(difference.mean!);
  });
});

async function effect(...[older, newer, ...more]: [string, string, ...string[]]): Promise<RubricDiff> {
  const inputs = more[0] === undefined || more[0].startsWith('--') ? [CALLS, ...more] : more;
  const { code, out } = await diff(older, newer, ...inputs, '--format', 'json', '--quiet');
  expect(code).toBe(0);
  return JSON.parse(out) as RubricDiff;
}

async function scored(rubric: string): Promise<ScoredConversation[]> {
  const { out } = await run(['score', CALLS, '--rubric', rubric, '-f', 'ndjson', '--no-summary', '-q']);
  return out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as ScoredConversation);
}
