/** What holds of every pair of ratings and every labelled file, not only of those somebody thought of. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  bootstrap,
  countsOf,
  f1,
  kappa,
  type Matrix,
  precision,
  presence,
  recall,
} from '../src/calibrate/agreement.ts';
import { type Compared, type Labelled, measure, parseLabelled } from '../src/calibrate/index.ts';
import { loadRubric } from '../src/rubric/index.ts';
import { rubricFinder } from '../src/run/rubrics.ts';

const { rubric } = loadRubric('empathy', rubricFinder(process.cwd()));

const matrix: fc.Arbitrary<Matrix> = fc
  .integer({ min: 2, max: 4 })
  .chain((k) =>
    fc.array(fc.array(fc.nat(30), { minLength: k, maxLength: k }), { minLength: k, maxLength: k }),
  );
const weights = fc.constantFrom('none' as const, 'linear' as const);
const transposed = (m: Matrix): Matrix => m.map((_, i) => m.map((row) => row[i]!));

describe('kappa', () => {
  test('is 1 for identical ratings of more than one level', () => {
    const diagonal = fc
      .array(fc.nat(30), { minLength: 2, maxLength: 4 })
      .filter((n) => n.filter(Boolean).length > 1);
    fc.assert(
      fc.property(diagonal, weights, (counts, how) => {
        expect(
          kappa(
            counts.map((n, i) => counts.map((_, j) => (i === j ? n : 0))),
            how,
          ),
        ).toBe(1);
      }),
    );
  });

  test('is the same for both raters', () => {
    fc.assert(
      fc.property(matrix, weights, (m, how) => {
        const [one, other] = [kappa(m, how), kappa(transposed(m), how)];
        if (one === null) expect(other).toBeNull();
        else expect(other).toBeCloseTo(one, 10);
      }),
    );
  });

  test('is the same for ten times the ratings, and for levels counted from the other end', () => {
    fc.assert(
      fc.property(matrix, weights, (m, how) => {
        const value = kappa(m, how) ?? 0;
        expect(
          kappa(
            m.map((row) => row.map((n) => 10 * n)),
            how,
          ) ?? 0,
        ).toBeCloseTo(value, 10);
        expect(
          kappa(
            m.toReversed().map((row) => row.toReversed()),
            how,
          ) ?? 0,
        ).toBeCloseTo(value, 10);
      }),
    );
  });

  test('is at most 1, and 1 only without disagreement', () => {
    fc.assert(
      fc.property(matrix, weights, (m, how) => {
        const value = kappa(m, how);
        if (value === null) return;
        expect(value).toBeLessThanOrEqual(1);
        expect(value === 1).toBe(m.every((row, i) => row.every((n, j) => i === j || n === 0)));
      }),
    );
  });

  test('with two levels, weighted or not, is the same', () => {
    fc.assert(
      fc.property(matrix, (m) => {
        const two = presence(m);
        expect(kappa(two, 'linear')).toEqual(kappa(two));
      }),
    );
  });
});

test('precision, recall and F1 lie between 0 and 1, and F1 between the other two', () => {
  fc.assert(
    fc.property(matrix, (m) => {
      const counts = countsOf(m);
      const [p, r, f] = [precision(counts), recall(counts), f1(counts)];
      for (const value of [p, r, f]) expect(value ?? 0).toSatisfy((v: number) => v >= 0 && v <= 1);
      if (p === null || r === null || f === null) return;
      expect(f).toBeGreaterThanOrEqual(Math.min(p, r) - 1e-12);
      expect(f).toBeLessThanOrEqual(Math.max(p, r) + 1e-12);
    }),
  );
});

test('the counts of a matrix add up to it', () => {
  fc.assert(
    fc.property(matrix, (m) => {
      const { tp, fp, fn, tn } = countsOf(m);
      expect(tp + fp + fn + tn).toBe(m.flat().reduce((a, b) => a + b, 0));
    }),
  );
});

test('intervals are ordered, and hold what the resamples hold', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(9), { minLength: 2, maxLength: 20 }), fc.string(), (values, seed) => {
      const [interval] = bootstrap(values.length, seed, (times) => [
        values.reduce((sum, v, i) => sum + v * times[i]!, 0) / values.length,
      ]);
      expect(interval!.low).toBeLessThanOrEqual(interval!.high);
      expect(interval!.low).toBeGreaterThanOrEqual(Math.min(...values));
      expect(interval!.high).toBeLessThanOrEqual(Math.max(...values));
    }),
    { numRuns: 20 },
  );
});

const LABELS = ['distress', 'empathy', 'sympathy'];
const level = fc.nat(1);
const rows: fc.Arbitrary<Compared[]> = fc.array(
  fc
    .record({
      conversation: fc.nat(6),
      expected: fc.record({
        distress: fc.option(level),
        empathy: fc.option(level),
        sympathy: fc.option(level),
      }),
      found: fc.record({ distress: level, empathy: level, sympathy: level }),
    })
    .map(({ conversation, expected, found }): Compared => {
      const turn: Labelled = {
        ...{ id: 'x', conversationId: `c-${conversation}`, context: [], text: 'x' },
        ...{ labels: expected, place: { path: 'x' } },
      };
      return { turn, found, evidence: [] };
    }),
  { minLength: 1, maxLength: 30 },
);

describe('measures', () => {
  test('are the same for rows in any order', () => {
    const both = rows.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
    );
    fc.assert(
      fc.property(both, ([list, shuffled]) => {
        expect(measure(shuffled, rubric, LABELS)).toEqual(measure(list, rubric, LABELS));
      }),
      { numRuns: 15 },
    );
  });

  // Turns of a conversation that all say the same are no further evidence.
  test('have the same shares and intervals when each turn stands there twice', () => {
    fc.assert(
      fc.property(rows, (list) => {
        const [once, twice] = [measure(list, rubric, LABELS), measure([...list, ...list], rubric, LABELS)];
        once.labels.forEach((one, i) => {
          const two = twice.labels[i]!;
          expect(two).toMatchObject({
            n: 2 * one.n,
            tp: 2 * one.tp,
            precision: one.precision,
            recall: one.recall,
            f1: one.f1,
          });
        });
      }),
      { numRuns: 15 },
    );
  });

  test('count each labelled turn of a label once', () => {
    fc.assert(
      fc.property(rows, (list) => {
        for (const { label, n, tp, fp, fn, tn, positives, prevalence } of measure(list, rubric, LABELS)
          .labels) {
          expect(n).toBe(list.filter(({ turn }) => turn.labels[label] != null).length);
          expect(tp + fp + fn + tn).toBe(n);
          expect(tp + fn).toBe(positives);
          expect(prevalence).toBe(positives / n);
        }
      }),
      { numRuns: 10 },
    );
  });
});

describe('labelled files', () => {
  test('never throw, and account for each line of NDJSON', () => {
    const line = fc.oneof(
      fc.string().map((s) => s.replaceAll('\n', '')),
      fc.json().map((s) => s.replaceAll('\n', ' ')),
      fc.constant('{"text": "a", "labels": {"empathy": 1}}'),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 8 }), (list) => {
        const content = ['{}', ...list].join('\n');
        const { turns, diagnostics } = parseLabelled(content, 'x', rubric.labels);
        const aside = diagnostics.reduce((n, { records }) => n + records, 0);
        const lines = content
          .replaceAll('\r\n', '\n')
          .split('\n')
          .filter((written) => written.trim() !== '');
        expect(turns.length + aside).toBe(lines.length);
      }),
    );
  });

  test('never throw for whatever is taken for CSV', () => {
    const cell = fc.constantFrom(
      'text',
      'empathy',
      'context',
      'context_1',
      'customer: x',
      '1',
      '"',
      '""',
      'x',
      '',
      '[',
      '__proto__',
    );
    const table = fc.array(fc.array(cell, { maxLength: 5 }), { maxLength: 6 });
    fc.assert(
      fc.property(table, fc.constantFrom(',', ';', '\t'), (cells, delimiter) => {
        parseLabelled(cells.map((row) => row.join(delimiter)).join('\n'), 'x', rubric.labels);
      }),
    );
  });
});
