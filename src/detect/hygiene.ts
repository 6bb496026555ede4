/** Slips of a macro that reached a customer: a placeholder that nobody filled, or somebody else's name (SCORING §7, K5). */
import type { Conversation, Detection, Token } from '../model.ts';
import { GIVEN_NAMES, soundsLike } from '../text/index.ts';
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

/** Short forms that begin with another letter; every other nickname shares its name's first one. */
const NICKNAMES: Readonly<Record<string, readonly string[]>> = {
  bill: ['william'],
  billy: ['william'],
  bob: ['robert'],
  bobby: ['robert'],
  dick: ['richard'],
  ted: ['edward', 'theodore'],
  ned: ['edward'],
  peggy: ['margaret'],
  meg: ['margaret'],
  polly: ['mary'],
  molly: ['mary'],
  nell: ['helen', 'eleanor', 'ellen'],
  nelly: ['helen', 'eleanor', 'ellen'],
  nan: ['anne', 'ann', 'anna'],
  nancy: ['anne', 'ann', 'anna'],
  beth: ['elizabeth'],
  betty: ['elizabeth'],
  betsy: ['elizabeth'],
  liz: ['elizabeth'],
  lizzie: ['elizabeth'],
  tina: ['christina', 'martina'],
  tony: ['anthony', 'antonio'],
  hank: ['henry'],
  harry: ['henry'],
  alex: ['sandra', 'xander'],
  sandy: ['alexandra', 'alexander'],
};

export function hygieneOf(conversation: Conversation, customerTalk: readonly Reading[]): Hygiene {
  const masks = customerTalk.flatMap(({ tokens, turn }) =>
    tokens.filter((token) => isTemplate(turn.text, token)).map((token) => bracketOf(turn.text, token)),
  );
  const first = conversation.customerName?.trim().split(/\s+/)[0]?.toLowerCase();
  return {
    masks: new Set(masks),
    givenName: first !== undefined && GIVEN_NAMES.has(first) ? first : undefined,
  };
}

/** In square brackets people write remarks and numbering too; a template's names are capitalised there. */
const IN_SQUARE = /^\[\p{Lu}\p{Ll}+(?: \p{L}+)*\]$/u;

/** Placeholders that stand in what was sent, and a greeting with a name that is not the customer's. */
export const hygieneDetector: Detector = ({ rubric, reading, found, hygiene, customerNames }) => {
  if (!Object.hasOwn(rubric.labels, HYGIENE)) return [];
  const { tokens, turn } = reading;
  const slip = (rule: string, { start, end }: Pick<Token, 'start' | 'end'>): Detection => ({
    label: HYGIENE,
    level: 1,
    cue: `hygiene:${rule}`,
    detector: 'hygiene',
    start,
    end,
  });
  const unfilled = tokens.filter(
    (token) => isTemplate(turn.text, token) && !hygiene.masks.has(bracketOf(turn.text, token)),
  );
  const wrong = found.filter(
    ({ cue, start, end }) =>
      cue === 'name:greeting' &&
      isAnother(turn.text.slice(start, end).toLowerCase(), hygiene.givenName, customerNames),
  );
  return [
    ...unfilled.map((token) => slip('placeholder', token)),
    ...wrong.map((greeting) => slip('wrong-name', greeting)),
  ];
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

/** A given name that is neither the customer's, nor near it in sound, nor a short form of it. */
function isAnother(name: string, given: string | undefined, customer: ReadonlySet<string>): boolean {
  if (given === undefined || !GIVEN_NAMES.has(name) || customer.has(name)) return false;
  if (name[0] === given[0] || soundsLike(name, given) || given.endsWith(name) || name.endsWith(given))
    return false;
  return !(NICKNAMES[name]?.includes(given) || NICKNAMES[given]?.includes(name));
}
