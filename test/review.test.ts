/** `attune review`: who rates what, what a save comes to, the file of ratings, and who gets in; the page is in review-page.test.ts. */

import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { compare, parseLabelled } from '../src/calibrate/index.ts';
import { entriesOf, type ReviewInputFlags } from '../src/cli/review-entries.ts';
import { admit } from '../src/review/access.ts';
import { answer as answerer } from '../src/review/api.ts';
import { assign } from '../src/review/assign.ts';
import type { Answer, Item } from '../src/review/data.ts';
import { differences, disagree } from '../src/review/disagree.ts';
import { formOf } from '../src/review/form.ts';
import { itemsOfScored, itemsOfSheet } from '../src/review/item.ts';
import { mistakeIn, parseRating, type Rating, ratingOf } from '../src/review/rating.ts';
import { openSession } from '../src/review/session.ts';
import { loadRubric } from '../src/rubric/index.ts';
import { openLedger } from '../src/run/ratings.ts';
import { keepKey, newSecret, openKey } from '../src/run/review-key.ts';
import { MOST_BODY, type Served, serveReview } from '../src/run/review-server.ts';
import { rubricFinder } from '../src/run/rubrics.ts';
import { sampleReport } from './helpers/report.ts';
import { ROOT, run } from './helpers/run.ts';

const cwd = mkdtempSync(path.join(tmpdir(), 'attune-review-'));
afterAll(() => rmSync(cwd, { recursive: true }));
const at = (file: string) => path.join(cwd, file);

const compiled = loadRubric('empathy', rubricFinder(ROOT));
const form = formOf(compiled.rubric);
const entries = itemsOfScored(sampleReport.conversations, 'both');
const AT = '2026-03-01T10:00:00.000Z';
const EMPTY: Answer = { labels: {}, criteria: {}, evidence: [] };
const answer = (labels: Answer['labels'], more: Partial<Answer> = {}): Answer => ({
  ...EMPTY,
  labels,
  ...more,
});

const OPTIONS = {
  entries,
  form,
  round: '1',
  showScores: false,
  raters: ['ana', 'ben'],
  double: 1,
  seed: '1',
};
const [first] = entries.map(({ item }) => item);
const id = first!.id;
const row = (rater: string, given: Answer, item: Item = first!, round = '1'): Rating =>
  ratingOf(item, given, form, { rater, round, at: AT });

