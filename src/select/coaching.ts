/** What a coach needs to know of each agent: behaviour by month, one strength, one miss, and a colleague's example. */

import { valueIn } from '../columns.ts';
import { compareKeys } from '../keys.ts';
import type { Receipt, ScoredConversation, ScriptSummary, Summary } from '../model.ts';
import {
  collectTemplates,
  MIN_N,
  NO_GROUP,
  RELIANCE,
  REPORTABLE_N,
  scriptsOf,
  slicesBy,
} from '../summarise/index.ts';
import {
  type Behaviour,
  behaviourOf,
  type Counts,
  count,
  openCounts,
  type Progress,
  progressOf,
  summed,
} from './behaviour.ts';
import { compareHighlights, weigh } from './highlights.ts';
import { has, isSpecific, type Moment, momentsOf, specificTemplates } from './moments.ts';
import { firstOf, type Kept, keepFirst } from './order.ts';

export interface CoachingSheet {
  readonly agent: string;
  readonly behaviour: Behaviour;
  /** How far the conversations carry (SCORING §9.4). */
  readonly evidence: 'too_few' | 'indicative' | 'reportable';
  /** Their best answer; `specific` tells whether it was about this customer, `formula` whether it is said again. */
  readonly strength?: Moment & { readonly specific: boolean; readonly formula: boolean };
  readonly miss?: Moment;
  /** A colleague's answer where the missed criterion was met, and how near its situation is. */
  readonly example?: {
    readonly moment: Moment;
    readonly alike: 'matter' | 'distress' | 'criterion' | 'none';
  };
  readonly scripts?: ScriptSummary;
  /** The last two months of this agent. */
  readonly progress?: Progress;
}

export interface Coaching {
  /** In alphabetical order: nobody is ranked. */
  readonly sheets: readonly CoachingSheet[];
  /** Conversations that name no agent. */
  readonly unnamed: number;
  readonly team: Summary['teamScript'];
}

/** Share of a criterion's points from which on an answer can be an example for it. */
const GOOD = 0.8;
/** Candidates for the strength, of which the first that is no formula is shown. */
const STRENGTHS = 5;
/** Examples kept of an agent for each situation, among which a customer may have said the same kind of thing. */
const EXAMPLES = 4;

interface Open {
  readonly months: Map<string, Counts>;
  readonly strengths: Kept<Moment>;
  readonly misses: Kept<Moment>;
  /** Their best answers that met a criterion, by criterion and distress. */
  readonly examples: Map<string, Example>;
}

interface Example {
  readonly criterion: string;
  readonly distress: number;
  readonly best: Kept<Moment>;
}

/** Collects sheets one conversation at a time; memory holds a few moments an agent. */
export function collectCoaching(): {
  readonly add: (scored: ScoredConversation) => void;
  readonly result: (receipt: Pick<Receipt, 'rubricHash'>) => Coaching;
} {
  const agents = new Map<string, Open>();
  const templates = collectTemplates([]);
  let unnamed = 0;
  return {
    add: (scored) => {
      templates.add(scored);
      const moments = momentsOf(scored);
      const month = valueIn('month', scored) ?? '';
      for (const { key, normalized } of slicesBy('agent', scored)) {
        if (key === NO_GROUP) {
          unnamed++;
          continue;
        }
        const open = agents.get(key) ?? openAgent();
        agents.set(key, open);
        const mine = moments.filter(({ agent }) => agent === key);
        const counts = open.months.get(month) ?? openCounts();
        open.months.set(month, counts);
        count(counts, normalized, mine, scored);
        for (const moment of mine) remember(open, moment);
      }
    },
    result: ({ rubricHash }) => {
      const scripts = scriptsOf(templates.templates(), { reliance: RELIANCE, library: [] });
      const sheets = [...agents]
        .sort(([a], [b]) => compareKeys(a, b))
        .map(([agent, open]): CoachingSheet => {
          // The seeds of the same groups in the totals, so that the intervals are the same, too.
          const behaviour = behaviourOf(summed([...open.months.values()]), `${rubricHash}\nagent\n${agent}`);
          const seedOf = (month: string) => `${rubricHash}\nagent/month\n${agent} / ${month}`;
          const [miss] = open.misses.items();
          const example = miss && exampleFor(miss, agent, agents);
          const strength = strengthOf(open, scripts.times);
          const script = scripts.of('agent', agent);
          const progress = progressOf(open.months, seedOf);
          return {
            agent,
            behaviour,
            evidence:
              behaviour.scored < MIN_N
                ? 'too_few'
                : behaviour.scored < REPORTABLE_N
                  ? 'indicative'
                  : 'reportable',
            ...(strength && { strength }),
            ...(miss && { miss }),
            ...(example && { example }),
            ...(script && { scripts: script }),
            ...(progress && { progress }),
          };
        });
      return { sheets, unnamed, team: scripts.team };
    },
  };
}

