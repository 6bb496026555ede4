/** The codebook's worked examples, its seed sentences and its consistency rules, held against the detectors. */
import { createReadStream } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { createDetect } from '../src/detect/index.ts';
import { type Conversation, loadRubric, type Role, read, rubricFinder, type Turn } from '../src/index.ts';
import type { Detection, TurnDetections } from '../src/model.ts';
import { CASES, LABEL_OF, LABELS, VECTORS } from './codebook.cases.ts';

const ROOT = new URL('..', import.meta.url).pathname;
const { rubric, cues } = loadRubric('empathy', rubricFinder(ROOT));
const detect = createDetect(rubric, cues);

/** What is found in the agent turn that answers `customer`; no words of the agent means a neutral turn. */
function answer(customer: string | null, agent: string | null): TurnDetections {
  const said: [Role, string][] = [['agent', agent ?? 'Okay.']];
  if (customer !== null) said.unshift(['customer', customer]);
  const turns = said.map(
    ([role, text], index): Turn => ({ index, role, visibility: 'public', text, rows: [] }),
  );
  return detect({ id: 'c-1', meta: {}, turns, source: { path: 'test' } }).turns.at(-1)!;
}

/** `E2-1 empathy: 2 expected, 1 found`, or nothing where the label is right. */
function mistake(id: string, label: string, expected: number, found: TurnDetections): string[] {
  const value = found.labels[label] ?? 0;
  return value === expected ? [] : [`${id} ${label}: ${expected} expected, ${value} found`];
}

/**
 * The snapshots below are the mistakes we know of. A new one fails the test, and so does one that is gone:
 * `npx vitest run test/codebook.test.ts -u` rewrites them, and the diff is the review.
 */
describe('worked examples of the codebook', () => {
  test('single labels: at most 11 of 216 wrong, and only these', () => {
    const wrong = CASES.flatMap(([id, customer, agent, value]) =>
      mistake(id, LABEL_OF[id[0]!]!, value, answer(customer, agent)),
    );
    expect(CASES).toHaveLength(216);
    expect(wrong.join('\n')).toMatchInlineSnapshot(`"R1-6 reflection: 1 expected, 0 found"`);
    expect(wrong.length).toBeLessThanOrEqual(11);
  });

  test('turns coded in full: at most 12 of 192 cells wrong, and only these', () => {
    const wrong = VECTORS.flatMap(([id, customer, agent, values]) => {
      const found = answer(customer, agent);
      return values.split(' ').flatMap((value, i) => mistake(id, LABELS[i]!, Number(value), found));
    });
    expect(VECTORS.length * LABELS.length).toBe(192);
    expect(wrong.join('\n')).toMatchInlineSnapshot(`"F5 reflection: 1 expected, 0 found"`);
    expect(wrong.length).toBeLessThanOrEqual(12);
  });
});

describe('what the product promises first: sympathy is not empathy', () => {
  const customer = "this has been dragging on for weeks and I'm fed up";
  test.each([
    ['I know you are feeling frustrated.', { sympathy: 1, empathy: 0 }],
    [
      "I feel what you're going through, and I'm committed to getting your claim paid this week.",
      { empathy: 2, ownership: 1, sympathy: 0 },
    ],
    ['I understand how frustrating this must be.', { empathy: 1 }],
    ["I'm sorry you feel that way.", { apology: 1, dismissive: 1 }],
  ])('%s', (agent, labels) => {
    expect(answer(customer, agent).labels).toMatchObject(labels);
  });
});

/** One turn of the fixtures with what was found in it; every rule below must hold for each of them. */
interface Found {
  readonly place: string;
  readonly turn: Turn;
  readonly found: TurnDetections;
}

async function conversationsOf(file: string): Promise<Conversation[]> {
  const conversations: Conversation[] = [];
  for await (const item of read(createReadStream(`${ROOT}fixtures/${file}`), { path: file })) {
    if (item.kind === 'conversation') conversations.push(item.conversation);
  }
  return conversations;
}

const conversations = (
  await Promise.all(['support.csv', 'calls.ndjson', 'chat.json'].map(conversationsOf))
).flat();
const turns = conversations.flatMap((conversation): Found[] =>
  detect(conversation).turns.map((found) => {
    return {
      place: `${conversation.id}, turn ${found.index}`,
      turn: conversation.turns[found.index]!,
      found,
    };
  }),
);
const agentTurns = turns.filter(({ turn }) => turn.role === 'agent');

/** The words of a detection with those of its sentence around them. */
function sentence({ text }: Turn, { start, end }: Detection): string {
  const from = Math.max(...['.', '!', '?', '\n'].map((mark) => text.lastIndexOf(mark, start - 1))) + 1;
  const rest = text.slice(end - 1).search(/[.!?\n]/);
  return text.slice(from, rest < 0 ? text.length : end + rest);
}

