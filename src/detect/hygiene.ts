/** Slips of a macro that reached a customer: a placeholder that nobody filled, or somebody else's name (SCORING §7, K5). */
import type { Conversation, Detection, Token } from '../model.ts';
import { isAnotherName, isGivenName, nameKey } from '../text/index.ts';
import type { Detector, Reading } from './context.ts';

/** The label that this detector alone gives; a rubric that wants it declares it. */
export const HYGIENE = 'hygiene';

/** What the conversation says about how its export masks words, and about who the customer is. */
export interface Hygiene {
  /** Opening brackets of placeholders in customer turns: what customers write, the export has masked. */
  readonly masks: ReadonlySet<string>;
  /** The customer's given name in small letters, where the export has one that is a name. */
  readonly givenName: string | undefined;
}

export function hygieneOf(conversation: Conversation, customerTalk: readonly Reading[]): Hygiene {
  const masks = new Set<string>();
  for (const { tokens, turn } of customerTalk) {
    for (const token of tokens) if (isTemplate(turn.text, token)) masks.add(bracketOf(turn.text, token));
  }
  const first = conversation.customerName?.trim().split(/\s+/)[0];
  return {
    masks,
    givenName: first !== undefined && isGivenName(first) ? nameKey(first) : undefined,
  };
}

/** In square brackets people write remarks and numbering too; a template's names are capitalised there. */
const IN_SQUARE = /^\[\p{Lu}\p{Ll}+(?: \p{L}+)*\]$/u;

/** Placeholders that stand in what was sent, and a greeting with a name that is not the customer's. */
export const hygieneDetector: Detector = ({ plan, reading, found, hygiene, customerNames }) => {
  if (!Object.hasOwn(plan.rubric.labels, HYGIENE)) return [];
  const { tokens, turn } = reading;
  const slip = (rule: string, { start, end }: Pick<Token, 'start' | 'end'>): Detection => ({
    label: HYGIENE,
    level: 1,
    cue: `hygiene:${rule}`,
    detector: 'hygiene',
    start,
    end,
  });
  const slips: Detection[] = [];
  for (const token of tokens) {
    if (isTemplate(turn.text, token) && !hygiene.masks.has(bracketOf(turn.text, token)))
      slips.push(slip('placeholder', token));
  }
  for (const greeting of found) {
    if (greeting.cue !== 'name:greeting') continue;
    const name = turn.text.slice(greeting.start, greeting.end);
    if (!customerNames.has(nameKey(name)) && isAnotherName(name, hygiene.givenName))
      slips.push(slip('wrong-name', greeting));
  }
  return slips;
};

/** A placeholder in the notation of a template; capitals alone, as in [NAME], are how exports redact. */
function isTemplate(text: string, { kind, start, end }: Token): boolean {
  if (kind !== 'placeholder') return false;
  return text[start] !== '[' || IN_SQUARE.test(text.slice(start, end));
}

/** How a placeholder opens: `{{`, `{`, `[`, `<`, `%` or `$`. */
function bracketOf(text: string, { start }: Token): string {
  return text.startsWith('{{', start) ? '{{' : text.charAt(start);
}
