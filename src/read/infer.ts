/** Who is who where a format only numbers its speakers: read off the opening turns, and always reported (FORMATS §0.2). */

import type { Role } from '../model.ts';

/** How many messages count as the opening. */
const OPENING = 12;

/** Labels that tell speakers apart and say nothing about them: `spk_0`, `Speaker 1`, `ch_1`, `A`, `0`. */
const NUMBERED = /^(?:(?:spk|speaker|ch|channel|person|voice)[\s_-]*)?(?:\d{1,3}|[a-z])$/i;

/** What people say who answer for a company; the reason is a name of the formula, never a quotation. */
const AGENT: readonly (readonly [RegExp, string])[] = [
  [/\bhow (?:can|may|could) (?:i|we) (?:help|assist|be of)/i, 'asks how they can help'],
  [
    /\bthank(?:s| you)(?: so much| very much)? for (?:calling|contacting|reaching|getting in touch|choosing|holding)/i,
    'thanks for calling',
  ],
  [/\byou(?:'re|’re| are) (?:speaking|through|talking) (?:with|to)\b/i, 'says whom the caller has reached'],
  [
    /\b(?:calls?|line) (?:is|are|may be|will be|are being|is being) (?:monitored|recorded)/i,
    'says that the call is recorded',
  ],
  [/\bwelcome to\b/i, 'welcomes the other'],
  [
    /\b(?:can|could|may) (?:i|you)(?: please)? (?:have|get|take|confirm|verify|give me|tell me) (?:your|the) (?:full |last |first )?(?:name|account|order|policy|date of birth|post ?code|zip|phone|email|address|reference)/i,
    'asks for the account',
  ],
  [/\bi(?:'d| would|’d) be (?:happy|glad) to (?:help|assist)/i, 'offers to help'],
];
const CUSTOMER: readonly (readonly [RegExp, string])[] = [
  [
    /\bi(?:'m| am|’m| was)? ?(?:calling|call|writing|phoning|ringing) (?:about|because|to|regarding|in about|up about|you about)\b/i,
    'says why they call',
  ],
  [
    /\bi(?:'ve|’ve| have)? ?(?:got|have|had|'m having|am having|’m having) (?:a|an|some|this)? ?(?:problem|issue|question|complaint|trouble)/i,
    'states a problem',
  ],
  [
    /\bi(?:'ve|’ve| have)? ?(?:been|was|got) (?:charged|billed|overcharged|cut off|on hold)/i,
    'states a problem',
  ],
  [
    /\bi(?:'d| would|’d) like to (?:cancel|return|complain|report|book|change|check|speak)/i,
    'makes a request',
  ],
  [/\bi (?:need|want) (?:to|some help|help)\b/i, 'makes a request'],
  [
    /\bmy (?:order|bill|account|card|internet|parcel|package|refund|invoice|subscription|phone|mortgage|policy|booking|flight|delivery)\b/i,
    'speaks of what is theirs',
  ],
];
const MACHINE = /\b(?:virtual|automated|digital|ai) (?:assistant|agent)\b/i;

interface Line {
  readonly label: string;
  readonly text: string;
}

/** Roles for labels that had none, and why, in words for the user. */
export interface Inference {
  readonly roles: ReadonlyMap<string, Role>;
  readonly reason: string;
}

/** Whether a label only numbers a speaker. */
export function isNumbered(label: string): boolean {
  return NUMBERED.test(label.trim());
}

/**
 * Infers roles for `unknown` labels of one conversation from what is said in its opening: who greets for a
 * company, who states a problem, or who is left when the other is known. `undefined` if that tells nothing.
 */
export function inferRoles(
  lines: readonly Line[],
  unknown: readonly string[],
  known: ReadonlySet<Role>,
): Inference | undefined {
  if (unknown.length === 1 && known.has('agent') !== known.has('customer'))
    return {
      roles: new Map([[unknown[0]!, known.has('agent') ? 'customer' : 'agent']]),
      reason: 'the only other speaker',
    };
  if (known.has('agent')) return undefined;
  const opening = lines.slice(0, OPENING);
  const judged = unknown
    .map((label) => {
      const said = opening
        .filter((line) => line.label === label)
        .map(({ text }) => text.slice(0, 2000))
        .join('\n');
      const agent = AGENT.filter(([pattern]) => pattern.test(said));
      const customer = CUSTOMER.filter(([pattern]) => pattern.test(said));
      return { label, agent, customer, lead: agent.length - customer.length, machine: MACHINE.test(said) };
    })
    .sort((a, b) => b.lead - a.lead);
  const [first, second] = judged;
  if (!first) return undefined;
  const roles = new Map<string, Role>();
  const reasons: string[] = [];
  if (first.agent.length > 0 && first.lead > (second?.lead ?? 0)) {
    roles.set(first.label, first.machine ? 'bot' : 'agent');
    reasons.push(
      `${shown(first.label)} ${first.machine ? 'says it is a virtual assistant' : first.agent[0]![1]}`,
    );
  } else if (judged.length !== 2 || second!.customer.length === 0 || first.customer.length > 0)
    return undefined;
  for (const { label, customer } of judged) {
    if (roles.has(label) || (customer.length === 0 && judged.length > 2)) continue;
    if (customer.length === 0 && roles.size === 0) continue;
    roles.set(label, 'customer');
    if (customer.length > 0) reasons.push(`${shown(label)} ${customer[0]![1]}`);
  }
  // Of two, the one who does not state the problem answers for the company.
  if (judged.length === 2 && !roles.has(first.label)) roles.set(first.label, first.machine ? 'bot' : 'agent');
  return { roles, reason: reasons.join('; ') };
}

function shown(label: string): string {
  return `"${label.length > 40 ? `${label.slice(0, 40)}…` : label}"`;
}
