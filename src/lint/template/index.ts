/** Macros as templates: their placeholders, and the texts that branches and names can make of them. */
import type { Span } from '../../model.ts';
import type { Dialect, Macro } from '../macro.ts';
import { assignmentsOf } from './assign.ts';
import { isOwn, platformOf, userAnswers } from './dialects.ts';
import { type LiquidProblem, parseLiquid, type Variable } from './liquid.ts';
import { print, type Rendering } from './print.ts';
import { blank, type Construct, scanConstructs, type Unmatched, unmatchedBraces } from './scan.ts';
import { meaningOf, type Slot, slotOf } from './slots.ts';

export { MOST_RENDERINGS } from './assign.ts';
export { DIALECT_SPECS, isHelpDesk, isOwn, ownSpelling, type Platform, platformOf } from './dialects.ts';
export { bodySpan, type Rendering } from './print.ts';
export { blank, codeSpans, type Notation } from './scan.ts';
export { NAMES, type Slot } from './slots.ts';

/** A macro's template. */
export interface Template {
  readonly slots: readonly Slot[];
  /** Template tags in a notation that prints them. */
  readonly tags: readonly Construct[];
  /** Variables that Liquid expects from the help desk, in tags too. */
  readonly variables: readonly Variable[];
  readonly unmatched: readonly Unmatched[];
  /** Why it is no template; nothing else can be said about such a macro. */
  readonly broken?: Span & { readonly message: string };
  /** Its distinct texts, the plainest first. */
  readonly renderings: readonly Rendering[];
  /** Combinations of values that there are, of which `renderings` come from at most `MOST_RENDERINGS`. */
  readonly combinations: number;
}

/** Dialects that are read as Liquid; one that nobody prescribes is, where it parses. */
const LIQUID: ReadonlySet<Dialect | undefined> = new Set(['liquid', 'intercom', undefined]);

/** Reads a macro as a template. */
export function readTemplate(macro: Pick<Macro, 'body' | 'dialect' | 'source'>): Template {
  const {
    body: { text },
    dialect,
  } = macro;
  const constructs = scanConstructs(text);
  const unmatched = unmatchedBraces(text, constructs);
  const isOurs = ({ notation }: Construct): boolean => notation === 'liquid' || notation === 'intercom';
  const liquid = LIQUID.has(dialect) && constructs.some(isOurs);
  const strange = liquid ? constructs.filter((one) => !isOurs(one)) : constructs;
  const slots = constructs
    .filter(({ kind }) => kind === 'slot')
    .map((one) => slotOf(text, one, userAnswers(macro, one.notation)));
  const tags = constructs.filter(({ kind }) => kind === 'tag');
  const parsed = liquid ? (tooDeep(tags) ?? parseLiquid(blank(text, [...strange, ...unmatched]))) : undefined;
  const broken =
    parsed && 'message' in parsed && isBroken(macro, constructs, parsed)
      ? whole(parsed, constructs)
      : undefined;
  const template = parsed && 'message' in parsed ? undefined : parsed;
  const variables = template?.variables ?? [];
  const assignments = assignmentsOf(text, {
    slots,
    variables,
    // In the notation of another program nobody fills it in, and what a person has to write is not left out.
    isFixed: ({ notation, byHand }) => byHand || !(dialect === undefined || isOwn(notation, dialect)),
    meaningOf: (path) => meaningOf(path, userAnswers(macro, 'liquid')),
  });
  const renderings = new Map<string, Rendering>();
  for (const assignment of assignments.chosen) {
    const rendering = print(text, { template, slots, tags }, assignment);
    if (!renderings.has(rendering.text)) renderings.set(rendering.text, rendering);
  }
  return {
    slots,
    tags,
    variables,
    unmatched,
    ...(broken && { broken }),
    renderings: [...renderings.values()],
    combinations: assignments.count,
  };
}

/** Where only double braces stand and nobody says that they are Liquid, what Liquid can't read may mean something else. */
function isBroken(
  macro: Pick<Macro, 'dialect' | 'source'>,
  constructs: readonly Construct[],
  { start }: Span,
): boolean {
  if (platformOf(macro)?.strict) return true;
  return constructs.some(
    (one) => one.kind === 'tag' && one.notation === 'liquid' && one.start <= start && start < one.end,
  );
}

/** Branches in branches that nobody writes by hand; a parser that goes down into them would run out of stack. */
const DEEPEST = 100;

/** The tag that goes deeper than that. */
function tooDeep(tags: readonly Construct[]): LiquidProblem | undefined {
  let depth = 0;
  for (const { inner, start, end } of tags) {
    if (/^(?:if|unless|case|for|capture)\b/.test(inner)) depth += 1;
    else if (/^end/.test(inner)) depth = Math.max(0, depth - 1);
    if (depth > DEEPEST) return { start, end, message: `more than ${DEEPEST} tags stand in one another` };
  }
  return undefined;
}

/** The place of a problem is the tag or placeholder that it is in. */
function whole(problem: LiquidProblem, constructs: readonly Construct[]): LiquidProblem {
  const one = constructs.find(({ start, end }) => start <= problem.start && problem.start < end);
  return one ? { ...problem, start: one.start, end: one.end } : problem;
}
