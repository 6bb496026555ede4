/** What a person should look at first, and why: risk, scores at the edge of a band, signals that contradict each other. */

import type { ScoredConversation, ScoredTurn } from '../model.ts';
import { has, momentsOf, reliefOf } from './moments.ts';

/** How much speaks for a conversation, the first number first, and what that is in words. */
export interface Judged {
  readonly rank: readonly number[];
  readonly why: readonly string[];
}

export type Judge = (scored: ScoredConversation) => Judged;

/** What the judges know beyond the conversation. */
export interface Known {
  /** Bands of the rubric: name → lowest score. */
  readonly bands: Readonly<Record<string, number>>;
  /** How often what a cue finds should be right (0–1), by its tier; of a learned entry as of the lowest. */
  readonly precisionOf: (cue: string) => number;
  /** The score of the same conversation (by its input hash) in another run: null where it has none there. */
  readonly against?: (inputHash: string) => number | null | undefined;
}

/**
 * - `risk`: failed critical criteria, then dismissals and then misses at distress 2, then other dismissals, then
 *   criticals to be reviewed.
 * - `borderline`: the points that lie between the score and the nearest bound of a band, less those that talk which
 *   could not be judged might have moved it; the fewest first, conversations without a score last.
 * - `disagreement`: with another run, the difference of the scores, of which one without the other is the largest;
 *   else how often the rubric's own signals contradict each other (`contradictions`).
 * - `uncertain`: the mistakes to expect for each turn that is to be labelled (`uncertain`).
 */
export const JUDGES = {
  risk: () => risk,
  borderline: ({ bands }) => borderline(Object.values(bands).filter((bound) => bound > 0)),
  disagreement: ({ precisionOf, against }) => (against ? difference(against) : contradictions(precisionOf)),
  uncertain: ({ precisionOf }) => uncertain(precisionOf),
} as const satisfies Record<string, (known: Known) => Judge>;

function risk({ score, opportunities }: ScoredConversation): Judged {
  const n = (verdict: string, severe: boolean) =>
    opportunities.filter((o) => o.verdict === verdict && o.distress >= 2 === severe).length;
  const review = score.review ?? [];
  const severe = { dismissed: n('dismissed', true), missed: n('missed', true) };
  const dismissed = n('dismissed', false);
  return {
    rank: [score.failed.length, severe.dismissed, severe.missed, dismissed, review.length],
    why: [
      ...score.failed.map((id) => `critical: ${id}`),
      ...counted(severe.dismissed, 'dismissed at distress 2'),
      ...counted(severe.missed, 'missed at distress 2'),
      ...counted(dismissed, 'dismissed'),
      ...review.map((id) => `to review: ${id}`),
    ],
  };
}

function borderline(bounds: readonly number[]): Judge {
  return ({ score: { normalized, evaluability } }) => {
    if (normalized === null) return { rank: [-Infinity], why: [] };
    const nearest = Math.min(...bounds.map((bound) => Math.abs(normalized - bound)));
    const open = 100 * (1 - evaluability);
    return {
      rank: [open - nearest],
      why: [
        `${nearest.toFixed(1)} points from a band's bound`,
        ...(evaluability < 1 ? [`${Math.round(open)} % could not be judged`] : []),
      ],
    };
  };
}

function difference(against: NonNullable<Known['against']>): Judge {
  return ({ score: { normalized }, receipt }) => {
    const other = against(receipt.inputHash);
    if (other === undefined) return { rank: [-1], why: [] };
    if (other === normalized) return { rank: [0], why: [] };
    if (other === null || normalized === null)
      return { rank: [100], why: ['only one of the two has a score'] };
    const points = Math.abs(other - normalized);
    return { rank: [points], why: [`scores differ by ${points.toFixed(1)} points`] };
  };
}

/** Labels that are easily taken for one another, or found where there is nothing. */
const DOUBTFUL = ['empathy', 'sympathy', 'apology', 'dismissive'];
/** Weights: two labels that exclude each other, an outcome that belies the verdict, a label on weak evidence. */
const [EXCLUSIVE, BELIED, WEAK] = [3, 2, 1];

/**
 * Signals that contradict each other: relating and dismissing in one turn; a moment that was missed, and a customer
 * who says next that all is well; one that was met, and a customer who is very upset right after; and labels for which
 * only weak cues speak.
 */
function contradictions(precisionOf: Known['precisionOf']): Judge {
  return (scored) => {
    const turns = scored.turns.filter(({ score }) => score !== undefined);
    const moments = momentsOf(scored);
    const met = (moment: (typeof moments)[number]) => moment.opportunity.verdict === 'met';
    const exclusive = turns.filter(isTorn).length;
    const content = moments.filter((moment) => !met(moment) && reliefOf(moment) === 'settled').length;
    const upset = moments.filter((moment) => met(moment) && (moment.after?.labels.distress ?? 0) >= 2).length;
    const weak = turns.reduce(
      (sum, turn) => sum + DOUBTFUL.filter((label) => isWeak(surest(turn, label, precisionOf))).length,
      0,
    );
    return {
      rank: [EXCLUSIVE * exclusive + BELIED * (content + upset) + WEAK * weak],
      why: [
        ...counted(exclusive, 'relates and dismisses in one turn'),
        ...counted(content, 'not met, and the customer is content'),
        ...counted(upset, 'met, and the customer is very upset next'),
        ...counted(weak, 'found on weak evidence only'),
      ],
    };
  };
}

function isTorn(turn: ScoredTurn): boolean {
  const relates = has(turn, 'empathy') || has(turn, 'sympathy');
  return (relates && has(turn, 'dismissive')) || turn.flags?.includes('understand_but') === true;
}

/** The lowest tier is right about 70 times in 100 (CUES §1). */
const LOWEST = 0.7;

/** Whether nothing but weak cues speaks for a label. */
const isWeak = (precision: number | undefined): boolean => precision !== undefined && precision <= LOWEST;

/** The precision of the surest cue that speaks for a label of a turn; undefined where none does. */
function surest(
  { evidence }: ScoredTurn,
  label: string,
  precisionOf: Known['precisionOf'],
): number | undefined {
  const mine = evidence.filter((e) => e.label === label).map(({ cue }) => precisionOf(cue));
  return mine.length > 0 ? Math.max(...mine) : undefined;
}

/**
 * The mistakes to expect for each turn that is to be labelled: over the labels that were found, what the surest cue of
 * each leaves open, of the customer's turns too, on whose distress all else depends. Learned entries are only given
 * above their threshold, and a score does not tell how far: they count as the lowest tier.
 */
function uncertain(precisionOf: Known['precisionOf']): Judge {
  return ({ turns }) => {
    const found = turns.flatMap((turn) =>
      [...new Set(turn.evidence.map(({ label }) => label))].map((label) => surest(turn, label, precisionOf)!),
    );
    const labelled = turns.filter(({ score }) => score !== undefined).length;
    const mistakes = found.reduce((sum, precision) => sum + (1 - precision), 0);
    return {
      rank: [mistakes / Math.max(1, labelled)],
      why: [
        ...counted(found.filter(isWeak).length, 'found on weak evidence only'),
        ...(mistakes > 0 ? [`about ${mistakes.toFixed(1)} mistakes to expect`] : []),
      ],
    };
  };
}

function counted(n: number, what: string): string[] {
  return n === 0 ? [] : [n === 1 ? what : `${what} (${n} times)`];
}
