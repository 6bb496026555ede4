/** Coefficients of agreement against the worked examples of who published them, and what holds of them always. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { kappa } from '../src/calibrate/agreement.ts';
import { addNumbers, alpha, alphaOfNumbers } from '../src/calibrate/alpha.ts';
import { pearson, ranksOf, spearman } from '../src/calibrate/correlation.ts';
import { fleiss } from '../src/calibrate/fleiss.ts';
import { gwet } from '../src/calibrate/gwet.ts';
import { observed, pool, poolOfTwo } from '../src/calibrate/pool.ts';

/** Units from one line a rater, `*` where there is no rating; categories 1, 2, 3 … */
function units(...raters: readonly string[]): number[][] {
  const rows = raters.map((line) => line.split(' ').map((cell) => (cell === '*' ? 0 : Number(cell))));
  const size = Math.max(...rows.flat());
  return rows[0]!.map((_, u) =>
    Array.from({ length: size }, (_, c) => rows.filter((row) => row[u] === c + 1).length),
  );
}
const poolOfUnits = (rows: number[][]) => pool(rows, rows[0]!.length);

// Krippendorff 2011, part C (also Hayes & Krippendorff 2007): four observers, twelve units, missing data.
const FOUR = poolOfUnits(
  units(
    '1 2 3 3 2 1 4 1 2 * * *',
    '1 2 3 3 2 2 4 1 2 5 * 3',
    '* 3 3 3 2 3 4 2 2 5 1 *',
    '1 2 3 3 2 4 4 1 2 5 1 *',
  ),
);
// The example of the Wikipedia article "Krippendorff's alpha": three coders, fifteen units, missing data.
const THREE = poolOfUnits(
  units('* * * * * 3 4 1 2 1 1 3 3 * 3', '1 * 2 1 3 3 4 3 * * * * * * *', '* * 2 1 3 4 4 * 2 1 1 3 3 * 4'),
);

describe("Krippendorff's alpha", () => {
  test.each([
    ['nominal', 0.743],
    ['ordinal', 0.815],
    ['interval', 0.849],
  ] as const)('of Krippendorff 2011, part C: %s', (metric, value) => {
    expect(alpha(FOUR, metric)).toBeCloseTo(value, 3);
  });

  test.each([
    ['nominal', 0.691],
    ['ordinal', 0.807],
    ['interval', 0.811],
  ] as const)('of three coders with missing ratings: %s', (metric, value) => {
    expect(alpha(THREE, metric)).toBeCloseTo(value, 3);
  });

  test('of Krippendorff 2011, parts A and B: two observers', () => {
    const binary = poolOfUnits(units('1 2 1 1 1 1 1 1 2 1', '2 2 2 1 1 2 1 1 1 1'));
    expect(alpha(binary, 'nominal')).toBeCloseTo(0.095, 3);
    const nominal = poolOfUnits(units('1 1 2 2 4 3 3 3 5 4 4 1', '2 1 2 2 2 3 3 3 5 4 4 4'));
    expect(alpha(nominal, 'nominal')).toBeCloseTo(0.692, 3);
  });

  test('of numbers is the interval alpha, by moments', () => {
    const flat = new Float64Array(4);
    const numbers = [
      [1, 1, 1],
      [2, 2, 3, 2],
      [3, 3, 3, 3],
      [3, 3, 3, 3],
      [2, 2, 2, 2],
      [1, 2, 3, 4],
    ];
    const more = [[4, 4, 4, 4], [1, 1, 2, 1], [2, 2, 2, 2], [5, 5, 5], [1, 1], [3]];
    for (const unit of [...numbers, ...more]) addNumbers(flat, 0, unit);
    const [n, sum, squares, within] = flat;
    expect(alphaOfNumbers({ n: n!, sum: sum!, squares: squares!, within: within! })).toBeCloseTo(0.849, 3);
  });
});

