/** Detection: every turn read in its context, every label with the words that prove it. */

import type { CueIndex, CueMatch } from '../cue/cues.ts';
import { compareKeys } from '../keys.ts';
import type {
  Conversation,
  ConversationDetections,
  Detection,
  Rubric,
  Turn,
  TurnDetections,
} from '../model.ts';
import { createLanguageGate } from '../text/index.ts';
import { empathyDetector } from './anchor.ts';
import { createReader, type Detector, type Reader, type Reading, type TurnContext } from './context.ts';
import { unusedDetails } from './details.ts';
import { readDistress, type TurnDistress, windowDistress } from './distress.ts';
import { conditionalDetector, cueDetector } from './evidence.ts';
import { type Hygiene, hygieneDetector, hygieneOf } from './hygiene.ts';
import { detectLearned } from './learned.ts';
import { collectNames, type Names, nameDetector, namesIn } from './names.ts';
import { reflectionDetector } from './reflection.ts';
import { sorryDetector } from './sorry.ts';
import { createTemplates } from './template.ts';

export { HYGIENE } from './hygiene.ts';
export { isLearned, votesFor } from './learned.ts';

/** The detectors of agent turns, in the order they run: later ones see what earlier ones found. */
const DETECTORS = {
  cue: cueDetector,
  learned: learnedDetector,
  sorry: sorryDetector,
  name: nameDetector,
  empathy: empathyDetector,
  reflection: reflectionDetector,
  conditional: conditionalDetector,
  hygiene: hygieneDetector,
} as const satisfies Record<string, Detector>;

/** Learned labels of agent turns that no cue has found already. */
function learnedDetector({ rubric, reading, found }: TurnContext): Detection[] {
  return rubric.learned
    .filter((entry) => rubric.labels[entry.label]?.on === 'agent')
    .filter((entry) => !found.some((d) => d.label === entry.label && d.level >= entry.level))
    .flatMap((entry) => detectLearned(entry, reading.tokens));
}

/** Turns before an agent turn that count as its context (CODEBOOK U3). */
const WINDOW = 3;
/** Turns after a customer turn in which its details may still be taken up. */
const ANSWERS = 5;
/** A turn this short and without any label uses up no window (SCORING §2.3). */
const TRANSPARENT_TOKENS = 15;

export type Detect = (conversation: Conversation) => ConversationDetections;

/** A detector for one compiled rubric: a pure function of the conversation. */
export function createDetect(rubric: Rubric, cues: CueIndex): Detect {
  const reader = createReader(rubric, cues);
  const stoplist = stoplistOf(rubric);
  const agentLabels = Object.keys(rubric.labels).filter((label) => rubric.labels[label]!.on === 'agent');
  const isForeign = createLanguageGate(rubric.language);
  return (conversation) => {
    const names = collectNames(conversation, stoplist);
    const customerTalk: { position: number; reading: Reading; distress: TurnDistress }[] = [];
    const found = new Map<number, TurnDetections>();
    const spoken = readSpoken(conversation, reader, names);
    const foreign = isForeign(
      spoken.map(({ reading }) => ({
        role: reading.turn.role,
        text: reading.turn.text,
        tokens: reading.tokens,
      })),
    );
    const customers = spoken.flatMap(({ reading }) => (reading.turn.role === 'customer' ? [reading] : []));
    const hygiene = hygieneOf(conversation, customers);
    const addTemplates = createTemplates(customers);
    spoken.forEach(({ position, reading }, i) => {
      const { turn } = reading;
      if (foreign[i]) found.set(turn.index, foreignResult(turn, agentLabels));
      else if (turn.role === 'customer') {
        const distress = readDistress(reading, rubric.learned);
        customerTalk.push({ position, reading, distress });
        const unused =
          distress.level > 0
            ? unusedDetails(reading, answersTo(position, spoken.slice(i + 1, i + 1 + ANSWERS)))
            : [];
        found.set(turn.index, customerResult(turn, distress, unused));
      } else {
        const window = customerTalk.slice(-WINDOW).filter((c) => c.position >= position - WINDOW);
        const result = agentResult(rubric, reading, names, hygiene, window, agentLabels);
        found.set(turn.index, { ...result, evidence: addTemplates(reading, result.evidence) });
      }
    });
    return {
      turns: conversation.turns.map(
        (turn) => found.get(turn.index) ?? { index: turn.index, labels: {}, evidence: [], flags: {} },
      ),
      customerNameKnown: names.customer.size > 0,
    };
  };
}

