/** Why something was not found, for people: each cue with the reason, and a pattern part by part. */

import { own } from '../../keys.ts';
import type {
  Attempt,
  AttemptStep,
  CueAnswer,
  Looked,
  Obstacle,
  Question,
  TurnAnswer,
  WhyNot,
} from '../../model.ts';
import { placeText } from '../../place.ts';
import { sanitise } from '../sanitise.ts';
import { block, cut, words, wrap } from '../terminal/layout.ts';
import { assumedWords, type Canvas, listed, quote } from './words.ts';

const INDENT = 14;
const STEP_INDENT = 16;
const PART = 24;
/** A class is shown by a few of its words, a part of a pattern by so many columns. */
const SOME = 4;
const LONGEST_PART = 160;

/** The whole answer: what was asked, then turn by turn. */
export function whyNotLines(answer: WhyNot, canvas: Canvas): string[] {
  const { theme, width } = canvas;
  const { id, source, question, assumed, turns } = answer;
  const place = placeText(source);
  return [
    ...wrap(words(`${id} · why not ${askedWords(question)}`, theme.title), width),
    theme.dim(cut(sanitise(place), width)),
    ...(assumed ? wrap(words(assumedWords(assumed), theme.dim), width) : []),
    ...(turns.length === 0 ? ['', '  nobody speaks whose words it looks at'] : []),
    ...turns.flatMap((turn) => ['', ...turnLines(turn, question, canvas)]),
  ];
}

/** Label by label what was looked for where nothing was found, with the rule that came nearest. */
export function lookedLines(looked: readonly Looked[], canvas: Canvas): string[] {
  const { theme, width } = canvas;
  return [
    '',
    theme.dim('  Nothing was found; what was looked for'),
    ...looked.flatMap(({ label, asked, nearest }) => {
      const near = nearest ? `; nearest ${nearest.cue}: ${nearestWords(nearest, label)}` : '';
      const rules = asked === 0 ? 'rules of its own' : asked === 1 ? '1 rule' : `${asked} rules`;
      return block(`  ${sanitise(label)}`, words(`${rules}${near}`), width, INDENT + 2, theme.label);
    }),
  ];
}

function askedWords({ cue, label, level }: Question): string {
  return cue === undefined ? `${label}${level > 1 ? ` ${level}` : ''}` : `${cue} (${label})`;
}

function turnLines(turn: TurnAnswer, question: Question, canvas: Canvas): string[] {
  const { theme, width } = canvas;
  const line = (head: string, text: string, style = theme.dim) =>
    block(`  ${head}`, words(text), width, INDENT, style);
  const said = `${turn.speaker ?? turn.role}: ${turn.text === '' ? '(no words)' : turn.text}`;
  const { label } = question;
  const given = turn.found.map(({ level, cue, quote: text }) => `${label} ${level} by ${cue} ${quote(text)}`);
  const nobody =
    turn.asked === 0
      ? `no cue gives ${label}; it is looked for by rules of its own`
      : `none of ${turn.asked} rules comes near: no pattern has two words in common with it`;
  return [
    ...line(`turn ${turn.turn}`, said, theme.title),
    ...(turn.obstacle ? line('', obstacleWords(turn.obstacle, label), theme.dim) : []),
    ...(given.length > 0 ? line('found', [...new Set(given)].join(' · '), theme.good) : []),
    ...(turn.obstacle === undefined && turn.cues.length === 0 && given.length === 0
      ? line('not found', nobody, theme.fair)
      : []),
    ...(turn.asked > 1 && turn.cues.length > 0
      ? line('not found', `by any of ${turn.asked} rules; those that came nearest:`, theme.fair)
      : []),
    ...turn.cues.flatMap((cue) => cueLines(cue, question, canvas)),
  ];
}

function cueLines(answer: CueAnswer, { label }: Question, canvas: Canvas): string[] {
  const { theme, width } = canvas;
  const { cue, level, role, tier, why, found, obstacles } = answer;
  const what = [
    `${answer.label} ${level}`,
    role === 'evidence' ? '' : role,
    tier === undefined ? '' : `tier ${tier}`,
    why ?? '',
  ];
  const fired = found.map((e) => `gave ${e.label} ${e.level} on ${quote(e.quote)}`);
  const line = (text: string) => block('', words(text), width, INDENT);
  const silent = obstacles.length === 0 && fired.length === 0 ? ['matched, and has nothing to give'] : [];
  return [
    ...block(
      `  ${sanitise(cue)}`,
      words(what.filter(Boolean).join(' · '), theme.dim),
      width,
      INDENT,
      theme.label,
    ),
    ...[...fired, ...silent].flatMap(line),
    ...obstacles.flatMap((obstacle) => [
      ...line(obstacleWords(obstacle, label)),
      ...(obstacle.attempt ? attemptLines(obstacle.attempt, canvas) : []),
    ]),
  ];
}

/** The parts of a pattern, each with its words, up to the one that was missed and beyond. */
function attemptLines({ steps, whole }: Attempt, canvas: Canvas): string[] {
  const { width, theme, rubric } = canvas;
  return [
    ...steps.flatMap((step) => {
      const part = cut(sanitise(step.part), step.miss === undefined ? PART - 1 : LONGEST_PART);
      if (step.miss === undefined) {
        const head = `${' '.repeat(STEP_INDENT)}${part}`;
        return block(head, words(quote(step.quote)), width, STEP_INDENT + PART, theme.dim);
      }
      const text = `${part}${membersOf(step.part, rubric.classes)}: ${missWords(step)}`;
      return block(`${' '.repeat(STEP_INDENT - 2)}✗`, words(text, theme.fair), width, STEP_INDENT);
    }),
    ...(whole ? [] : block('', words('and there it broke off', theme.dim), width, STEP_INDENT)),
  ];
}

