/** Redaction: a conversation, or what was scored of it, with pseudonyms in place of personal data. */
import { createHmac } from 'node:crypto';
import { type CountryCode, isSupportedCountry } from 'libphonenumber-js/min';
import type { Conversation, Evidence, Opportunity, ScoredConversation, Span, Turn } from '../model.ts';
import { type PseudonymKind, pseudonym, tokenise } from '../text/index.ts';
import { type Found, findByForm } from './find.ts';
import { isRole, type Person, peopleOf } from './people.ts';

export interface RedactOptions {
  /** The country whose phone numbers are written without a country code; ISO 3166-1, two letters. Default US. */
  readonly country?: CountryCode;
  /** Key of the pseudonyms that hold across conversations. Without one, who knows a name can compute its pseudonym. */
  readonly key?: string;
}

/** Both functions are pure: the same conversation gives the same pseudonyms, whatever was redacted before. */
export interface Redactor {
  conversation(conversation: Conversation): Conversation;
  /** What was scored of the conversation: the same scores, with spans into the redacted words. */
  scored(scored: ScoredConversation, of: Conversation): ScoredConversation;
}

/** A text with pseudonyms, and what became of its offsets. */
interface Redacted {
  readonly text: string;
  readonly cuts: readonly Cut[];
}

/** What was taken out of a text: where it stood, and where its pseudonym stands now. */
interface Cut extends Span {
  readonly to: Span;
}

/** Columns whose values are personal whatever they look like. */
const PERSONAL_COLUMN =
  /^(?:(?:customer|client|caller|contact|visitor|requester|user|member|guest|first|last|full|given|family|sur)[ _-]?)+name$|^name$|e-?mail|phone|mobile|street|address|zip|post(?:al)?[ _-]?code|\bssn\b|birth|\bdob\b|\biban\b/i;
/** Digits of a pseudonym that holds across conversations: two of a thousand people meet once in ten thousand cases. */
const HASH_DIGITS = 8;

/** Whether phone numbers of a country, in two capital letters, are known. */
export function isCountry(code: string): code is CountryCode {
  return isSupportedCountry(code);
}

/** A redactor; it keeps nothing from one conversation to the next. */
export function createRedactor({ country = 'US', key = 'attune' }: RedactOptions = {}): Redactor {
  const lasting = (kind: PseudonymKind, value: string): string => {
    const name = value.trim().replace(/\s+/g, ' ').toLowerCase();
    const hash = createHmac('sha256', key).update(`${kind}:${name}`).digest('hex');
    return pseudonym(kind, hash.slice(0, HASH_DIGITS));
  };
  /** The pseudonym of an agent, by what the export calls them; labels that only state a role stay. */
  const agentName = (called: string): string => (isRole(called) ? called : lasting('AGENT', called));

  const plan = (conversation: Conversation) => {
    const findPeople = peopleOf(conversation);
    const numbers = new Map<string, number>();
    const counts = new Map<PseudonymKind, number>();
    const numbered = (kind: PseudonymKind, value: string): string => {
      const id = `${kind} ${value}`;
      let number = numbers.get(id);
      if (number === undefined) {
        number = (counts.get(kind) ?? 0) + 1;
        counts.set(kind, number);
        numbers.set(id, number);
      }
      return pseudonym(kind, number);
    };
    const personName = (person: Person): string => {
      if (person.role === 'agent')
        return person.called === undefined ? numbered('AGENT', '') : agentName(person.called);
      return numbered('NAME', person.role === 'customer' ? '' : ` ${person.called}`);
    };
    /** As written: names in small letters are read otherwise than those with capitals. */
    const asWritten = (name: string, written: string): string =>
      /\p{Lu}/u.test(written) ? name : name.toLowerCase();
    const finds = (turn: Pick<Turn, 'role' | 'text'>) =>
      merge(findByForm(turn.text, country), findPeople(turn));
    const redacted = (turn: Pick<Turn, 'role' | 'text'>): Redacted =>
      replace(turn.text, finds(turn), (found, written) =>
        'person' in found ? asWritten(personName(found.person), written) : numbered(found.kind, found.value),
      );
    const speaker = ({ role, speaker: label }: Pick<Turn, 'role' | 'speaker'>): string | undefined => {
      if (label === undefined || isRole(label)) return label;
      if (role === 'agent') return agentName(label);
      if (role === 'customer') return personName({ role: 'customer' });
      return redacted({ role, text: label }).text;
    };
    // Their names come first, so that the customer is [NAME_1] where the export says who that is.
    const customerName =
      conversation.customerName === undefined ? undefined : personName({ role: 'customer' });
    const turns = conversation.turns.map((turn) => ({ turn, speaker: speaker(turn), ...redacted(turn) }));
    /** A value outside the talk, which others may group by or look up: its pseudonyms hold across conversations. */
    const value = (text: string): string =>
      replace(
        text,
        merge(findByForm(text, country), findPeople({ role: 'system', text })),
        (found, written) => {
          if (!('person' in found)) return lasting(found.kind, found.value);
          return found.person.role === 'agent'
            ? agentName(found.person.called ?? written)
            : lasting('NAME', written);
        },
      ).text;
    return { customerName, turns, value };
  };

  return {
    conversation(conversation) {
      const { customerName, turns, value } = plan(conversation);
      return {
        ...conversation,
        id: idOf(conversation.id, lasting, country),
        ...(conversation.agent !== undefined && { agent: agentName(conversation.agent) }),
        ...(customerName !== undefined && { customerName }),
        meta: metaOf(conversation.meta, value, lasting),
        turns: turns.map(({ turn, text, cuts, speaker }) => ({
          ...turn,
          ...(speaker !== undefined && { speaker }),
          text,
          rows: turn.rows.map((row) => ({
            ...row,
            start: moved({ start: row.start, end: row.start }, cuts).start,
          })),
        })),
      };
    },
    scored(scored, of) {
      const { turns, value } = plan(of);
      const taken = new Set(
        turns.flatMap(({ turn, cuts }) =>
          cuts.flatMap(({ start, end }) => wordsOf(turn.text.slice(start, end))),
        ),
      );
      const byIndex = new Map(turns.map((entry) => [entry.turn.index, entry]));
      return {
        ...scored,
        id: idOf(scored.id, lasting, country),
        ...(scored.agent !== undefined && { agent: agentName(scored.agent) }),
        meta: metaOf(scored.meta, value, lasting),
        opportunities: scored.opportunities.map((o) => opportunity(o, taken, agentName)),
        turns: scored.turns.map((turn) => {
          const entry = byIndex.get(turn.index)!;
          return {
            ...turn,
            ...(entry.speaker !== undefined && { speaker: entry.speaker }),
            ...(turn.text !== undefined && { text: entry.text }),
            evidence: evidence(turn.evidence, entry.turn.text, entry),
          };
        }),
      };
    },
  };
}