describe("Gwet's coefficients", () => {
  // Gwet, "Kappa statistic is not satisfactory for assessing the extent of agreement between raters", 2002, table 2:
  // 118 both yes, 5 and 2 apart, none both no. Kappa is below 0 although the raters agree on 94 %.
  test('AC1 where kappa fails', () => {
    const table = [
      [118, 5],
      [2, 0],
    ];
    expect(observed(poolOfTwo(table))).toBe(0.944);
    expect(gwet(poolOfTwo(table))).toBeCloseTo(0.941, 3);
    expect(kappa(table)).toBeCloseTo(-0.023, 3);
  });

  // The values of the R package irrCAC (Gwet) for the data cac.raw4raters, which are those of Krippendorff 2011.
  test('AC1 of four raters with missing ratings, and Fleiss beside it', () => {
    expect(gwet(FOUR)).toBeCloseTo(0.775, 3);
    expect(fleiss(FOUR)).toBeCloseTo(0.761, 3);
  });

  test('AC2 with two categories is AC1', () => {
    const table = poolOfTwo([
      [40, 9],
      [6, 45],
    ]);
    expect(gwet(table, 'linear')).toBe(gwet(table));
  });
});

// The example of the Wikipedia article "Fleiss' kappa": fourteen raters, ten subjects, five categories.
test("Fleiss' kappa of fourteen raters", () => {
  const counts = [
    [0, 0, 0, 0, 14],
    [0, 2, 6, 4, 2],
    [0, 0, 3, 5, 6],
    [0, 3, 9, 2, 0],
    [2, 2, 8, 1, 1],
    [7, 7, 0, 0, 0],
    [3, 2, 6, 3, 0],
    [2, 5, 3, 2, 2],
    [6, 5, 2, 1, 0],
    [0, 2, 2, 3, 7],
  ];
  expect(fleiss(pool(counts, 5))).toBeCloseTo(0.21, 3);
});

// Anscombe's first quartet (The American Statistician 27, 1973, 17–21): r = .816.
describe('correlation', () => {
  const x = [10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5];
  const y = [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68];
  test("Pearson's of Anscombe, and Spearman's of the same", () => {
    expect(pearson(x, y)).toBeCloseTo(0.816, 3);
    expect(spearman(x, y)).toBeCloseTo(0.818, 3);
  });

  test('ties stand at the middle of their ranks', () => {
    expect([...ranksOf([3, 1, 3, 2])]).toEqual([3.5, 1, 3.5, 2]);
  });

  test('nothing is said of what does not vary, or of nothing', () => {
    expect(pearson([1, 1], [2, 3])).toBeNull();
    expect(pearson([], [])).toBeNull();
    expect(pearson([1e6, 1e6 + 1, 1e6 + 2], [4, 5, 6])).toBeCloseTo(1, 12);
  });
});

const rated = fc
  .integer({ min: 2, max: 4 })
  .chain((k) =>
    fc.array(fc.array(fc.nat(4), { minLength: k, maxLength: k }), { minLength: 1, maxLength: 30 }),
  );

describe('every coefficient', () => {
  test('is 1 only without disagreement, at most 1, and the same for units in another order', () => {
    fc.assert(
      fc.property(rated, (counts) => {
        const [one, other] = [poolOfUnits(counts), poolOfUnits(counts.toReversed())];
        const apart = counts.some((unit) => unit.filter(Boolean).length > 1);
        for (const of of [gwet, fleiss, (p: typeof one) => alpha(p, 'nominal')]) {
          const value = of(one);
          if (value === null) continue;
          expect(value).toBeLessThanOrEqual(1 + 1e-12);
          expect(Math.abs(value - 1) < 1e-9).toBe(!apart);
          expect(of(other)).toBeCloseTo(value, 9);
        }
      }),
    );
  });

  test('of two raters is the same from their matrix and from their units', () => {
    const matrix = fc.array(fc.array(fc.nat(6), { minLength: 3, maxLength: 3 }), {
      minLength: 3,
      maxLength: 3,
    });
    fc.assert(
      fc.property(matrix, (m) => {
        const rows = m.flatMap((row, i) =>
          row.flatMap((n, j) =>
            Array.from({ length: n }, () => [0, 1, 2].map((c) => Number(c === i) + Number(c === j))),
          ),
        );
        const [a, b] = [poolOfTwo(m), pool(rows, 3)];
        for (const weights of ['none', 'linear'] as const) {
          for (const of of [gwet, fleiss]) {
            const value = of(a, weights);
            if (value === null) expect(of(b, weights)).toBeNull();
            else expect(of(b, weights)).toBeCloseTo(value, 9);
          }
        }
      }),
    );
  });
});
