import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileCues, type PatternProblem } from '../src/cue/cues.ts';
import { compile, MAX_LENGTH, PatternError, parsePattern } from '../src/cue/index.ts';
import { clearUniqueLists, createUniqueLists, numberOfList } from '../src/cue/lists.ts';
import { tracePattern } from '../src/cue/trace.ts';
import type { Cue } from '../src/model.ts';
import { tokenise } from '../src/text/index.ts';
import { pattern, words } from './helpers/patterns.ts';

const none = { get: () => undefined };
const quotes = (pattern: string, text: string): string[] => {
  const tokens = tokenise(text, { whole: true });
  return compile([[pattern]], none)
    .match(tokens)
    .map(({ start, end }) => text.slice(tokens[start]!.start, tokens[end - 1]!.end));
};

describe('pattern language (DESIGN §4)', () => {
  test.each([
    ['sorry', 'So sorry, sorry!', ['sorry', 'sorry']],
    ['apolog*', 'My apologies, I apologise.', ['apologies', 'apologise']],
    ['~chase', 'We chased it, chasing still', ['chased', 'chasing']],
    ['(lost|sent back)', 'It was sent back, then lost', ['sent back', 'lost']],
    ['so [very] sorry', 'so sorry, so very sorry', ['so sorry', 'so very sorry']],
    ['we ..2 lost', 'we lost it; we have now lost it', ['we lost', 'we have now lost']],
    ['we ..2 lost', 'we have now just lost it', []],
    ['we ..4 lost', 'Here we are. Lost again', []],
    ['^ sorry', 'Oh, sorry. I am sorry', ['sorry']],
    ['understand $', 'I understand. I understand you. I understand', ['understand', 'understand']],
    ['hear you !(fine|well)', 'I hear you fine. I hear you.', ['hear you']],
    ['-(not|never) happy', 'not at all happy. Happy! never so happy', ['Happy']],
    ['-(not) happy', 'not what would make me happy', ['happy']],
    ['_n_ day*', 'three days, 4 days, many days', ['three days', '4 days']],
    ['_money_', 'you owe $5', ['$5']],
    ['right ?', 'All right? Right.', ['right?']],
    ["i can't", "I can't, I cannot", ["I can't", 'I cannot']],
    [
      '(i|we) will !(not) ..3 refund*',
      'we will not refund. We will gladly refund',
      ['We will gladly refund'],
    ],
    ['(a|a b) c', 'a b c and a c', ['a b c', 'a c']],
  ])('%s in "%s"', (pattern, text, expected) => {
    expect(quotes(pattern, text)).toEqual(expected);
  });

  test.each([
    ['', 0, 'something is missing'],
    ['(a|)', 3, 'alternative is empty'],
    ['(a', 0, 'never closed'],
    ['a ]', 2, 'unexpected'],
    ['[a]', 0, 'matches without any word'],
    ['..4', 0, 'matches without any word'],
    ['a ..99 b', 2, 'a gap spans'],
    ['a .. b', 2, 'needs a number'],
    ['<NOPE>', 0, 'unknown class'],
    ['a <b', 2, 'never closed'],
    ['_nope_', 0, 'unknown typed token'],
    ['a -(b)', 2, 'only at the beginning'],
    ['a !(b !(c))', 2, "can't stand inside"],
    ['x* y', 0, 'two letters'],
    ['a ..20 b ..20 c ..20 d', 0, 'at most 48'],
    ['^ $', 0, 'matches without any word'],
    ['a + b', 2, 'unexpected "+"'],
  ])('refuses %s at %i', (pattern, offset, message) => {
    try {
      parsePattern(pattern, none);
    } catch (error) {
      expect(error).toBeInstanceOf(PatternError);
      expect((error as PatternError).message).toContain(message);
      expect((error as PatternError).offset).toBe(offset);
      return;
    }
    throw new Error('not refused');
  });

  test('deeply nested patterns are refused, not a stack overflow', () => {
    expect(() => parsePattern(`${'('.repeat(5000)}a${')'.repeat(5000)}`, none)).toThrow('too many nested');
  });
});

