/** The tracer: it agrees with the automaton, and what it says was missing is what was missing. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compile, type Node, parsePattern } from '../src/cue/index.ts';
import { notationOf } from '../src/cue/notation.ts';
import { type Step, tracePattern } from '../src/cue/trace.ts';
import { tokenise } from '../src/text/index.ts';
import { nearly, pattern, words } from './helpers/patterns.ts';

const none = { get: () => undefined };
const noNames = new Map<Node, string>();
const read = (source: string) => parsePattern(source, none);
const tokens = (text: string) => tokenise(text, { whole: true });

/** `(i|we) understand ✗$:your` – the words that the parts took, then what was missed and what stands there. */
function shown(source: string, text: string): string {
  const list = tokens(text);
  const { matches, nearest } = tracePattern([read(source)], list);
  if (matches.length > 0) return 'matches';
  if (!nearest) return 'nothing';
  const quote = ({ start, end }: Step) =>
    list
      .slice(start, end)
      .map(({ norm }) => norm)
      .join(' ');
  const steps = nearest.steps.map((step) =>
    step.miss ? `✗${step.miss} ${notationOf(step.node, noNames)}:${quote(step)}` : quote(step),
  );
  return [...steps, ...(nearest.whole ? [] : ['…'])].join(' ');
}

describe('how near a pattern comes', () => {
  test.each([
    ['(i|we) understand $', 'I understand.', 'matches'],
    ['(i|we) understand $', 'Nice weather today', 'nothing'],
    ['(i|we) understand $', 'I understand your point.', 'i understand ✗condition $:your'],
    ['^ totally get it', 'We totally get it', '✗condition ^:we totally get it'],
    ['(i|we) understand how', 'Understand how it is', '✗missing (i|we): understand how'],
    ['(i|we) understand how', 'I understood how it is', 'i ✗other understand:understood how'],
    ['(i|we) understand how', 'I do understand how', 'i ✗extra understand:do understand how'],
    [
      'i [really|do] understand how',
      'I really do understand how',
      'i really ✗extra understand:do understand how',
    ],
    ['we ..2 lost', 'we have now just lost it', 'we have now ✗extra lost:just lost'],
    ['so sorry [that] we lost ..4 order', 'so sorry we broke it', 'so sorry we ✗missing lost: …'],
    ['-(not|never) so happy', 'I am not so happy', '✗condition -(not|never):not so happy'],
    ['hear you !(fine|well)', 'I hear you well', 'hear you ✗condition !(fine|well):well'],
    [
      'i feel (your (pain|anger)|what you are going through)',
      'I feel your annoyance',
      'i feel your ✗other (pain|anger):annoyance',
    ],
    [
      'i feel (your (pain|anger)|what you are going through)',
      'I feel what you are going',
      'i feel what you are going ✗missing through:',
    ],
    ['~chase (it|them)', 'We chased you', 'chased ✗other (it|them):you'],
    ['apolog* for the delay', 'Apologies about the delay', 'apologies ✗other for:about the delay'],
    ['right ?', 'Right.', 'right ✗missing ?:'],
    ['(that is|^) [so] understandable', 'So understandably', 'so ✗other understandable:understandably'],
    ['sorry about that', 'Sorry. About that', '✗missing sorry: about that'],
  ])('%s in "%s"', (source, text, expected) => {
    expect(shown(source, text)).toBe(expected);
  });

  test('the alternative with most words in common is the nearest', () => {
    const nodes = ['we lost your order', 'we lost one of your order*', 'lost order'].map(read);
    const { nearest } = tracePattern(nodes, tokens('We lost one of your parcels'));
    expect(nearest?.alternative).toBe(1);
  });
});

describe('for thousands of patterns and texts', () => {
  test('there is a match or a way that it was missed, never both', () => {
    fc.assert(
      fc.property(pattern, words, (source, text) => {
        const list = tokens(text);
        const { matches, nearest } = tracePattern([read(source)], list);
        expect(matches.length > 0).toBe(compile([[source]], none).match(list).length > 0);
        expect(matches.length > 0 && nearest !== undefined).toBe(false);
      }),
      { numRuns: 2000 },
    );
  });

  test('the steps follow one another, and exactly one of them is a miss', () => {
    fc.assert(
      fc.property(fc.oneof(fc.tuple(pattern, words), nearly), ([source, text]) => {
        const list = tokens(text);
        const { nearest } = tracePattern([read(source)], list);
        if (!nearest) return;
        const { steps, whole } = nearest;
        expect(steps.filter(({ miss }) => miss !== undefined)).toHaveLength(1);
        if (!whole) expect(steps.at(-1)!.miss).toBeDefined();
        const taking = steps.filter(({ miss }) => miss !== 'condition');
        taking.forEach(({ start, end }, i) => {
          // What stood in the way of a part is left behind before the part takes its words.
          expect(start).toBe(taking[i - 1]?.end ?? start);
          expect(end).toBeGreaterThanOrEqual(start);
          expect(end).toBeLessThanOrEqual(list.length);
        });
      }),
      { numRuns: 2000 },
    );
  });

  test('a text that is mended as the miss says does match', () => {
    let mended = 0;
    fc.assert(
      fc.property(nearly, ([source, text]) => {
        const list = tokens(text);
        const { nearest } = tracePattern([read(source)], list);
        if (!nearest?.whole) return;
        const { node, start, end, miss } = nearest.steps.find((step) => step.miss !== undefined)!;
        const word = miss === 'extra' ? [] : tokens(`ax ${wordsFor(node)}`).slice(1);
        const mending = [...list.slice(0, start), ...word, ...list.slice(end)];
        expect(compile([[source]], none).match(mending)).not.toEqual([]);
        mended += 1;
      }),
      { numRuns: 4000 },
    );
    expect(mended).toBeGreaterThan(500);
  });

  test('a pattern that is written from its tree reads as the same tree', () => {
    fc.assert(
      fc.property(pattern, (source) => {
        const node = read(source);
        expect(read(notationOf(node, noNames))).toEqual(node);
      }),
    );
  });
});

/** Some words that a part of a pattern takes. */
function wordsFor(node: Node): string {
  switch (node.type) {
    case 'word':
      return node.norm === '_n_' ? '3' : node.norm;
    case 'prefix':
    case 'inflection':
      return node.norm;
    case 'sequence':
      return node.items.map(wordsFor).join(' ');
    case 'choice':
      return wordsFor(node.items[0]!);
    default:
      return '';
  }
}