function openAgent(): Open {
  return {
    months: new Map(),
    strengths: keepFirst(STRENGTHS, compareStrengths),
    misses: keepFirst(1, compareMisses),
    examples: new Map(),
  };
}

function remember({ strengths, misses, examples }: Open, moment: Moment): void {
  const { opportunity, reply } = moment;
  if (opportunity.verdict !== 'met') {
    if (moment.customer && reply) misses.add(moment);
    return;
  }
  if (reply === undefined || has(reply, 'dismissive')) return;
  strengths.add(moment);
  for (const { criterion, earned, possible, turn } of opportunity.verdicts) {
    if (possible === 0 || earned < GOOD * possible || turn !== reply.index) continue;
    const { distress } = opportunity;
    const key = `${distress} ${criterion}`;
    const example = examples.get(key) ?? { criterion, distress, best: keepFirst(EXAMPLES, compareStrengths) };
    examples.set(key, example);
    example.best.add(moment);
  }
}

/** Specific answers first, then as highlights are ordered. */
function compareStrengths(a: Moment, b: Moment): number {
  const specific = ({ reply }: Moment): number => Number(reply !== undefined && isSpecific(reply));
  return firstOf(specific(b) - specific(a), compareHighlights(weigh(a), weigh(b)));
}

/** The most telling first: the more upset the customer, a dismissal, then whom it drove to say it again, then the score. */
function compareMisses(a: Moment, b: Moment): number {
  const dismissed = ({ opportunity }: Moment): number => Number(opportunity.verdict === 'dismissed');
  const again = ({ after }: Moment): number => after?.labels.distress ?? 0;
  const score = ({ opportunity }: Moment): number => opportunity.score.normalized ?? 0;
  const unused = ({ opportunity }: Moment): number => Math.min(3, opportunity.unused?.length ?? 0);
  return firstOf(
    b.opportunity.distress - a.opportunity.distress,
    dismissed(b) - dismissed(a),
    again(b) - again(a),
    score(a) - score(b),
    unused(b) - unused(a),
    compareKeys(a.key, b.key),
  );
}

function strengthOf(
  { strengths }: Open,
  times: (template: string) => number,
): CoachingSheet['strength'] | undefined {
  const isFormula = ({ reply }: Moment): boolean =>
    specificTemplates(reply!).some((template) => times(template) > 1);
  const items = strengths.items();
  const best = items.find((moment) => isSpecific(moment.reply!) && !isFormula(moment)) ?? items[0];
  return best && { ...best, specific: isSpecific(best.reply!), formula: isFormula(best) };
}

/** What could have earned most and earned nothing; of a dismissal, too, what should have stood in its place. */
function missingIn({ opportunity: { verdicts, missing } }: Moment): string | undefined {
  const zero = verdicts.filter(({ earned, possible }) => earned === 0 && possible > 0);
  return zero.toSorted((a, b) => b.possible - a.possible)[0]?.criterion ?? missing;
}

/**
 * A colleague's answer that met what this one missed: of a customer who said the same kind of thing (a cue in common)
 * if there is one, else as upset, else in any situation.
 */
function exampleFor(
  miss: Moment,
  agent: string,
  agents: ReadonlyMap<string, Open>,
): CoachingSheet['example'] {
  const { distress } = miss.opportunity;
  const missing = missingIn(miss);
  const cues = new Set(miss.customer?.evidence.map(({ cue }) => cue));
  const found = [...agents]
    .filter(([name]) => name !== agent)
    .flatMap(([, { examples }]) =>
      [...examples.values()].flatMap(({ criterion, distress: as, best }) =>
        best.items().flatMap((moment) => {
          const meets = criterion === missing;
          const same = meets && as === distress;
          const matter = same && moment.customer?.evidence.some(({ cue }) => cues.has(cue));
          if (!meets && !isSpecific(moment.reply!)) return [];
          const alike = matter ? 'matter' : same ? 'distress' : meets ? 'criterion' : 'none';
          return [{ moment, alike } as const];
        }),
      ),
    );
  const order = ['matter', 'distress', 'criterion', 'none'];
  return found.sort((a, b) =>
    firstOf(order.indexOf(a.alike) - order.indexOf(b.alike), compareStrengths(a.moment, b.moment)),
  )[0];
}
