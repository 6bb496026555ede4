/** Labels, outcomes and numbers in a coach's words. */

import { own } from '../../keys.ts';
import type { GroupSummary, OpportunityOutcome } from '../../model.ts';
import { wilson } from '../../wilson.ts';
import type { PageEvidence } from './data.ts';

/** Label → its name by level; a rubric's own labels keep theirs. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  distress: ['something is wrong', 'severe distress'],
  empathy: ['general empathy', 'specific empathy'],
  sympathy: ['sympathy'],
  apology: ['apology', 'fault named'],
  ownership: ['takes it on'],
  solution: ['way out'],
  exploration: ['asks about it'],
  reflection: ['gives it back in words'],
  reassurance: ['reassures'],
  gratitude: ['thanks'],
  name_use: ['uses the name'],
  warmth: ['warmth'],
  hygiene: ['macro slip'],
  dismissive: ['dismisses', 'dismisses'],
};

export const OUTCOMES: Readonly<Record<OpportunityOutcome, string>> = {
  met: 'met',
  missed: 'missed',
  dismissed: 'dismissed',
  not_applicable: 'not judged',
};

export function labelName(label: string, level: number): string {
  return own(NAMES, label)?.[level - 1] ?? `${label.replaceAll('_', ' ')} ${level}`;
}

export function toneOf(label: string): PageEvidence['tone'] {
  if (label === 'distress') return 'need';
  return label === 'dismissive' || label === 'hygiene' ? 'bad' : 'good';
}

/** A whole number with its thousands apart. */
export function count(n: number): string {
  return n.toLocaleString('en');
}

export function counted(n: number, noun: string, nouns = `${noun}s`): string {
  return `${count(n)} ${n === 1 ? noun : nouns}`;
}

/** A rate with its 95 % interval, in whole percentages. */
export interface Rate {
  readonly k: number;
  readonly n: number;
  /** 0–100; null where there is nothing to take a share of. */
  readonly share: number | null;
  readonly low: number;
  readonly high: number;
}

export function rateOf(k: number, n: number): Rate {
  const { low, high } = wilson(k, n);
  return { k, n, share: n > 0 ? (100 * k) / n : null, low: 100 * low, high: 100 * high };
}

/** `62 % (48–74)`, or N/A. */
export function rateWords({ share, low, high }: Rate): string {
  return share === null ? 'N/A' : `${Math.round(share)} % (${Math.round(low)}–${Math.round(high)})`;
}

/** The mean with its interval; `too few` under the least number, N/A where nothing has a score. */
export function meanWords({ tally, mean, low, high }: GroupSummary): string {
  if (mean === null) return tally.scored === 0 ? 'N/A' : 'too few';
  return `${mean.toFixed(1)}${low === null || high === null ? '' : ` (${low.toFixed(1)}–${high.toFixed(1)})`}`;
}

/** Opportunities met, of those with a verdict. */
export function metRate({ tally: { opportunities: o } }: GroupSummary): Rate {
  return rateOf(o.met, o.met + o.missed + o.dismissed);
}

/** Agent turns with a label at a level or above. */
export function turnsWith({ tally: { labels } }: GroupSummary, label: string, level = 1): number {
  return own(labels, level === 1 ? label : `${label}:${level}`) ?? 0;
}
