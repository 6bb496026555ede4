/** The scoring part of the default rubric, built by hand (rubrics/parts-scoring.yaml says why each number). */

import type { ChannelProfile, Credit, Criterion, Rubric } from '../../src/model.ts';

/** `'empathy:2 & sympathy'` → the labels that must all be there. */
export function credit(key: string, value: number): Credit {
  const all = key.split(' & ').map((part) => {
    const [label = '', level = '1'] = part.split(':');
    return { label, level: Number(level) };
  });
  return { all, value };
}

function credits(values: Readonly<Record<string, number>>): readonly Credit[] {
  return Object.entries(values).map(([key, value]) => credit(key, value));
}

const blank = {
  section: 'empathy',
  scope: 'opportunity',
  late: 0,
  clock: false,
  applies: 'always',
  penalty: {},
  when: { customer: [], distress: 0, channel: [], meta: {} },
  missed: '',
} as const;

function channel(profile: Partial<ChannelProfile>): ChannelProfile {
  return { window: 3, freeTurns: 1, target: 0.8, presume: false, aliases: [], clock: [], ...profile };
}

const criteria: readonly Criterion[] = [
  {
    ...blank,
    id: 'recognition',
    title: 'Recognised what the customer is going through',
    weight: { 1: 25, 2: 40 },
    credit: credits({ 'empathy:2': 1, empathy: 0.45, 'empathy & sympathy': 0.5, sympathy: 0.25 }),
    decay: [1, 0.7, 0.4],
  },
  {
    ...blank,
    id: 'action',
    section: 'resolution',
    title: 'Committed to act and offered a concrete step',
    weight: { 1: 35, 2: 25 },
    credit: credits({ 'ownership & solution': 1, solution: 0.8, ownership: 0.6 }),
    decay: [1, 0.95, 0.9],
    late: 0.8,
    clock: true,
  },
  {
    ...blank,
    id: 'listening',
    title: 'Gave the problem back or asked about it',
    weight: { 1: 20, 2: 15 },
    credit: credits({ 'reflection & exploration': 1, reflection: 0.8, exploration: 0.7 }),
    decay: [1, 0.85, 0.7],
  },
  {
    ...blank,
    id: 'responsibility',
    title: 'Took responsibility for our part',
    weight: { 1: 10, 2: 10 },
    credit: credits({ 'apology:2': 1, apology: 0.4, gratitude: 0.4 }),
    decay: [1, 0.85, 0.7],
    clock: true,
    applies: 'fault possible',
  },
  {
    ...blank,
    id: 'care',
    title: "Reassured, thanked, or used the customer's name",
    weight: { 1: 10, 2: 10 },
    credit: credits({
      'reassurance & gratitude & name_use': 1,
      'reassurance & gratitude': 0.75,
      'reassurance & name_use': 0.75,
      reassurance: 0.5,
      'gratitude & name_use': 0.5,
      gratitude: 0.25,
      name_use: 0.25,
    }),
    decay: [1, 0.9, 0.8],
  },
  {
    ...blank,
    id: 'no-dismissal',
    title: 'Did not dismiss the customer',
    scope: 'turn',
    weight: {},
    credit: [],
    decay: [],
    avoid: [{ label: 'dismissive', level: 1 }],
    penalty: { 1: { points: 35, cap: 60, repairedCap: 75 }, 2: { points: 50, cap: 30, repairedCap: 50 } },
    outside: { points: 5, max: 15, turnScore: 40 },
  },
];

/** A rubric of no cues: tests say by hand what was found. */
export const rubric: Rubric = {
  id: 'empathy',
  version: '1.0.0',
  language: 'en',
  title: 'Empathy',
  classes: {},
  labels: {},
  cues: [],
  learned: [],
  opportunity: {
    weight: { 1: 1, 2: 2 },
    presumedWeight: 0.5,
    presumedTypes: ['complaint', 'cancellation', 'claim'],
  },
  sections: {},
  total: 'episodes',
  channels: {
    voice: channel({ aliases: ['call', 'phone'] }),
    chat: channel({
      clock: [
        { afterSeconds: 120, factor: 0.95 },
        { afterSeconds: 300, factor: 0.85 },
      ],
    }),
    social: channel({ window: 2, freeTurns: 0, presume: true }),
    email: channel({ window: 1, freeTurns: 0, target: 1 }),
  },
  criteria,
  adjustments: {
    relationalOveruse: { turns: 3, points: 5 },
    closingWarmth: { points: 2, minEpisode: 50 },
    repetition: { decay: [1, 0.5, 0.25, 0], fromUse: 3, points: 2, max: 10 },
    scriptReliance: { points: 0, minSpans: 50 },
  },
  bands: { strong: 75, adequate: 50, weak: 25, missed: 0 },
  nameStoplist: [],
  nameLimit: { perAgentTurn: 0.25, perContact: 4 },
  admissionAllowed: true,
};
