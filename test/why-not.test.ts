/** Why not: every step at which detection may drop a cue is told by its name, and never anything that detection denies. */
import { createReadStream } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { parsePattern } from '../src/cue/index.ts';
import { tracePattern } from '../src/cue/trace.ts';
import { createDetect } from '../src/detect/index.ts';
import { createWhyNot } from '../src/detect/why-not.ts';
import {
  type Conversation,
  type CueAnswer,
  OBSTACLES,
  type Obstacle,
  type Question,
  type Role,
  type Turn,
} from '../src/model.ts';
import { createInquiry } from '../src/pipeline.ts';
import { read } from '../src/read/index.ts';
import { whyNotSchema } from '../src/report/explain/schema.ts';
import { whyNot, whyNotJson } from '../src/report/explain.ts';
import { columns } from '../src/report/terminal/layout.ts';
import { loadRubric } from '../src/rubric/index.ts';
import { rubricFinder } from '../src/run/rubrics.ts';
import { tokenise } from '../src/text/index.ts';
import { TRAPS } from './helpers/report.ts';
import { ROOT } from './helpers/run.ts';

/** Every way in which a cue can be dropped, with as few words as that takes. */
const SMALL = `id: small
version: 1.0.0
language: en
labels:
  distress: {on: customer, levels: {1: trouble, 2: distress}}
  empathy: {on: agent, levels: {1: generic, 2: specific}}
  apology: {on: agent, levels: {1: sorry}}
  sympathy: {on: agent, levels: {1: pity}}
  solution: {on: agent, levels: {1: way out}}
  reflection: {on: agent, levels: {1: given back}}
  dismissive: {on: agent, levels: {1: brushed off}}
  warm: {on: agent, levels: {1: warm}}
cues:
  - {id: SEE, label: empathy, tier: A, pattern: i see how, anchors: [detail]}
  - {id: GET, label: empathy, tier: B, pattern: i get it, when: {distress: 1}}
  - {id: HARD, label: empathy, role: prior, tier: C, pattern: hardship}
  - {id: DEAR, label: warm, tier: A, pattern: dear friend, unless: [dear friend of]}
  - {id: KIND, label: warm, tier: A, pattern: how kind}
  - {id: NOT-KIND, block: [warm], tier: A, pattern: not how kind}
  - {id: ASK, label: warm, tier: B, pattern: please do, when: {with: [solution]}}
  - {id: WALL, label: dismissive, tier: B, pattern: not possible, when: {without: [solution]}}
  - {id: OLD, label: warm, tier: B, pattern: how is she, when: {customer: [PET]}}
  - {id: FIX, label: solution, tier: A, pattern: restart it}
  - {id: SORRY, label: apology, tier: A, row: 3, pattern: sorry about}
  - {id: PITY, label: sympathy, tier: A, row: 2, pattern: sorry about your ..1 loss}
  - {id: TWICE, label: apology, tier: C, row: 1, pattern: sorry ..3 sorry}
  - {id: SO-YOU, label: reflection, role: prior, tier: B, pattern: so you}
  - {id: LATE, label: distress, tier: A, escalator: a, pattern: is late}
  - {id: PET, label: distress, tier: B, pattern: my dog}
  - {id: SHOUT, label: distress, role: prior, tier: C, pattern: hello hello}
  - {id: DONE, label: distress, role: reset, tier: A, pattern: all sorted}
  - {id: FINE, block: [distress], tier: A, pattern: fine if it is late}
learned:
  - {id: VOTES, label: solution, model: solution-1, threshold: 2.5}
criteria:
  - {id: recognition, weight: 100, credit: {empathy: 1}}
bands: {good: 50, poor: 0}
`;

const find = rubricFinder(ROOT);
const small = loadRubric('small.yaml', () => ({ path: 'small.yaml', content: SMALL }));
const ask = createWhyNot(small.rubric, small.cues);

interface Said extends Partial<Turn> {
  readonly role: Role;
  readonly text: string;
}
const c = (text: string): Said => ({ role: 'customer', text });
const a = (text: string, more: Partial<Turn> = {}): Said => ({ role: 'agent', text, ...more });