describe('items', () => {
  test('of scores are the agent turns of a sheet and the whole conversation, with the same ids', async () => {
    const lines = sampleReport.conversations.map((c) => `${JSON.stringify(c)}\n`).join('');
    writeFileSync(at('scored.ndjson'), lines);
    const { out } = await run(['sample', 'scored.ndjson', '-n', '99', '-f', 'ndjson', '-q'], { cwd });
    const rows = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const turns = entries.filter(({ item }) => item.turn !== null).map(({ item }) => item);
    const byId = (list: readonly { id: string }[]) => list.toSorted((a, b) => (a.id < b.id ? -1 : 1));
    expect(byId(turns)).toEqual(
      byId(rows).map(
        ({ id, conversation_id, turn, context, text }: Record<string, unknown> & { id: string }) => ({
          ...{ id, conversation_id, turn, context, text },
        }),
      ),
    );
    const wholes = entries.filter(({ item }) => item.turn === null);
    expect(wholes.map(({ item }) => item.id)).toEqual(sampleReport.conversations.map((c) => `${c.id} whole`));
    for (const { item, parts } of wholes) {
      const lines = parts.map(({ speaker, start, end }) => `${speaker}: ${item.text.slice(start, end)}`);
      expect(lines.join('\n')).toBe(item.text);
    }
  });

  test('of a sheet have the index of the turn, or their place, and what the rubric finds', async () => {
    const sheet = [
      {
        id: 'c-1 3',
        conversation_id: 'c-1',
        context: [{ speaker: 'customer', text: 'I am furious.' }],
        text: 'I hear how furious you are.',
        labels: { empathy: null },
      },
      { id: 'x', conversation_id: 'c-2', text: 'Hello.', labels: { empathy: null } },
      { id: 'y', conversation_id: 'c-2', text: 'Bye.', labels: { empathy: null } },
    ];
    const text = sheet.map((line) => JSON.stringify(line)).join('\n');
    const { turns } = parseLabelled(text, 'sheet.ndjson', compiled.rubric.labels);
    const found = itemsOfSheet(compare(turns, compiled));
    expect(found.map(({ item }) => item.turn)).toEqual([3, 0, 1]);
    expect(found[0]!.view.labels.distress).toBeGreaterThan(0);
  });

  test('ask for what the rubric has, or for what was named', () => {
    expect(form.labels.map((label) => label.id).slice(0, 2)).toEqual(['distress', 'empathy']);
    expect(form.labels.find((label) => label.id === 'empathy')?.levels).toHaveLength(2);
    expect(form.criteria.turn.map((c) => c.id)).toContain('recognition');
    expect(form.criteria.conversation.map((c) => c.id)).toContain('no-hostility');
    expect(form.criteria.conversation.map((c) => c.id)).not.toContain('recognition');
    const few = formOf(compiled.rubric, { labels: ['empathy'], criteria: [] });
    expect([few.labels.length, few.criteria.turn.length]).toEqual([1, 0]);
    expect(() => formOf(compiled.rubric, { labels: ['empaty'] })).toThrow(/--labels empaty: .*"?empathy/);
    const card = formOf(loadRubric('scorecard-example', rubricFinder(ROOT)).rubric);
    expect(card.criteria.conversation.length).toBeGreaterThan(card.criteria.turn.length);
  });
});

describe('who rates what', () => {
  const items = (sizes: readonly number[]) =>
    sizes.flatMap((size, c) =>
      Array.from({ length: size }, (_, turn) => ({ id: `c-${c} ${turn}`, conversation_id: `c-${c}`, turn })),
    ) as unknown as readonly Item[];
  const NAMES = ['ana', 'ben', 'cleo', 'dov'];

  test('everything has a rater, a share two, nobody reads a conversation for one turn', () => {
    const cases = fc.record({
      sizes: fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 30 }),
      raters: fc.integer({ min: 1, max: 4 }).map((n) => NAMES.slice(0, n)),
      double: fc.double({ min: 0, max: 1, noNaN: true }),
      seed: fc.string(),
    });
    fc.assert(
      fc.property(cases, ({ sizes, raters, double, seed }) => {
        const all = items(sizes);
        const lists = assign(all, { raters, double, seed });
        expect([...lists.keys()]).toEqual(raters);
        const times = (item: Item) => [...lists.values()].filter((list) => list.has(item.id)).length;
        const doubled = all.filter((item) => times(item) === 2);
        expect(all.every((item) => times(item) === 1 || times(item) === 2)).toBe(true);
        const wanted = raters.length < 2 ? 0 : Math.round(double * all.length);
        // Whole conversations are given, so the last may bring a few more.
        expect(doubled.length).toBeGreaterThanOrEqual(wanted);
        expect(doubled.length).toBeLessThan(wanted + 6);
        for (const list of lists.values())
          for (const item of all)
            if (list.has(item.id))
              expect(
                all.filter((o) => o.conversation_id === item.conversation_id).every((o) => list.has(o.id)),
              ).toBe(true);
        const conversations = raters.map(
          (rater) => new Set([...lists.get(rater)!].map((i) => i.split(' ')[0])).size,
        );
        if (double === 0)
          expect(Math.max(...conversations) - Math.min(...conversations)).toBeLessThanOrEqual(1);
        // The order of the input does not matter.
        expect(assign(all.toReversed(), { raters, double, seed })).toEqual(lists);
      }),
    );
  });

  test('another seed gives to others', () => {
    const all = items(Array.from({ length: 40 }, () => 2));
    const list = (seed: string) => [...assign(all, { raters: NAMES, double: 0.2, seed }).get('ana')!].sort();
    expect(list('1')).toEqual(list('1'));
    expect(list('1')).not.toEqual(list('2'));
  });
});

