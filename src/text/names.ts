/** Names: who the people of a conversation are, by its columns and by how they introduce and address one another (CUES §10). */
import type { Conversation, Turn } from '../model.ts';
import { GIVEN_NAMES } from './given-names.ts';
import { occurrences } from './occurrences.ts';
import { isPseudonym, PSEUDONYM, pseudonymKey, SOMEBODY } from './pseudonyms.ts';
import { soundsLike } from './stem.ts';
import { WORDS_TOO } from './words-too.ts';

const PSEUDONYMS = new RegExp(PSEUDONYM, 'gi');
/** A capitalised word, or the pseudonym of somebody, as a part of a regular expression. */
export const CAPITAL = String.raw`(?:\p{Lu}[\p{L}'’-]{1,20}|${SOMEBODY})`;
/** What introduces somebody only where a name in capitals follows: "this is Dana", and not "this is late". */
const FRAME = "(?:this|it)(?:['’]s| is)|i['’]?m|i am|call me";
/** "my name is Dana", "it's Dana", "this is Dana Okafor", "I'm Dana" – the last three only with a capital. */
const INTRODUCTION = new RegExp(
  String.raw`\b(?:my name(?:'s| is)|name is|${FRAME})\s+(?<name>${CAPITAL}(?:\s+${CAPITAL})?)`,
  'giu',
);
const SPOKEN_INTRODUCTION = new RegExp(
  String.raw`\b(?:my name(?:'?s| is)|name is)\s+(?<name>[a-z]{2,20}|${SOMEBODY})`,
  'gi',
);
const GREETING = new RegExp(
  String.raw`(?:^|[.!?\n]\s*|(?:@\w+|\[HANDLE_\w+\])\s+)(?:hi|hello|hey|hiya|dear|good (?:morning|afternoon|evening))(?<gap>\s+there)?(?<comma>,?)\s+(?:(?:mr|mrs|ms|miss|mx|dr|prof|señora?|sra?|herr|frau|madame|monsieur)\.?\s+)?(?<name>${CAPITAL})(?<after>.?)`,
  'giu',
);
const TITLED = new RegExp(
  String.raw`(?:^|[,.!?\n]\s*|\b(?:thanks|thank you|sorry|okay|ok|yes|sure|certainly|well|hello|dear)\s+)(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Señora?|Sra?|Herr|Frau)\.?\s+(?<name>${CAPITAL})`,
  'giu',
);
/** "I hear you, Norlene." – a name after a comma that ends the sentence, whatever the name. */
const FINAL = new RegExp(
  String.raw`\b(?<before>\p{Ll}+),\s+(?<name>${CAPITAL})(?:\s+\p{Lu}\p{Ll}{1,20})?\s*(?=[.!?])`,
  'gu',
);
/** "Sorry Tas, …", "Thanks Kera!" – set off and not the turn's last word, whatever the name. */
const THANKED = new RegExp(
  String.raw`\b(?:thanks|thank you|sorry|welcome|okay|ok|alright)\s+(?<name>${CAPITAL})\s*(?=[,!?.]\s*\S)`,
  'giu',
);
/** Capitalised words in the place of a name that are none. */
export const NO_NAMES: ReadonlySet<string> = new Set(
  `there team all sir madam maam customer customers support monday tuesday wednesday thursday friday saturday sunday january
  february march april june july august september october november december guest friend folks everyone everybody mate buddy hon
  dear valued again thanks thank sorry okay yes no please hello hi hey good morning afternoon evening so very much for the this
  that what which how when where why who if and but we you your our my i it is are was just let can could would will also well
  sure great perfect absolutely certainly unfortunately however welcome glad happy english twitter facebook google amazon apple
  android iphone windows email internet christmas easter uk usa us dm agent manager member subscriber user client passenger
  ok alright apologies meanwhile furthermore moreover additionally alternatively therefore otherwise unfortunately fortunately excellent wonderful lovely brilliant awesome captain premiere not to in on at of from with a an as by or do did does have has had been be am here then now today tomorrow tonight`.split(
    /\s+/,
  ),
);

