/** A rubric as detection asks it: what depends on the rubric alone is laid out once, and not for every turn again. */
import type { Learned, Rubric } from '../model.ts';

export interface Plan {
  readonly rubric: Rubric;
  /** Words in small letters that the rubric says are no names. */
  readonly noNames: ReadonlySet<string>;
  /** Labels of agent turns that cues alone can give, in the rubric's order. */
  readonly cueLabels: readonly string[];
  /** What an agent turn holds before anything is found in it: `distress`, then each of its labels, at 0. */
  readonly nothing: Readonly<Record<string, number>>;
  /** Labels that can answer an opportunity or offend: all but those that only the whole conversation is asked for. */
  readonly answering: ReadonlySet<string>;
  /** The learned entries of customer talk, the weakest level first, and those of agent turns. */
  readonly learned: { readonly distress: readonly Learned[]; readonly agent: readonly Learned[] };
}

/** Labels that need more than a cue and have detectors of their own. */
const ELSEWHERE = new Set(['distress', 'empathy', 'reflection']);

/** Lays out a rubric for detection. */
export function planOf(rubric: Rubric): Plan {
  const agentLabels = Object.keys(rubric.labels).filter((label) => rubric.labels[label]!.on === 'agent');
  return {
    rubric,
    noNames: new Set(rubric.nameStoplist.map((word) => word.toLowerCase())),
    cueLabels: agentLabels.filter((label) => !ELSEWHERE.has(label)),
    nothing: Object.fromEntries(['distress', ...agentLabels].map((label) => [label, 0])),
    answering: answeringLabels(rubric),
    learned: {
      distress: rubric.learned.filter(({ label }) => label === 'distress').sort((a, b) => a.level - b.level),
      agent: rubric.learned.filter(({ label }) => rubric.labels[label]?.on === 'agent'),
    },
  };
}

function answeringLabels(rubric: Rubric): ReadonlySet<string> {
  const asked = rubric.criteria.filter(({ scope }) => scope !== 'conversation');
  const terms = asked.flatMap(({ credit, avoid = [] }) => [...avoid, ...credit.flatMap(({ all }) => all)]);
  return new Set(terms.map(({ label }) => label));
}