describe('a session', () => {
  test('hides attune’s view until the rater has rated, from each for himself', () => {
    const session = openSession(OPTIONS);
    expect(session.see('ana', id)).not.toHaveProperty('view');
    session.remember(row('ben', answer({ empathy: 1 })));
    expect(JSON.stringify([session.see('ana', id), session.list('ana'), session.overview()])).not.toMatch(
      /"view"|"evidence":\[\{|"cue"/,
    );
    session.remember(row('ana', answer({ empathy: 2 })));
    expect(session.see('ana', id)?.view?.labels).toEqual(entries[0]!.view.labels);
    expect(openSession({ ...OPTIONS, showScores: true }).see('ana', id)).toHaveProperty('view');
  });

  test('a later save replaces an earlier one, and one based on an older version is a conflict', () => {
    const session = openSession(OPTIONS);
    const save = (revision: number, given: Answer) =>
      session.check({ rater: 'ana', id, revision, answer: given }, AT);
    const one = save(0, answer({ empathy: 1 }));
    if (one.kind !== 'row') throw new Error(one.kind);
    expect(one.row).toEqual(row('ana', answer({ empathy: 1 })));
    session.remember(one.row);
    expect(session.see('ana', id)).toMatchObject({
      revision: 1,
      answer: { labels: { empathy: 1, apology: null } },
    });
    // The same answer once more, as after a reply that was lost, is nothing new, whatever it is based on.
    expect(save(0, answer({ empathy: 1, apology: null }))).toEqual({ kind: 'same' });
    expect(save(0, answer({ empathy: 2 }))).toEqual({ kind: 'conflict' });
    expect(save(1, answer({ empathy: 2 })).kind).toBe('row');
  });

  test('rows of other rounds, items and names are none of its business', () => {
    const session = openSession(OPTIONS);
    session.remember(row('ana', answer({ empathy: 1 }), first!, '2'));
    session.remember(row('ana', answer({ empathy: 1 }), { ...first!, id: 'elsewhere 1' }));
    expect(session.overview().raters.map(({ rated }) => rated)).toEqual([0, 0]);
    expect(session.see('cleo', id)).toBeUndefined();
    expect(session.list('cleo')).toBeUndefined();
    expect(session.check({ rater: 'cleo', id, revision: 0, answer: answer({ empathy: 1 }) }, AT).kind).toBe(
      'mistake',
    );
  });

  test('what raters disagree on is to be decided, side by side, and stays on the list', () => {
    const session = openSession(OPTIONS);
    session.remember(row('ana', answer({ empathy: 2, apology: 1 }, { comment: 'hers' })));
    expect(session.overview().adjudication).toMatchObject({ rated: 0, of: 0 });
    expect(session.see('adjudicated', id)).toBeUndefined();
    session.remember(row('ben', answer({ empathy: 1, apology: 1 })));
    expect(session.overview().adjudication).toEqual({ rater: 'adjudicated', rated: 0, of: 1 });
    expect(session.see('adjudicated', id)).toMatchObject({
      revision: 0,
      raters: [
        { rater: 'ana', answer: { comment: 'hers' } },
        { rater: 'ben', answer: { labels: { empathy: 1 } } },
      ],
      differences: { labels: ['empathy'], criteria: [], score: false },
    });
    const decided = session.check(
      { rater: 'adjudicated', id, revision: 0, answer: answer({ empathy: 2 }) },
      AT,
    );
    if (decided.kind !== 'row') throw new Error(decided.kind);
    expect(decided.row.rater).toBe('adjudicated');
    session.remember(decided.row);
    session.remember(row('ben', answer({ empathy: 2, apology: 1 })));
    expect(session.overview().adjudication).toMatchObject({ rated: 1, of: 1 });
  });

  const cases: readonly (readonly [string, Partial<Answer>, Partial<Answer>, boolean])[] = [
    ['levels', { labels: { empathy: 1 } }, { labels: { empathy: 2 } }, true],
    ['a level and none given', { labels: { empathy: 1 } }, { labels: { empathy: null } }, false],
    ['a level and cannot judge', { labels: { empathy: 1 } }, { labels: { empathy: 'cannot_judge' } }, true],
    ['verdicts', { criteria: { care: 'met' } }, { criteria: { care: 'not_applicable' } }, true],
    ['scores nearby', { score: 60 }, { score: 70 }, false],
    ['scores apart', { score: 60 }, { score: 71 }, true],
    ['a score and none', { score: 60 }, {}, false],
    ['evidence', { evidence: [{ label: 'empathy', start: 0, end: 2 }] }, {}, false],
  ];
  test.each(cases)('%s', (_, a, b, expected) => {
    expect(
      disagree([
        { ...EMPTY, ...a },
        { ...EMPTY, ...b },
      ]),
    ).toBe(expected);
    expect(differences([EMPTY, EMPTY])).toEqual({ labels: [], criteria: [], score: false });
  });
});

describe('a rating', () => {
  test('has the shape that calibration reads, and comes back as it was', () => {
    const given = answer(
      { empathy: 2, sympathy: 'cannot_judge' },
      {
        criteria: { recognition: 'met' },
        evidence: [{ label: 'empathy', start: 0, end: 3 }],
        comment: 'a “word”\nof two',
      },
    );
    const written = row('ana', given);
    expect(Object.keys(written)).toEqual([
      ...['kind', 'schema', 'id', 'conversation_id', 'turn', 'rater', 'round', 'context', 'text', 'labels'],
      ...['criteria', 'evidence', 'comment', 'at'],
    ]);
    expect(written.labels).toMatchObject({ empathy: 2, sympathy: 'cannot_judge', apology: null });
    expect(parseRating(JSON.stringify(written))).toEqual(written);
  });

  const whole = entries.find(({ item }) => item.turn === null)!.item;
  test('of a whole conversation is all context, in whose lines its evidence counts', () => {
    const written = row(
      'ana',
      answer({ empathy: 1 }, { evidence: [{ label: 'empathy', start: 0, end: 8 }] }),
      whole,
    );
    const { turns } = sampleReport.conversations[0]!;
    expect(written).toMatchObject({ turn: null, text: '', context: [{ text: turns[0]!.text }, {}] });
    expect(written.context.map(({ speaker, text }) => `${speaker}: ${text}`).join('\n')).toBe(whole.text);
  });

  test.each([
    [first!, EMPTY, /nothing is rated/],
    [first!, answer({ empathy: null }), /nothing is rated/],
    [first!, answer({ empathy: 3 }), /no level 3; the highest is 2/],
    [first!, answer({ charm: 1 }), /"charm" is not asked/],
    [first!, answer({}, { criteria: { 'no-hostility': 'met' } }), /"no-hostility" is not asked/],
    [first!, answer({}, { score: 50 }), /only a whole conversation/],
    [
      first!,
      answer({ empathy: 1 }, { evidence: [{ label: 'empathy', start: 3, end: 3 }] }),
      /from 3 to 3 is not/,
    ],
    [
      first!,
      answer({ empathy: 1 }, { evidence: [{ label: 'empathy', start: 0, end: 1e6 }] }),
      /is not in the text/,
    ],
    [
      first!,
      answer({ empathy: 1 }, { evidence: [{ label: 'care', start: 0, end: 1 }] }),
      /"care", which is not asked/,
    ],
    [whole, answer({}, { criteria: { recognition: 'met' } }), /"recognition" is not asked/],
    [whole, answer({}, { score: 50 }), undefined],
    [whole, answer({ empathy: 1 }), undefined],
    [first!, answer({}, { comment: 'unclear' }), undefined],
  ])('%# is right or wrong', (item, given, wrong) => {
    const mistake = mistakeIn(given, item, form);
    if (wrong) expect(mistake).toMatch(wrong);
    else expect(mistake).toBeUndefined();
  });
});

describe('the file of ratings', () => {
  let file = '';
  let n = 0;
  beforeEach(() => {
    file = at(`ratings-${n++}.ndjson`);
  });
  const ratings = ['ana', 'ben', 'ana'].map((rater, i) =>
    row(rater, answer({ empathy: i }, { comment: 'ä “ö”\n' })),
  );
  const lines = ratings.map((rating) => `${JSON.stringify(rating)}\n`);

  async function opened<T>(use: (ledger: Awaited<ReturnType<typeof openLedger>>) => Promise<T>): Promise<T> {
    const ledger = await openLedger(file, 'r.ndjson');
    try {
      return await use(ledger);
    } finally {
      await ledger.close();
    }
  }

  test('is made for its owner only, and holds a line for each rating', async () => {
    await opened(async (ledger) => {
      for (const rating of ratings) await ledger.append(rating);
      expect(await ledger.read()).toEqual(ratings);
      expect(await ledger.read()).toEqual([]);
    });
    expect(readFileSync(file, 'utf8')).toBe(lines.join(''));
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o077).toBe(0);
  });

  test('cut off anywhere, it keeps every line that was whole', async () => {
    const bytes = Buffer.from(lines.join(''));
    const ends = lines.map((_, i) => Buffer.byteLength(lines.slice(0, i + 1).join('')));
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: bytes.length }), async (cut) => {
        writeFileSync(file, bytes.subarray(0, cut));
        // A line without its end is whole all the same.
        const whole = ends.filter((end) => end - 1 <= cut).length;
        const isWhole = cut === 0 || ends.includes(cut);
        await opened(async (ledger) => {
          expect(ledger.repaired === undefined).toBe(isWhole);
          expect(await ledger.read()).toEqual(ratings.slice(0, whole));
          await ledger.append(ratings[0]!);
          expect(await ledger.read()).toEqual([ratings[0]]);
        });
        expect(readFileSync(file, 'utf8')).toBe([...lines.slice(0, whole), lines[0]].join(''));
      }),
      { numRuns: 60 },
    );
  });

  test('says what it has mended, and where', async () => {
    writeFileSync(file, lines.join('').slice(0, -30));
    const said = await opened(async ({ repaired }) => repaired);
    expect(said).toBe(
      'r.ndjson:3: the last line was torn when the program was stopped; it is cut off, the 2 before it are whole',
    );
  });

  test('notices what another program adds, once its line is whole', async () => {
    await opened(async (ledger) => {
      appendFileSync(file, lines[0]!.slice(0, 40));
      expect(await ledger.read()).toEqual([]);
      appendFileSync(file, lines[0]!.slice(40));
      expect(await ledger.read()).toEqual([ratings[0]]);
    });
  });

  test.each([
    ['a table', 'id,text\n1,hello', /r\.ndjson:2: is no rating; --out names a file of ratings/],
    ['other JSON', '{"kind":"conversation"}\n', /r\.ndjson:1: is no rating \(kind: /],
    [
      'a broken line in the middle',
      `${lines[0]}nonsense\n${lines[1]}`,
      /r\.ndjson:2: is no JSON; mend the line/,
    ],
  ])('%s is left alone', async (_, content, message) => {
    writeFileSync(file, content);
    await expect(opened((ledger) => ledger.read())).rejects.toThrow(message);
    expect(readFileSync(file, 'utf8')).toBe(content);
  });

  test('a place that cannot be written is said', async () => {
    await expect(openLedger(at('none/r.ndjson'), 'none/r.ndjson')).rejects.toThrow(
      /its folder does not exist/,
    );
    await expect(openLedger(cwd, 'here')).rejects.toThrow(/this is a folder/);
  });
});

