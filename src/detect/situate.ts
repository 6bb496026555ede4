/** Every spoken turn of a conversation with what its detectors look at: its words, its language, the talk before it. */
import type { CueIndex } from '../cue/cues.ts';
import type { Assumed, Conversation, Rubric, Turn } from '../model.ts';
import { collectNames, createLanguageGate, namesIn } from '../text/index.ts';
import { createReader, type Reading, type TurnContext } from './context.ts';
import { readDistress, type TurnDistress, windowDistress } from './distress.ts';
import { hygieneOf } from './hygiene.ts';

/** What an agent turn is judged by, but for what its detectors will have found. */
export type Surroundings = Omit<TurnContext, 'found'>;

/** A public turn of a customer or an agent. */
export type Situation = {
  readonly reading: Reading;
  /** Its place among the turns that people could read, bots' included. */
  readonly position: number;
} & (
  | { readonly kind: 'foreign' }
  | { readonly kind: 'customer'; readonly distress: TurnDistress }
  | { readonly kind: 'agent'; readonly surroundings: Surroundings }
);

export interface Situations {
  readonly spoken: readonly Situation[];
  readonly customerNameKnown: boolean;
}

/** Turns before an agent turn that count as its context (CODEBOOK U3). */
const WINDOW = 3;
const NO_NAMES: ReadonlySet<string> = new Set();

/**
 * Reads conversations with one rubric. What is `assumed` of the customer holds for all of their turns, whatever
 * their words say.
 */
export function createSituate(
  rubric: Rubric,
  cues: CueIndex,
): (conversation: Conversation, assumed?: Assumed) => Situations {
  const reader = createReader(rubric, cues);
  const noNames = new Set(rubric.nameStoplist.map((word) => word.toLowerCase()));
  const isForeign = createLanguageGate(rubric.language);
  return (conversation, assumed) => {
    const names = collectNames(conversation, noNames);
    const read = conversation.turns
      .filter((turn) => turn.visibility === 'public' && turn.role !== 'system')
      .flatMap((turn, position) =>
        isSpoken(turn)
          ? [
              {
                position,
                reading: reader.read(turn, turn.role === 'agent' ? namesIn(turn, names) : NO_NAMES),
              },
            ]
          : [],
      );
    const foreign = isForeign(
      read.map(({ reading }) => ({
        role: reading.turn.role,
        text: reading.turn.text,
        tokens: reading.tokens,
      })),
    );
    const hygiene = hygieneOf(
      conversation,
      read.flatMap(({ reading }) => (reading.turn.role === 'customer' ? [reading] : [])),
    );
    const talk: { position: number; reading: Reading; distress: TurnDistress }[] = [];
    const spoken = read.map(({ position, reading }, i): Situation => {
      if (foreign[i]) return { kind: 'foreign', position, reading };
      if (reading.turn.role === 'customer') {
        const distress = { ...readDistress(reading, rubric.learned), ...(assumed && levelOf(assumed)) };
        talk.push({ position, reading, distress });
        return { kind: 'customer', position, reading, distress };
      }
      const window = talk.slice(-WINDOW).filter((c) => c.position >= position - WINDOW);
      const surroundings = {
        rubric,
        reading,
        customer: window.map((c) => c.reading),
        distress: windowDistress(window.map((c) => c.distress)),
        agentNames: names.agent,
        customerNames: names.customer,
        addressedNames: names.addressed,
        noNames,
        addresses: names.addresses.get(reading.turn.index) ?? [],
        hygiene,
      };
      return { kind: 'agent', position, reading, surroundings };
    });
    return { spoken, customerNameKnown: names.customer.size > 0 };
  };
}

function isSpoken({ role }: Turn): boolean {
  return role === 'customer' || role === 'agent';
}

function levelOf({ distress, fault }: Assumed): Partial<TurnDistress> {
  return { level: distress, ...(fault === undefined ? {} : { fault }) };
}
