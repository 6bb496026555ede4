/** What an agent says again: formulas that wear out, and names that are used too often (SCORING §6). */

import { createAlike, type FirstAlike } from '../alike.ts';
import type { Detection, Rubric, TurnDetections } from '../model.ts';
import type { Step } from './points.ts';

/** An agent turn that can be judged. */
export interface Spoken {
  readonly agent: string | undefined;
  readonly found: TurnDetections;
}

export interface Repetition {
  /**
   * Share in [0,1] that a detection of an agent turn keeps of its worth, when what the agent said before the turn
   * `since` wears it out. A turn is worn by all earlier ones; an episode by those before it opened, as inside it only
   * the best moment counts anyway.
   */
  readonly worth: (turn: number, detection: Detection, since: number) => number;
  /** The points that repeated formulas cost the conversation, use by use. */
  readonly steps: readonly Step[];
  /** `repeated` and `name_overuse`, for the turns where they occur. */
  readonly flags: (turn: number) => readonly string[];
}

/** What one agent has said so far, as indexes of turns in their order; nobody answers for a colleague's words. */
interface Said {
  readonly alike: FirstAlike;
  /** Generic template → the turns that use it. */
  readonly uses: Map<string, number[]>;
  /** The turn of each address by name, and how many earn credit. */
  readonly names: number[];
  readonly allowedNames: number;
}

/** Finds what is said again in the evaluable agent turns of a conversation, which come in their order. */
export function repetitionOf(spoken: readonly Spoken[], rubric: Rubric): Repetition {
  const { decay, fromUse, points, max } = rubric.adjustments.repetition;
  const turns = countBy(spoken);
  const byAgent = new Map<string | undefined, Said>();
  const byTurn = new Map<number, { readonly said: Said; readonly generic: ReadonlyMap<string, string> }>();
  const flags = new Map<number, string[]>();
  const steps: Step[] = [];
  let left = max;
  for (const { agent, found } of spoken) {
    const said = byAgent.get(agent) ?? nothingSaid(turns.get(agent) ?? 0, rubric);
    byAgent.set(agent, said);
    const turn = found.index;
    const templates = genericTemplates(found);
    const generic =
      templates.length === 0
        ? NO_TEMPLATES
        : new Map(templates.map((template) => [template, said.alike(template)]));
    byTurn.set(turn, { said, generic });
    const noted: string[] = [];
    for (const formula of new Set(generic.values())) {
      const uses = said.uses.get(formula) ?? [];
      said.uses.set(formula, uses);
      uses.push(turn);
      if (uses.length > 1 && noted.length === 0) noted.push('repeated');
      if (uses.length < fromUse) continue;
      const cost = Math.min(left, points);
      left -= cost;
      if (cost > 0) steps.push({ rule: 'repetition', points: -cost, turn });
    }
    const names = namesIn(found);
    for (let i = 0; i < names; i++) said.names.push(turn);
    if (names > 0 && said.names.length > said.allowedNames) noted.push('name_overuse');
    if (noted.length > 0) flags.set(turn, noted);
  }
  return {
    worth: (turn, { label, template }, since) => {
      const here = byTurn.get(turn);
      if (here === undefined) return 1;
      const { said, generic } = here;
      if (label === 'name_use') return (said.names[said.allowedNames - 1] ?? since) < since ? 0 : 1;
      const formula = template === undefined ? undefined : generic.get(template);
      if (formula === undefined) return 1;
      const uses = said.uses.get(formula) ?? [];
      let earlier = 0;
      while (earlier < decay.length - 1 && (uses[earlier] ?? since) < since) earlier++;
      return decay[earlier] ?? 1;
    },
    steps,
    flags: (turn) => flags.get(turn) ?? NO_FLAGS,
  };
}

/** Of most turns. */
const NO_TEMPLATES: ReadonlyMap<string, string> = new Map();
const NO_FLAGS: readonly string[] = [];

function countBy(spoken: readonly Spoken[]): ReadonlyMap<string | undefined, number> {
  const turns = new Map<string | undefined, number>();
  for (const { agent } of spoken) turns.set(agent, (turns.get(agent) ?? 0) + 1);
  return turns;
}

/** One address by name is never too many. */
function nothingSaid(turns: number, { nameLimit }: Rubric): Said {
  const allowedNames = Math.floor(
    Math.min(nameLimit.perContact, Math.max(1, nameLimit.perAgentTurn * turns)),
  );
  return { alike: createAlike(), uses: new Map(), names: [], allowedNames };
}

/** The templates of a turn whose words would fit any problem: no evidence of level 2 rests on them. */
function genericTemplates({ evidence }: TurnDetections): readonly string[] {
  if (!evidence.some(({ template }) => template !== undefined)) return [];
  const specific = new Set(evidence.filter(({ level }) => level > 1).map(({ template }) => template));
  return evidence.flatMap(({ template }) =>
    template === undefined || specific.has(template) ? [] : [template],
  );
}

/** How often a turn addresses the customer by name; two rules may find the same word. */
function namesIn({ evidence }: TurnDetections): number {
  let times = 0;
  let until = 0;
  for (const { label, start, end } of evidence) {
    if (label !== 'name_use') continue;
    if (start >= until) times++;
    until = Math.max(until, end);
  }
  return times;
}
