/** Empathy: a marker of understanding, and whether it is anchored in this customer's story (CODEBOOK 3.2, CUES §12.1–2). */
import type { CueMatch } from '../cue/cues.ts';
import type { Anchor, Detection } from '../model.ts';
import {
  clauseAround,
  type Detector,
  fromMatch,
  holds,
  levelFor,
  type TurnContext,
  toldAs,
  usable,
} from './context.ts';

const LABEL = 'empathy';
/** Objects that stand for the neighbouring sentence: "That must be exhausting." */
const POINTING = new Set(['this', 'that', 'it']);
const REASONS = new Set(['because', 'since', 'as', 'after', 'when']);
const SELF = new Set(['we', 'our', 'i', 'my']);

export const empathyDetector: Detector = (context) =>
  usable(context.reading, LABEL)
    .filter((m) => (m.cue.role === 'evidence' || m.cue.role === 'marker') && holds(m, context))
    .map((match): Detection => {
      const level = levelFor(match, LABEL);
      const anchor =
        level < 2 && match.cue.label === LABEL
          ? match.cue.anchors.find((kind) => ANCHORS[kind](context, match))
          : undefined;
      return fromMatch(
        context.reading,
        match,
        LABEL,
        anchor ? 2 : level,
        anchor ? `anchor:${anchor}` : 'cue',
      );
    });

const ANCHORS: Record<Anchor, (context: TurnContext, match: CueMatch) => boolean> = {
  /** CUES §12.1: a word of the customer's story, a cost that is counted, an issue slot, or a thing of theirs. */
  detail({ reading, customer, distress }, match) {
    const range = rangeOf({ reading }, match);
    const inside = (i: number): boolean => i >= range.start && i < range.end;
    const tokens = reading.tokens.slice(range.start, range.end);
    if (tokens.some((t) => t.norm === '_issue_' || t.norm === '_slot_')) return true;
    const details = reading.content.filter((w) => inside(w.token));
    if (distress > 0 && details.some((w) => toldAs(customer, w.key) !== undefined)) return true;
    if (details.some((w) => !w.isNumber && isTheirs(reading.tokens, w.token))) return true;
    // A `prior` of empathy is a hardship; counted, it is this customer's ("waiting twice", "three weeks without").
    const hardship = reading.matches.some(
      (m) => m.cue.label === LABEL && m.cue.role === 'prior' && inside(m.start),
    );
    return hardship && tokens.some((t) => t.kind === 'number' || t.kind === 'money' || t.norm === 'twice');
  },
  /** The seed formula: shared feeling followed by a first-person commitment, in this sentence or the next. */
  commitment({ reading, found }, match) {
    const sentence = reading.tokens[match.start]!.sentence;
    const near = reading.tokens.filter((t) => t.sentence === sentence || t.sentence === sentence + 1);
    const from = near[0]!.start;
    const to = near.at(-1)!.end;
    return found.some((d) => d.label === 'ownership' && d.start >= from && d.end <= to);
  },
  /** Validation with a reason taken from the case: "every right to be cross, we promised Tuesday". */
  reason({ reading }, match) {
    const { tokens, turn } = reading;
    for (let i = match.end; i < tokens.length && tokens[i]!.sentence === tokens[match.start]!.sentence; i++) {
      if (REASONS.has(tokens[i]!.norm)) return true;
      const gap = turn.text.slice(tokens[i - 1]!.end, tokens[i]!.start);
      if (
        /[,;:–—-]/.test(gap) &&
        SELF.has(tokens[i]!.norm) &&
        !['will', 'can'].includes(tokens[i + 1]?.norm ?? '')
      )
        return true;
    }
    return false;
  },
};

/** The clause, and the sentence before it when the marker points back with "this", "that" or "it". */
function rangeOf({ reading }: Pick<TurnContext, 'reading'>, match: CueMatch): { start: number; end: number } {
  const { tokens } = reading;
  const clause = clauseAround(reading, match.start, match.end);
  const points = tokens
    .slice(match.start, Math.min(match.end + 1, tokens.length))
    .some((t) => POINTING.has(t.norm));
  if (!points) return clause;
  const sentence = tokens[match.start]!.sentence;
  let start = clause.start;
  while (start > 0 && tokens[start - 1]!.sentence >= sentence - 1) start--;
  return { start, end: clause.end };
}

/** Whether "your" stands at most two words before: "your daughter's birthday", "your whole job". */
function isTheirs(tokens: TurnContext['reading']['tokens'], at: number): boolean {
  for (let i = at - 1; i >= Math.max(0, at - 2); i--) if (tokens[i]!.norm === 'your') return true;
  return false;
}