function conversation(said: readonly Said[]): Conversation {
  const turns = said.map((turn, index): Turn => ({ index, visibility: 'public', rows: [], ...turn }));
  return { id: 'c-1', meta: {}, source: { path: 'test' }, turns };
}

/** The answer about one cue, or label, in the last turn. */
function answer(asked: string, said: readonly Said[]) {
  const [label = '', level = '1'] = asked.split(':');
  const known = [...small.rubric.cues, ...small.rubric.learned].find(({ id }) => id === asked);
  const question: Question = known
    ? { cue: known.id, label: known.label, level: 1 }
    : { label, level: Number(level) };
  const turns = ask(conversation(said), question, { turn: said.length - 1 });
  expect(turns).toHaveLength(1);
  return turns[0]!;
}

const WAITING = c('My parcel is late and my dog is hungry.');
const SIGNED = 'Please restart it.\n\nKind regards,\nMo Abbey\nDear friend support';

/** cue or label, what was said (the last turn is asked about), kind, and what else must be in the obstacle. */
const CASES: readonly (readonly [string, readonly Said[], Obstacle['kind'], Partial<Obstacle>])[] = [
  ['KIND', [a('Nothing of the sort.')], 'pattern', {}],
  [
    'DEAR',
    [a('A dear friend of mine.')],
    'unless',
    { quote: 'dear friend', by: ['dear friend of'], words: ['dear friend of'] },
  ],
  ['KIND', [a('Not how kind.')], 'blocked', { quote: 'how kind', by: ['NOT-KIND'], words: ['Not how kind'] }],
  ['GET', [c('Hello there.'), a('I get it.')], 'distress', { quote: 'I get it', needed: 1, is: 0 }],
  ['ASK', [a('Please do.')], 'with', { quote: 'Please do', by: ['solution'] }],
  ['WALL', [a('Not possible, restart it.')], 'without', { quote: 'Not possible', by: ['solution'] }],
  ['OLD', [c('My cat ran off.'), a('How is she?')], 'customer', { quote: 'How is she', by: ['PET'] }],
  [
    'SORRY',
    [a('Sorry about your sad loss.')],
    'row',
    { by: ['PITY'], words: ['Sorry about your sad loss'], needed: 2, is: 3 },
  ],
  ['TWICE', [a('Sorry, so very sorry.')], 'sorries', { quote: 'Sorry, so very sorry' }],
  ['HARD', [a('What a hardship.')], 'role', { by: ['prior'] }],
  ['NOT-KIND', [a('Not how kind.')], 'role', { by: ['block'] }],
  [
    'SO-YOU',
    [WAITING, a('So you would like some help with this today.')],
    'story',
    { words: [], needed: 2, is: 0 },
  ],
  [
    'SO-YOU',
    [WAITING, a('So you said the parcel was somewhere else.')],
    'story',
    { words: ['parcel'], needed: 2, is: 1 },
  ],
  ['SHOUT', [c('Hello hello.')], 'role', { by: ['prior'] }],
  [
    'LATE',
    [c('It is late. But all sorted.')],
    'closed',
    { quote: 'is late', by: ['DONE'], words: ['all sorted'] },
  ],
  [
    'DONE',
    [c('All sorted. Now it is late.')],
    'open',
    { quote: 'All sorted', by: ['LATE'], words: ['is late'] },
  ],
  ['LATE', [c('Fine if it is late.')], 'blocked', { by: ['FINE'] }],
  [
    'empathy:2',
    [WAITING, a('I see how.')],
    'anchor',
    { quote: 'I see how', by: ['detail'], needed: 2, is: 1 },
  ],
  ['distress:2', [c('It is late.')], 'stack', { quote: 'is late', by: ['a'], needed: 2, is: 1 }],
  ['VOTES', [a('Bananas are yellow.')], 'votes', { needed: 2.5 }],
  [
    'VOTES',
    [
      a(
        'Restart it. Go to Settings, open the support page, follow the steps and you should see the refund within 3 days.',
      ),
    ],
    'already',
    { by: ['FIX'], words: ['Restart it'] },
  ],
  ['DEAR', [a(SIGNED)], 'cut', { quote: 'Dear friend' }],
  ['LATE', [a('It is late.')], 'speaker', { quote: 'is late' }],
  ['KIND', [c('How kind.')], 'speaker', { quote: 'How kind' }],
];