/** Ids name records and stay, unless they hold what leads to a person. */
function idOf(
  id: string,
  lasting: (kind: PseudonymKind, value: string) => string,
  country: CountryCode,
): string {
  const personal = findByForm(id, country).filter(({ kind }) => kind !== 'ID');
  return replace(id, personal, (found) => lasting(found.kind, found.value)).text;
}

function metaOf(
  meta: Conversation['meta'],
  value: (text: string) => string,
  lasting: (kind: PseudonymKind, value: string) => string,
): Conversation['meta'] {
  return Object.fromEntries(
    Object.entries(meta).map(([column, text]) => {
      if (!PERSONAL_COLUMN.test(column) || text === '') return [column, value(text)];
      const whole = value(text);
      return [
        column,
        /^\[[A-Z]+_[0-9a-f]+\]$/.test(whole) ? whole : lasting(/name/i.test(column) ? 'NAME' : 'ID', text),
      ];
    }),
  );
}

type Anything = (Found | { readonly person: Person }) & Span;

/** What was found in a text by form and by name, in order; where two overlap, the form counts. */
function merge(
  byForm: readonly Found[],
  people: readonly (Span & { readonly person: Person })[],
): Anything[] {
  let next = 0;
  const free = people.filter(({ start, end }) => {
    while (next < byForm.length && byForm[next]!.end <= start) next++;
    return next >= byForm.length || byForm[next]!.start >= end;
  });
  return [...byForm, ...free].sort((a, b) => a.start - b.start);
}

function replace<T extends Span>(
  text: string,
  found: readonly T[],
  nameOf: (found: T, written: string) => string,
): Redacted {
  const parts: string[] = [];
  const cuts: Cut[] = [];
  let from = 0;
  let length = 0;
  for (const one of found) {
    const name = nameOf(one, text.slice(one.start, one.end));
    const kept = text.slice(from, one.start);
    parts.push(kept, name);
    const start = length + kept.length;
    length = start + name.length;
    cuts.push({ start: one.start, end: one.end, to: { start, end: length } });
    from = one.end;
  }
  return { text: parts.join('') + text.slice(from), cuts };
}

/** A span in the redacted text; where it ends inside what was taken out, the whole pseudonym belongs to it. */
function moved({ start, end }: Span, cuts: readonly Cut[]): Span {
  let shiftStart = 0;
  let shiftEnd = 0;
  for (const cut of cuts) {
    if (cut.start >= end && cut.start >= start) break;
    if (cut.end <= start) shiftStart = cut.to.end - cut.end;
    else if (cut.start <= start) shiftStart = cut.to.start - start;
    if (cut.end <= end) shiftEnd = cut.to.end - cut.end;
    else if (cut.start < end) shiftEnd = cut.to.end - end;
  }
  return { start: start + shiftStart, end: end + shiftEnd };
}

function evidence(list: readonly Evidence[], original: string, { text, cuts }: Redacted): Evidence[] {
  const personal = new Set(cuts.flatMap(({ start, end }) => normsOf(original.slice(start, end))));
  return list.map(({ template, ...e }) => {
    const span = moved(e, cuts);
    return {
      ...e,
      ...span,
      quote: text.slice(span.start, span.end),
      ...(template !== undefined && { template: withoutWords(template, personal) }),
    };
  });
}

/** The words of a personal string as templates write them; single letters are in everybody's mouth. */
function normsOf(written: string): string[] {
  return tokenise(written, { whole: true }).flatMap(({ norm }) => (norm.length > 1 ? [norm] : []));
}

/** A template without the words that were taken out of its turn: they belonged to one customer. */
function withoutWords(template: string, personal: ReadonlySet<string>): string {
  if (personal.size === 0) return template;
  const parts: string[] = [];
  for (const word of template.split(' ')) {
    const part = personal.has(word) ? '§' : word;
    if (part !== '§' || parts.at(-1) !== '§') parts.push(part);
  }
  return parts.join(' ');
}

/** Words of the customer are left out where they were taken out of the talk. */
function opportunity(
  { unused, ...o }: Opportunity,
  taken: ReadonlySet<string>,
  agentName: (called: string) => string,
): Opportunity {
  const kept = unused?.filter((words) => !wordsOf(words).some((word) => taken.has(word)));
  return {
    ...o,
    ...(o.agent !== undefined && { agent: agentName(o.agent) }),
    ...(kept !== undefined && { unused: kept }),
  };
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}