describe('against the tracer, which reads a pattern tree literally', () => {
  test('finds the same leftmost-longest matches for thousands of patterns and texts', () => {
    fc.assert(
      fc.property(
        fc.array(pattern, { minLength: 1, maxLength: 4 }),
        fc.array(words, { minLength: 1, maxLength: 3 }),
        (patterns, texts) => {
          const nodes = patterns.map((p) => parsePattern(p, none));
          const matcher = compile(
            patterns.map((p) => [p]),
            none,
          );
          for (const text of texts) {
            const tokens = tokenise(text, { whole: true });
            const ours = matcher.match(tokens);
            nodes.forEach((node, id) => {
              const mine = ours.filter((m) => m.pattern === id).map(({ start, end }) => ({ start, end }));
              expect(mine).toEqual(tracePattern([node], tokens).matches);
            });
          }
        },
      ),
      { numRuns: 4000 },
    );
  });

  test('alternatives under one number compete as one pattern', () => {
    fc.assert(
      fc.property(pattern, pattern, words, (a, b, text) => {
        const tokens = tokenise(text, { whole: true });
        const nodes = [parsePattern(a, none), parsePattern(b, none)];
        const ours = compile([[a, b]], none).match(tokens);
        expect(ours.map(({ start, end }) => ({ start, end }))).toEqual(tracePattern(nodes, tokens).matches);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('cues', () => {
  const cue = (over: Partial<Cue>): Cue => ({
    id: 'x',
    label: 'empathy',
    level: 1,
    role: 'evidence',
    tier: 'A',
    pattern: ['sorry'],
    unless: [],
    block: [],
    also: {},
    when: { distress: 0, with: [], without: [], customer: [] },
    anchors: [],
    fault: false,
    examples: { match: [], noMatch: [], knownFalse: [] },
    ...over,
  });

  test('"unless" silences a cue where its words overlap, and only there', () => {
    const index = compileCues({ classes: {}, cues: [cue({ unless: ['sorry if'] })] });
    if (Array.isArray(index)) throw new Error('does not compile');
    expect(index.matchText('sorry if so. And sorry')).toHaveLength(1);
  });

  test('classes may use classes; a circle is an error', () => {
    const good = compileCues({
      classes: { A: ['one', '<B>'], B: ['two'] },
      cues: [cue({ pattern: ['<A>'] })],
    });
    expect(Array.isArray(good)).toBe(false);
    const bad = compileCues({ classes: { A: ['<B>'], B: ['<A>'] }, cues: [] });
    expect(bad).toEqual([expect.objectContaining({ kind: 'class', message: 'class <A> contains itself' })]);
  });

  test('a veto counts for the match it overlaps, wherever it stands among many', () => {
    const index = compileCues({ classes: {}, cues: [cue({ unless: ['sorry if', 'not sorry'] })] });
    if (Array.isArray(index)) throw new Error('does not compile');
    const text = 'sorry if so. sorry now. not sorry. sorry. sorry if late. never sorry';
    expect(index.matchText(text).map(({ start }) => start)).toEqual([4, 10, 17]);
  });

  test('a text of one repeated word costs at most MAX_LENGTH steps a token', () => {
    const tokens = tokenise('what '.repeat(20_000), { whole: true });
    const matcher = compile([['what ..20 ..20 ?']], none);
    expect(matcher.match(tokens)).toEqual([]);
    expect(MAX_LENGTH).toBeLessThan(64);
  });
});

describe('pathological rubrics', () => {
  const cue = (id: string, ...pattern: string[]): Cue => ({
    id,
    label: 'empathy',
    level: 1,
    role: 'evidence',
    tier: 'A',
    pattern,
    unless: [],
    block: [],
    also: {},
    when: { distress: 0, with: [], without: [], customer: [] },
    anchors: [],
    fault: false,
    examples: { match: [], noMatch: [], knownFalse: [] },
  });
  const many = (n: number, pattern: (i: number) => string): Cue[] =>
    Array.from({ length: n }, (_, i) => cue(`c${i}`, pattern(i)));
  /** A word for a number: letters only, so that none is read as a number. */
  const word = (i: number): string =>
    `x${[...String(i)].map((digit) => 'bcdfghjkmn'[Number(digit)]).join('')}`;
  const problems = (classes: Record<string, string[]>, cues: Cue[]): PatternProblem[] => {
    const compiled = compileCues({ classes, cues });
    return Array.isArray(compiled) ? compiled : [];
  };

  test('classes that multiply are refused before they are written out', () => {
    const ten = (entry: string) => `(${Array(10).fill(entry).join('|')})`;
    const classes: Record<string, string[]> = { C0: ['word'] };
    for (let i = 1; i <= 15; i++) classes[`C${i}`] = [ten(`<C${i - 1}>`)];
    expect(problems(classes, [cue('bomb', '<C15>')])[0]).toMatchObject({
      kind: 'class',
      owner: 'C4',
      message: expect.stringContaining('unfolds to 22221 places with its classes; at most 5000 are allowed'),
    });
  });

  test('a class of classes without end is refused, not a stack overflow', () => {
    const classes = Object.fromEntries(Array.from({ length: 20_000 }, (_, i) => [`C${i}`, [`<C${i + 1}>`]]));
    expect(problems(classes, [])[0]!.message).toBe('classes stand more than 20 deep in one another here');
  });

  test.each([
    ['places', many(102, () => 'we <WIDE>'), 500_000],
    ['gaps', many(2000, (i) => `we ..20 ${word(i)}`), 25_000],
  ])('%s in all are bounded', (_, cues, most) => {
    const found = problems({ WIDE: [Array.from({ length: 4990 }, (_, i) => word(i)).join('|')] }, cues);
    expect(found).toHaveLength(1);
    expect(found[0]!.message).toContain(`more than ${most.toLocaleString('en')}`);
  });

  test('patterns whose gaps stand open together find what each finds alone', () => {
    // More gaps than one automaton takes; conditions and alternatives may part with them.
    const patterns = Array.from({ length: 300 }, (_, i) => [
      `-(${word(i + 1)}) we ..17 ${word(i)} !(${word(i + 2)})`,
      `(we|you) ..3 ${word(i)} ..2 ${word(i + 3)}`,
    ]);
    const together = compile(patterns, none);
    const alone = patterns.map((pattern) => compile([pattern], none));
    const letter = fc.oneof(fc.constantFrom('we', 'you', '.'), fc.nat(12).map(word));
    fc.assert(
      fc.property(fc.array(letter, { maxLength: 60 }), (words) => {
        const tokens = tokenise(words.join(' '), { whole: true });
        const expected = alone
          .flatMap((matcher, pattern) => matcher.match(tokens).map((match) => ({ ...match, pattern })))
          .sort((a, b) => a.start - b.start || a.pattern - b.pattern);
        expect(together.match(tokens)).toEqual(expected);
      }),
      { numRuns: 30 },
    );
  });
});

describe('lists', () => {
  test('the same numbers are the same list, others get the next number', () => {
    // Few different numbers, so that many lists are alike and share the place of their hash.
    const list = fc.array(fc.constantFrom(0, 1, 2, 3, 1 << 15, 1 << 30), { maxLength: 6 });
    const unique = createUniqueLists();
    fc.assert(
      fc.property(fc.array(list, { minLength: 1, maxLength: 1200 }), (all) => {
        clearUniqueLists(unique);
        const known = new Map<string, number>();
        for (const one of all) {
          const key = one.join();
          if (!known.has(key)) known.set(key, known.size);
          expect(numberOfList(unique, one)).toBe(known.get(key));
        }
        const { numbers, begins, size } = unique.lists;
        const kept = Array.from({ length: size }, (_, i) => numbers.slice(begins[i], begins[i + 1]).join());
        expect(kept).toEqual([...known.keys()]);
      }),
      { numRuns: 30 },
    );
  });
});
