/** Criteria as written to criteria that score: terms parsed, weights, scales and decay checked (SCORING §11). */
import type { Credit, Criterion, CriterionCondition, Penalty, Rating } from '../model.ts';
import type { Where } from './resolve.ts';
import type { CriterionFile } from './schema.ts';
import type { Terms } from './terms.ts';

/** What a criterion may refer to, and where its mistakes go. */
export interface CriterionContext {
  readonly terms: Terms;
  readonly sections: readonly string[] | undefined;
  readonly problems: string[];
}

/** One criterion with its defaults; what makes no sense goes to `problems`, each with its place. */
export function resolveCriterion(c: CriterionFile, where: Where, context: CriterionContext): Criterion {
  const { terms, sections, problems } = context;
  const what = `criterion ${c.id}`;
  const complain = (message: string, field?: string): void => {
    problems.push(`${where(field)}: ${what}${message}`);
  };
  const scope = c.scope ?? 'opportunity';
  const section = c.section ?? 'empathy';
  const scale = c.scale === undefined ? undefined : ratingsOf(c.scale);
  const credit =
    scale === undefined
      ? Object.entries(c.credit ?? {}).flatMap(([key, value]) =>
          parseCredit(key, value, (part) => terms.all(part, () => where('credit'), what)),
        )
      : scaleCredits(c.scale!, scale, (part) => terms.all(part, () => where('scale'), what));
  const avoid =
    c.avoid === undefined
      ? undefined
      : listOf(c.avoid).map((written) => terms.one(written, () => where('avoid'), what));
  if (c.scale !== undefined && c.credit !== undefined)
    complain(' has credit and scale; keep one: ratings say themselves what they need', 'scale');
  if (scale !== undefined) checkScale(c.scale!, scale, (message) => complain(message, 'scale'));
  if (avoid === undefined && scale === undefined && credit.length === 0)
    complain(' needs credit (what earns its points), scale or avoid');
  if (avoid !== undefined && credit.length > 0)
    complain(' has avoid and credit; make two criteria of it', 'avoid');
  if (avoid === undefined && c.weight === undefined && c.critical === undefined) complain(' needs a weight');
  checkMonotone(credit, (message) => complain(message, 'credit'));
  const decay = c.decay ?? [1];
  if (decay.some((factor, i) => i > 0 && factor > decay[i - 1]!))
    complain(": decay must never rise: a later answer can't be worth more", 'decay');
  if (sections !== undefined && !sections.includes(section))
    complain(
      `: there is no section "${section}"; add it to sections${sections.length > 0 ? `, or use ${sections.join(', ')}` : ''}`,
      'section',
    );
  if (c.within !== undefined && typeof c.within === 'object' && scope !== 'conversation')
    complain(': within first or last counts turns of the conversation; add "scope: conversation"', 'within');
  if (typeof c.within === 'number' && scope === 'conversation' && c.when?.customer === undefined)
    complain(
      ': within counts from what the customer said; add when: {customer: …}, or within: {first: …}',
      'within',
    );
  if (typeof c.within === 'number' && scope === 'turn')
    complain(': a turn has no window; leave within out', 'within');
  if (c.critical !== undefined && scope !== 'conversation')
    complain(': critical is for what is judged once; add "scope: conversation"', 'critical');
  if (c.take !== undefined && scope !== 'conversation')
    complain(': take says what several turns amount to; add "scope: conversation"', 'take');
  if (c.per !== undefined && scope !== 'conversation')
    complain(': per says how often its points count in a conversation; add "scope: conversation"', 'per');
  if (c.take === 'mean' && avoid !== undefined)
    complain(': a mean is of credit; leave take out, one lapse is a lapse', 'take');
  return {
    id: c.id,
    section,
    title: c.title ?? c.id,
    scope,
    weight: weightsOf(c.weight),
    credit,
    decay,
    late: c.late ?? 0,
    clock: c.clock ?? false,
    applies: c.applies ?? 'always',
    when: conditionOf(c.when, (part) => terms.one(part, () => where('when'), what)),
    // Also where they are undefined: what every turn is asked about is laid out alike for all criteria.
    within: typeof c.within === 'number' ? { next: c.within } : c.within,
    take: c.take === 'mean' ? c.take : undefined,
    per: c.per === 'opportunity' ? c.per : undefined,
    scale,
    avoid,
    penalty: penaltiesOf(c.penalty),
    outside: c.outside && {
      points: c.outside.points,
      max: c.outside.max,
      turnScore: c.outside.turn_score,
    },
    critical: c.critical === 'fail' ? { action: 'fail' } : c.critical,
    missed: c.missed ?? '',
  };
}