/** The same for what keeps a whole turn from being looked at. */
const SILENT: readonly (readonly [string, readonly Said[], Obstacle['kind']])[] = [
  ['KIND', [a('How kind.', { visibility: 'internal' })], 'internal'],
  ['KIND', [{ role: 'bot', text: 'How kind.' }], 'speaker'],
  ['warm', [c('How kind.')], 'speaker'],
  ['KIND', [a('[REDACTED] [REDACTED]')], 'redacted'],
  [
    'KIND',
    [a('Wir bedauern die Unannehmlichkeiten sehr und kümmern uns sofort um Ihre Bestellung.')],
    'language',
  ],
];

describe('each reason', () => {
  test.each(CASES)('%s: %j is dropped as %s', (asked, said, kind, more) => {
    const { cues, obstacle } = answer(asked, said);
    expect(obstacle).toBeUndefined();
    expect(cues[0]?.obstacles).toEqual([expect.objectContaining({ kind, ...more })]);
  });

  test.each(SILENT)('%s: %j is not looked at: %s', (asked, said, kind) => {
    const { cues, obstacle } = answer(asked, said);
    expect(obstacle?.kind).toBe(kind);
    expect(cues).toEqual([]);
  });

  test('stands in one of these tables', () => {
    const told = new Set([...CASES, ...SILENT].map(([, , kind]) => kind));
    expect(OBSTACLES.filter((kind) => !told.has(kind))).toEqual([]);
  });

  test('reads as a sentence', async () => {
    const { rubric } = small;
    const pages = [...CASES, ...SILENT].map(([asked, said]) => {
      const known = [...rubric.cues, ...rubric.learned].find(({ id }) => id === asked);
      const [label = '', level = '1'] = asked.split(':');
      const question = known ? { cue: asked, label: known.label, level: 1 } : { label, level: Number(level) };
      const reply = createInquiry(small)(conversation(said), question, { turn: said.length - 1 });
      const page = whyNot(reply, rubric, { color: false, width: 100 });
      return page.replace(/\nreceipt [\s\S]*/, '');
    });
    await expect(pages.join('\n')).toMatchFileSnapshot('golden/why-not.txt');
  });

  test.each([...CASES, ...SILENT].map(([asked, said]) => [asked, said] as const))(
    '%s: %j keeps to the schema as JSON',
    (asked, said) => {
      const [label = ''] = asked.split(':');
      const known = small.rubric.cues.find(({ id }) => id === asked);
      const question = known ? { cue: asked, label: known.label, level: 1 } : { label, level: 1 };
      const reply = createInquiry(small)(conversation(said), question, { turn: said.length - 1 });
      expect(whyNotSchema.safeParse(JSON.parse(whyNotJson(reply))).error).toBeUndefined();
    },
  );
});

describe('what was found', () => {
  test('is said, with the words', () => {
    const { found, cues } = answer('KIND', [a('Oh, how kind!')]);
    expect(found).toEqual([expect.objectContaining({ label: 'warm', cue: 'KIND', quote: 'how kind' })]);
    expect(cues).toEqual([expect.objectContaining({ cue: 'KIND', obstacles: [] })]);
  });

  test('by another cue is said beside the reason', () => {
    const { found, cues } = answer('DEAR', [a('How kind.')]);
    expect(found.map(({ cue }) => cue)).toEqual(['KIND']);
    expect(cues[0]!.obstacles[0]!.kind).toBe('pattern');
  });

  test('needs no cue that came near', () => expect(answer('warm', [a('How kind.')]).cues).toEqual([]));
});

describe('a pattern', () => {
  const steps = (text: string) => answer('GET', [a(text)]).cues[0]!.obstacles[0]!.attempt;

  test('is shown part by part', () => {
    expect(steps('I get that')).toEqual({
      pattern: 'i get it',
      whole: true,
      words: 2,
      steps: [
        { part: 'i', quote: 'I' },
        { part: 'get', quote: 'get' },
        { part: 'it', quote: 'that', miss: 'other' },
      ],
    });
  });

  test('says which word of a contraction is meant', () => {
    const [obstacle] = answer('KIND', [a("How can't you?")]).cues[0]!.obstacles;
    expect(obstacle!.attempt!.steps[1]).toEqual({ part: 'kind', quote: "can't (can)", miss: 'other' });
  });
});

