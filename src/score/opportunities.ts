/** Finds the opportunities of a conversation and the agent turns that may answer each (SCORING §2). */

import type { OpportunityOutcome, Turn } from '../model.ts';
import { acts, addresses, dismisses, type Labels } from './acts.ts';
import { agentOf, type Context, isHeard, isScored } from './context.ts';

/** An agent turn as seen from one episode. */
export interface Slot {
  readonly turn: number;
  /** Substantive agent turns since the customer's words, from 0 (SCORING §4). */
  readonly lag: number;
  /** `free` turns use up no window; `late` ones earn only what criteria grant after it. */
  readonly phase: 'free' | 'window' | 'late';
  /** The customer's distress when the turn was spoken, and whether it still waited for an answer. */
  readonly severity: number;
  readonly waiting: boolean;
}

/** One opportunity and everything its owner did about it. */
export interface Episode {
  /** Index of the customer turn. */
  readonly turn: number;
  readonly severity: number;
  readonly presumed: boolean;
  readonly reopened: boolean;
  readonly agent: string | undefined;
  readonly outcome: OpportunityOutcome;
  readonly answeredAt: number | undefined;
  /** The matter may be a failing of ours. */
  readonly fault: boolean;
  readonly slots: readonly Slot[];
  /** The slots that lie inside the window; the others can only add late credit. */
  readonly window: readonly Slot[];
}

/** An episode while the conversation is being walked through. */
interface Draft {
  readonly turn: number;
  /** The customer turn that waits for an answer: `turn`, or a later one of the same matter. */
  heard: number;
  readonly reopened: boolean;
  severity: number;
  presumed: boolean;
  agent: string | undefined;
  fault: boolean;
  readonly slots: Slot[];
  /** Window places and free turns used so far. */
  used: number;
  freed: number;
  /** Highest level of each label in the window's turns, without dismissive ones. */
  said: Record<string, number>;
  answeredAt: number | undefined;
  dismissed: boolean;
  acted: boolean;
  waiting: boolean;
  /** Nothing that follows belongs to it. */
  ended: boolean;
}

type Opening = Pick<Draft, 'turn' | 'severity' | 'presumed' | 'reopened' | 'fault'>;

/** Everything opened so far, and what of it may still be answered: a few at a time, so that a walk stays linear. */
interface Walk {
  readonly drafts: Draft[];
  active: Draft[];
}

/** All episodes of a conversation, in the order of their openings. */
export function findEpisodes(context: Context): readonly Episode[] {
  const walk: Walk = { drafts: [], active: [] };
  let first = true;
  let fault = false;
  for (const turn of context.conversation.turns) {
    if (isScored(turn)) answer(turn, walk, context);
    if (!isHeard(turn)) continue;
    const { labels, flags } = context.found(turn.index);
    if (flags.reset) {
      for (const draft of walk.active) draft.ended = true;
      fault = false;
    }
    fault ||= flags.fault === true;
    const severity = labels.distress ?? 0;
    if (severity > 0) hear(turn, severity, fault, walk, context);
    else if (
      first &&
      !flags.reset &&
      !flags.routine &&
      flags.notEvaluable === undefined &&
      presumes(context)
    ) {
      begin(walk, open({ turn: turn.index, severity: 1, presumed: true, reopened: false, fault }), context);
    }
    for (const draft of walk.active) {
      if (!draft.ended && draft.used < context.profile.window) draft.fault ||= fault;
    }
    first = false;
  }
  return walk.drafts.map(finish);
}

/** From here on, turns after the windows of earlier episodes answer this one, and late action is its own. */
function begin(walk: Walk, draft: Draft, context: Context): void {
  walk.active = walk.active.filter(({ ended, used }) => !ended && used < context.profile.window);
  walk.active.push(draft);
  walk.drafts.push(draft);
}

function open({ turn, severity, presumed, reopened, fault }: Opening, agent?: string): Draft {
  return {
    turn,
    heard: turn,
    severity,
    presumed,
    reopened,
    agent,
    fault,
    slots: [],
    used: 0,
    freed: 0,
    said: {},
    answeredAt: undefined,
    dismissed: false,
    acted: false,
    waiting: true,
    ended: false,
  };
}