describe('saves', () => {
  const NOW = { now: () => AT, failed: () => {} };
  const post = (body: unknown) => ({
    method: 'POST',
    path: '/api/rating',
    query: new URLSearchParams(),
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  const memory = () => {
    const rows: Rating[] = [];
    let known = 0;
    return {
      rows,
      store: {
        read: async () => {
          const fresh = rows.slice(known);
          known = rows.length;
          return fresh;
        },
        append: async (rating: Rating) => {
          await new Promise((resolve) => setImmediate(resolve));
          rows.push(rating);
        },
      },
    };
  };

  test('at the same moment are one row and conflicts, never two rows', async () => {
    const { rows, store } = memory();
    const ask = answerer(openSession(OPTIONS), store, NOW);
    const replies = await Promise.all(
      [0, 1, 2].map((empathy) => ask(post({ rater: 'ana', id, revision: 0, answer: answer({ empathy }) }))),
    );
    expect(replies.map((reply) => reply?.status)).toEqual([200, 409, 409]);
    expect(replies[1]?.body).toMatchObject({ revision: 1, answer: { labels: { empathy: 0 } } });
    expect(rows).toHaveLength(1);
  });

  test('of another program on the same file count', async () => {
    const { rows, store } = memory();
    const ask = answerer(openSession(OPTIONS), store, NOW);
    rows.push(row('ana', answer({ empathy: 1 })));
    const reply = await ask(post({ rater: 'ana', id, revision: 0, answer: answer({ empathy: 2 }) }));
    expect(reply?.status).toBe(409);
  });

  test('that could not be written are not said to be saved', async () => {
    const failures: unknown[] = [];
    const session = openSession(OPTIONS);
    const full = { read: async () => [], append: () => Promise.reject(new Error('ENOSPC')) };
    const ask = answerer(session, full, { now: () => AT, failed: (error) => failures.push(error) });
    const reply = await ask(post({ rater: 'ana', id, revision: 0, answer: answer({ empathy: 2 }) }));
    expect(reply?.status).toBe(507);
    expect(failures).toHaveLength(1);
    expect(session.see('ana', id)?.revision).toBe(0);
  });

  test.each([
    ['no JSON', '{', 400],
    ['more than is asked for', { rater: 'ana', id, revision: 0, answer: EMPTY, path: '/etc' }, 400],
    ['another item', { rater: 'ana', id: 'x', revision: 0, answer: answer({ empathy: 1 }) }, 400],
    [
      'a prototype',
      '{"rater":"ana","id":"__proto__","revision":0,"answer":{"labels":{"__proto__":1},"criteria":{},"evidence":[]}}',
      400,
    ],
    ['no rater', { rater: '', id, revision: 0, answer: EMPTY }, 400],
  ])('%s is refused', async (_, body, status) => {
    const { rows, store } = memory();
    expect((await answerer(openSession(OPTIONS), store, NOW)(post(body)))?.status).toBe(status);
    expect(rows).toEqual([]);
  });
});

describe('who gets in', () => {
  const KEY = 'k'.repeat(43);
  const host = '127.0.0.1:5000';
  const cookie = `attune_review_5000=${KEY}`;
  const knock = (more: Partial<Parameters<typeof admit>[0]>, spend = (_: string) => false) =>
    admit(
      { method: 'GET', target: '/', headers: { host, cookie }, ...more },
      { port: 5000, key: KEY, spend },
    );

  test.each([
    ['with the cookie', {}],
    ['with the cookie among others', { headers: { host, cookie: `a=b; ${cookie}; c` } }],
    ['by the other name of the machine', { headers: { host: 'localhost:5000', cookie } }],
    [
      'from its own page',
      { target: '/api/list?rater=a', headers: { host, cookie, 'sec-fetch-site': 'same-origin' } },
    ],
    ['with a link from anywhere', { headers: { host, cookie, 'sec-fetch-site': 'cross-site' } }],
    [
      'saving',
      { method: 'POST', target: '/api/rating', headers: { host, cookie, origin: `http://${host}` } },
    ],
  ])('in: %s', (_, more) => {
    expect(knock(more)).toHaveProperty('path');
  });

  test.each([
    ['nothing', { headers: { host } }],
    ['another cookie', { headers: { host, cookie: `attune_review_5000=${'x'.repeat(43)}` } }],
    ['the cookie of another port', { headers: { host, cookie: `attune_review_5001=${KEY}` } }],
    ['a half cookie', { headers: { host, cookie: cookie.slice(0, -1) } }],
    ['the name of a stranger', { headers: { host: 'evil.example:5000', cookie } }],
    ['another port', { headers: { host: '127.0.0.1:5001', cookie } }],
    ['no host', { headers: { cookie } }],
    ['another origin', { headers: { host, cookie, origin: 'http://evil.example' } }],
    ['no origin that is known', { headers: { host, cookie, origin: 'null' } }],
    ['another port’s page', { headers: { host, cookie, origin: 'http://127.0.0.1:3000' } }],
    [
      'a page of another port that reads',
      { target: '/api/session', headers: { host, cookie, 'sec-fetch-site': 'same-site' } },
    ],
    ['a save that names no origin', { method: 'POST', target: '/api/rating', headers: { host, cookie } }],
    ['a wrong token', { target: '/?token=x', headers: { host } }],
    ['a token for anything but the page', { target: '/api/session?token=t', headers: { host } }],
  ])('out: %s', (_, more) => {
    expect(knock(more, (token) => token === 't')).toMatchObject({ refused: 403 });
  });

  test('a token opens once, for the page', () => {
    const tokens = new Set(['t']);
    const spend = (token: string) => tokens.delete(token);
    const come = () => knock({ target: '/?token=t', headers: { host } }, spend);
    expect(come()).toMatchObject({ path: '/', cookie: `${cookie}; HttpOnly; SameSite=Strict; Path=/` });
    expect(come()).toMatchObject({ refused: 403 });
  });
});

describe('the key of the sessions', () => {
  test('is kept for its owner, and found again', async () => {
    const key = newSecret();
    await keepKey(at('k1'), { key, port: 4321 });
    expect(await openKey(at('k1'))).toEqual({ key, port: 4321 });
    if (process.platform !== 'win32') expect(statSync(at('k1')).mode & 0o777).toBe(0o600);
  });

  test('that others could read, that is none, or that a link leads to is not used', async () => {
    const key = newSecret();
    writeFileSync(at('k2'), JSON.stringify({ key, port: 4321 }), { mode: 0o644 });
    writeFileSync(at('k3'), JSON.stringify({ key: 'short' }), { mode: 0o600 });
    for (const file of ['k2', 'k3', 'k-none']) {
      const found = await openKey(at(file));
      expect(found.key).not.toBe(key);
      expect(found).not.toHaveProperty('port');
    }
    // A link that somebody has put there does not lead the key elsewhere.
    writeFileSync(at('target'), 'before');
    symlinkSync(at('target'), at('k4'));
    await keepKey(at('k4'), { key, port: 1 });
    expect(readFileSync(at('target'), 'utf8')).toBe('before');
  });
});

describe('the server', () => {
  let served: Served;
  let cookie = '';
  const spent: (string | undefined)[] = [];
  const failures: unknown[] = [];
  beforeAll(async () => {
    const store = { read: async () => [], append: async () => {} };
    served = await serveReview({
      answer: answerer(openSession(OPTIONS), store, { now: () => AT, failed: () => {} }),
      ...{
        key: newSecret(),
        port: 0,
        onSpent: (rater) => spent.push(rater),
        onFailure: (e) => failures.push(e),
      },
    });
    const { headers } = await ask({ path: new URL(served.link('ana')).search.replace(/^/, '/') });
    cookie = String(headers['set-cookie']).split(';')[0]!;
  });
  afterAll(() => served.stop());

  interface Sent {
    readonly path: string;
    readonly method?: string;
    readonly headers?: Record<string, string>;
    readonly body?: string;
  }
  function ask({ path: target, method = 'GET', headers = {}, body }: Sent) {
    return new Promise<{ status: number; headers: Record<string, unknown>; text: string }>(
      (resolve, reject) => {
        // `path` goes out as it is written, which fetch and browsers would tidy up.
        const sent = request(
          { host: '127.0.0.1', port: served.port, path: target, method, headers },
          (response) => {
            let text = '';
            response.on('data', (part) => {
              text += part;
            });
            response.on('end', () =>
              resolve({ status: response.statusCode!, headers: response.headers, text }),
            );
          },
        );
        sent.on('error', reject);
        sent.end(body);
      },
    );
  }
  const asked = (target: string, more: Partial<Sent> = {}) =>
    ask({ path: target, ...more, headers: { cookie, ...more.headers } });
  const origin = () => ({ origin: `http://127.0.0.1:${served.port}`, 'content-type': 'application/json' });

  test('listens on this machine only', async () => {
    const answers = await new Promise((resolve) => {
      // Any other address of the machine's own is another interface; 127.0.0.2 is one where there is no network.
      const socket = connect({ host: '127.0.0.2', port: served.port }, () => resolve('connected'));
      socket.on('error', ({ message }) => resolve(message));
    });
    expect(answers).toMatch(/ECONNREFUSED|EADDRNOTAVAIL|ENETUNREACH/);
  });

  test('sends the page and what belongs to it, and forbids it everything else', async () => {
    const page = await asked('/');
    expect(page.status).toBe(200);
    const policy = String(page.headers['content-security-policy']);
    expect(policy).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';/);
    const files = [...page.text.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map(([, file]) => file!);
    expect(files).toHaveLength(3);
    for (const file of files) expect((await asked(file)).status).toBe(200);
    // Whatever a script of the page imports is served, and nothing else lies in its folder.
    const scripts = readdirSync(path.join(ROOT, 'src/review/page')).map((file) => `/review/page/${file}`);
    for (const file of scripts) {
      const { status, text } = await asked(file);
      expect(status, file).toBe(200);
      for (const [, target] of text.matchAll(/^import .* from '(.*)';$/gm))
        expect((await asked(path.posix.join(path.posix.dirname(file), target!))).status).toBe(200);
    }
    expect(page.text).not.toMatch(/https?:|style=|onclick/);
    expect(page.headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' });
  });

  test.each([
    '/../package.json',
    '/%2e%2e/package.json',
    '/..%2fpackage.json',
    '/review/page/../../../package.json',
    '/review/page/%2e%2e/session.ts',
    '/review/session.js',
    '//evil.example/',
    '/./',
    '/index.html',
    '/api',
    '/api/',
    '/api/item/../session',
    '/API/session',
    '/\\..\\package.json',
    '/review/page/main.js/',
    '/%00',
    '/review/page/',
  ])('%s is not there', async (target) => {
    expect((await asked(target)).status).toBe(404);
  });

  test('what is addressed to anybody else is refused, before it is looked at', async () => {
    const paths = ['/', '/api/session', '/review/page/main.js', '/../x'];
    for (const target of paths) {
      expect((await ask({ path: target })).status).toBe(403);
      expect((await asked(target, { headers: { host: `evil.example:${served.port}` } })).status).toBe(403);
      expect((await asked(target, { headers: { origin: 'https://evil.example' } })).status).toBe(403);
    }
    expect((await asked('http://evil.example/api/session')).status).toBe(404);
    expect((await asked('/', { method: 'PUT' })).status).toBe(405);
    expect((await asked('/', { method: 'OPTIONS', headers: origin() })).status).toBe(405);
  });

  test('a body that is too large is refused, said or unsaid', async () => {
    const large = 'x'.repeat(MOST_BODY + 1);
    const sent = { method: 'POST', headers: origin(), body: large };
    expect((await asked('/api/rating', sent)).status).toBe(413);
    const unsaid = { ...sent, headers: { ...origin(), 'transfer-encoding': 'chunked' } };
    expect((await asked('/api/rating', unsaid)).status).toBe(413);
    const other = { ...sent, body: '{}', headers: { ...origin(), 'content-type': 'text/plain' } };
    expect((await asked('/api/rating', other)).status).toBe(415);
    expect((await asked('/api/rating', { ...sent, body: '{}' })).status).toBe(400);
  });

  test('a link opens one browser, and tells the terminal when another comes with it', async () => {
    const link = new URL(served.link('ben'));
    const target = `/${link.search}`;
    const entered = await ask({ path: target });
    expect(entered.headers['set-cookie']).toEqual([
      expect.stringMatching(/; HttpOnly; SameSite=Strict; Path=\/$/),
    ]);
    expect(entered.text).toContain('data-rater="ben"');
    expect((await asked(target)).text).toContain('data-rater="ben"');
    expect((await ask({ path: target })).status).toBe(403);
    expect(spent).toEqual(['ben']);
    expect((await ask({ path: '/?token=guessed' })).status).toBe(403);
    expect(spent).toEqual(['ben']);
  });

  test('answers what the page asks, and nothing was a failure', async () => {
    expect(JSON.parse((await asked('/api/session')).text).raters).toHaveLength(2);
    expect((await asked('/api/list?rater=nobody')).status).toBe(404);
    expect((await asked('/api/item?rater=ana&id=__proto__')).status).toBe(404);
    expect((await asked('/api/rating')).status).toBe(405);
    expect(failures).toEqual([]);
  });

  test('a browser that goes away in the middle of a request is no failure', async () => {
    await new Promise((resolve) => {
      const socket = connect({ host: '127.0.0.1', port: served.port }, () => {
        const lines = ['POST /api/rating HTTP/1.1', `Host: 127.0.0.1:${served.port}`, `Cookie: ${cookie}`];
        const more = [
          `Origin: ${origin().origin}`,
          'Content-Type: application/json',
          'Content-Length: 99',
          '',
          '{',
        ];
        socket.write([...lines, ...more].join('\r\n'), () => setTimeout(() => socket.destroy(), 50));
      });
      socket.on('close', resolve);
    });
    expect((await asked('/api/session')).status).toBe(200);
    expect(failures).toEqual([]);
  });

  test('it ends although somebody is connected and asks nothing', async () => {
    const other = await serveReview({
      answer: async () => undefined,
      ...{ key: newSecret(), port: 0, onSpent: () => {}, onFailure: () => {} },
    });
    const socket = connect({ host: '127.0.0.1', port: other.port });
    await new Promise((resolve) => socket.on('connect', resolve));
    const closed = new Promise((resolve) => socket.on('close', resolve));
    // Node by itself lets such a connection be for half a minute, and the test ends before that.
    await Promise.all([other.stop(), closed]);
  }, 15_000);

  test('a port that is taken is said', async () => {
    const again = serveReview({
      answer: async () => undefined,
      ...{ key: newSecret(), port: served.port, onSpent: () => {}, onFailure: () => {} },
    });
    await expect(again).rejects.toThrow(/port \d+ is taken by another program; give another with --port/);
  });
});

describe('the command', () => {
  const FLAGS = { of: 'both' as const };
  const entriesIn = (files: readonly string[], flags: Partial<ReviewInputFlags> = {}) => {
    const io = { stdin: Readable.from([]), stdout: new PassThrough(), stderr: new PassThrough(), env: {} };
    return entriesOf(files.map(at), { ...FLAGS, ...flags }, { ...io, cwd: () => cwd });
  };

  test('takes transcripts, their scores and sheets of them, and asks the same', async () => {
    const score = [
      'score',
      'calls.csv',
      '-q',
      '--quote',
      'full',
      '-f',
      'ndjson=calls.ndjson',
      '-f',
      'json=calls.json',
    ];
    await run(score, { cwd });
    await run(
      ['sample', 'calls.ndjson', '-n', '99', '-q', '-f', 'csv=sheet.csv', '-f', 'ndjson=sheet.ndjson'],
      { cwd },
    );
    const { entries: transcripts, compiled: used } = await entriesIn(['calls.csv']);
    expect(used.rubric.id).toBe('empathy');
    expect(transcripts.length).toBeGreaterThan(60);
    for (const file of ['calls.ndjson', 'calls.json'])
      expect((await entriesIn([file])).entries).toEqual(transcripts);
    const turns = (list: typeof transcripts) =>
      list.flatMap(({ item }) => (item.turn === null ? [] : [item])).sort((a, b) => (a.id < b.id ? -1 : 1));
    for (const file of ['sheet.csv', 'sheet.ndjson'])
      expect(turns((await entriesIn([file])).entries)).toEqual(turns(transcripts));
    expect((await entriesIn(['calls.csv'], { of: 'turns' })).entries).toHaveLength(turns(transcripts).length);
    const north = await entriesIn(['calls.ndjson'], { where: 'team = north' });
    expect(north.entries.length).toBeLessThan(transcripts.length);
    const redacted = await entriesIn(['calls.csv'], { redact: true });
    expect(JSON.stringify(redacted.entries)).not.toContain('Priya');
    await expect(entriesIn(['sheet.csv'], { of: 'conversations' })).rejects.toThrow(/a sheet holds turns/);
    await expect(entriesIn(['sheet.csv'], { redact: true })).rejects.toThrow(
      /redact when the sheet is drawn/,
    );
  });

  beforeAll(() => writeFileSync(at('calls.csv'), readFileSync(path.join(ROOT, 'fixtures/support.csv'))));
  test.each([
    [['calls.csv'], /who rates\? name them: --rater ana/],
    [['calls.csv', '--rater', 'adjudicated'], /"adjudicated" is what the file calls/],
    [['calls.csv', '--raters', 'ana,../x'], /a rater's name has up to 40 letters/],
    [['calls.csv', '--rater', 'ana', '--double', '2'], /--double 2: give a number from 0 to 1/],
    [['calls.csv', '--rater', 'ana', '--port', '80'], /--port 80: give a number from 1024/],
    [['calls.csv', '--rater', 'ana', '--round', ' '], /--round: give it a name/],
    [['calls.csv', '--rater', 'ana', '--labels', 'empty'], /--labels empty: the rubric asks no such thing/],
    [['calls.csv', '--rater', 'ana', '--where', 'score < 5'], /--where chooses among scored conversations/],
    [
      ['calls.csv', 'scored.ndjson', '--rater', 'ana'],
      /holds scores and calls\.csv transcripts; review them one/,
    ],
    [['-', '--rater', 'ana'], /reads files; write standard input to one first/],
    [['none.csv', '--rater', 'ana'], /none\.csv: no such file/],
    [['calls.csv', '--rater', 'ana', '--out', 'calls.csv'], /calls\.csv:\d+: is no/],
  ])('%j is refused', async (words, message) => {
    const { code, err } = await run(['review', ...words], { cwd });
    expect(err).toMatch(message);
    expect(code).toBe(2);
  });
});
