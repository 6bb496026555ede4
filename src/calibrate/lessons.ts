/** What people's scores, verdicts and preferences teach: each with the sums behind attune's own scores. */
import { createDetect } from '../detect/index.ts';
import type { CompiledRubric } from '../rubric/index.ts';
import { planOf, score } from '../score/index.ts';
import type { Lesson } from './fit.ts';
import { type Parameter, sumOf, worthOfVerdicts } from './fit-model.ts';
import { RECEIPT } from './judge.ts';
import type { Labelled } from './labelled.ts';
import { conversationOf } from './measure.ts';
import type { Preference } from './preferences.ts';

/**
 * Lessons from items with a score, or with verdicts where they have none, and from preferences. Items and preferences of
 * which attune has no score teach nothing. Preferences that share a conversation, directly or by others, are of one
 * cluster.
 */
export function lessonsOf(
  items: readonly Labelled[],
  preferences: readonly Preference[],
  { rubric, cues }: CompiledRubric,
  parameters: readonly Parameter[],
): readonly Lesson[] {
  const detect = createDetect(rubric, cues);
  const plan = planOf(rubric);
  const read = (item: Labelled) => {
    const conversation = conversationOf(item);
    const scored = score(conversation, detect(conversation), plan, RECEIPT, 0);
    const whole = item.whole === true;
    const verdicts = whole
      ? scored.opportunities.flatMap((opportunity) => opportunity.verdicts)
      : (scored.turns.at(-1)?.verdicts ?? []);
    return { sum: sumOf(scored, whole, parameters), verdicts };
  };
  const rated = items.flatMap((item): Lesson[] => {
    if (item.score === undefined && item.criteria === undefined) return [];
    const { sum, verdicts } = read(item);
    const given = item.score ?? worthOfVerdicts(item.criteria ?? {}, verdicts);
    return sum === null || given === null ? [] : [{ cluster: item.conversationId, of: sum, score: given }];
  });
  const clusterOf = components(
    preferences.map(({ better, worse }) => [better.conversationId, worse.conversationId]),
  );
  const preferred = preferences.flatMap(({ better, worse }): Lesson[] => {
    const [first, second] = [read(better).sum, read(worse).sum];
    if (first === null || second === null) return [];
    return [{ cluster: clusterOf(better.conversationId), better: first, worse: second }];
  });
  return [...rated, ...preferred];
}

/** The first name of the group that a name is in, where the two of a pair are of one group. */
function components(pairs: readonly (readonly [string, string])[]): (name: string) => string {
  const parent = new Map<string, string>();
  const root = (name: string): string => {
    let at = name;
    while (parent.has(at)) at = parent.get(at)!;
    return at;
  };
  for (const [a, b] of pairs) {
    const [x, y] = [root(a), root(b)].sort() as [string, string];
    if (x !== y) parent.set(y, x);
  }
  return root;
}
