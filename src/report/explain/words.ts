/** Codes of scores in plain words, and numbers as exact as a pocket calculator needs them. */

import { own } from '../../keys.ts';
import type { Assumed, Opportunity, Rubric, ScoredConversation, ScoredTurn, Term } from '../../model.ts';
import { sanitise } from '../sanitise.ts';
import type { Theme } from '../terminal/theme.ts';

/** What the parts of an explanation need to draw. */
export interface Canvas {
  readonly width: number;
  readonly theme: Theme;
  readonly rubric: Rubric;
}

const REASONS: Readonly<Record<string, string>> = {
  no_possible_fault: 'nothing suggests a failing of ours',
  name_unknown: 'the name of the customer is not known',
  agent_words: 'too little of what the agent said can be judged',
  no_reply: 'no agent replied',
  not_evaluable: 'too few of the words can be judged',
  mostly_not_applicable: 'too much of its weight does not apply',
  no_opportunity: 'nothing called for empathy',
  distress_lower: 'the matter does not weigh so much',
  other_channel: 'it is for another channel',
  few_replies: 'there are too few replies to speak of it',
  other_contact: 'it is for other contacts',
  not_said: 'the customer said nothing that calls for it',
  redacted: 'the words are redacted',
  language: 'it is in another language',
};

const FLAGS: Readonly<Record<string, string>> = {
  reset: 'the customer is content, which closes the matter',
  fault: 'the matter may be a failing of ours',
  transparent: 'short, and no cue matched: it may use up none of the time to answer',
  understand_but: '“I understand, but …”',
  unprompted: 'empathy that nothing called for earns nothing',
  repeated: 'the same words as in an earlier turn',
  name_overuse: 'the name so often that it earns no more',
};

const RULES: Readonly<Record<string, string>> = {
  ceiling: 'no score is over 100',
  floor: 'no score is under 0',
  repetition: 'the same formula once more',
  relational_overuse: 'many turns about the feeling and none about the matter',
  closing_warmth: 'a warm last word after episodes that went well',
};

/** Rules of detectors, which no cue of the rubric states. */
const DETECTORS: Readonly<Record<string, string>> = {
  R10: 'a sentence that takes up words of the customer’s story',
  'name:greeting': 'a name after a greeting',
  'name:title': 'a name after a title',
  'name:address': 'a name set off as an address',
  'name:given': 'a given name set off as an address',
  'name:known': 'a name of this customer, set off as an address',
  'name:slot': 'a slot for the name of the customer',
  'hygiene:placeholder': 'a placeholder that nobody filled',
  'hygiene:wrong-name': 'a greeting with another name than the customer’s',
};

/** Expected precision by tier (CUES §1). */
const TIERS: Readonly<Record<string, string>> = {
  A: 'A at least 95',
  B: 'B about 85',
  C: 'C about 70',
};

/** What a rule of a detector looks for. */
export function ruleReason(rule: string): string | undefined {
  return own(DETECTORS, rule);
}

/** What these tiers promise. */
export function tierWords(tiers: Iterable<string>): string {
  const known = [...new Set(tiers)].sort().flatMap((tier) => own(TIERS, tier) ?? []);
  return known.length === 0 ? '' : `of 100 finds so many should be right: ${known.join(' · ')}`;
}

/** What was taken for granted of a customer whose words are not there. */
export function assumedWords({ distress, fault }: Assumed): string {
  const matter = fault ? ', in a matter that may be a failing of ours' : '';
  return `judged as an answer to distress ${distress}${matter}: taken for granted (--customer "…", --distress 0|1|2)`;
}

/** Why something is not applicable or cannot be judged. */
export function reasonWords(reason: string | undefined): string {
  return reason === undefined ? 'it does not apply' : (own(REASONS, reason) ?? reason);
}

/** What else was noticed about a turn. */
export function flagWords(flag: string): string {
  return own(FLAGS, flag) ?? flag;
}

/** What an adjustment is made for, where no criterion asks for it. */
export function adjustmentWords(rule: string): string | undefined {
  return own(RULES, rule);
}

/** What a rule is about; a criterion stands for the label that it avoids. */
export function ruleWords(rule: string, rubric: Rubric): string {
  const criterion = rubric.criteria.find(({ id }) => id === rule);
  const avoid = criterion?.avoid && labelWords(criterion.avoid, ', ');
  return own(RULES, rule) ?? avoid ?? criterion?.title ?? rule;
}

/** A number with up to so many decimals, no needless ones. */
export function exact(value: number, decimals = 4): string {
  const rounded = Number(value.toFixed(decimals));
  return String(rounded === 0 ? 0 : rounded);
}

/** A number that is added to another, with its sign. */
export function signed(value: number): string {
  return value < 0 ? exact(value) : `+${exact(value)}`;
}

/** `empathy 2 and solution`: labels with their levels from 2 up. */
export function labelWords(all: readonly Term[], join = ' and '): string {
  return all
    .map(({ label, level, kind }) => {
      const named = kind === undefined ? label : `${label} (${kind})`;
      return level > 1 ? `${named} ${level}` : named;
    })
    .join(join);
}

/** Who speaks, as far as the export says. */
export function speakerOf(c: ScoredConversation, { role, speaker }: ScoredTurn): string {
  return speaker ?? (role === 'agent' ? (c.agent ?? role) : role);
}

/** `met`, `missed`, `dismissed` or, in words, neither. */
export function outcomeWords({ verdict }: Opportunity): string {
  return verdict === 'not_applicable' ? 'not scored' : verdict;
}

/** The words between quotation marks. */
export function quote(text: string): string {
  return `“${sanitise(text).trim()}”`;
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(items: readonly string[], join = 'and'): string {
  const last = items.at(-1) ?? '';
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} ${join} ${last}`;
}
