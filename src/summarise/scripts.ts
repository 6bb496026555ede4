/** Formula and repetition over many conversations: how much of an agent's relational talk is a script (SCORING §6). */

import { createAlike, type FirstAlike } from '../alike.ts';
import { compareKeys, own } from '../keys.ts';
import type { Rubric, ScoredConversation, ScoredTurn, ScriptSummary, Summary, Templates } from '../model.ts';
import { NO_GROUP, slicesBy } from './groups.ts';
import { inOrder, type Slice, wholeOf } from './tally.ts';

/** Column → group → its templates. The column `agent` is always there, as the team's script is what agents share. */
export type TemplatesBy = Readonly<Record<string, Readonly<Record<string, Templates>>>>;

export interface ScriptOptions {
  readonly reliance: Rubric['adjustments']['scriptReliance'];
  /** Templates of the macro library: words that agents were given. */
  readonly library: readonly string[];
}

/** Formulas that count as one agent's script (SCORING §6). */
const TOP = 3;
/** Share of the agents from which on a template is the team's script, and how many of it are listed. */
const TEAM_SHARE = 0.3;
const MOST_LISTED = 20;

/** Relational spans by template, while they are being counted. */
interface OpenTemplates {
  readonly generic: Map<string, number>;
  readonly specific: Map<string, number>;
}

/** Counts templates one conversation at a time; parts merge exactly, in any order. */
export interface TemplateCollector {
  readonly add: (scored: ScoredConversation, whole?: Slice) => void;
  readonly merge: (part: TemplatesBy) => void;
  readonly templates: () => TemplatesBy;
}

export function collectTemplates(groupBy: readonly string[]): TemplateCollector {
  const columns = new Map([...groupBy, 'agent'].map((column) => [column, new Map<string, OpenTemplates>()]));
  return {
    add: (scored, whole = wholeOf(scored)) => {
      for (const [column, groups] of columns) {
        for (const { key, agentTurns } of slicesBy(column, scored, whole)) {
          for (const turn of agentTurns) countSpans(groups, key, turn);
        }
      }
    },
    merge: (part) => {
      for (const [column, groups] of columns) {
        for (const [key, templates] of Object.entries(own(part, column) ?? {})) {
          for (const kind of ['generic', 'specific'] as const) {
            for (const [template, spans] of Object.entries(templates[kind]))
              count(groupOf(groups, key)[kind], template, spans);
          }
        }
      }
    },
    templates: () =>
      inOrder(
        [...columns].map(([column, groups]) => [
          column,
          inOrder(
            [...groups].map(([key, { generic, specific }]) => [
              key,
              { generic: inOrder([...generic]), specific: inOrder([...specific]) },
            ]),
          ),
        ]),
      ),
  };
}

/** A template counts once a turn; it is specific where any of its evidence is. */
function countSpans(groups: Map<string, OpenTemplates>, key: string, { evidence }: ScoredTurn): void {
  const levels = new Map<string, number>();
  for (const { template, level } of evidence) {
    if (template !== undefined) levels.set(template, Math.max(levels.get(template) ?? 0, level));
  }
  for (const [template, level] of levels)
    count(groupOf(groups, key)[level > 1 ? 'specific' : 'generic'], template, 1);
}

function groupOf(groups: Map<string, OpenTemplates>, key: string): OpenTemplates {
  const templates = groups.get(key) ?? { generic: new Map(), specific: new Map() };
  groups.set(key, templates);
  return templates;
}

function count(counts: Map<string, number>, key: string, times: number): void {
  counts.set(key, (counts.get(key) ?? 0) + times);
}

/** What templates say about groups and about the team. */
export interface Scripts {
  /** Of one group, or of all conversations; nothing where nobody said anything relational. */
  readonly of: (column: string, key: string) => ScriptSummary | undefined;
  readonly overall: ScriptSummary | undefined;
  readonly team: Summary['teamScript'];
  /** How often the formula of a template is said, by everybody and in whatever clause. */
  readonly times: (template: string) => number;
}

/**
 * Reads the scripts out of counted templates. Templates that are alike become one formula, named after the one that
 * is said most; the order of asking is fixed, so the same counts always give the same formulas.
 */