function weightsOf(weight: CriterionFile['weight']): Readonly<Record<string, number>> {
  if (typeof weight === 'number') return { 0: weight, 1: weight, 2: weight };
  return (weight as Record<string, number>) ?? {};
}

function penaltiesOf(penalty: CriterionFile['penalty']): Readonly<Record<string, Penalty>> {
  return Object.fromEntries(
    Object.entries(penalty ?? {}).map(([level, { points, cap, repaired_cap }]): [string, Penalty] => [
      level,
      {
        points,
        ...(cap !== undefined && { cap }),
        ...(repaired_cap !== undefined && { repairedCap: repaired_cap }),
      },
    ]),
  );
}

function listOf(value: string | readonly string[] | undefined): readonly string[] {
  return value === undefined ? [] : typeof value === 'string' ? [value] : value;
}

function conditionOf(
  when: CriterionFile['when'],
  term: (written: string) => CriterionCondition['customer'][number],
): CriterionCondition {
  return {
    customer: listOf(when?.customer).map(term),
    distress: when?.distress ?? 0,
    channel: listOf(when?.channel),
    replies: when?.replies ?? 0,
    meta: Object.fromEntries(Object.entries(when?.meta ?? {}).map(([key, value]) => [key, listOf(value)])),
  };
}

/** `empathy & sympathy: 0.5`, `empathy:2 & solution: 1`, `empathy: {2: 1, 1: 0.45}` → credits. */
function parseCredit(
  key: string,
  value: number | Record<string, number>,
  terms: (written: string) => Credit['all'],
): Credit[] {
  const all = terms(key);
  if (typeof value === 'number') return [{ all, value }];
  return Object.entries(value).map(([level, worth]) => ({
    all: [{ ...all[0]!, level: Number(level) }, ...all.slice(1)],
    value: worth,
  }));
}

type ScaleFile = NonNullable<CriterionFile['scale']>;

/** Ratings from the lowest up; worth nothing at the lowest and all at the highest, evenly spaced, unless they say. */
function ratingsOf(scale: ScaleFile): readonly Rating[] {
  const ratings = Object.keys(scale)
    .map(Number)
    .sort((a, b) => a - b);
  const low = ratings[0] ?? 0;
  const high = ratings.at(-1) ?? 0;
  return ratings.map((rating) => {
    const { anchor, worth } = scale[String(rating)]!;
    return { rating, anchor, value: worth ?? (high === low ? 1 : (rating - low) / (high - low)) };
  });
}

function scaleCredits(
  scale: ScaleFile,
  ratings: readonly Rating[],
  terms: (written: string) => Credit['all'],
): Credit[] {
  return ratings.flatMap(({ rating, value }) =>
    listOf(scale[String(rating)]!.needs).map((needs) => ({ all: terms(needs), value })),
  );
}

function checkScale(scale: ScaleFile, ratings: readonly Rating[], complain: (message: string) => void): void {
  if (ratings.length < 2) complain(': a scale has at least two ratings; one is the lowest, without needs');
  ratings.forEach(({ rating, value }, i) => {
    const { needs } = scale[String(rating)]!;
    if (i === 0 && needs !== undefined)
      complain(`: ${rating} is the lowest rating, given when no other fits; leave its needs out`);
    if (i > 0 && needs === undefined) complain(`: rating ${rating} needs "needs": the terms that earn it`);
    if (i > 0 && value < ratings[i - 1]!.value)
      complain(`: rating ${rating} is worth less than ${ratings[i - 1]!.rating}; worth must never fall`);
  });
}

/** A higher level of the same label must not be worth less (SCORING §11). */
function checkMonotone(credit: readonly Credit[], complain: (message: string) => void): void {
  const single = credit.filter((c) => c.all.length === 1);
  for (const low of single) {
    for (const high of single) {
      const [a, b] = [low.all[0]!, high.all[0]!];
      if (a.label === b.label && a.kind === b.kind && b.level > a.level && high.value < low.value) {
        complain(
          `: ${b.label} level ${b.level} earns less than level ${a.level}; a higher level must earn at least as much`,
        );
      }
    }
  }
}