/** A contact of a presumed type or channel: a complaint whose words no cue may know (SCORING §2.1). */
function presumes({ conversation, profile, plan }: Context): boolean {
  return (
    profile.presume ||
    Object.values(conversation.meta).some((value) => plan.presumedTypes.has(value.trim().toLowerCase()))
  );
}

/** A customer turn with distress opens an episode, or carries on the last one (SCORING §2.2). */
function hear(turn: Turn, severity: number, fault: boolean, walk: Walk, context: Context): void {
  const last = walk.drafts.at(-1);
  const running = last !== undefined && !last.ended;
  if (running && last.answeredAt !== undefined && !last.acted) {
    // Answered but not acted upon: the same matter goes on, and these words have their own window.
    last.severity = Math.max(last.severity, severity);
    last.presumed = false;
    last.heard = turn.index;
    last.used = 0;
    last.said = {};
    last.waiting = true;
    return;
  }
  if (running && last.answeredAt === undefined && !last.dismissed && last.used < context.profile.window) {
    if (!last.presumed) {
      // Still waiting: the customer says it again, and the time already lost stays lost.
      last.severity = Math.max(last.severity, severity);
      return;
    }
    // What was only presumed is now said; the agent answers the words and not our presumption.
    walk.drafts.pop();
    walk.active.pop();
  }
  const reopened = running && last.answeredAt === undefined && !last.presumed;
  for (const draft of walk.active) draft.waiting = false;
  begin(walk, open({ turn: turn.index, severity, presumed: false, reopened, fault }), context);
}

/** Gives an agent turn its place in every running episode, and to a new agent what is still open (SCORING §2.4). */
function answer(turn: Turn, walk: Walk, context: Context): void {
  const { window } = context.profile;
  const speaker = agentOf(turn, context.conversation);
  const last = walk.drafts.at(-1);
  let heir: Draft | undefined;
  for (const draft of walk.active) {
    if (draft.ended) continue;
    if (draft.slots.length === 0) draft.agent = speaker;
    else if (draft.agent !== speaker) {
      if (draft.waiting && draft.used < window) {
        heir = open({ ...draft, turn: draft.heard }, speaker);
      }
      draft.ended ||= draft.answeredAt === undefined;
      // Nobody answers for a colleague: other agents' turns can only add late action.
      draft.used = window;
      draft.waiting = false;
    }
    if (!draft.ended && (draft.used < window || draft === last)) place(turn, draft, context);
  }
  if (heir) {
    begin(walk, heir, context);
    place(turn, heir, context);
  }
}

function place(turn: Turn, draft: Draft, context: Context): void {
  const { labels, flags } = context.found(turn.index);
  const { window, freeTurns } = context.profile;
  const phase =
    draft.used >= window ? 'late' : flags.transparent && draft.freed < freeTurns ? 'free' : 'window';
  const { severity, waiting } = draft;
  draft.slots.push({
    turn: turn.index,
    lag: draft.used,
    phase,
    severity,
    waiting: waiting && phase !== 'late',
  });
  if (phase === 'free') {
    draft.freed += 1;
    return;
  }
  draft.used += 1;
  if (flags.notEvaluable !== undefined) return;
  draft.acted ||= acts(labels);
  if (phase === 'window') take(turn.index, labels, draft);
}

/** Whether this turn of the window answers or dismisses; one that dismisses answers nothing. */
function take(index: number, labels: Labels, draft: Draft): void {
  if (dismisses(labels)) {
    draft.dismissed ||= draft.answeredAt === undefined;
    return;
  }
  for (const label in labels) {
    const level = labels[label]!;
    if (level > (draft.said[label] ?? 0)) draft.said[label] = level;
  }
  if (addresses(draft.said, draft.severity)) {
    draft.answeredAt ??= index;
    draft.waiting = false;
  }
}

function finish(draft: Draft): Episode {
  const { turn, severity, presumed, reopened, agent, answeredAt, fault, slots } = draft;
  const outcome =
    slots.length === 0
      ? 'not_applicable'
      : draft.dismissed
        ? 'dismissed'
        : answeredAt === undefined
          ? 'missed'
          : 'met';
  const window = slots.filter(({ phase }) => phase !== 'late');
  return { turn, severity, presumed, reopened, agent, outcome, answeredAt, fault, slots, window };
}
