/**
 * An assertion for promptfoo: whether an AI agent's reply answers how the customer feels. It asks no model and gives
 * the same reply the same score.
 *
 * The test's `vars` hold what came before the reply: `customer`, the customer's words, or `messages`, a list of
 * `{ role: 'user' | 'assistant', content }`. The assertion's `config` may name a `rubric` (name or file) and the
 * `threshold` from 0 to 1 from which the reply passes.
 */
// @ts-check
import { createScorer, loadRubric, rubricFinder } from 'attune';

/** @typedef {{ pass: boolean, score: number, reason: string, componentResults?: GradingResult[] }} GradingResult */
/** @typedef {{ role: string, content: string }} Message */
/**
 * @typedef {{
 *   vars: { customer?: unknown, messages?: unknown },
 *   config?: { rubric?: string, threshold?: number },
 * }} Context
 */

const THRESHOLD = 0.6;
/** @type {Record<string, 'customer' | 'agent'>} */
const ROLES = { user: 'customer', customer: 'customer', assistant: 'agent', agent: 'agent' };

/** Scorers by rubric, as one takes a moment to make. @type {Map<string, ReturnType<typeof open>>} */
const opened = new Map();

/** @param {string} name */
function open(name) {
  const compiled = loadRubric(name, rubricFinder(process.cwd()));
  return { compiled, scorer: createScorer(compiled) };
}

/**
 * @param {unknown} output the reply
 * @param {Context} context
 * @returns {GradingResult}
 */
export default function attuneAssert(output, { vars, config = {} }) {
  if (typeof output !== 'string')
    throw new Error('attune: the output is not text; use a transform that makes it the reply');
  const { rubric = 'empathy', threshold = THRESHOLD } = config;
  const { compiled, scorer } = opened.get(rubric) ?? open(rubric);
  opened.set(rubric, { compiled, scorer });

  const turns = [...messagesOf(vars), { role: 'assistant', content: output }].flatMap(({ role, content }) => {
    const ours = ROLES[role];
    return ours ? [{ role: ours, text: content }] : [];
  });
  const scored = scorer.score({
    id: 'promptfoo',
    source: { path: 'promptfoo' },
    meta: {},
    turns: turns.map((turn, index) => ({ ...turn, index, visibility: 'public', rows: [] })),
  });
  const reply = scored.turns.at(-1);
  const normalized = reply?.score?.normalized ?? null;
  if (normalized === null) {
    return { pass: true, score: 1, reason: 'Nothing that the customer said calls for empathy: not judged.' };
  }
  const score = normalized / 100;
  const criteria = (reply?.verdicts ?? []).filter(
    ({ verdict, possible }) => (verdict === 'met' || verdict === 'missed') && possible > 0,
  );
  return {
    pass: score >= threshold,
    score,
    reason: `attune ${Math.round(normalized)} of 100, ${Math.round(100 * threshold)} wanted`,
    componentResults: criteria.map(({ criterion, verdict, earned, possible }) => {
      const { title = criterion, missed = '' } =
        compiled.rubric.criteria.find(({ id }) => id === criterion) ?? {};
      const points = `${title}: ${earned} of ${possible} points`;
      return {
        pass: verdict === 'met',
        score: earned / possible,
        reason: verdict === 'met' ? points : `${points}. ${missed}`,
      };
    }),
  };
}

/**
 * What was said before the reply.
 * @param {Context['vars']} vars
 * @returns {Message[]}
 */
function messagesOf({ customer, messages }) {
  if (Array.isArray(messages)) return messages;
  if (typeof customer === 'string') return [{ role: 'user', content: customer }];
  throw new Error(
    'attune: give the test a var "customer" (text) or "messages" (a list of { role, content })',
  );
}
