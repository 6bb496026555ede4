/** What a team sets about the rules of lint: on, off, how severe, and each rule's own options. */
import { z } from 'zod';
import { own } from '../keys.ts';
import type { Severity } from '../model.ts';
import { RULE_IDS, RULES, type RuleId } from './rules/index.ts';

const severity = z.enum(['off', 'note', 'warning', 'error']);

/** `rules:` of the configuration: a severity, or a severity and options, by rule. */
export const lintRules = z.strictObject(
  Object.fromEntries(
    RULE_IDS.map((id) => [
      id,
      z.union([severity, RULES[id].options.partial().extend({ severity: severity.optional() })]).optional(),
    ]),
  ),
);

/** How lint runs; everything has a default. */
export interface LintConfig {
  readonly rules?: Readonly<Record<string, Setting | undefined>>;
}
type Setting =
  | z.infer<typeof severity>
  | ({ readonly severity?: z.infer<typeof severity> } & Readonly<Record<string, unknown>>);

/** The rules that run, with their severity and options, in the order of the table. */
export function chosenRules({ rules = {} }: LintConfig): {
  readonly id: RuleId;
  readonly severity: Severity;
  readonly settings: Readonly<Record<string, unknown>>;
}[] {
  return RULE_IDS.flatMap((id) => {
    const setting = own(rules, id);
    const { severity: chosen, ...settings } =
      typeof setting === 'string' ? { severity: setting } : (setting ?? {});
    const rule = RULES[id];
    const effective = chosen ?? ('off' in rule ? 'off' : rule.severity);
    return effective === 'off' ? [] : [{ id, severity: effective, settings }];
  });
}
