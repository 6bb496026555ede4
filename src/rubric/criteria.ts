/** Criteria as written to criteria that score: credits parsed, weights and decay checked (SCORING §11). */
import type { Credit, Criterion, Penalty } from '../model.ts';
import type { Known, Where } from './resolve.ts';
import type { CriterionFile } from './schema.ts';

/** One criterion with its defaults; what makes no sense goes to `problems`, each with its place. */
export function resolveCriterion(
  c: CriterionFile,
  where: Where,
  known: Known,
  problems: string[],
): Criterion {
  const what = `criterion ${c.id}`;
  const credit = Object.entries(c.credit ?? {}).flatMap(([key, value]) =>
    parseCredit(key, value, () => where('credit'), known, what),
  );
  if (c.avoid !== undefined) known(c.avoid, () => where('avoid'), what);
  if (c.avoid === undefined && credit.length === 0)
    problems.push(`${where()}: ${what} needs credit (what earns its points) or avoid`);
  if (c.avoid === undefined && c.weight === undefined) problems.push(`${where()}: ${what} needs a weight`);
  checkMonotone(credit, () => where('credit'), what, problems);
  const decay = c.decay ?? [1];
  if (decay.some((factor, i) => i > 0 && factor > decay[i - 1]!)) {
    problems.push(`${where('decay')}: ${what}: decay must never rise: a later answer can't be worth more`);
  }
  const penalty = Object.fromEntries(
    Object.entries(c.penalty ?? {}).map(([level, p]): [string, Penalty] => [
      level,
      {
        points: p.points,
        ...(p.cap !== undefined && { cap: p.cap }),
        ...(p.repaired_cap !== undefined && { repairedCap: p.repaired_cap }),
      },
    ]),
  );
  return {
    id: c.id,
    section: c.section ?? 'empathy',
    title: c.title ?? c.id,
    scope: c.scope ?? 'opportunity',
    weight:
      typeof c.weight === 'number'
        ? { 0: c.weight, 1: c.weight, 2: c.weight }
        : ((c.weight as Record<string, number>) ?? {}),
    credit,
    decay,
    late: c.late ?? 0,
    clock: c.clock ?? false,
    applies: c.applies ?? 'always',
    ...(c.avoid !== undefined && { avoid: c.avoid }),
    penalty,
    ...(c.outside && {
      outside: { points: c.outside.points, max: c.outside.max, turnScore: c.outside.turn_score },
    }),
    missed: c.missed ?? '',
  };
}

/** `empathy & sympathy: 0.5`, `empathy:2 & solution: 1`, `empathy: {2: 1, 1: 0.45}` → credits. */
function parseCredit(
  key: string,
  value: number | Record<string, number>,
  where: () => string,
  known: Known,
  what: string,
): Credit[] {
  const all = key.split('&').map((part) => {
    const [label = '', level] = part.split(':').map((s) => s.trim());
    known(label, where, what);
    return { label, level: level === undefined ? 1 : Number(level) };
  });
  if (typeof value === 'number') return [{ all, value }];
  return Object.entries(value).map(([level, worth]) => ({
    all: [{ label: all[0]!.label, level: Number(level) }, ...all.slice(1)],
    value: worth,
  }));
}

/** A higher level of the same label must not be worth less (SCORING §11). */
function checkMonotone(
  credit: readonly Credit[],
  where: () => string,
  what: string,
  problems: string[],
): void {
  const single = credit.filter((c) => c.all.length === 1);
  for (const low of single) {
    for (const high of single) {
      const [a, b] = [low.all[0]!, high.all[0]!];
      if (a.label === b.label && b.level > a.level && high.value < low.value) {
        problems.push(
          `${where()}: ${what}: ${b.label} level ${b.level} earns less than level ${a.level}; a higher level must earn at least as much`,
        );
      }
    }
  }
}