export function scriptsOf(by: TemplatesBy, { reliance, library }: ScriptOptions): Scripts {
  const agents = by.agent ?? {};
  const all = summed(Object.values(agents), (template) => template);
  const firstAlike = createAlike();
  const scripted = new Set(library.map(firstAlike));
  for (const [template] of mostSaid(all)) firstAlike(template);
  const describe = (templates: Templates): ScriptSummary | undefined =>
    summaryOf(summed([templates], firstAlike), scripted, reliance.minSpans);
  const everybody = summed(Object.values(agents), firstAlike);
  return {
    of: (column, key) => {
      const templates = own(own(by, column) ?? {}, key);
      return templates && describe(templates);
    },
    overall: summaryOf(everybody, scripted, reliance.minSpans),
    team: teamScript(agents, firstAlike),
    times: (template) => everybody.get(firstAlike(template))?.all ?? 0,
  };
}

/** Spans of one formula. */
interface Spans {
  generic: number;
  all: number;
}

function summed(parts: readonly Templates[], nameOf: FirstAlike): ReadonlyMap<string, Spans> {
  const sums = new Map<string, Spans>();
  for (const part of parts) {
    for (const kind of ['generic', 'specific'] as const) {
      for (const [template, spans] of Object.entries(part[kind])) {
        const name = nameOf(template);
        const sum = sums.get(name) ?? { generic: 0, all: 0 };
        sum.all += spans;
        if (kind === 'generic') sum.generic += spans;
        sums.set(name, sum);
      }
    }
  }
  return sums;
}

/** Formulas, those said most first, by code unit among equals. */
function mostSaid(sums: ReadonlyMap<string, Spans>): [string, Spans][] {
  return [...sums].sort(([a, x], [b, y]) => y.all - x.all || compareKeys(a, b));
}

/**
 * Simpson's concentration with its small-sample correction, `S = Σ n(n−1) / N(N−1)`, the number of formulas `1/S`
 * that would give it if all were said equally often, and the share of formulas in the script.
 */
function summaryOf(
  formulas: ReadonlyMap<string, Spans>,
  scripted: ReadonlySet<string>,
  minSpans: number,
): ScriptSummary | undefined {
  const spans = total([...formulas.values()].map(({ all }) => all));
  if (spans === 0) return undefined;
  const generic = total([...formulas.values()].map((sum) => sum.generic));
  const counted = { spans, generic, formulas: formulas.size };
  if (spans < minSpans) return { ...counted, concentration: null, effective: null, reliance: null, top: [] };
  const pairs = total([...formulas.values()].map(({ all }) => all * (all - 1)));
  const said = [...formulas]
    .filter(([, sum]) => sum.generic > 0)
    .sort(([a, x], [b, y]) => y.generic - x.generic || compareKeys(a, b));
  const script = said.filter(([formula], i) => i < TOP || scripted.has(formula));
  return {
    ...counted,
    concentration: pairs / (spans * (spans - 1)),
    effective: pairs === 0 ? null : (spans * (spans - 1)) / pairs,
    reliance: total(script.map(([, sum]) => sum.generic)) / spans,
    top: said.slice(0, TOP).map(([template, sum]) => ({ template, spans: sum.generic })),
  };
}

/** What more than 30 % of the agents say, and at least two: the team's script, and nobody's fault. */
function teamScript(
  agents: Readonly<Record<string, Templates>>,
  firstAlike: FirstAlike,
): Summary['teamScript'] {
  const named = Object.entries(agents).filter(([agent]) => agent !== NO_GROUP);
  const speaking = named
    .map(([, templates]) => summed([templates], firstAlike))
    .filter((formulas) => formulas.size > 0);
  const shared = new Map<string, { agents: number; spans: number }>();
  for (const formulas of speaking) {
    for (const [formula, { all }] of formulas) {
      const sum = shared.get(formula) ?? { agents: 0, spans: 0 };
      sum.agents += 1;
      sum.spans += all;
      shared.set(formula, sum);
    }
  }
  const script = [...shared]
    .filter(([, { agents: n }]) => n > 1 && n > TEAM_SHARE * speaking.length)
    .sort(([a, x], [b, y]) => y.agents - x.agents || y.spans - x.spans || compareKeys(a, b));
  return {
    agents: speaking.length,
    templates: script.slice(0, MOST_LISTED).map(([template, sum]) => ({ template, ...sum })),
  };
}

function total(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => a + b, 0);
}
