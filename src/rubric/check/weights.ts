/** Rules about numbers: weights that don't add up, bands that nobody can reach. */
import type { Found, Review } from './review.ts';

/** Only where points are shares of a hundred; a form of points or sections has its own sum. */
export function* weightSums({ open: { rubric } }: Review): Iterable<Found> {
  if (rubric.total !== 'episodes') return;
  const asked = rubric.criteria.filter((c) => c.scope === 'opportunity' && c.avoid === undefined);
  if (asked.length === 0) return;
  for (const level of ['1', '2']) {
    const sum = asked.reduce((total, c) => total + (c.weight[level] ?? 0), 0);
    if (sum === 100) continue;
    yield {
      about: 'weights',
      at: (file) => file.criteria && ['criteria'],
      message: `the weights for distress ${level} add up to ${sum}`,
      remedy: '100 is easier to read (scores are shares either way)',
    };
  }
}

export function* unreachableBands({ open: { rubric } }: Review): Iterable<Found> {
  const seen = new Map<number, string>();
  for (const [band, from] of Object.entries(rubric.bands)) {
    const twin = seen.get(from);
    seen.set(from, band);
    if (twin === undefined) continue;
    yield {
      about: band,
      at: (file) => file.bands && ['bands', band],
      message: `bands ${twin} and ${band} both begin at ${from}; only one can be reached`,
      remedy: 'give one of them another score, or take it out',
    };
  }
  if (!Object.values(rubric.bands).includes(0)) {
    yield {
      about: 'bands',
      at: (file) => file.bands && ['bands'],
      message: 'no band begins at 0; scores under the lowest band have none',
      remedy: 'let the lowest band begin at 0',
    };
  }
}
