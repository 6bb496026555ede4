/** Reads a macro once for all rules: what it answers, what it can turn into, and what is found in each of these texts. */
import type { Cue, Span, Token } from '../model.ts';
import type { CompiledRubric } from '../rubric/index.ts';
import { createLanguageGate, tokenise } from '../text/index.ts';
import { type Categorised, categorise } from './category.ts';
import type { Macro } from './macro.ts';
import { createJudge, type Judged } from './score.ts';
import { blank, codeSpans, type Rendering, readTemplate, type Template } from './template/index.ts';

/** A rendering with everything that is found in it; code that it shows is blanked out. */
export interface ReadRendering extends Rendering, Judged {
  readonly tokens: readonly Token[];
  /** Its sentences, in order. */
  readonly sentences: readonly Span[];
}

/** A macro that was read. */
export interface ReadMacro {
  readonly macro: Macro;
  readonly answers: Categorised;
  readonly template: Template;
  /** The rubric's cues by their id, for what evidence alone does not say. */
  readonly cues: ReadonlyMap<string, Cue>;
  /** Distinct texts, the plainest first; none where the template is broken. */
  readonly renderings: readonly ReadRendering[];
  /** 0–100 of its worst rendering; null where nothing is asked of it. */
  readonly score: number | null;
}

/** Reads one macro; `language` stands for a macro that the rubric has no words for. */
export type MacroReader = (macro: Macro) => ReadMacro | 'language';

/** A reader for one rubric. */
export function createMacroReader(compiled: CompiledRubric): MacroReader {
  const { judge, withoutName } = createJudge(compiled);
  const isForeign = createLanguageGate(compiled.rubric.language);
  const cues = new Map(compiled.rubric.cues.map((cue) => [cue.id, cue]));
  const home = baseOf(compiled.rubric.language);
  return (macro) => {
    if (macro.locale !== undefined && baseOf(macro.locale) !== home) return 'language';
    const template = readTemplate(macro);
    const prose = template.renderings.map(proseOf);
    const { text, tokens } = prose[0]!;
    if (isForeign([{ role: 'agent', text, tokens }])[0]) return 'language';
    const answers = categorise(macro, text);
    if (template.broken) return { macro, answers, template, cues, renderings: [], score: null };
    const judged = new Map<string, Judged>();
    const renderings = prose.map((rendering): ReadRendering => {
      const key = nameless(rendering);
      const known = judged.get(key);
      // A name that is long or missing changes no other words, so what is found in them is known.
      if (known) {
        const own = isNamed(rendering) ? unseen(known) : withoutName(rendering.text, answers, known);
        return Object.assign(rendering, own);
      }
      const own = judge(rendering.text, answers, tiesIn(rendering));
      judged.set(key, own);
      return Object.assign(rendering, own);
    });
    const scores = renderings.flatMap(({ score }) => score ?? []);
    return {
      macro,
      answers,
      template,
      cues,
      renderings,
      score: scores.length === 0 ? null : Math.min(...scores),
    };
  };
}

type Prose = Rendering & Pick<ReadRendering, 'tokens' | 'sentences'>;

/** A rendering without the code that it shows, cut into tokens and sentences when somebody asks for them. */
function proseOf(rendering: Rendering): Prose {
  const text = blank(rendering.text, codeSpans(rendering.text));
  let tokens: Token[] | undefined;
  let sentences: Span[] | undefined;
  return {
    ...rendering,
    text,
    get tokens() {
      tokens ??= tokenise(text);
      return tokens;
    },
    get sentences() {
      sentences ??= sentencesOf(this.tokens);
      return sentences;
    },
  };
}

/** From the first token of each sentence to its last. */
function sentencesOf(tokens: readonly Token[]): Span[] {
  const spans: { start: number; end: number }[] = [];
  let number = -1;
  for (const { sentence, start, end } of tokens) {
    // The mark of shouted capitals comes last and spans what it is about.
    if (sentence < number) continue;
    if (sentence > number) spans.push({ start, end });
    else spans.at(-1)!.end = Math.max(spans.at(-1)!.end, end);
    number = sentence;
  }
  return spans;
}

/** Position of the sentence that holds the beginning of these words, or is the nearest before them. */
export function sentenceIndex(sentences: readonly Span[], { start }: Span): number {
  let low = 0;
  let high = sentences.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (sentences[middle]!.start <= start) low = middle;
    else high = middle - 1;
  }
  return low;
}

const isName = ({ slot }: Rendering['filled'][number]): boolean => slot.meaning === 'name';
const isNamed = ({ filled }: Rendering): boolean => filled.some((one) => isName(one) && one.end > one.start);
/** A rendering without the names that stand in it. */
const nameless = ({ text, filled }: Rendering): string => {
  let rest = '';
  let at = 0;
  for (const { start, end } of filled.filter(isName)) {
    rest += text.slice(at, start);
    at = end;
  }
  return rest + text.slice(at);
};
/** The same judgement, with evidence that is shown elsewhere. */
const unseen = ({ found, score }: Judged): Judged => ({ found: { ...found, evidence: [] }, score });

/** `en-GB` → `en`. */
const baseOf = (locale: string): string => locale.toLowerCase().replace(/[-_].*$/, '');

/** Placeholders that tell something of this customer's story, and not only who they are. */
const TELLING = new Set(['issue', 'detail', 'time', 'count', 'money']);

/**
 * Tells whether words stand in one sentence with a slot of the customer's story, or right after one that they point
 * back to; a slot that may stay empty ties nothing.
 */
function tiesIn(rendering: Prose): (words: Span) => boolean {
  const telling = rendering.filled.filter(
    ({ slot }) => TELLING.has(slot.meaning) && slot.fallback === undefined,
  );
  let tied: ReadonlySet<number> | undefined;
  return (words) => {
    if (telling.length === 0) return false;
    const { sentences } = rendering;
    tied ??= new Set(telling.map((one) => sentenceIndex(sentences, one)));
    const sentence = sentenceIndex(sentences, words);
    return tied.has(sentence) || tied.has(sentence - 1);
  };
}
