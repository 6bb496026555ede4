/** The library's scorer: streams are scored one conversation at a time, and as the program scores them. */

import { createReadStream } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Conversation, createScorer, loadRubric, read, rubricFinder } from '../src/index.ts';
import { shapeConversation } from '../src/report/shape.ts';
import { ROOT, run } from './helpers/run.ts';

const { score, scoreStream } = createScorer(loadRubric('empathy', rubricFinder(ROOT)));

async function conversations(file: string): Promise<Conversation[]> {
  const found: Conversation[] = [];
  for await (const item of read(createReadStream(path.join(ROOT, file)), { path: file })) {
    if (item.kind === 'conversation') found.push(item.conversation);
  }
  return found;
}

async function all<T>(stream: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const one of stream) list.push(one);
  return list;
}

describe('scoreStream', () => {
  test.each(['fixtures/calls.ndjson', 'fixtures/support.csv', 'fixtures/chat.json'])(
    '%s comes out as attune score writes it',
    async (file) => {
      const { out } = await run(['score', file, '--format', 'ndjson', '--no-summary', '--quiet']);
      const scored = await all(scoreStream(await conversations(file)));
      expect(scored.length).toBeGreaterThan(2);
      expect(scored.map((one) => JSON.stringify(shapeConversation(one, 'spans')))).toEqual(
        out.trimEnd().split('\n'),
      );
    },
  );

  test('takes any iterable and scores as score does', async () => {
    const talks = await conversations('fixtures/calls.ndjson');
    async function* later() {
      yield* talks;
    }
    const expected = talks.map((talk) => score(talk));
    expect(await all(scoreStream(talks))).toEqual(expected);
    expect(await all(scoreStream(new Set(talks)))).toEqual(expected);
    expect(await all(scoreStream(later()))).toEqual(expected);
    expect(await all(scoreStream([]))).toEqual([]);
  });

  test('asks for a conversation when the one before was taken, and ends the source with a break', async () => {
    const talks = await conversations('fixtures/calls.ndjson');
    const events: string[] = [];
    function* source() {
      try {
        for (const talk of talks) {
          events.push(`asked ${talk.id}`);
          yield talk;
        }
      } finally {
        events.push('ended');
      }
    }
    for await (const { id } of scoreStream(source())) {
      events.push(`got ${id}`);
      if (id === 'call-02') break;
    }
    expect(events).toEqual(['asked call-01', 'got call-01', 'asked call-02', 'got call-02', 'ended']);
  });

  test('lets other work in between', async () => {
    const talks = await conversations('fixtures/calls.ndjson');
    let ticks = 0;
    const count = () => {
      ticks++;
      timer = setImmediate(count);
    };
    let timer = setImmediate(count);
    await all(scoreStream(talks));
    clearImmediate(timer);
    expect(ticks).toBeGreaterThanOrEqual(talks.length);
  });

  test('throws what its source throws', async () => {
    async function* broken(): AsyncGenerator<Conversation> {
      yield* await conversations('fixtures/calls.ndjson');
      throw new Error('the queue is gone');
    }
    await expect(all(scoreStream(broken()))).rejects.toThrow('the queue is gone');
  });
});

test('a conversation is left as it was', async () => {
  const [talk] = await conversations('fixtures/calls.ndjson');
  const before = structuredClone(talk);
  score(talk!);
  expect(talk).toEqual(before);
});
