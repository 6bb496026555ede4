/** Small conversations for scoring tests: who spoke, and what was found in it. */

import type {
  Conversation,
  ConversationDetections,
  Detail,
  Detection,
  Explained,
  Receipt,
  Rubric,
  ScoredConversation,
  Turn,
  TurnDetections,
} from '../../src/model.ts';
import { planOf, score } from '../../src/score/index.ts';
import { whatIf } from '../../src/score/what-if.ts';
import { rubric as standard } from './rubric.ts';

/** One turn of a scene; every field but the speaker's role may be left out. */
export interface Line extends Partial<Omit<Turn, 'index'>> {
  readonly role: Turn['role'];
  readonly labels?: Readonly<Record<string, number>>;
  readonly flags?: TurnDetections['flags'];
  readonly details?: readonly Detail[];
  readonly evidence?: readonly Detection[];
}

export type Setting = Partial<Omit<Conversation, 'turns'>> & {
  readonly nameKnown?: boolean;
  readonly rubric?: Rubric;
};

export const receipt: Receipt = {
  engine: '0.0.0',
  rubric: 'empathy',
  version: '1.0.0',
  rubricHash: 'sha256:test',
  inputHash: 'sha256:test',
};

/** A customer turn of this distress; the matter may be our failing unless told otherwise. */
export function customer(distress: number, more: Partial<Line> = {}): Line {
  return { role: 'customer', labels: { distress }, flags: { fault: distress > 0 }, ...more };
}

/** `agent('empathy:2 apology')` is an agent turn in which these labels were found. */
export function agent(found = '', more: Partial<Line> = {}): Line {
  return { role: 'agent', labels: labels(found), ...more };
}

/** `says('empathy sympathy', 'i am sorry')` is an agent turn of these labels, all on the words of one template. */
export function says(found: string, template: string, more: Partial<Line> = {}): Line {
  const levels = labels(found);
  const evidence = Object.entries(levels).map(([label, level]) => {
    const formula = RELATIONAL.has(label) ? { template } : {};
    return { label, level, cue: `cue.${label}`, detector: 'cue', start: 0, end: 4, ...formula };
  });
  return { role: 'agent', labels: levels, evidence, ...more };
}

const RELATIONAL = new Set(['empathy', 'sympathy', 'apology', 'reassurance']);

export function labels(found: string): Record<string, number> {
  const parts = found.split(' ').filter((part) => part !== '');
  return Object.fromEntries(
    parts.map((part) => {
      const [label = '', level = '1'] = part.split(':');
      return [label, Number(level)];
    }),
  );
}

/** Scores a scene with the default criteria, by voice unless told otherwise. */
export function play(lines: readonly Line[], setting: Setting = {}): ScoredConversation {
  return explained(lines, setting).scored;
}

/** A scene with all that an explanation of it shows. */
export function explained(lines: readonly Line[], setting: Setting = {}): Explained {
  const { nameKnown = true, rubric = standard, ...more } = setting;
  const turns = lines.map(({ labels: _, flags: __, details: ___, evidence: ____, ...line }, index): Turn => {
    return { index, visibility: 'public', text: 'four words of talk', rows: [], ...line };
  });
  const conversation: Conversation = {
    id: 'c-1',
    channel: 'voice',
    meta: {},
    source: { path: 'test' },
    turns,
    ...more,
  };
  const detections: ConversationDetections = {
    customerNameKnown: nameKnown,
    turns: lines.map(({ labels: found = {}, flags = {}, evidence = [], details }, index) => {
      return { index, labels: found, evidence, flags, ...(details && { details }) };
    }),
  };
  const plan = planOf(rubric);
  return {
    scored: score(conversation, detections, plan, receipt, lines.length),
    whatIf: whatIf(conversation, detections, plan),
  };
}
