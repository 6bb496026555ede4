/** The rules of lint: one table, from which the configuration, the documentation and the tests derive. */
import type { RuleCard, Severity } from '../../model.ts';
import { dismissive, noNextStep, passiveOwnership, wall } from './action.ts';
import { nonApology, overApology, sympathyWithoutEmpathy, unnamedApology, untiedEmpathy } from './feeling.ts';
import { contradiction, missingContext, nearDuplicate } from './library.ts';
import type { Rule } from './rule.ts';
import {
  cutName,
  emptyName,
  leftover,
  malformedTemplate,
  manyBranches,
  unknownRoot,
  unmatchedBraces,
  wrongDialect,
} from './template.ts';
import { noName, readability, shouting, stockPhrase } from './wording.ts';

export type { Example, Found, Hit, Rule } from './rule.ts';

export const RULES = {
  // Facts: what reaches the customer as nobody meant it.
  'malformed-template': malformedTemplate,
  'unmatched-braces': unmatchedBraces,
  'wrong-dialect': wrongDialect,
  'unknown-root': unknownRoot,
  leftover,
  'empty-name': emptyName,
  'cut-name': cutName,
  'many-branches': manyBranches,
  // Judgements: what the words do to somebody in trouble.
  'sympathy-without-empathy': sympathyWithoutEmpathy,
  'untied-empathy': untiedEmpathy,
  'non-apology': nonApology,
  'unnamed-apology': unnamedApology,
  'over-apology': overApology,
  'passive-ownership': passiveOwnership,
  'no-next-step': noNextStep,
  wall,
  dismissive,
  'stock-phrase': stockPhrase,
  shouting,
  readability,
  'no-name': noName,
  // The library as a whole.
  'near-duplicate': nearDuplicate,
  contradiction,
  'missing-context': missingContext,
} as const satisfies Record<string, Rule>;

export type RuleId = keyof typeof RULES;
export const RULE_IDS = Object.keys(RULES) as RuleId[];

/** A rule as reports show it; `docs` is its place in the documentation. */
export function cardOf(id: RuleId, severity: Severity = RULES[id].severity): RuleCard {
  const { title, why } = RULES[id];
  return { id, severity, title, why, docs: `docs/lint-rules.md#${id}` };
}
