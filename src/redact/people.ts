/** The people of a conversation, and every place where a turn names one of them. */
import type { Conversation, Span, Turn } from '../model.ts';
import {
  AMBIGUOUS_NAMES,
  addresses,
  collectNames,
  FUNCTION_WORDS,
  introductions,
  isAnotherName,
  isGivenName,
  isOnlyAName,
  isPseudonym,
  NO_NAMES,
  nameKey,
  nameWords,
  occurrences,
  soundsLike,
  WORDS_TOO,
} from '../text/index.ts';

/** One person of a conversation: the customer, an agent by what the export calls them, or anybody else by name. */
export type Person =
  | { readonly role: 'customer' }
  | { readonly role: 'agent'; readonly called: string | undefined }
  | { readonly role: 'other'; readonly called: string };

export interface Named extends Span {
  readonly person: Person;
}

/** Finds the names of a conversation's people in one of its turns, in order and without overlap. */
export type FindPeople = (turn: Pick<Turn, 'role' | 'text'>) => Named[];

interface Known {
  readonly person: Person;
  /** Whether the word is the name in small letters too. */
  readonly anyCase: boolean;
}

const CUSTOMER: Person = { role: 'customer' };
const WORD = /(?<![\p{L}\p{N}_@#[])\p{Lu}?\p{L}[\p{L}\p{M}]*(?:['’]\p{L}+|-\p{Lu}\p{L}+)*(?![\p{N}_]|@)/gu;
const STARTS = /(?:^|[.!?…\n:;"“(]\s*|^\W+)$/u;
/** What stands before a name that is a word too, when it is a name. */
const BEFORE_SOMEBODY =
  /(?:\b(?:mr|mrs|ms|mx|dr|prof)\.?|\b(?:named|called|husband|wife|partner|son|daughter|mother|father|mom|mum|dad|brother|sister|friend|colleague|agent|rep|representative|manager|supervisor|spoke (?:to|with)|speaking (?:to|with)|name is|name's|miss))\s+$/i;
const TITLED = /\b(?:mr|mrs|ms|mx|dr|prof)\.?\s+$/i;
const ASKS_NAME = /\byour (?:\w+ ){0,3}names?\b(?:[^.!?\n]{0,40}\?|,? please\b|$)/i;
/** What opens an answer before the name. */
const FILLERS =
  /^(?:(?:yes|yeah|sure|ok|okay|hi|hello|of course|it['’]?s|it is|i['’]?m|i am|this is|(?:my|the) name(?:['’]?s| is))\b[\s,.!]*){1,4}/i;
/** An answer to the question for a name has no more words than this. */
const SHORT_ANSWER = 6;
const ROLE_WORDS =
  /^(?:rep|representative|operator|advisor|adviser|associate|assistant|bot|system|caller|speaker|unknown|admin|user|staff|employee|csr|tsr|desk|service|care|help|chat|virtual|live|visitor)$/;

/** Whether a speaker's label is no name but a role: "Agent 2". */
export function isRole(label: string): boolean {
  if (isPseudonym(label)) return true;
  const words = nameWords(label);
  return words.length > 0 && words.every((word) => NO_NAMES.has(word) || ROLE_WORDS.test(word));
}

const TITLES = /^(?:mr|mrs|ms|miss|mx|dr|prof)$/;
const common = (word: string): boolean =>
  TITLES.test(word) || NO_NAMES.has(word) || FUNCTION_WORDS.has(word) || ROLE_WORDS.test(word);
const capital = (word: string): boolean => /^\p{Lu}/u.test(word);
const titleCase = (word: string): boolean => /^(?:\p{Lu}['’])?\p{Lu}\p{Ll}/u.test(word);

/** Learns who the people of a conversation are, and returns what finds them. */
export function peopleOf(conversation: Conversation): FindPeople {
  const known = new Map<string, Known>();
  const add = (word: string, person: Person, anyCase: boolean): void => {
    if (/['’]/.test(word) && !/^[od]['’]/.test(word)) return;
    if (word.length < 2 || common(word) || isPseudonym(word) || /^\d/.test(word)) return;
    const before = known.get(word);
    known.set(word, {
      person: before?.person ?? person,
      anyCase: (before?.anyCase ?? false) || (anyCase && !AMBIGUOUS_NAMES.has(word)),
    });
  };
  const addName = (name: string, person: Person, anyCase: (word: string) => boolean): void => {
    for (const word of nameWords(name)) {
      add(word, person, anyCase(word));
      for (const part of word.split('-')) if (part !== word) add(part, person, anyCase(part));
    }
  };
  const { agent, turns, customerName } = conversation;

  // Who they are by the export; then by their own words; then by how they are addressed.
  if (customerName !== undefined) addName(customerName, CUSTOMER, () => true);
  if (agent !== undefined && !isRole(agent)) addName(agent, { role: 'agent', called: agent }, isOnlyAName);
  for (const { role, speaker } of turns) {
    if (speaker === undefined || isRole(speaker)) continue;
    if (role === 'agent') addName(speaker, { role: 'agent', called: speaker }, isOnlyAName);
    else if (role === 'customer') addName(speaker, CUSTOMER, isOnlyAName);
    else if (role === 'unknown') addName(speaker, { role: 'other', called: speaker }, isOnlyAName);
  }
  turns.forEach((turn, i) => {
    const own = ownOf(turn, agent);
    for (const { name, told } of introductions(turn.text)) {
      const first = name.split(/\s/)[0]!;
      // "Call me ASAP", "This is Frustrating": what nobody tells as a name must be known as one.
      if (isGivenName(first) || (told && (titleCase(first) || first === first.toLowerCase())))
        addName(name, own, (word) => told || isOnlyAName(word));
    }
    const asked = turn.role === 'customer' && ASKS_NAME.test(turns[i - 1]?.text ?? '');
    if (asked) for (const word of answeredName(turn.text)) add(word, CUSTOMER, true);
  });
  const customer = collectNames(conversation, NO_NAMES).customer;
  const given = customerName === undefined ? undefined : nameKey(customerName.trim().split(/\s+/)[0]!);
  for (const { role, text } of turns) {
    for (const { rule, name } of addresses(text)) {
      const key = nameKey(name);
      if (!isGivenName(key) && !titleCase(name)) continue;
      // An agent who greets somebody greets the customer, unless the name is surely another.
      const theirs =
        role === 'agent' &&
        customerName !== undefined &&
        rule === 'greeting' &&
        !isAnotherName(name, given !== undefined && isGivenName(given) ? given : undefined);
      if (role === 'agent' || rule !== 'address')
        add(key, theirs ? CUSTOMER : { role: 'other', called: key }, isOnlyAName(key));
    }
  }

  /** Who a word stands for where it is written; undefined where it is a word like others. */
  const personAt = (text: string, role: Turn['role'], word: string, start: number): Person | undefined => {
    const key = nameKey(word);
    if (key.length < 2 || NO_NAMES.has(key)) return undefined;
    const before = text.slice(Math.max(0, start - 24), start);
    const [first = key] = key.split('-');
    const told = known.get(key) ?? known.get(first);
    if (told && (capital(word) || told.anyCase)) {
      // "Will you …" opens a question, whoever is called Will.
      const opens =
        WORDS_TOO.has(key) &&
        STARTS.test(before) &&
        /^\s+\p{Ll}/u.test(text.slice(start + word.length, start + word.length + 3));
      return opens ? undefined : told.person;
    }
    if (TITLED.test(before) && !common(key)) return { role: 'other', called: key };
    if (!capital(word)) return undefined;
    if (isGivenName(key) || (first !== key && isGivenName(first))) {
      if (word.length <= 4 && word === word.toUpperCase()) return undefined;
      if (!WORDS_TOO.has(key) || BEFORE_SOMEBODY.test(before)) return { role: 'other', called: key };
      return undefined;
    }
    if (role === 'agent' && titleCase(word) && word.length > 2) {
      // The engine hears "Catherine" as Katherine, too.
      for (const name of customer) if (soundsLike(key, name)) return CUSTOMER;
    }
    return undefined;
  };

  const find: FindPeople = ({ role, text }) => {
    const found: Named[] = [];
    for (const { 0: written, index } of occurrences(WORD, text)) {
      const word = written.replace(/['’]s$/i, '');
      const last = found.at(-1);
      const gap = last === undefined ? undefined : text.slice(last.end, index);
      const next = gap === ' ' || gap === ' \u00a0' ? last : undefined;
      let person = personAt(text, role, word, index);
      // The capitalised word after a name is the rest of it: "Sarah Connor".
      if (
        person === undefined &&
        next &&
        titleCase(word) &&
        word.length > 2 &&
        !common(word.toLowerCase()) &&
        !WORDS_TOO.has(nameKey(word))
      )
        person = next.person;
      if (person === undefined) continue;
      const same = next !== undefined && (samePerson(next.person, person) || person.role === 'other');
      if (same) found[found.length - 1] = { ...next, end: index + word.length };
      else found.push({ person, start: index, end: index + word.length });
    }
    return found;
  };
  // Who is a person somewhere is one everywhere: the surname beside a given name, the husband Mark.
  for (const turn of turns) {
    for (const { person, start, end } of find(turn)) {
      const words = turn.text.slice(start, end).split(/\s+/);
      for (const word of words) add(nameKey(word), person, false);
    }
  }
  return find;
}

function ownOf({ role, speaker }: Turn, agent: string | undefined): Person {
  if (role === 'customer') return CUSTOMER;
  const called = speaker !== undefined && !isRole(speaker) ? speaker : agent;
  return { role: 'agent', called: called !== undefined && isRole(called) ? undefined : called };
}

/** The words of an answer that can only be a name: "Norlene Okafor, and I need …", "it's norlene". */
function answeredName(text: string): string[] {
  const answer = text.trim().replace(FILLERS, '');
  const [opening = ''] = answer.split(/[.,!?\n]|\band\b/i, 1);
  const words = opening.match(/[\p{L}'’-]+/gu) ?? [];
  if (words.length > SHORT_ANSWER) return [];
  // "Crap! I forgot …" answers something else.
  const alone = words.length > 1 || opening.length + 1 >= answer.length;
  const names = words.filter((word) => word.length > 1 && !common(word.toLowerCase()));
  // In small letters anything may be a word: then it is a name where nothing else is said, or where it is known as one.
  return names
    .filter(
      (word) =>
        isOnlyAName(word.toLowerCase()) ||
        (alone &&
          names.length === words.length &&
          names.length <= 3 &&
          (titleCase(word) || word === word.toLowerCase())),
    )
    .map(nameKey);
}

function samePerson(a: Person, b: Person): boolean {
  if (a.role !== b.role) return false;
  return a.role === 'customer' || (b.role !== 'customer' && a.called === b.called);
}