/** What every cue finds in the public turns of agent and customer, before conditions and blocks: for who reviews a rubric. */
export function createMatcher(
  rubric: Rubric,
  cues: CueIndex,
): (conversation: Conversation) => { readonly role: Turn['role']; readonly matches: readonly CueMatch[] }[] {
  const reader = createReader(rubric, cues);
  const stoplist = stoplistOf(rubric);
  return (conversation) =>
    readSpoken(conversation, reader, collectNames(conversation, stoplist)).map(
      ({ reading: { turn, matches } }) => ({ role: turn.role, matches }),
    );
}

const stoplistOf = ({ nameStoplist }: Rubric): ReadonlySet<string> =>
  new Set(nameStoplist.map((word) => word.toLowerCase()));

/** The public turns of agent and customer, read, with their places among all public turns. */
function readSpoken(
  conversation: Conversation,
  reader: Reader,
  names: Names,
): { position: number; reading: Reading }[] {
  return conversation.turns
    .filter((turn) => turn.visibility === 'public' && turn.role !== 'system')
    .flatMap((turn, position) => {
      if (turn.role !== 'customer' && turn.role !== 'agent') return [];
      return [
        { position, reading: reader.read(turn, turn.role === 'agent' ? namesIn(turn, names) : NO_NAMES) },
      ];
    });
}

const NO_NAMES: ReadonlySet<string> = new Set();

/** The agent turns among `next` that stand near enough to a customer turn to take up what it says. */
function answersTo(position: number, next: readonly { position: number; reading: Reading }[]): Reading[] {
  return next
    .filter((s) => s.reading.turn.role === 'agent' && s.position <= position + ANSWERS)
    .map((s) => s.reading);
}

function customerResult(turn: Turn, distress: TurnDistress, unused: readonly string[]): TurnDetections {
  return {
    index: turn.index,
    labels: { distress: distress.level },
    evidence: distress.evidence,
    ...(unused.length > 0 && { unused }),
    flags: {
      ...(distress.reset && { reset: true }),
      ...(distress.fault && { fault: true }),
      ...(distress.routine && { routine: true }),
    },
  };
}

/** A turn in a language that the rubric does not know: nothing can be said about it, in particular not 0 points. */
function foreignResult(turn: Turn, agentLabels: readonly string[]): TurnDetections {
  const labels = Object.fromEntries(
    ['distress', ...(turn.role === 'agent' ? agentLabels : [])].map((label) => [label, 0]),
  );
  return { index: turn.index, labels, evidence: [], flags: { notEvaluable: 'language' } };
}

function agentResult(
  rubric: Rubric,
  reading: Reading,
  names: Names,
  hygiene: Hygiene,
  window: readonly { reading: Reading; distress: TurnDistress }[],
  agentLabels: readonly string[],
): TurnDetections {
  const { turn } = reading;
  const distress = windowDistress(window.map((c) => c.distress));
  const found: Detection[] = [];
  const context: TurnContext = {
    rubric,
    reading,
    customer: window.map((c) => c.reading),
    distress,
    agentNames: names.agent,
    customerNames: names.customer,
    hygiene,
    found,
  };
  for (const detector of Object.values(DETECTORS)) found.push(...detector(context));
  const labels: Record<string, number> = { distress };
  for (const label of agentLabels) labels[label] = 0;
  for (const d of found) labels[d.label] = Math.max(labels[d.label] ?? 0, d.level);
  const words = reading.tokens.filter((t) => t.kind === 'word' || t.kind === 'name').length;
  const spoken = reading.tokens.some((t) => t.kind !== 'redaction' && t.kind !== 'punct');
  return {
    index: turn.index,
    labels,
    evidence: found.sort((a, b) => a.start - b.start || a.end - b.end || compareKeys(a.cue, b.cue)),
    flags: {
      ...(found.length === 0 && words <= TRANSPARENT_TOKENS && { transparent: true }),
      ...(!spoken && { notEvaluable: 'redacted' }),
      ...(reading.matches.some(
        (m) =>
          m.cue.label === 'empathy' &&
          /^\s*,?\s*(?:but|however|unfortunately)\b/i.test(turn.text.slice(reading.tokens[m.end - 1]!.end)),
      ) && {
        understandBut: true,
      }),
    },
  };
}
