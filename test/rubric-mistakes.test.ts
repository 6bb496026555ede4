/** Every mistake that a rubric can hold is one line: file, line, column, the key that is wrong, and what to do. */
import { describe, expect, test } from 'vitest';
import { UserError } from '../src/errors.ts';
import { house } from './helpers/house.ts';

const SOUND = `id: demo
version: 1.0.0
labels:
  empathy: {on: agent, levels: {1: generic}}
cues:
  - {id: E1, label: empathy, tier: A, pattern: i understand, examples: {match: [I understand.], no_match: [hello]}}
criteria:
  - {id: recognition, weight: 100, credit: {empathy: 1}}
bands: {good: 50, poor: 0}
`;

/** What loading complains about; the file is called `house.yaml`. */
function complaints(content: string): readonly string[] {
  try {
    house(content);
    return [];
  } catch (error) {
    if (error instanceof UserError) return error.messages;
    throw error;
  }
}

/** Part of the sound rubric, what is written there instead, and the complaint without the name of the file. */
const MISTAKES: readonly (readonly [string, string, string])[] = [
  ['tier: A', 'teir: A', '6:30: unknown key "teir" in cues[E1]; did you mean "tier"?'],
  ['bands:', 'colour: red\nbands:', '9:1: unknown key "colour"'],
  [
    'tier: A',
    'tier: A, when: {distres: 1}',
    '6:46: unknown key "distres" in cues[E1].when; did you mean "distress"?',
  ],
  [
    'tier: A',
    'role: evidense',
    '6:36: cues[E1].role is "evidense"; it must be one of evidence, marker, prior, reset; did you mean "evidence"?',
  ],
  ['1.0.0', 'one', '2:10: version is "one": a version reads like 1.0.0'],
  [
    'label: empathy,',
    'label: empaty,',
    '6:21: cue E1 names an unknown label "empaty"; did you mean "empathy"?',
  ],
  ['credit: {empathy: 1}', 'credit: {care: 1}', '8:44: criterion recognition names an unknown label "care"'],
  ['pattern: i understand, ', '', '6:5: cue E1 needs a pattern'],
  ['tier: A, ', '', '6:5: cue E1 needs a tier: A (sure), B or C (needs a second sign)'],
  ['pattern: i understand', 'pattern: "i (understand"', '6:51: cue E1: "(" is never closed'],
  ['pattern: i understand', 'pattern: "i <VERB>"', '6:51: cue E1: unknown class <VERB>'],
  ['cues:\n', 'classes: {A: [<B>], B: [<A>]}\ncues:\n', '5:25: class B: class <A> contains itself'],
  [
    'cues:\n',
    'cues:\n  - {id: E1, label: empathy, tier: B, pattern: i see}\n',
    '7:10: E1 stands twice in cues; give one of them another id',
  ],
  ['weight: 100', 'weight: 0', '8:3: all weights are 0; give at least one criterion a weight'],
  [
    'bands:',
    'adjustments: {repetition: {decay: [1, 0.2, 0.5], from_use: 3, points: 2, max: 10}}\nbands:',
    "9:35: repetition: decay must never rise: what is said again can't be worth more",
  ],
  [
    'bands:',
    'names: {max_per_contact: 0}\nbands:',
    '9:26: names.max_per_contact is 0; it must be at least 1',
  ],
  [
    'weight: 100',
    'weight: 100, decay: [0.5, 1]',
    "8:43: criterion recognition: decay must never rise: a later answer can't be worth more",
  ],
  [
    '{empathy: 1}',
    '{empathy: {1: 1, 2: 0.5}}',
    '8:44: criterion recognition: empathy level 2 earns less than level 1; a higher level must earn at least as much',
  ],
  ['bands: {good: 50, poor: 0}\n', '', '1:1: the rubric has no bands; write them or add "extends: empathy"'],
  ['  empathy', '\tempathy', '4:1: Tabs are not allowed as indentation'],
  ['bands:', 'version: 2.0.0\nbands:', '9:1: Map keys must be unique'],
  ['bands:', '__proto__: {polluted: true}\nbands:', '9:1: unknown key "__proto__"'],
  ['id: demo', 'extends: house.yaml\nid: demo', '1:10: extends goes in a circle: house.yaml → house.yaml'],
  [
    'weight: 100',
    'weight: lots',
    '8:31: criteria[recognition].weight is "lots"; it must be points, or points by level as in {1: 25, 2: 40}',
  ],
  ['weight: 100', 'weight: -5', '8:31: criteria[recognition].weight is -5; it must be at least 0'],
  ['weight: 100', 'weight: {4: 5}', '8:32: criteria[recognition].weight: key "4": a level is 0, 1, 2 or 3'],
  [
    'credit: {empathy: 1}',
    'credit: {empathy: 2}',
    '8:54: criteria[recognition].credit.empathy is 2; it must be at most 1',
  ],
  [
    'credit: {empathy: 1}',
    'credit: [empathy]',
    '8:44: criteria[recognition].credit is ["empathy"]; it must be a mapping, as in {key: value}',
  ],
  [
    'credit: {empathy: 1}',
    'credit: {"empathy:7": 1}',
    '8:44: criterion recognition: "empathy:7" is no term; write label, label:2 or label.kind, joined by &',
  ],
  [
    'credit: {empathy: 1}',
    'credit: {empathy.warm: 1}',
    '8:44: criterion recognition: no cue of empathy has the kind "warm"; give a cue "kind: …"',
  ],
  [
    'credit: {empathy: 1}',
    'scope: turns, credit: {empathy: 1}',
    '8:43: criteria[recognition].scope is "turns"; it must be one of turn, opportunity, conversation; did you mean "turn"?',
  ],
  [
    'credit: {empathy: 1}',
    'within: {first: 2}, credit: {empathy: 1}',
    '8:44: criterion recognition: within first or last counts turns of the conversation; add "scope: conversation"',
  ],
  [
    'credit: {empathy: 1}',
    'scope: conversation, within: 2, credit: {empathy: 1}',
    '8:65: criterion recognition: within counts from what the customer said; add when: {customer: …}, or within: {first: …}',
  ],
  [
    'credit: {empathy: 1}',
    'scope: conversation, within: 0, credit: {empathy: 1}',
    '8:65: criteria[recognition].within is 0; it must be at least 1',
  ],
  [
    'credit: {empathy: 1}',
    'when: {chanel: chat}, credit: {empathy: 1}',
    '8:43: unknown key "chanel" in criteria[recognition].when; did you mean "channel"?',
  ],
  [
    'credit: {empathy: 1}',
    'when: {customer: anger}, credit: {empathy: 1}',
    '8:42: criterion recognition names an unknown label "anger"',
  ],
  [
    'credit: {empathy: 1}',
    'critical: fail, credit: {empathy: 1}',
    '8:46: criterion recognition: critical is for what is judged once; add "scope: conversation"',
  ],
  [
    'credit: {empathy: 1}',
    'critical: stop, scope: conversation, credit: {empathy: 1}',
    '8:46: criteria[recognition].critical is "stop"; it must be fail, or {action: cap, cap: 40}',
  ],
  [
    'credit: {empathy: 1}',
    'scale: {1: {anchor: low}}',
    '8:43: criterion recognition: a scale has at least two ratings; one is the lowest, without needs',
  ],
  [
    'credit: {empathy: 1}',
    'scale: {1: {anchor: low, needs: empathy}, 2: {anchor: high, needs: empathy}}',
    '8:43: criterion recognition: 1 is the lowest rating, given when no other fits; leave its needs out',
  ],
  [
    'credit: {empathy: 1}',
    'scale: {1: {anchor: low}, 2: {anchor: high}}',
    '8:43: criterion recognition: rating 2 needs "needs": the terms that earn it',
  ],
  [
    'credit: {empathy: 1}',
    'scale: {1: {anchor: low, worth: 0.5}, 2: {anchor: high, needs: empathy, worth: 0.2}}',
    '8:43: criterion recognition: rating 2 is worth less than 1; worth must never fall',
  ],
  [
    'credit: {empathy: 1}',
    'scale: {one: {anchor: low}, 2: {anchor: high, needs: empathy}}',
    '8:44: criteria[recognition].scale: key "one": a rating is a number from 0 to 10',
  ],
  [
    'credit: {empathy: 1}',
    'avoid: empathy, credit: {empathy: 1}',
    '8:43: criterion recognition has avoid and credit; make two criteria of it',
  ],
  [
    'credit: {empathy: 1}',
    'avoid: dismisive',
    '8:43: criterion recognition names an unknown label "dismisive"',
  ],
  [
    'credit: {empathy: 1}',
    'applies: sometimes, credit: {empathy: 1}',
    '8:45: criteria[recognition].applies is "sometimes"; it must be one of always, fault possible, customer name known',
  ],
  [
    ', credit: {empathy: 1}',
    '',
    '8:5: criterion recognition needs credit (what earns its points), scale or avoid',
  ],
  ['weight: 100, ', '', '8:5: criterion recognition needs a weight'],
  [
    'pattern: i understand',
    'pattern: ""',
    '6:48: cues[E1].pattern is empty; write something or leave it out',
  ],
  ['pattern: i understand', 'pattern: "i understand)"', '6:61: cue E1: unexpected ")"'],
  [
    'pattern: i understand',
    'pattern: "i (a||b)"',
    '6:54: cue E1: something is missing here: an alternative is empty',
  ],
  ['pattern: i understand', 'pattern: "i ..99 understand"', '6:51: cue E1: a gap spans 1 to 20 tokens'],
  ['pattern: i understand', 'pattern: "i, understand"', '6:50: cue E1: unexpected ","'],
  [
    'pattern: i understand',
    'pattern: "[i] [understand]"',
    '6:48: cue E1: this pattern matches without any word; make one part obligatory',
  ],
  ['pattern: i understand', 'pattern: "i !(understand"', '6:52: cue E1: "(" is never closed'],
  ['pattern: i understand', 'pattern: [5]', '6:49: cues[E1].pattern[0] is 5; it must be text'],
  [
    'label: empathy, tier',
    'label: empathy, level: 9, tier',
    '6:37: cues[E1].level is 9; it must be at most 3',
  ],
  [
    'label: empathy, tier',
    'label: empathy, kind: Two Words, tier',
    '6:36: cues[E1].kind is "Two Words": a kind is one word in small letters, such as blame',
  ],
  [
    'label: empathy, tier',
    'also: {care: 1}, label: empathy, tier',
    '6:20: cue E1 names an unknown label "care"',
  ],
  [
    'label: empathy, tier',
    'block: [care], label: empathy, tier',
    '6:21: cue E1 names an unknown label "care"',
  ],
  [
    'label: empathy, tier',
    'label: empathy, when: {with: [nothing]}, tier',
    '6:36: cue E1: when names "nothing", which is no label and no cue',
  ],
  [
    'label: empathy, tier',
    'label: empathy, when: {customer: [C99]}, tier',
    '6:36: cue E1: when.customer names "C99", which is no cue',
  ],
  [
    'bands: {good: 50, poor: 0}',
    'bands: {good: 150, poor: 0}',
    '9:15: bands.good is 150; it must be at most 100',
  ],
  [
    'bands: {good: 50, poor: 0}',
    'bands: [good, poor]',
    '9:8: bands is ["good","poor"]; it must be a mapping, as in {key: value}',
  ],
  ['bands:', 'total: sum\nbands:', '9:8: total is "sum"; it must be one of episodes, points, sections'],
  [
    'bands:',
    'total: sections\nsections: {closing: {weight: 10}}\nbands:',
    '8:5: criterion recognition: there is no section "empathy"; add it to sections, or use closing',
  ],
  ['bands:', 'channels: {chat: {free_turns: 1}}\nbands:', '9:18: channels.chat needs "window"; add it'],
  [
    'bands:',
    'channels: {chat: {window: 0}}\nbands:',
    '9:27: channels.chat.window is 0; it must be at least 1',
  ],
  [
    'levels: {1: generic}',
    'levels: {high: generic}',
    '4:33: labels.empathy.levels: key "high": a level is 0, 1, 2 or 3',
  ],
  [
    'on: agent',
    'on: agents',
    '4:17: labels.empathy.on is "agents"; it must be one of agent, customer; did you mean "agent"?',
  ],
  ['id: demo\n', '', '1:1: the rubric needs "id"; add it'],
  [
    'cues:\n',
    'cues:\n  - {id: E9, disable: true}\n',
    '6:23: there is no E9 in cues of what this rubric extends; take the entry out',
  ],
  ['cues:\n', 'cues:\n  - {label: empathy}\n', '6:5: cues[0] needs "id"; add it'],
  [
    'bands:',
    'learned: [{id: m, label: empathy, model: none}]\nbands:',
    '9:42: learned m needs a model that attune ships',
  ],
  [
    'no_match: [hello]',
    'no_macth: [hello]',
    '6:97: unknown key "no_macth" in cues[E1].examples; did you mean "no_match"?',
  ],
];

