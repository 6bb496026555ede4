/** Distress of customer talk: problems, feelings, severe circumstances and stacked burdens (CODEBOOK 3.1, CUES §13). */
import type { Detection, Learned } from '../model.ts';
import { fromMatch, type Reading, usable } from './context.ts';
import { detectLearned } from './learned.ts';
import type { Plan } from './plan.ts';

const LABEL = 'distress';

/** What one customer turn says of its own. */
export interface TurnDistress {
  readonly level: number;
  readonly evidence: readonly Detection[];
  /** Escalator types found (CODEBOOK D2-stack). */
  readonly escalators: readonly string[];
  /** The matter was closed with satisfaction after the last complaint (CODEBOOK 3.1 rule ii). */
  readonly reset: boolean;
  /** The matter may be a failing of ours (SCORING §3). */
  readonly fault: boolean;
  /** The turn says itself that nothing is wrong. */
  readonly routine: boolean;
}

/** Distress of one customer turn. */
export function readDistress(reading: Reading, { distress: learned }: Plan['learned']): TurnDistress {
  const matches = usable(reading, LABEL);
  const resets = matches.filter((m) => m.cue.role === 'reset');
  const signs = matches.filter((m) => m.cue.role === 'evidence');
  const lastReset = Math.max(-1, ...resets.map((m) => m.start));
  const lastSign = Math.max(-1, ...signs.map((m) => m.start));
  if (resets.length > 0 && lastReset > lastSign) {
    return { level: 0, evidence: [], escalators: [], reset: true, fault: false, routine: false };
  }
  // A prior counts only beside other evidence: shouting alone is no complaint (CUES C08).
  const learnt = signs.length > 0 ? [] : votes(reading, learned, 0);
  const priors = signs.length + learnt.length > 0 ? matches.filter((m) => m.cue.role === 'prior') : [];
  const counted = [...signs, ...priors];
  const escalators = [...new Set(counted.map((m) => m.cue.escalator))].filter((e) => e !== undefined).sort();
  const stacked = escalators.length >= 2;
  const cues = counted.map((m) => {
    const level = stacked && m.cue.escalator ? 2 : m.cue.level;
    return fromMatch(reading, m, LABEL, level, stacked && m.cue.escalator ? 'stack' : 'cue');
  });
  const evidence = [
    ...cues,
    ...(signs.length > 0 ? votes(reading, learned, Math.max(0, ...cues.map((e) => e.level))) : learnt),
  ];
  return {
    level: Math.max(0, ...evidence.map((e) => e.level)),
    evidence,
    escalators,
    reset: false,
    fault: counted.some((m) => m.cue.fault),
    routine: evidence.length === 0 && reading.matches.some((m) => m.cue.block.includes(LABEL)),
  };
}

/** Learned distress above what cues have found; a stronger level only where there is a weaker one. */
function votes(reading: Reading, learned: readonly Learned[], found: number): Detection[] {
  const result: Detection[] = [];
  let level = found;
  for (const entry of learned) {
    if (entry.level <= level || entry.level > level + 1) continue;
    const detections = detectLearned(entry, reading.tokens);
    if (detections.length === 0) continue;
    result.push(...detections);
    level = entry.level;
  }
  return result;
}

/**
 * Distress of a window of turns: the highest value of the customer talk since the last satisfied close; two
 * different escalators anywhere in it make 2 (CODEBOOK 3.1).
 */
export function windowDistress(turns: readonly TurnDistress[]): number {
  const escalators = new Set<string>();
  let highest = 0;
  for (let i = turns.findLastIndex((t) => t.reset) + 1; i < turns.length; i++) {
    const { level, escalators: own } = turns[i]!;
    highest = Math.max(highest, level);
    for (const escalator of own) escalators.add(escalator);
  }
  return escalators.size >= 2 ? 2 : highest;
}
