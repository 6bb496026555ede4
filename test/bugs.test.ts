/** A scorer that fails on one conversation costs that conversation, whoever runs it, and nothing else. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { UserError } from '../src/errors.ts';
import type { Conversation, Diagnostic } from '../src/model.ts';
import { createScorer, type Scorer } from '../src/pipeline.ts';
import { loadRubric } from '../src/rubric/index.ts';
import { openPool } from '../src/run/pool.ts';
import { rubricFinder } from '../src/run/rubrics.ts';
import { type Scoring, scoreFiles, scoringEach } from '../src/run/score-files.ts';
import { scoreLines } from '../src/run/score-lines.ts';
import { type Chunk, type Job, openWork, packChunk, unpack, type Worked } from '../src/run/work.ts';
import { ENGINE } from '../src/version.ts';
import { ROOT } from './helpers/run.ts';

const cwd = mkdtempSync(path.join(tmpdir(), 'attune-bugs-'));
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

const empathy = loadRubric('empathy', rubricFinder(cwd));
const score = createScorer(empathy);
const fails: Scorer = (conversation, rows) => {
  if (conversation.id === 'bad') throw new TypeError(`cannot read "${conversation.turns[0]!.text}"`);
  return score(conversation, rows);
};
const WHY = `scoring it failed (TypeError): this is a bug in attune ${ENGINE}, please report it`;

const line = (id: string) =>
  `${JSON.stringify({
    conversation_id: id,
    turns: [
      { role: 'customer', text: 'My secret parcel is lost.' },
      { role: 'agent', text: 'I am sorry.' },
    ],
  })}\n`;
const LINES = Buffer.from(['a', 'bad', 'b'].map(line).join(''));
const TABLE = Buffer.from(
  `id,role,text\n${['a', 'bad', 'b'].map((id) => `${id},customer,Hi\n${id},agent,Hello\n`).join('')}`,
);
const file = (name: string, bytes: Uint8Array) => ({
  path: name,
  open: async function* () {
    yield bytes;
  },
});

const job: Job = {
  cwd,
  rubrics: [{ reference: 'empathy', hash: empathy.hash }],
  reading: {},
  groupBy: ['agent'],
};

describe('in a run over files', () => {
  async function accountsBy<Done extends Worked>(scoring: Scoring<Done>, name: string, bytes: Uint8Array) {
    const diagnostics: Diagnostic[] = [];
    let conversations = 0;
    const accounts = await scoreFiles([file(name, bytes)], scoring, {
      onScored: ({ counts }) => {
        conversations += counts.conversations;
      },
      onDiagnostic: (diagnostic) => diagnostics.push(diagnostic),
    });
    return { accounts, conversations, lost: diagnostics.filter(({ kind }) => kind === 'quarantined') };
  }
  const here = async (): Promise<Scoring<Worked>> => {
    const work = await openWork(job, 'objects', [empathy], () => fails);
    return { ahead: 1, score: async (chunk) => [await work(chunk)] };
  };

  test.each([
    ['calls.ndjson', LINES, 2],
    ['calls.csv', TABLE, 4],
  ])('%s: it is set aside with its place, and the accounts add up', async (name, bytes, at) => {
    const { accounts, conversations, lost } = await accountsBy(await here(), name, bytes);
    expect(conversations).toBe(2);
    expect(lost).toEqual([
      {
        severity: 'warning',
        kind: 'quarantined',
        place: { path: name, line: at },
        records: 2,
        message: `${WHY}; attune explain on this conversation alone shows where`,
      },
    ]);
    expect(accounts).toMatchObject({ read: 6, scored: 4, skipped: 0, quarantined: 2, agentTurns: 2 });
  });

  test('a worker makes the same of it as this thread', { timeout: 120_000 }, async () => {
    const dist = (module: string) => JSON.stringify(pathToFileURL(path.join(ROOT, 'dist', module)).href);
    const worker = path.join(cwd, 'worker.mjs');
    writeFileSync(
      worker,
      `import { workerData } from 'node:worker_threads';
       import { createScorer } from ${dist('pipeline.js')};
       import { openWork, pack, unpackChunk } from ${dist('run/work.js')};
       const failing = (compiled) => {
         const score = createScorer(compiled);
         return (conversation, rows) => {
           if (conversation.id === 'bad') throw new TypeError('of another thread');
           return score(conversation, rows);
         };
       };
       const work = await openWork(workerData, 'text', undefined, failing);
       export default async (chunk) => ({ kind: 'worked', bytes: pack(await work(unpackChunk(chunk))) });`,
    );
    const chunk: Chunk = { kind: 'lines', lines: { path: 'calls.ndjson', number: 10, bytes: LINES } };
    const work = await openWork(job, 'text', [empathy], () => fails);
    const alone = await work(chunk);
    const pool = await openPool(job, 1, pathToFileURL(worker).href);
    try {
      const [elsewhere, ...more] = (await pool.work(packChunk(chunk)))!.map(unpack);
      expect(more).toEqual([]);
      expect(elsewhere!.lost).toEqual(alone.lost);
      expect(elsewhere!.lost[0]!.diagnostic.place).toEqual({ path: 'calls.ndjson', line: 11 });
      expect(elsewhere!.counts).toEqual(alone.counts);
      expect(elsewhere!.rubrics[0]!.tallies).toEqual(alone.rubrics[0]!.tallies);
    } finally {
      await pool.close();
    }
  });

  test('by one of two rubrics, neither has it', async () => {
    const two = { ...job, rubrics: [...job.rubrics, ...job.rubrics] };
    let made = 0;
    const work = await openWork(two, 'objects', [empathy, empathy], () => (made++ === 0 ? score : fails));
    const { rubrics, lost } = await work({
      kind: 'lines',
      lines: { path: 'x', number: 1, bytes: LINES },
    });
    expect(lost).toHaveLength(1);
    expect(
      rubrics.map(({ scores }) => scores.kind === 'objects' && scores.conversations.map(({ id }) => id)),
    ).toEqual([
      ['a', 'b'],
      ['a', 'b'],
    ]);
  });

  test('the commands that score in their own way set it aside too', async () => {
    const { lost, results, counts } = (
      await scoringEach(fails, {}).score({
        kind: 'lines',
        lines: { path: 'x', number: 1, bytes: LINES },
      })
    )[0]!;
    expect([lost.length, results.map(({ id }) => id), counts.conversations]).toEqual([1, ['a', 'b'], 2]);
  });

  test('a mistake of the user’s is none of ours, and ends the run', async () => {
    const refuses: Scorer = () => {
      throw new UserError('give a key');
    };
    await expect(
      scoringEach(refuses, {}).score({ kind: 'lines', lines: { path: 'x', number: 1, bytes: LINES } }),
    ).rejects.toThrow('give a key');
  });
});

test('in a stream of lines it is answered in its place, and the others too', async () => {
  const answers: unknown[] = [];
  const one = (conversation: Conversation, rows: number) => fails(conversation, rows).id;
  for await (const answer of scoreLines(file('', LINES).open(), one, { path: '<stdin>' }))
    answers.push(answer);
  expect(answers).toEqual([
    { kind: 'scored', scored: 'a', notes: [] },
    { kind: 'error', message: WHY, bug: expect.any(TypeError) },
    { kind: 'scored', scored: 'b', notes: [] },
  ]);
  expect(JSON.stringify(answers)).not.toContain('secret');
});
