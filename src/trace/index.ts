/** Where agents' words come from: turns set against a library of macros, sent as it is, edited or made personal. */

import { compareKeys } from '../keys.ts';
import type { Macro } from '../lint/macro.ts';
import { readTemplate } from '../lint/template/index.ts';
import type { Conversation, MacroUse, ScoredConversation } from '../model.ts';
import { FUNCTION_WORDS, stem } from '../text/index.ts';
import { align, isFilled, type Pattern, patternOf, RUN, runAt } from './align.ts';
import { elementsOf, SLOT, wordsOf } from './words.ts';

/** A macro is known again by at least so many words of its own, three of them in a row. */
const LEAST_WORDS = 5;
/** Share of a macro's own words that a turn must hold to come from it. */
const LEAST_KEPT = 0.5;
/** Share of the turn that must be the macro's own words: a slot that holds most of a message is a message. */
const LEAST_OWN = 0.3;
/** Share of words changed from which it is another text, though a short macro may stand in it. */
const MOST_CHANGED = 2 / 3;
/** New words that are this customer's, from which an edit is personal; a name alone is only a greeting. */
const LEAST_PERSONAL = 2;
/** Macros that a run is looked up in, and macros that a turn is set against. */
const MOST_LISTED = 64;
const MOST_COMPARED = 4;
/** Words of a turn that are looked at; a longer one is no chat message. */
const MOST_WORDS = 5_000;

/** Tells for every public agent turn of a conversation, by its index, which macro it comes from and how. */
export type Tracer = (conversation: Conversation) => ReadonlyMap<number, MacroUse>;

export interface TraceLibrary {
  readonly tracer: Tracer;
  /** Ids of the macros that turns can be traced to; as one name may be in several files, with the path before it. */
  readonly ids: readonly string[];
  /** Macros that are too short to be known again, or no templates. */
  readonly untraceable: readonly string[];
}

interface Entry {
  readonly id: string;
  readonly pattern: Pattern;
}

/** A library of macros to trace turns to. */
export function createTracer(macros: readonly Macro[]): TraceLibrary {
  const entries: Entry[] = [];
  const untraceable: string[] = [];
  const ids: string[] = [];
  const shared = counted(macros.map(({ id }) => id));
  for (const macro of macros) {
    const id = shared.get(macro.id) === 1 ? macro.id : `${macro.path}#${macro.id}`;
    const patterns = patternsOf(macro);
    if (patterns.length === 0) untraceable.push(id);
    else ids.push(id);
    for (const pattern of patterns) entries.push({ id, pattern });
  }
  const lookUp = indexOf(entries);
  return {
    ids,
    untraceable,
    tracer({ turns, customerName }) {
      const uses = new Map<number, MacroUse>();
      const said = [customerName ?? ''];
      const known = new Set<string>();
      /** What the customer has said so far; few turns ask. */
      const theirs = (): ReadonlySet<string> => {
        for (const text of said.splice(0)) for (const word of personal(wordsOf(text))) known.add(word);
        return known;
      };
      for (const { index, role, visibility, text } of turns) {
        if (role === 'customer') said.push(text);
        if (role !== 'agent' || visibility !== 'public') continue;
        const words = wordsOf(text).slice(0, MOST_WORDS);
        if (words.length > 0) uses.set(index, useOf(words, lookUp(words), theirs));
      }
      return uses;
    },
  };
}

/** The same conversation with the macros of its turns. */
export function withUses(
  scored: ScoredConversation,
  uses: ReadonlyMap<number, MacroUse>,
): ScoredConversation {
  const turns = scored.turns.map((turn) => {
    const macro = uses.get(turn.index);
    return macro ? { ...turn, macro } : turn;
  });
  return { ...scored, turns };
}

/** The texts that a macro can come out as, with their slots open, as far as they can be known again. */
function patternsOf(macro: Macro): Pattern[] {
  const { broken, renderings } = readTemplate(macro);
  if (broken) return [];
  const distinct = new Map(
    renderings
      .map((rendering) => elementsOf(rendering))
      .map((elements) => [elements.map((one) => (one === SLOT ? '\0' : one)).join(' '), elements]),
  );
  return [...distinct.values()]
    .map(patternOf)
    .filter(({ literal, runs }) => literal >= LEAST_WORDS && runs.size > 0);
}

/** Finds the templates that share the most runs with some words. */
function indexOf(entries: readonly Entry[]): (words: readonly string[]) => readonly Entry[] {
  const listed = new Map<string, Entry[]>();
  for (const entry of entries) {
    for (const run of entry.pattern.runs.keys()) {
      const known = listed.get(run);
      if (!known) listed.set(run, [entry]);
      else if (known.length < MOST_LISTED) known.push(entry);
    }
  }
  return (words) => {
    const votes = new Map<Entry, number>();
    const seen = new Set<string>();
    for (let at = 0; at + RUN <= words.length; at++) {
      const run = runAt(words, at);
      if (seen.has(run)) continue;
      seen.add(run);
      for (const entry of listed.get(run) ?? []) votes.set(entry, (votes.get(entry) ?? 0) + 1);
    }
    // Of templates that share as much the shorter one, as more of it is there.
    const all = [...votes].sort(
      ([a, m], [b, n]) => n - m || a.pattern.literal - b.pattern.literal || compareKeys(a.id, b.id),
    );
    return all.slice(0, MOST_COMPARED).map(([entry]) => entry);
  };
}

/** How a turn comes from the likeliest of these templates, or that it is the agent's own. */
function useOf(
  words: readonly string[],
  entries: readonly Entry[],
  theirs: () => ReadonlySet<string>,
): MacroUse {
  const whole = entries.find(
    ({ pattern }) => pattern.literal >= LEAST_OWN * words.length && isFilled(words, pattern.elements),
  );
  if (whole) return { id: whole.id, how: 'verbatim', share: 0 };
  let best: { id: string; share: number; added: readonly string[] } | undefined;
  for (const { id, pattern } of entries) {
    const { literal, kept, added } = align(words, pattern);
    if (kept < LEAST_KEPT * literal) continue;
    const share = round((literal - kept + added.length) / (literal + added.length));
    if (share <= MOST_CHANGED && (best === undefined || share < best.share)) best = { id, share, added };
  }
  if (best === undefined) return { how: 'own' };
  const { id, share, added } = best;
  const told = theirs();
  const own = new Set(personal(added).filter((word) => told.has(word)));
  return { id, how: own.size >= LEAST_PERSONAL ? 'personalised' : 'edited', share };
}

/** What of some words can be one customer's: names, figures and what their matter is called, by its stem. */
function personal(words: readonly string[]): string[] {
  return words
    .filter((word) => !FUNCTION_WORDS.has(word) && (word.length > 2 || /\d/.test(word)))
    .map((word) => stem(word));
}

const round = (share: number): number => Math.round(share * 1000) / 1000;

function counted(list: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const one of list) counts.set(one, (counts.get(one) ?? 0) + 1);
  return counts;
}
