/** The rules of lint: one table, from which the configuration, the documentation and the tests derive. */
import type { RuleCard } from '../../model.ts';
import type { Rule } from './rule.ts';
import { leftover } from './template.ts';
import { shouting } from './wording.ts';

export type { Example, Found, Hit, Rule } from './rule.ts';

export const RULES = {
  leftover,
  shouting,
} as const satisfies Record<string, Rule>;

export type RuleId = keyof typeof RULES;
export const RULE_IDS = Object.keys(RULES) as RuleId[];

/** A rule as reports show it; `docs` is its place in the documentation. */
export function cardOf(id: RuleId, severity = RULES[id].severity): RuleCard {
  const { title, why } = RULES[id];
  return { id, severity, title, why, docs: `docs/lint-rules.md#${id}` };
}