/** A few words of the classes that a part names: `, where <INT> is really, so, very …`. */
function membersOf(part: string, classes: Canvas['rubric']['classes']): string {
  const named = [...part.matchAll(/<([^<>]+)>/g)].flatMap(([, name]) => {
    const entries = own(classes, name!);
    if (entries === undefined) return [];
    const more = entries.length > SOME ? ' …' : '';
    return [`<${name}> is ${entries.slice(0, SOME).join(', ')}${more}`];
  });
  return named.length === 0 ? '' : `, where ${[...new Set(named)].join(' and ')}`;
}

/** How the part was missed, and which words stand there. */
function missWords({ part, quote: text, miss, before }: AttemptStep): string {
  const got = quote(text);
  switch (miss) {
    case 'other':
      return `${got} stands in its place`;
    case 'extra':
      return `${got} stands in between`;
    case 'condition':
      if (part === '^') return `asks for the beginning of a sentence; ${got} stands before it`;
      if (part === '$') return `asks for the end of the sentence; ${got} follows`;
      return part.startsWith('-') ? `must not stand before it; ${got} does` : `must not follow; ${got} does`;
    default:
      return before === undefined ? 'is missing at the end' : `is missing before ${quote(before)}`;
  }
}

/** One reason as a sentence; `label` is what the cue would have given. */
function obstacleWords(obstacle: Obstacle, label: string): string {
  const { kind, by = [], words: others = [], needed = 0, is = 0 } = obstacle;
  const matched = obstacle.quote === undefined ? '' : `matched ${quote(obstacle.quote)}, but `;
  const against = `${by.join(', ')}${others.length > 0 ? ` on ${others.map(quote).join(', ')}` : ''}`;
  switch (kind) {
    case 'pattern':
      if (obstacle.attempt === undefined) return 'no pattern of it has a word in common with this';
      return obstacle.attempt.whole
        ? 'all but one part of its pattern is there:'
        : 'its pattern begins to match:';
    case 'unless':
      return `${matched}is silenced by ${others.map(quote).join(', ')}, as its “unless” says: ${cut(by.join(' | '), LONGEST_PART)}`;
    case 'blocked':
      return `${matched}cue ${against} keeps these words from counting as ${label}`;
    case 'distress':
      return `${matched}counts only from distress ${needed}; here it is ${is}`;
    case 'with':
      return `${matched}counts only where ${listed(by)} stands in the same turn`;
    case 'without':
      return `${matched}does not count where ${listed(by)} stands in the same turn`;
    case 'customer':
      return `${matched}counts only after customer words that match ${listed(by, 'or')}`;
    case 'row':
      return `${matched}“sorry” means ${against} there: row ${needed} of the sorry table comes before row ${is}`;
    case 'sorries':
      return `${matched}it runs over two “sorry” and belongs to neither`;
    case 'role':
      return `${matched}${own(ROLES, by[0] ?? '') ?? 'gives no label'}`;
    case 'closed':
      return `${matched}the customer was content after it: ${against}`;
    case 'open':
      return `${matched}the customer was not content after it: ${against}`;
    case 'story':
      return `${matched}its clause takes up ${is} of the ${needed} words of the customer’s story that prove listening${others.length > 0 ? `: ${others.map(quote).join(', ')}` : ''}`;
    case 'anchor':
      return `for ${label} ${needed} the clause of ${quote(obstacle.quote ?? '')} needs ${by.map((a) => own(ANCHORS, a) ?? a).join(', or ')}`;
    case 'stack':
      return `${quote(obstacle.quote ?? '')} is ${label} ${is}; a burden of another kind beside it would make it ${needed}`;
    case 'votes':
      return `its words vote ${is} in all and must pass ${needed}${others.length > 0 ? `; most for it ${others.map(quote).join(', ')}` : ''}`;
    case 'already':
      return `was not asked, as ${label} was found by ${against}`;
    case 'cut':
      return `${matched}these words stand in a signature or in quoted history, which is not read`;
    case 'speaker':
      return by[0] === undefined
        ? `${matched}it looks at the words of the other side`
        : `it does not look at what a ${by[0]} says`;
    case 'language':
      return 'the turn is in another language and can’t be judged';
    case 'redacted':
      return 'the words are redacted';
    case 'internal':
      return 'internal notes are not judged';
  }
}

/** What cues do that give no label by themselves. */
const ROLES: Readonly<Record<string, string>> = {
  block: 'gives no label: it keeps words from counting',
  prior: 'gives no label alone: it supports other evidence',
  marker: 'gives no label alone: it marks where one may be',
  reset: 'gives no label: it closes the matter',
};

const ANCHORS: Readonly<Record<string, string>> = {
  detail: 'a detail of the customer’s story',
  commitment: 'a promise in the first person beside it',
  reason: 'a reason from the case',
};

/** The nearest rule in a few words. */
function nearestWords({ obstacles }: CueAnswer, label: string): string {
  const [obstacle] = obstacles;
  if (obstacle?.attempt === undefined) return obstacle ? obstacleWords(obstacle, label) : '';
  const { steps } = obstacle.attempt;
  const there = steps.filter(({ miss, quote: text }) => miss === undefined && text !== '');
  const missed = steps.find(({ miss }) => miss !== undefined);
  const shown = there.map(({ quote: text }) => quote(text)).join(' ');
  return missed === undefined ? shown : `has ${shown}, not ${cut(sanitise(missed.part), PART)}`;
}