/** What closes a message, so that the name after it signs and addresses nobody. */
export const CLOSERS =
  /^(?:regards|wishes|best|sincerely|thanks|cheers|truly|you|faithfully|love|team|respectfully)$/i;

/** A name by which an agent may address the customer, as written, and where to look for it from. */
export interface Address {
  readonly rule: 'greeting' | 'title' | 'address';
  readonly name: string;
  readonly from: number;
}

/**
 * What a text must hold, in lower case, for one of the patterns above to be looked for: they read on in all
 * alphabets, which takes long, and most turns hold nothing of the kind.
 */
const HINTS = {
  named: /\bname(?:['’]?s| is)\s/,
  greeting: /\b(?:hi|hello|hey|hiya|dear|good (?:morning|afternoon|evening))[\s,]/,
  title: /\b(?:mr|mrs|ms|miss|mx|dr|prof|señora?|sra?|herr|frau)[\s.]/,
  final: /[a-zß-ÿ\u0100-\uffff],\s+[^\sa-z\d]/,
  thanks: /\b(?:thanks|thank you|sorry|welcome|okay|ok|alright)\s/,
};
const BEFORE_NAME = new RegExp(String.raw`\b(?:${FRAME})\s+`, 'gi');
const NONE: readonly never[] = [];

/** Whether somebody may introduce themselves: what the patterns that say so read on from. */
function mayIntroduce(text: string, lower: string): boolean {
  if (HINTS.named.test(lower)) return true;
  BEFORE_NAME.lastIndex = 0;
  while (BEFORE_NAME.test(text)) {
    if (isNameWritten(text.slice(BEFORE_NAME.lastIndex, BEFORE_NAME.lastIndex + 3))) return true;
  }
  return false;
}

/** Names that stand where the customer is addressed, whatever the name. */
export function addresses(text: string, lower = text.toLowerCase()): readonly Address[] {
  const found: Address[] = [];
  for (const { groups, index } of HINTS.greeting.test(lower) ? occurrences(GREETING, text) : NONE) {
    const { name = '', gap, comma, after = '' } = groups!;
    // "Hi there, Zoom has …" goes on; "Hi, Bianca." addresses.
    if (gap && (comma || !isGivenName(name))) continue;
    if (comma && !/[,.!?–-]/.test(after)) continue;
    found.push({ rule: 'greeting', name, from: index });
  }
  for (const { groups, index } of HINTS.title.test(lower) ? occurrences(TITLED, text) : NONE) {
    found.push({ rule: 'title', name: groups!.name!, from: index });
  }
  for (const { groups, index } of HINTS.final.test(text) ? occurrences(FINAL, text) : NONE) {
    const { name = '', before = '' } = groups!;
    // A name that closes the turn after "Regards," or "Thanks," signs it.
    if (!CLOSERS.test(before)) found.push({ rule: 'address', name, from: index + before.length });
  }
  for (const { groups, index } of HINTS.thanks.test(lower) ? occurrences(THANKED, text) : NONE) {
    found.push({ rule: 'address', name: groups!.name!, from: index });
  }
  return found;
}

/** Whether a word is written as a name: with a capital, or as the pseudonym of somebody. */
export function isNameWritten(word: string): boolean {
  return /^\[?\p{Lu}/u.test(word);
}

/** Whether a name is a given name, or stands for one. */
export function isGivenName(name: string): boolean {
  return GIVEN_NAMES.has(name.toLowerCase()) || /^\[NAME_/i.test(name);
}

/** Whether a word, in lower case, can hardly be anything but somebody's given name. */
export function isOnlyAName(word: string): boolean {
  return GIVEN_NAMES.has(word) && !WORDS_TOO.has(word);
}

/** The form under which one word of a name is known: in lower case, without a possessive ending. */
export function nameKey(word: string): string {
  return isPseudonym(word) ? pseudonymKey(word) : word.toLowerCase().replace(/['’]s$/, '');
}

/** The words of a full name as they are known, titles left out. */
export function nameWords(name: string): string[] {
  const pseudonyms = name.includes('[') ? name.match(PSEUDONYMS) : null;
  if (pseudonyms) return [...pseudonyms.map(pseudonymKey), ...nameWords(name.replace(PSEUDONYMS, ' '))];
  return name
    .toLowerCase()
    .split(/[^\p{L}'’-]+/u)
    .filter((word) => word.length > 1 && !/^(?:mr|mrs|ms|miss|mx|dr|prof)$/.test(word));
}

/** The names of a conversation, each in lower case: the customer's (told or read), and the agents'. */
export interface Names {
  readonly customer: ReadonlySet<string>;
  readonly agent: ReadonlySet<string>;
  /** Names that stand somewhere as an address, whoever is meant; and where they do, by the index of the agent turn. */
  readonly addressed: ReadonlySet<string>;
  readonly addresses: ReadonlyMap<number, readonly Address[]>;
}

/** Collects names from the export's columns and from how people introduce themselves (CUES §10 a). */
export function collectNames(conversation: Conversation, stoplist: ReadonlySet<string>): Names {
  const agent = new Set(conversation.agent ? nameWords(conversation.agent) : []);
  const customer = new Set(conversation.customerName ? nameWords(conversation.customerName) : []);
  const found = new Map<number, readonly Address[]>();
  for (const turn of conversation.turns) {
    if (turn.role === 'agent' && turn.speaker) for (const word of nameWords(turn.speaker)) agent.add(word);
    const own = turn.role === 'agent' ? agent : turn.role === 'customer' ? customer : null;
    if (!own) continue;
    const lower = turn.text.toLowerCase();
    if (turn.role === 'agent') found.set(turn.index, addresses(turn.text, lower));
    for (const { name } of introductions(turn.text, lower)) {
      for (const word of nameWords(name)) if (!NO_NAMES.has(word) && !stoplist.has(word)) own.add(word);
    }
  }
  for (const word of agent)
    if (!conversation.customerName?.toLowerCase().includes(word)) customer.delete(word);
  const addressed = new Set<string>();
  for (const written of found.values()) {
    for (const { name } of written) {
      const key = nameKey(name);
      if (isNameWritten(name) && !NO_NAMES.has(key) && !stoplist.has(key)) addressed.add(key);
    }
  }
  return { customer, agent, addressed, addresses: found };
}

export interface Introduction {
  /** As written. */
  readonly name: string;
  /** Whether the words before it speak of a name: "my name is", where "it's" may go on with anything. */
  readonly told: boolean;
}

const CAPITALISED = /\p{Lu}\p{Ll}{2,20}/gu;

/** The names by which the speaker of a turn introduces themselves. */
export function introductions(text: string, lower = text.toLowerCase()): readonly Introduction[] {
  if (!mayIntroduce(text, lower)) return NONE;
  const found: Introduction[] = [];
  for (const { 0: whole, groups } of occurrences(INTRODUCTION, text)) {
    // The pattern ignores case for its frame; the name itself must be written as one.
    const words = groups!.name!.split(/\s+/).filter(isNameWritten);
    if (words.length > 0 && isNameWritten(groups!.name!)) {
      found.push({ name: words.join(' '), told: /^(?:my name|name|call)/i.test(whole) });
    }
  }
  for (const { groups } of occurrences(SPOKEN_INTRODUCTION, text))
    found.push({ name: groups!.name!, told: true });
  return found;
}

/** The customer's names plus capitalised words of the turn that sound like one of them: Catherine for Katherine. */
export function namesIn(turn: Turn, names: Names): ReadonlySet<string> {
  if (names.customer.size === 0) return names.customer;
  const heard = new Set(names.customer);
  for (const [word] of occurrences(CAPITALISED, turn.text)) {
    const lower = word.toLowerCase();
    if (heard.has(lower) || names.agent.has(lower) || NO_NAMES.has(lower)) continue;
    // A pseudonym begins with its number, and sounds like nobody.
    if ([...names.customer].some((name) => !/^\d/.test(name) && soundsLike(lower, name))) heard.add(lower);
  }
  return heard;
}
