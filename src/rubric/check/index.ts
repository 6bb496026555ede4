/** What a rubric may do but should not: findings with a place, a rule and a remedy, beyond the errors of loading. */
import { compareKeys } from '../../keys.ts';
import type { OpenRubric } from '../load.ts';
import { locate } from '../places.ts';
import { type Allowance, allowancesOf } from './allow.ts';
import { unsureCriticals } from './critical.ts';
import { cuesWithoutCounterExample, cuesWithoutExample, failingExamples } from './examples.ts';
import { blockedCues, contradictingCues, subsumedCues } from './overlap.ts';
import type { RubricFinding, Rule, Talk } from './review.ts';
import { deadCues, labelsWithoutCue, unusedClasses, unusedLabels } from './unused.ts';
import { unreachableBands, weightSums } from './weights.ts';

export type { RubricFinding } from './review.ts';
export { listen } from './talk.ts';

/** The rules of `attune rubric check`. */
export const RULES = {
  'failing-example': {
    severity: 'error',
    title: 'An example that its own cue contradicts',
    find: failingExamples,
  },
  'no-example': { severity: 'warning', title: 'A cue without an example', find: cuesWithoutExample },
  'no-counter-example': {
    severity: 'warning',
    title: 'A cue without a sentence that it must not find',
    find: cuesWithoutCounterExample,
  },
  weights: {
    severity: 'warning',
    title: 'Weights of a distress level that do not add up to 100',
    find: weightSums,
  },
  bands: {
    severity: 'warning',
    title: 'Bands that no score reaches, scores without a band',
    find: unreachableBands,
  },
  'unused-label': { severity: 'warning', title: 'A label that no criterion uses', find: unusedLabels },
  'label-without-cue': { severity: 'warning', title: 'A label that no cue finds', find: labelsWithoutCue },
  'unused-class': { severity: 'warning', title: 'A class that no pattern uses', find: unusedClasses },
  'blocked-cue': {
    severity: 'warning',
    title: 'A cue whose words are always blocked for its label',
    find: blockedCues,
  },
  'subsumed-cue': {
    severity: 'warning',
    title: 'A cue that finds nothing that another does not find as well',
    talk: 'refutes',
    find: subsumedCues,
  },
  'contradicting-cues': {
    severity: 'warning',
    title: 'Words that earn credit and are to be avoided',
    find: contradictingCues,
  },
  'unsure-critical': {
    severity: 'warning',
    title: 'A critical criterion that no cue of tier A can fail',
    find: unsureCriticals,
  },
  'dead-cue': {
    severity: 'warning',
    title: 'A cue that finds nothing in the transcripts given',
    talk: 'needed',
    find: deadCues,
  },
} as const satisfies Record<string, Rule>;

/**
 * Reviews a rubric that loads; with `talk`, by what its cues find in transcripts as well. In the order of the files and
 * their lines. What a comment argues away (`# attune-allow RULE: reason`) carries the reason; a comment that argues
 * nothing away, or gives no reason, is a finding itself.
 */
export function checkRubric(open: OpenRubric, talk?: Talk): RubricFinding[] {
  const allowances = allowancesOf(open.sources);
  const used = new Set<Allowance>();
  const findings: RubricFinding[] = [];
  for (const [rule, { severity, find }] of Object.entries(RULES) as [string, Rule][]) {
    for (const { at, ...found } of find({ open, ...(talk && { talk }) })) {
      const where = split(locate(open.sources, ({ data }) => at(data)));
      // What is needless in a base is the base's business; what breaks it may be this rubric's doing.
      if (severity !== 'error' && where.path !== open.files[0]) continue;
      const allowance = allowances.find(
        (a) => a.rule === rule && a.reason !== '' && a.covers(found.about, where.path, where.line),
      );
      if (allowance) used.add(allowance);
      findings.push({ rule, severity, ...where, ...found, ...(allowance && { allowed: allowance.reason }) });
    }
  }
  // What a base's comments allow is found when the base is checked.
  for (const allowance of allowances.filter(({ path }) => path === open.files[0])) {
    const finding = wasteful(allowance, used.has(allowance), talk !== undefined);
    if (finding) findings.push(finding);
  }
  const order = new Map(open.files.map((path, i) => [path, i]));
  return findings.sort(
    (a, b) =>
      (order.get(a.path) ?? 0) - (order.get(b.path) ?? 0) ||
      a.line - b.line ||
      a.column - b.column ||
      compareKeys(a.rule, b.rule),
  );
}

/** What is wrong with a comment that allows something. */
function wasteful(allowance: Allowance, used: boolean, heard: boolean): RubricFinding | undefined {
  const { rule, reason, path, line, column } = allowance;
  const about = { rule: 'attune-allow', severity: 'warning', path, line, column, about: rule } as const;
  if (!Object.hasOwn(RULES, rule)) {
    const remedy = `name one of ${Object.keys(RULES).join(', ')}`;
    return { ...about, message: `there is no rule "${rule}"`, remedy };
  }
  if (reason === '')
    return {
      ...about,
      message: `${rule} is allowed without a reason`,
      remedy: 'write ": " and the reason after it',
    };
  const { talk } = (RULES as Record<string, Rule>)[rule]!;
  // With other transcripts, or with none, it may well find something.
  if (used || (talk === 'needed' && !heard) || (talk === 'refutes' && heard)) return undefined;
  return { ...about, message: `${rule} finds nothing here`, remedy: 'take the comment out' };
}

function split(place: string): { path: string; line: number; column: number } {
  const [, path = place, line = '1', column = '1'] = /^(.*):(\d+):(\d+)$/s.exec(place) ?? [];
  return { path, line: Number(line), column: Number(column) };
}