describe('mistakes in a rubric', () => {
  test('there are none in the one that the others are made of', () => {
    expect(complaints(SOUND)).toEqual([]);
  });

  test('more than forty kinds', () => {
    expect(new Set(MISTAKES.map(([, , complaint]) => complaint.replace(/^[\d:]+/, ''))).size).toBeGreaterThan(
      60,
    );
  });

  test.each(MISTAKES)('%j for %j', (from, to, complaint) => {
    expect(SOUND).toContain(from);
    expect(complaints(SOUND.replace(from, to))).toEqual([`house.yaml:${complaint}`]);
  });

  test.each([
    ['"tier": "A"', '"teir": "A"', '8:54: unknown key "teir" in cues[E1]; did you mean "tier"?'],
    [
      '"weight": 100',
      '"weight": "100"',
      '11:51: criteria[recognition].weight is "100"; it must be points, or points by level as in {1: 25, 2: 40}',
    ],
  ])('in JSON too: %j for %j', (from, to, complaint) => {
    const json = `{
  "id": "demo",
  "version": "1.0.0",
  "labels": {
    "empathy": {"on": "agent", "levels": {"1": "generic"}}
  },
  "cues": [
    {"id": "E1", "label": "empathy",                 "tier": "A", "pattern": "i understand"}
  ],
  "criteria": [
    {"id": "recognition",               "weight": 100, "credit": {"empathy": 1}}
  ],
  "bands": {"good": 50, "poor": 0}
}`;
    expect(complaints(json)).toEqual([]);
    expect(complaints(json.replace(from, to))).toEqual([`house.yaml:${complaint}`]);
  });

  test('a base that cannot be found is told where it is asked for', () => {
    expect(complaints(SOUND.replace('id: demo', 'id: demo\nextends: nowhere'))[0]).toMatch(
      /^house\.yaml:2:10: extends nowhere: no such rubric; give a file, or one of empathy/,
    );
  });
});
