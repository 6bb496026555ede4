/** Fair comparison of groups in words: what an estimate rests on, and how the table is to be read (SCORING §9). */

import type { FairSummary, GroupSpread } from '../model.ts';
import { score1, several } from './terminal/numbers.ts';

const STANDINGS: Readonly<Record<FairSummary['standing'], string>> = {
  not_enough_evidence: 'not enough',
  indicative: 'indicative',
  reportable: 'reportable',
};

/** How far the estimate can be relied on, in few letters. */
export function standingOf({ standing }: FairSummary): string {
  return STANDINGS[standing];
}

/** The estimate with its interval. */
export function estimateOf({ estimate, low, high }: FairSummary): string {
  return `${score1(estimate)} (${score1(low)}–${score1(high)})`;
}

/** What a reader of the estimates has to know. */
export function fairNote({ mean, groups }: GroupSpread, tiered: boolean, few: number): string {
  return [
    `Estimate: the mean as if all had had the same mix of conversations, drawn towards ${score1(mean)}, the mean of all ${groups}, as far as chance could have made it.`,
    ...(tiered ? ['Only groups of different tiers are told apart (90 %); 1 is the highest.'] : []),
    'Detector error not included.',
    ...(few > 0 ? [`${several(few, 'more group')} with too few conversations.`] : []),
  ].join(' ');
}