describe('the shipped rubric', () => {
  const compiled = loadRubric('empathy', find);
  const { rubric, cues } = compiled;
  const inquire = createWhyNot(rubric, cues);
  const none = { get: () => undefined };

  const texts = rubric.cues.flatMap(({ examples }) => [...examples.match, ...examples.noMatch]);

  test.each(Object.keys(rubric.labels))(
    'the tracer and the automaton agree on the cues of %s, for their examples and for those of others',
    (label) => {
      const mine = rubric.cues.filter((cue) => cue.label === label);
      const wrong = mine.flatMap((cue, i) => {
        const others = texts.filter((_, at) => at % 307 === i);
        return [...cue.examples.match, ...cue.examples.noMatch, ...others].flatMap((text) => {
          const tokens = tokenise(text, { whole: true });
          const { matches, vetoed, nearest } = cues.trace(cue, tokens);
          const ours = cues.match(tokens).filter((m) => m.cue === cue);
          const agree =
            matches.length === ours.length &&
            (nearest === undefined || matches.length + vetoed.length === 0) &&
            vetoed.every(({ unless }) => cue.unless.includes(unless));
          return agree ? [] : [`${cue.id}: ${text}`];
        });
      });
      expect(wrong).toEqual([]);
    },
  );

  test('patterns without classes are traced as they are matched', () => {
    for (const cue of rubric.cues) {
      const plain = cue.pattern.filter((source) => !source.includes('<'));
      if (plain.length < cue.pattern.length || cue.unless.length > 0) continue;
      for (const text of [...cue.examples.match, ...cue.examples.noMatch]) {
        const tokens = tokenise(text, { whole: true });
        const traced = tracePattern(
          plain.map((source) => parsePattern(source, none)),
          tokens,
        ).matches;
        const ours = cues.match(tokens).filter((m) => m.cue === cue);
        expect(traced).toEqual(ours.map(({ start, end }) => ({ start, end })));
      }
    }
  });

  test.each(['support.csv', 'calls.ndjson', 'chat.json'])(
    'in %s: a cue that matched has given its label, or there is a reason',
    async (file) => {
      const detect = createDetect(rubric, cues);
      const dropped = new Set<string>();
      for await (const item of read(createReadStream(path.join(ROOT, 'fixtures', file)), { path: file })) {
        if (item.kind !== 'conversation') continue;
        for (const { index, evidence } of detect(item.conversation).turns) {
          const { text } = item.conversation.turns[index]!;
          for (const cue of new Set(cues.matchText(text).map((match) => match.cue))) {
            const question = { cue: cue.id, label: cue.label, level: 1 };
            const [turn] = inquire(item.conversation, question, { turn: index });
            if (turn!.obstacle) continue;
            const told: CueAnswer = turn!.cues[0]!;
            const given = evidence.filter((e) => e.cue === cue.id);
            expect(told.found.map(({ label, start, end }) => ({ label, start, end }))).toEqual(
              given.map(({ label, start, end }) => ({ label, start, end })),
            );
            if (given.length > 0) continue;
            expect(told.obstacles.length, `${cue.id}: ${text}`).toBeGreaterThan(0);
            for (const { kind, by } of told.obstacles) {
              dropped.add(kind);
              // A role is a reason only for cues that are no evidence; else the true reason was not understood.
              if (kind === 'role') expect(by, `${cue.id}: ${text}`).not.toEqual(['evidence']);
            }
          }
        }
      }
      expect([...dropped]).toEqual(expect.arrayContaining(['role', 'speaker']));
    },
  );

  test('the words of strangers stay words', () => {
    for (const trap of TRAPS) {
      const said = [c(trap), a(`I understand ${trap} how`)];
      for (const label of ['empathy', 'distress']) {
        const reply = createInquiry(compiled)(conversation(said), { label, level: 1 });
        const page = whyNot(reply, rubric, { color: false, width: 60 });
        expect(page).not.toMatch(/[\0-\t\v-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/);
        for (const line of page.split('\n')) expect(columns(line)).toBeLessThanOrEqual(60);
      }
    }
  });
});