/** The places, with the words, where a detection of `label` breaks a rule. */
function broken(label: string, holds: (turn: Turn, detection: Detection) => boolean): string[] {
  return agentTurns.flatMap(({ place, turn, found }) =>
    found.evidence
      .filter((detection) => detection.label === label && !holds(turn, detection))
      .map(({ cue, start, end }) => `${place}: ${cue} "${turn.text.slice(start, end)}"`),
  );
}

describe('consistency rules of the codebook, over every fixture', () => {
  test('the fixtures are there and much is found in them', () => {
    expect(conversations.length).toBeGreaterThan(20);
    expect(turns.flatMap(({ found }) => found.evidence).length).toBeGreaterThan(100);
  });

  test('every label has words that prove it, at its level and no higher', () => {
    const wrong = agentTurns.flatMap(({ place, found: { labels, evidence } }) =>
      LABELS.filter((label) => label !== 'distress').flatMap((label) => {
        const level = Math.max(0, ...evidence.filter((d) => d.label === label).map((d) => d.level));
        return level === (labels[label] ?? 0)
          ? []
          : [`${place}: ${label} ${labels[label]}, evidence ${level}`];
      }),
    );
    expect(wrong).toEqual([]);
  });

  test('every piece of evidence lies inside its turn and quotes whole words', () => {
    const wrong = turns.flatMap(({ place, turn: { text }, found }) =>
      found.evidence
        .filter(({ start, end }) => {
          const inside = 0 <= start && start < end && end <= text.length;
          return (
            !inside ||
            /\w\w/.test(text.slice(start - 1, start + 1)) ||
            /\w\w/.test(text.slice(end - 1, end + 1))
          );
        })
        .map(({ cue, start, end }) => `${place}: ${cue} ${start}–${end} "${text.slice(start, end)}"`),
    );
    expect(wrong).toEqual([]);
  });

  test('an apology says sorry or admits the fault', () => {
    const says = /sorry|sry|apolog|regret|forgive|my bad/i;
    const admits = /\b(?:our|my|we|us|I|should have|shouldn't have)\b/i;
    expect(
      broken(
        'apology',
        (turn, d) => says.test(sentence(turn, d)) || (d.level === 2 && admits.test(sentence(turn, d))),
      ),
    ).toEqual([]);
  });

  test('"sorry you feel that way" is an apology of the first level and dismissive', () => {
    const shifts = agentTurns.filter(({ turn }) =>
      /sorry (?:that )?you (?:feel|felt) (?:that|this) way/i.test(turn.text),
    );
    for (const { found } of shifts) expect(found.labels).toMatchObject({ apology: 1, dismissive: 1 });
  });

  test('ownership speaks in the first person', () => {
    const first = /\b(?:I|we|me|us|my|our|let|leave it|will do|on it)\b/i;
    expect(broken('ownership', (turn, d) => first.test(turn.text.slice(d.start, d.end)))).toEqual([]);
  });

  test('exploration asks, or tells the customer to tell or show', () => {
    const asks =
      /\?|\b(?:tell|show|walk|talk|describe|explain|share|let (?:me|us) know|what|when|where|which|how|why|who|did|do|does|is|are|was|were|has|have)\b/i;
    expect(broken('exploration', (turn, d) => asks.test(sentence(turn, d)))).toEqual([]);
  });

  test('a name is a name, a title with a surname, or a placeholder', () => {
    const pronoun = /^(?:I|I['’]m|I['’](?:ll|ve|d)|you|we|it|this|that|the|a)$/i;
    expect(broken('name_use', (turn, d) => !pronoun.test(turn.text.slice(d.start, d.end)))).toEqual([]);
  });

  test("the customer's distress does not depend on the reply", () => {
    const wrong = conversations.flatMap((conversation) => {
      const before = detect(conversation).turns;
      return conversation.turns
        .filter(({ role, visibility }) => role === 'agent' && visibility === 'public')
        .filter(({ index }) => {
          const rewritten = conversation.turns.map((turn) =>
            turn.index === index ? { ...turn, text: 'Okay.' } : turn,
          );
          const after = detect({ ...conversation, turns: rewritten }).turns;
          return (
            after.find((t) => t.index === index)?.labels.distress !==
            before.find((t) => t.index === index)?.labels.distress
          );
        })
        .map(({ index }) => `${conversation.id}, turn ${index}`);
    });
    expect(wrong).toEqual([]);
  });

  test('nothing is found in quoted history', () => {
    const quoted = turns.flatMap(({ place, turn: { text }, found }) =>
      found.evidence
        .filter(({ start }) => text.slice(text.lastIndexOf('\n', start - 1) + 1).startsWith('>'))
        .map(({ cue }) => `${place}: ${cue}`),
    );
    expect(quoted).toEqual([]);
  });
});
