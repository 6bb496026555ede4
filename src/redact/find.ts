/** Personal data that its own form gives away: e-mails, links, handles, numbers of phones, cards and accounts, addresses. */
import { isIP } from 'node:net';
import { extractIBAN, isValidIBAN } from 'ibantools';
import { type CountryCode, findPhoneNumbersInText } from 'libphonenumber-js/min';
import { LinkifyIt } from 'linkify-it';
import type { Span } from '../model.ts';
import { FUNCTION_WORDS, NO_NAMES, occurrences, PSEUDONYM, type PseudonymKind } from '../text/index.ts';

/** Something personal in a text; the same value, in one kind, is the same thing. */
export interface Found extends Span {
  readonly kind: PseudonymKind;
  readonly value: string;
}

type Finder = (text: string, country: CountryCode) => Iterable<Found>;

const links = new LinkifyIt({ fuzzyLink: true, fuzzyEmail: true, fuzzyIP: false });
const HANDLE = /(?<![\p{L}\p{N}_@/.])@\w{2,30}(?![\w@.]*@)/gu;
const IP = /(?<![\w.:])(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7})(?![\w:]|\.\d)/gi;
/** Digits in groups, as people write long numbers. */
const DIGITS =
  /(?<![\p{L}\p{N}.,:/$£€₹-]|[$£€₹] )(?:\+|\()?\d(?:[ ().-]{0,2}\d){6,29}(?![\p{L}\p{N}]|[,:/]\d)/gu;
const DATE =
  /^(?:\d{1,2}([. -])\d{1,2}\1(?:\d\d){1,2}|\d{4}([. -])\d{1,2}\2\d{1,2}|(?:(?:19|20)\d\d\D+)+(?:19|20)\d\d)$/;
const MONEY_AFTER = /^\s?(?:[$£€₹]|(?:dollars?|usd|euros?|eur|pounds?|quid|gbp|bucks|rupees|cents)\b)/i;
const IBAN = /(?<![\p{L}\p{N}])[A-Z]{2}\d{2}(?: ?[A-Z0-9]){11,30}(?![\p{L}\p{N}])/giu;
/** Letters and digits in one, as in the numbers of orders and bookings. */
const MIXED =
  /(?<![\p{L}\p{N}_$£€₹.,/-])[A-Za-z0-9](?:[A-Za-z0-9]|[_-](?=[A-Za-z0-9])){4,63}(?![\p{L}\p{N}_]|[.,]\d)/gu;
/** An amount with its unit, or a time: "10000mah", "2024-01-15T10". */
const MEASURE = /^(?:\d+[a-z]{1,4}|\d{4}-\d\d-\d\dT\w*)$/i;
const SPOKEN_DIGITS =
  /(?<![\p{L}\p{N}'’-])(?:(?:zero|oh|one|two|three|four|five|six|seven|eight|nine|double|triple|\d)[\s,.-]{1,3}){6,30}(?:zero|oh|one|two|three|four|five|six|seven|eight|nine|\d)(?![\p{L}\p{N}])/giu;
const CARD_END = /\b(?:ending|ends) (?:in|with)\s+(\d{3,6})\b/gi;
const STREET_WORDS =
  'street|st|road|rd|avenue|ave|lane|ln|drive|dr|court|ct|boulevard|blvd|way|place|pl|terrace|close|crescent|square|parkway|pkwy|highway|hwy|gardens|grove|row|mews';
/** "12 Elm Street, Apt 4, Springfield, IL 62704"; in small letters only with a word that is always a street's. */
const STREET = new RegExp(
  String.raw`(?<![\p{L}\p{N}.,$£€₹-])\d{1,5}[A-Za-z]?,?\s+(?:[NSEWnsew]\.?\s+)?(?<name>(?:[\p{L}][\p{L}'’.-]{0,24}\s+|\d{1,3}(?:st|nd|rd|th)\s+){1,3})(?<type>${STREET_WORDS})\b\.?(?:,?\s+(?:apt|apartment|unit|suite|flat)\.?\s*#?\w{1,6}\b)?(?:,\s*\p{Lu}[\p{L}'’]{1,20}(?: \p{Lu}[\p{L}'’]{1,20})?(?=[,.\s]|$))?(?:,?\s+[A-Z]{2}\b)?(?:,?\s+\d{5}(?:-\d{4})?\b)?`,
  'giu',
);
const ALWAYS_STREET = /^(?:street|avenue|boulevard|road|lane|drive)$/i;
const UNITS =
  /^(?:seconds?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?|miles?|km|times?|more|dollars|people)$/i;
const POSTCODE = /(?<![\p{L}\p{N}])[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}(?![\p{L}\p{N}])/gu;
const PO_BOX = /\bP\.?\s?O\.?\s?Box\s+\d{1,8}\b/gi;
const PSEUDONYMS = new RegExp(PSEUDONYM, 'gi');

/** The finders in their order of precedence: of two that overlap, the one that stands first here counts. */
const FINDERS: readonly { readonly needs: RegExp; readonly find: Finder }[] = [
  { needs: /@|:\/\/|\.\w/, find: findLinks },
  { needs: /@/, find: (text) => each(text, HANDLE, 'HANDLE') },
  { needs: /\d/, find: findIbans },
  { needs: /\d/, find: findCards },
  { needs: /\d\.\d|:[0-9a-f]*:/i, find: findIps },
  { needs: /\d/, find: findPhones },
  { needs: /\d/, find: findAddresses },
  { needs: /\d/, find: findNumbers },
  { needs: /\d/, find: findMixed },
  {
    needs: /(?:zero|oh|one|two|three|four|five|six|seven|eight|nine)/i,
    find: (text) => each(text, SPOKEN_DIGITS, 'ID'),
  },
];

/** What is personal in a text by its form, in order and without overlap. Linear in the text. */
export function findByForm(text: string, country: CountryCode): Found[] {
  const taken = text.includes('[') ? [...each(text, PSEUDONYMS, 'ID')] : [];
  const written = taken.length;
  for (const { needs, find } of FINDERS) {
    if (!needs.test(text)) continue;
    const before = [...taken].sort((a, b) => a.start - b.start);
    let next = 0;
    for (const found of [...find(text, country)].sort((a, b) => a.start - b.start)) {
      while (next < before.length && before[next]!.end <= found.start) next++;
      if (next < before.length && before[next]!.start < found.end) continue;
      taken.push(found);
    }
  }
  return taken.slice(written).sort((a, b) => a.start - b.start);
}

function* each(text: string, pattern: RegExp, kind: PseudonymKind): Generator<Found> {
  for (const { 0: written, index } of occurrences(pattern, text)) yield found(kind, written, index);
}

function found(kind: PseudonymKind, written: string, start: number): Found {
  const value = kind === 'ADDRESS' || kind === 'URL' ? written.toLowerCase() : plain(written);
  return { kind, value, start, end: start + written.length };
}

/** Numbers and handles are the same however they are grouped and capitalised. */
function plain(written: string): string {
  return written.toLowerCase().replace(/[\s().-]/g, '');
}

/** E-mail addresses, and links that lead to more than a site's front page: those may carry anything. */
function* findLinks(text: string): Generator<Found> {
  for (const { index, lastIndex, schema, raw } of links.match(text) ?? []) {
    const email = schema === 'mailto:';
    const bare = raw.replace(/^[a-z]+:\/\//i, '');
    if (!email && !/[/?#@]./.test(bare)) continue;
    const written = text.slice(index, lastIndex);
    yield {
      kind: email ? 'EMAIL' : 'URL',
      value: email ? raw.replace(/^mailto:/i, '').toLowerCase() : written,
      start: index,
      end: lastIndex,
    };
  }
}

function* findIbans(text: string): Generator<Found> {
  for (const { 0: written, index } of occurrences(IBAN, text)) {
    // The words after an IBAN look like more groups of it: take what its country's length says.
    for (let end = written.length; end >= 15; end--) {
      const candidate = written.slice(0, end);
      if (/\s$/.test(candidate) || !isValidIBAN(plain(candidate).toUpperCase())) continue;
      const { iban } = extractIBAN(plain(candidate));
      yield { kind: 'IBAN', value: iban ?? candidate, start: index, end: index + end };
      break;
    }
  }
}

function* findCards(text: string): Generator<Found> {
  for (const { 0: written, index } of occurrences(DIGITS, text)) {
    const digits = written.replace(/\D/g, '');
    if (digits.length >= 13 && digits.length <= 19 && isLuhn(digits)) yield found('CARD', written, index);
  }
  for (const match of occurrences(CARD_END, text)) {
    yield found('CARD', match[1]!, match.index + match[0].length - match[1]!.length);
  }
}

/** The check digit of card numbers (ISO/IEC 7812-1, annex B): every second digit from the right is doubled. */
function isLuhn(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i]);
    const doubled = i % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

function* findIps(text: string): Generator<Found> {
  for (const match of occurrences(IP, text)) {
    // Versions have four parts too, but seldom; "::" alone stands between words.
    if (/[0-9a-f]/i.test(match[0]) && isIP(match[0]) > 0)
      yield { ...found('IP', match[0], match.index), value: match[0].toLowerCase() };
  }
}

const PHONE_LENGTH = 7;

function* findPhones(text: string, country: CountryCode): Generator<Found> {
  if (text.replace(/\D+/g, '').length < PHONE_LENGTH) return;
  for (const { startsAt, endsAt, number } of findPhoneNumbersInText(text, country)) {
    // Ten digits in one may be an order as well as a phone; what it is called matters less than that it goes.
    yield { kind: 'PHONE', value: number.number, start: startsAt, end: endsAt };
  }
}

/** What is left of long numbers: in groups or with a plus it is taken for a phone's. */
function* findNumbers(text: string): Generator<Found> {
  for (const { 0: written, index } of occurrences(DIGITS, text)) {
    if (
      DATE.test(written) ||
      MONEY_AFTER.test(text.slice(index + written.length, index + written.length + 10))
    )
      continue;
    const digits = written.replace(/\D/g, '').length;
    const grouped = /\D/.test(written);
    yield found(grouped && digits <= 15 ? 'PHONE' : 'ID', written, index);
  }
}

function* findMixed(text: string): Generator<Found> {
  for (const { 0: written, index } of occurrences(MIXED, text)) {
    const digits = written.replace(/\D/g, '').length;
    const letters = /[A-Za-z]/.test(written);
    if (digits < 4 || MEASURE.test(written) || DATE.test(written)) continue;
    if (
      !letters &&
      (!/\d{6}/.test(written) ||
        MONEY_AFTER.test(text.slice(index + written.length, index + written.length + 10)))
    )
      continue;
    // Words joined by hyphens, with a year: "summer-sale-2024".
    if (letters && /[a-z]{4}/.test(written) && !/\d{5}/.test(written)) continue;
    yield found('ID', written, index);
  }
}

function* findAddresses(text: string): Generator<Found> {
  for (const { 0: written, index, groups } of occurrences(STREET, text)) {
    const words = groups!.name!.trim().split(/\s+/);
    const common = words.some((word) => {
      const lower = word.toLowerCase();
      return FUNCTION_WORDS.has(lower) || NO_NAMES.has(lower) || UNITS.test(lower);
    });
    if (common) continue;
    const capital = words.every((word) => /^[\p{Lu}\d]/u.test(word));
    if (!capital && !(words.length <= 2 && ALWAYS_STREET.test(groups!.type!))) continue;
    yield found('ADDRESS', written.trimEnd(), index);
  }
  yield* each(text, POSTCODE, 'ADDRESS');
  yield* each(text, PO_BOX, 'ADDRESS');
}
