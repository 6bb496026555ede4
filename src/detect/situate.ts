/** Every spoken turn of a conversation with what its detectors look at: its words, its language, the talk before it. */
import type { CueIndex } from '../cue/cues.ts';
import type { Assumed, Conversation, Turn } from '../model.ts';
import { collectNames, createLanguageGate, namesIn } from '../text/index.ts';
import { createReader, type Reading, type TurnContext } from './context.ts';
import { readDistress, type TurnDistress, windowDistress } from './distress.ts';
import { hygieneOf } from './hygiene.ts';
import type { Plan } from './plan.ts';

/** What an agent turn is judged by before any detector has found anything. */
export type Surroundings = TurnContext & { readonly found: readonly never[] };

/** A public turn of a customer or an agent, read. */
interface Read {
  readonly reading: Reading;
  /** Its place among the turns that people could read, bots' included. */
  readonly position: number;
}

/** A turn that was read, with what it is judged by. */
export type Situation = Read &
  (
    | { readonly kind: 'foreign' }
    | { readonly kind: 'customer'; readonly distress: TurnDistress }
    | { readonly kind: 'agent'; readonly surroundings: Surroundings }
  );

export interface Situations {
  readonly spoken: readonly Situation[];
  /** Customer turns, whatever their language. */
  readonly customer: readonly Reading[];
  readonly customerNameKnown: boolean;
}

/** Turns before an agent turn that count as its context (CODEBOOK U3). */
const WINDOW = 3;
const NO_NAMES: ReadonlySet<string> = new Set();
const NOTHING: readonly never[] = [];

/**
 * Reads conversations with one rubric. What is `assumed` of the customer holds for all of their turns, whatever
 * their words say.
 */
export function createSituate(
  plan: Plan,
  cues: CueIndex,
): (conversation: Conversation, assumed?: Assumed) => Situations {
  const reader = createReader(plan.rubric, cues);
  const isForeign = createLanguageGate(plan.rubric.language);
  return (conversation, assumed) => {
    const names = collectNames(conversation, plan.noNames);
    const read: Read[] = [];
    let position = 0;
    for (const turn of conversation.turns) {
      if (turn.visibility !== 'public' || turn.role === 'system') continue;
      if (isSpoken(turn)) {
        const reading = reader.read(turn, turn.role === 'agent' ? namesIn(turn, names) : NO_NAMES);
        read.push({ position, reading });
      }
      position++;
    }
    const foreign = isForeign(
      read.map(({ reading }) => ({
        role: reading.turn.role,
        text: reading.turn.text,
        tokens: reading.tokens,
      })),
    );
    const customer = read.map(({ reading }) => reading).filter(({ turn }) => turn.role === 'customer');
    const hygiene = hygieneOf(conversation, customer);
    const talk: (Read & { readonly distress: TurnDistress })[] = [];
    const spoken = read.map(({ position, reading }, i): Situation => {
      if (foreign[i]) return { kind: 'foreign', position, reading };
      if (reading.turn.role === 'customer') {
        const heard = readDistress(reading, plan.learned);
        const distress = assumed ? { ...heard, ...levelOf(assumed) } : heard;
        talk.push({ position, reading, distress });
        return { kind: 'customer', position, reading, distress };
      }
      const window = talk.slice(-WINDOW).filter((c) => c.position >= position - WINDOW);
      const surroundings = {
        plan,
        reading,
        customer: window.map((c) => c.reading),
        distress: windowDistress(window.map((c) => c.distress)),
        agentNames: names.agent,
        customerNames: names.customer,
        addressedNames: names.addressed,
        addresses: names.addresses.get(reading.turn.index) ?? [],
        hygiene,
        found: NOTHING,
      };
      return { kind: 'agent', position, reading, surroundings };
    });
    return { spoken, customer, customerNameKnown: names.customer.size > 0 };
  };
}

function isSpoken({ role }: Turn): boolean {
  return role === 'customer' || role === 'agent';
}

function levelOf({ distress, fault }: Assumed): Partial<TurnDistress> {
  return { level: distress, ...(fault === undefined ? {} : { fault }) };
}
