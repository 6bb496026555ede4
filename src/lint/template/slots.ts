/** What a placeholder stands for, who fills it in, and what stands in its place when it is lint that reads. */
import type { Span } from '../../model.ts';
import { tokenise } from '../../text/index.ts';
import type { Construct, Notation } from './scan.ts';

export const MEANINGS = [
  'name',
  'agent',
  'handle',
  'issue',
  'link',
  'id',
  'money',
  'time',
  'count',
  'detail',
] as const;
export type Meaning = (typeof MEANINGS)[number];

/** A placeholder of a macro. */
export interface Slot extends Span {
  readonly notation: Notation;
  readonly written: string;
  /** What it names, without filters: `ticket.requester.first_name`, `Customer Name`. */
  readonly path: string;
  /** What the customer reads where it is empty. */
  readonly fallback?: string;
  readonly meaning: Meaning;
  /** A person has to write something there; everything else the help desk fills in, or leaves empty. */
  readonly byHand: boolean;
}

/** Names for the three lengths a customer's name can have. */
export const NAMES = {
  present: { first: 'Alex', last: 'Morgan' },
  long: { first: 'Maximiliana-Alexandra', last: 'Featherstonehaugh-Cholmondeley' },
} as const;
export const FULL_NAME = 'Alex Morgan';

/** Words of a path, in lower case: `ticket.requester.firstName` → `ticket requester first name`. */
function wordsOf(path: string): string {
  return path
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/[^\p{L}\d]+/gu, ' ')
    .replace(/\bfirstname\b/, 'first name')
    .replace(/\blastname\b/, 'last name')
    .trim();
}

const AGENT =
  /\b(?:agent|assignee|current user|teammate|sender|owner|rep|representative|advisor|signature|specialist|technician|engineer|manager|supervisor|colleague|courier|driver|my name|your name|support name|staff|operator|author of reply)\b/;
const COMPANY =
  /\b(?:company|business|brand|store|shop|organi[sz]ation|account|team|product|item|plan|course|package|service|bank|street|file|city)\b/;
const RULES: readonly (readonly [Meaning, RegExp])[] = [
  ['issue', /^(?:ticket|case|conversation|thread) (?:title|subject|description)$|^subject$/],
  ['handle', /^(?:author|reporter|username|handle|user login|login|user handle)$|\bhandle\b|\busername$/],
  ['link', /\b(?:link|url|href|website|site|page|portal|form)$/],
  ['money', /\b(?:amount|price|cost|fee|total|balance|credit amount|refund amount|currency)\b/],
  ['count', /\b(?:count|quantity|days|hours|minutes|weeks|months|number of|business days)$|^x$/],
  [
    'time',
    /\b(?:date|time|eta|timeframe|timeline|deadline|period|day|hour|until|duration|schedule|window)\b/,
  ],
  ['id', /\b(?:id|number|no|ref|reference|code|tracking|ticket|case number|order|invoice|license|serial)$/],
];

/**
 * What a placeholder stands for, by the words inside it (CODEBOOK U10, CUES §2). `userAnswers`: whether `user` is who
 * answers, as in most help desks, or who is answered.
 */
export function meaningOf(path: string, userAnswers: boolean): Meaning {
  const key = `${userAnswers} ${path}`;
  let meaning = meanings.get(key);
  if (meaning === undefined) {
    if (meanings.size >= MOST_MEANINGS) meanings.clear();
    meaning = readMeaning(path, userAnswers);
    meanings.set(key, meaning);
  }
  return meaning;
}

/** Meanings that were looked up; a matter of speed only. */
const meanings = new Map<string, Meaning>();
const MOST_MEANINGS = 10_000;

function readMeaning(path: string, userAnswers: boolean): Meaning {
  const words = wordsOf(path);
  const isUser = /^user\b/.test(words);
  if (AGENT.test(words) || (isUser && userAnswers)) return 'agent';
  const norm = tokenise(`{{${words.replaceAll(' ', '_')}}}`, { whole: true })[0]?.norm;
  if (norm === '_issue_') return 'issue';
  const named = RULES.find(([, pattern]) => pattern.test(words));
  if (named) return named[0];
  if (norm === '_link_') return 'link';
  const last = words.split(' ').at(-1)!;
  const isName =
    norm === '_name_' ||
    (isUser && last === 'name') ||
    /^(?:name|customer|client|guest|user|recipient)$/.test(words);
  return isName && !COMPANY.test(words) ? 'name' : 'detail';
}

/**
 * The neutral text that lint reads for a placeholder: a name, a figure, or the typed token that the cues know, so
 * that no rule ever looks inside it. `before` is the text that leads up to it.
 */
export function neutral(
  { meaning, path }: Pick<Slot, 'meaning' | 'path'>,
  name: keyof typeof NAMES = 'present',
  before = '',
): string {
  switch (meaning) {
    case 'name': {
      const words = wordsOf(path);
      const { first, last } = NAMES[name];
      return /\b(?:first|given)\b/.test(words)
        ? first
        : /\b(?:last|sur|family)/.test(words)
          ? last
          : `${first} ${last}`;
    }
    case 'agent':
      return 'Sam';
    case 'handle':
      return 'alexmorgan';
    case 'money':
      return /[$£€]\s?$/.test(before) ? '20' : '$20';
    case 'count':
      return '3';
    case 'time':
      return /\b(?:within|in|for|about|takes?|next|of)\s+\**$/i.test(before) ? '2 days' : 'Friday';
    case 'id':
      return '4471902';
    case 'issue':
      return '{{issue}}';
    case 'link':
      return '{{link}}';
    default:
      return '{{detail}}';
  }
}

/** The slot for a construct. */
export function slotOf(text: string, construct: Construct, userAnswers: boolean): Slot {
  const { start, end, notation, inner } = construct;
  const { path, fallback } = PARTS[notation]?.(inner) ?? { path: inner };
  return {
    start,
    end,
    notation,
    written: text.slice(start, end),
    path,
    ...(fallback !== undefined && { fallback }),
    meaning: meaningOf(path, userAnswers),
    byHand: notation === 'brackets' || (notation === 'braces' && !/^\w+(?:\.\w+)*$/.test(path)),
  };
}

/** Takes apart what stands between the delimiters; filters other than a fallback are none of our business. */
const PARTS: Partial<Record<Notation, (inner: string) => Pick<Slot, 'path' | 'fallback'>>> = {
  liquid: (inner) => filtered(inner, 'default'),
  intercom: (inner) => filtered(inner, 'fallback'),
  helpscout: (inner) => {
    const match = /^(?<path>[\w.]+)\s*,\s*fallback\s*=(?<fallback>.*)$/s.exec(inner);
    return match ? { path: match.groups!.path!, fallback: match.groups!.fallback!.trim() } : { path: inner };
  },
  'salesforce-classic': (inner) => {
    const match =
      /^(?:BLANKVALUE|NULLVALUE)\(\s*(?<path>[\w.$]+)\s*,\s*(?<quote>["'])(?<fallback>.*)\k<quote>\s*\)$/i.exec(
        inner,
      );
    return match ? { path: match.groups!.path!, fallback: match.groups!.fallback! } : { path: inner };
  },
};

function filtered(inner: string, filter: string): Pick<Slot, 'path' | 'fallback'> {
  const path = inner.split('|')[0]!.trim();
  const match = new RegExp(String.raw`\|\s*${filter}\s*:\s*(["'])(.*?)\1`).exec(inner);
  return match ? { path, fallback: match[2]! } : { path };
}
