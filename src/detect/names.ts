/** Names: whether the agent addresses the customer by one (CODEBOOK 3.11, CUES §10). */
import type { Detection } from '../model.ts';
import {
  CAPITAL,
  CLOSERS,
  isGivenName,
  isNameWritten,
  NO_NAMES,
  nameKey,
  occurrences,
} from '../text/index.ts';
import { type Detector, fromMatch, holds, isBlocked, usable } from './context.ts';

const LABEL = 'name_use';
/** Any capitalised word; it counts where it is a name, given or used as one elsewhere, and stands like an address. */
const ANY = new RegExp(String.raw`(?<![\p{L}'’@#_-])${CAPITAL}(?![\p{L}'’_])`, 'gu');
const BEFORE_ADDRESS =
  /^(?:thanks|thank|you|sorry|ok|okay|yes|no|well|welcome|great|hello|hi|hey|how|sure|alright|right|bye|goodbye|morning|afternoon|evening|apologies|congratulations|congrats)$/i;
/** Words before a name that make it a third person or the speaker. */
const NOT_ADDRESS =
  /(?:^|[^\p{L}])(?:from|by|with|to|for|and|or|is|am|are|be|the|a|an|of|at|in|on|near|named|called|ask|tell|told|spoke|see|contact|via|i['’]?m|name|under|team|regards|about|like|behalf|use|using|try|visit|mr|mrs|ms|miss|dr|my|your|our|his|her|their|this|that|as|than|into|app|play|watch)\.?\s+$/iu;
const LINK_BEFORE = /(?:https?:\/\/\S+|www\.\S+|\[URL_\w+\])\s+$/i;
const LONGEST_LINK = 300;
const IDENTIFYING =
  /(?:speaking (?:with|to)|speak (?:with|to)|is this|is that|confirm|name is|under|account of|policy of|this is|i['’]?m|i am|from|behalf of)\s+(?:(?:mr|mrs|ms|miss|dr)\.?\s+)?$/i;

export const nameDetector: Detector = (context) => {
  const { reading, agentNames, addressedNames } = context;
  const { noNames } = context.plan;
  const found: Detection[] = usable(reading, LABEL)
    .filter((m) => holds(m, context))
    .map((match) => fromMatch(reading, match, LABEL, 1, 'cue'));
  if (found.length > 0) return found;
  const { text } = reading.turn;
  const first = reading.tokens[0]?.start ?? 0;
  const last = reading.tokens.at(-1)?.end ?? text.length;
  const accept = (rule: string, name: string, at: number): void => {
    if (!isNameWritten(name)) return;
    const bare = nameKey(name);
    if (/['’](?!$)/.test(bare) && !/^[od]['’]/.test(bare)) return;
    if (NO_NAMES.has(bare) || noNames.has(bare) || agentNames.has(bare)) return;
    const start = text.indexOf(name, at);
    const span = { start, end: start + name.length };
    if (start < first || span.end > last || IDENTIFYING.test(text.slice(Math.max(0, start - 40), start)))
      return;
    if (found.some((d) => d.start === start)) return;
    const tokens = reading.tokens.findIndex((t) => t.start === start);
    if (tokens >= 0 && isBlocked(reading, LABEL, { start: tokens, end: tokens + 1 })) return;
    found.push({ label: LABEL, level: 1, cue: `name:${rule}`, detector: 'name', ...span });
  };
  for (const { rule, name, from } of context.addresses) accept(rule, name, from);
  for (const { 0: name, index } of occurrences(ANY, text)) {
    const isName = isGivenName(name) || addressedNames.has(nameKey(name));
    if (isName && standsAsAddress(text, index, index + name.length, last)) accept('given', name, index);
  }
  // A known name set off by commas or the sentence's edge is an address wherever it stands.
  reading.tokens.forEach((token, i) => {
    if (token.kind !== 'name' && token.norm !== '_name_') return;
    const before = text.slice(0, token.start).trimEnd();
    const after = text.slice(token.end).trimStart();
    const opens = before === '' || /[.!?,\n–-]$/.test(before);
    const closes = after === '' || /^[.!?,\n–-]/.test(after);
    if (
      opens &&
      closes &&
      !(after === '' && /(?:regards|wishes|best|sincerely|thanks|cheers),?$/i.test(before))
    ) {
      if (token.kind === 'name') accept('known', text.slice(token.start, token.end), token.start);
      else if (!isBlocked(reading, LABEL, { start: i, end: i + 1 })) {
        found.push({
          label: LABEL,
          level: 1,
          cue: 'name:slot',
          detector: 'name',
          start: token.start,
          end: token.end,
        });
      }
    }
  });
  return found;
};

/** Whether a name between `start` and `end` is set off like an address, and does not sign the turn. */
function standsAsAddress(text: string, start: number, end: number, last: number): boolean {
  const before = text.slice(Math.max(0, start - 24), start);
  const after = text.slice(end);
  if (NOT_ADDRESS.test(before)) return false;
  // After a link stands a signature.
  if (LINK_BEFORE.test(text.slice(Math.max(0, start - LONGEST_LINK), start))) return false;
  const opens = start === 0 || /[.!?\n]\s*$|(?:@\w+|\[HANDLE_\w+\])\s+$/.test(before);
  const comma = /,\s*$/.test(before);
  const closes = /^\s*(?:[,.!?]|[–-]\s)/.test(after);
  const ends = end >= last;
  // Alone at the end, the name is a signature: "… more info. Aisha", "- Lee".
  if (opens && (ends || /^[.!]?\s*$/.test(after.slice(0, 3)))) return start === 0 && /^\?/.test(after);
  if (opens) return /^\s*(?:,|[–-]\s)/.test(after);
  const word = /([\p{L}'’]+)[\s,]*$/u.exec(before)?.[1];
  if (word === undefined || /[/~>*]\S*\s*$/.test(before)) return false;
  if (ends && CLOSERS.test(word)) return false;
  // "PS Vita", "Trinity Lane": part of a longer name.
  if (!comma && /^\p{Lu}/u.test(word) && !BEFORE_ADDRESS.test(word)) return false;
  return closes || ends || (comma && /^\s+(?:i|we|you|your|please|the|that|it)\b/i.test(after));
}
