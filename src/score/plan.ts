/** A rubric as scoring asks it: what depends on the rubric alone is laid out once, and not for every turn again. */

import type { ChannelProfile, Credit, Criterion, Cue, Rubric, Term } from '../model.ts';

/** A channel's profile with its names in small letters: its own, its aliases, or the export's. */
export interface Channel {
  readonly profile: ChannelProfile;
  readonly channels: ReadonlySet<string>;
}

/** The criteria, each group in the rubric's order, with their terms at the levels that count. */
export interface Plan {
  readonly rubric: Rubric;
  /** What an opportunity's turns may earn together. */
  readonly opportunity: readonly Criterion[];
  /** What one turn may earn while an opportunity is open, and while none is. */
  readonly turn: { readonly open: readonly Criterion[]; readonly idle: readonly Criterion[] };
  /** What neither a turn nor an opportunity's window should hold, and what costs points where no window is. */
  readonly lapses: readonly Criterion[];
  readonly outside: readonly Criterion[];
  /** What is asked once a conversation. */
  readonly conversation: readonly Criterion[];
  /** By each of their names in small letters. */
  readonly channels: ReadonlyMap<string, Channel>;
  /** Contact types in small letters whose first customer turn is presumed to call for empathy. */
  readonly presumedTypes: ReadonlySet<string>;
  readonly cues: ReadonlyMap<string, Cue>;
  /** Bands and their lowest scores, from the highest down. */
  readonly bands: readonly (readonly [string, number])[];
}

/** Lays out a rubric for scoring. */
export function planOf(rubric: Rubric): Plan {
  const criteria = rubric.criteria.map((criterion) => settled(criterion, rubric));
  const earning = criteria.filter(({ avoid }) => avoid === undefined);
  const avoiding = criteria.filter(({ avoid }) => avoid !== undefined);
  // Turn criteria with points of their own count always.
  const ofTurn = ({ scope, weight }: Criterion) => scope === 'turn' && weight['0'] !== undefined;
  return {
    rubric,
    opportunity: earning.filter(({ scope }) => scope === 'opportunity'),
    turn: {
      open: earning.filter((criterion) => criterion.scope === 'opportunity' || ofTurn(criterion)),
      idle: earning.filter(ofTurn),
    },
    lapses: avoiding.filter(({ scope }) => scope !== 'conversation'),
    outside: avoiding.filter(({ outside }) => outside !== undefined),
    conversation: criteria.filter(({ scope }) => scope === 'conversation'),
    channels: channelsOf(rubric),
    presumedTypes: new Set(rubric.opportunity.presumedTypes.map((type) => type.toLowerCase())),
    cues: new Map(rubric.cues.map((cue) => [cue.id, cue])),
    bands: Object.entries(rubric.bands).sort(([, a], [, b]) => b - a),
  };
}

/** Where the law forbids admitting fault, a plain apology is all that can be asked for (SCORING §8). */
function settled(criterion: Criterion, { admissionAllowed }: Rubric): Criterion {
  const termOf = (term: Term): Term =>
    term.label === 'apology' && !admissionAllowed ? { ...term, level: 1 } : term;
  const { when, credit, avoid } = criterion;
  return {
    ...criterion,
    when: {
      ...when,
      customer: when.customer.map(termOf),
      channel: when.channel.map((name) => name.toLowerCase()),
    },
    credit: credit.map(({ all, value }): Credit => ({ all: all.map(termOf), value })),
    ...(avoid && { avoid: avoid.map(termOf) }),
  };
}

/** A name that two channels share is the first one's. */
function channelsOf(rubric: Rubric): ReadonlyMap<string, Channel> {
  const byName = new Map<string, Channel>();
  for (const [key, profile] of Object.entries(rubric.channels)) {
    const channel = {
      profile,
      channels: new Set([key, ...profile.aliases].map((name) => name.toLowerCase())),
    };
    for (const name of channel.channels) if (!byName.has(name)) byName.set(name, channel);
  }
  return byName;
}
