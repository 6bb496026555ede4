/** Names: who the customer is, and whether the agent addresses them (CODEBOOK 3.11, CUES §10). */
import type { Conversation, Detection, Turn } from '../model.ts';
import { GIVEN_NAMES, soundsLike } from '../text/index.ts';
import { type Detector, fromMatch, holds, isBlocked, usable } from './context.ts';

const LABEL = 'name_use';
const CAPITAL = String.raw`\p{Lu}[\p{L}'’-]{1,20}`;
/** "my name is Dana", "it's Dana", "this is Dana Okafor", "I'm Dana" – the last three only with a capital. */
const INTRODUCTION = new RegExp(
  String.raw`\b(?:my name(?:'s| is)|name is|(?:this|it)(?:['’]s| is)|i['’]?m|i am|call me)\s+(?<name>${CAPITAL}(?:\s+${CAPITAL})?)`,
  'giu',
);
const SPOKEN_INTRODUCTION = /\b(?:my name(?:'?s| is)|name is)\s+(?<name>[a-z]{2,20})/gi;
const GREETING = new RegExp(
  String.raw`(?:^|[.!?\n]\s*|@\w+\s+)(?:hi|hello|hey|hiya|dear|good (?:morning|afternoon|evening))(?<gap>\s+there)?(?<comma>,?)\s+(?:(?:mr|mrs|ms|miss|mx|dr|prof|señora?|sra?|herr|frau|madame|monsieur)\.?\s+)?(?<name>${CAPITAL})(?<after>.?)`,
  'giu',
);
const TITLED = new RegExp(
  String.raw`(?:^|[,.!?\n]\s*|\b(?:thanks|thank you|sorry|okay|ok|yes|sure|certainly|well|hello|dear)\s+)(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Señora?|Sra?|Herr|Frau)\.?\s+(?<name>${CAPITAL})`,
  'giu',
);
/** "I hear you, Norlene." – a name after a comma that ends the sentence, whatever the name. */
const FINAL = new RegExp(String.raw`\b(?<before>\p{Ll}+),\s+(?<name>${CAPITAL})\s*(?=[.!?])`, 'gu');
/** "Sorry Tas, …", "Thanks Kera!" – set off and not the turn's last word, whatever the name. */
const THANKED = new RegExp(
  String.raw`\b(?:thanks|thank you|sorry|welcome|okay|ok|alright)\s+(?<name>${CAPITAL})\s*(?=[,!?.]\s*\S)`,
  'giu',
);
/** Any capitalised word; it counts where it is a given name and stands like an address. */
const ANY = new RegExp(String.raw`(?<![\p{L}'’@#_-])(?<name>${CAPITAL})(?![\p{L}'’_])`, 'gu');
const BEFORE_ADDRESS =
  /^(?:thanks|thank|you|sorry|ok|okay|yes|no|well|welcome|great|hello|hi|hey|how|sure|alright|right|bye|goodbye|morning|afternoon|evening|apologies|congratulations|congrats)$/i;
/** Words before a name that make it a third person or the speaker. */
const NOT_ADDRESS =
  /(?:^|[^\p{L}])(?:from|by|with|to|for|and|or|is|am|are|be|the|a|an|of|at|in|on|near|named|called|ask|tell|told|spoke|see|contact|via|i['’]?m|name|under|team|regards|about|like|behalf|use|using|try|visit|mr|mrs|ms|miss|dr|my|your|our|his|her|their|this|that|as|than|into|app|play|watch)\s+$/iu;
const IDENTIFYING =
  /(?:speaking (?:with|to)|speak (?:with|to)|is this|is that|confirm|name is|under|account of|policy of|this is|i['’]?m|i am|from|behalf of)\s+(?:(?:mr|mrs|ms|miss|dr)\.?\s+)?$/i;
const CLOSERS =
  /^(?:regards|wishes|best|sincerely|thanks|cheers|truly|you|faithfully|love|team|respectfully)$/i;
/** Capitalised words in the place of a name that are none. */
const NO_NAMES = new Set(
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

/** Lower-case words of a full name, titles left out. */
function nameWords(name: string): string[] {
  return name
    .toLowerCase()
    .split(/[^\p{L}'’-]+/u)
    .filter((word) => word.length > 1 && !/^(?:mr|mrs|ms|miss|mx|dr|prof)$/.test(word));
}

/** The names of a conversation, each in lower case: the customer's (told or read), and the agents'. */
export interface Names {
  readonly customer: ReadonlySet<string>;
  readonly agent: ReadonlySet<string>;
}

/** Collects names from the export's columns and from how people introduce themselves (CUES §10 a). */
export function collectNames(conversation: Conversation, stoplist: ReadonlySet<string>): Names {
  const agent = new Set(conversation.agent ? nameWords(conversation.agent) : []);
  const customer = new Set(conversation.customerName ? nameWords(conversation.customerName) : []);
  for (const turn of conversation.turns) {
    if (turn.role === 'agent' && turn.speaker) for (const word of nameWords(turn.speaker)) agent.add(word);
    const own = turn.role === 'agent' ? agent : turn.role === 'customer' ? customer : null;
    if (!own) continue;
    for (const introduced of introductions(turn)) {
      for (const word of nameWords(introduced)) if (!NO_NAMES.has(word) && !stoplist.has(word)) own.add(word);
    }
  }
  for (const word of agent)
    if (!conversation.customerName?.toLowerCase().includes(word)) customer.delete(word);
  return { customer, agent };
}

function* introductions(turn: Turn): Generator<string> {
  for (const match of turn.text.matchAll(INTRODUCTION)) {
    // The pattern ignores case for its frame; the name itself must be written as one.
    const words = match.groups!.name!.split(/\s+/).filter((word) => /^\p{Lu}/u.test(word));
    if (words.length > 0 && /^\p{Lu}/u.test(match.groups!.name!)) yield words.join(' ');
  }
  for (const match of turn.text.matchAll(SPOKEN_INTRODUCTION)) yield match.groups!.name!;
}

/** The customer's names plus capitalised words of the turn that sound like one of them: Catherine for Katherine. */
export function namesIn(turn: Turn, names: Names): ReadonlySet<string> {
  if (names.customer.size === 0) return names.customer;
  const heard = new Set(names.customer);
  for (const [word] of turn.text.matchAll(/\p{Lu}\p{Ll}{2,20}/gu)) {
    const lower = word.toLowerCase();
    if (heard.has(lower) || names.agent.has(lower) || NO_NAMES.has(lower)) continue;
    if ([...names.customer].some((name) => soundsLike(lower, name))) heard.add(lower);
  }
  return heard;
}

export const nameDetector: Detector = (context) => {
  const { reading, agentNames, rubric } = context;
  const found: Detection[] = usable(reading, LABEL)
    .filter((m) => holds(m, context))
    .map((match) => fromMatch(reading, match, LABEL, 1, 'cue'));
  if (found.length > 0) return found;
  const stoplist = new Set(rubric.nameStoplist.map((word) => word.toLowerCase()));
  const { text } = reading.turn;
  const first = reading.tokens[0]?.start ?? 0;
  const last = reading.tokens.at(-1)?.end ?? text.length;
  const accept = (rule: string, name: string | undefined, at: number): void => {
    if (name === undefined || !/^\p{Lu}/u.test(name)) return;
    const bare = name.toLowerCase().replace(/['’]s$/, '');
    if (/['’](?!$)/.test(bare) && !/^[od]['’]/.test(bare)) return;
    if (NO_NAMES.has(bare) || stoplist.has(bare) || agentNames.has(bare)) return;
    const start = text.indexOf(name, at);
    const span = { start, end: start + name.length };
    if (start < first || span.end > last || IDENTIFYING.test(text.slice(Math.max(0, start - 40), start)))
      return;
    if (found.some((d) => d.start === start)) return;
    const tokens = reading.tokens.findIndex((t) => t.start === start);
    if (tokens >= 0 && isBlocked(reading, LABEL, { start: tokens, end: tokens + 1 })) return;
    found.push({ label: LABEL, level: 1, cue: `name:${rule}`, detector: 'name', ...span });
  };
  for (const m of text.matchAll(GREETING)) {
    const { name, gap, comma, after } = m.groups!;
    // "Hi there, Zoom has …" goes on; "Hi, Bianca." addresses.
    if (gap && (comma || !GIVEN_NAMES.has(name!.toLowerCase()))) continue;
    if (comma && !/[,.!?–-]/.test(after!)) continue;
    accept('greeting', name, m.index);
  }
  for (const m of text.matchAll(TITLED)) accept('title', m.groups!.name, m.index);
  for (const m of text.matchAll(FINAL)) {
    // A name that closes the turn after "Regards," or "Thanks," signs it.
    if (!CLOSERS.test(m.groups!.before!))
      accept('address', m.groups!.name, m.index + m.groups!.before!.length);
  }
  for (const m of text.matchAll(THANKED)) accept('address', m.groups!.name, m.index);
  for (const m of text.matchAll(ANY)) {
    if (
      GIVEN_NAMES.has(m.groups!.name!.toLowerCase()) &&
      standsAsAddress(text, m.index, m.index + m[0].length, last)
    ) {
      accept('given', m.groups!.name, m.index);
    }
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
  const opens = start === 0 || /[.!?\n]\s*$|@\w+\s+$/.test(before);
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
