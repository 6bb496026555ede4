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
      const own = judge(rendering.text, answers, (words) => isTied(rendering, words));
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

type Prose = Rendering & Pick<ReadRendering, 'tokens'>;

/** A rendering without the code that it shows, cut into tokens when somebody asks for them. */
function proseOf(rendering: Rendering): Prose {
  const text = blank(rendering.text, codeSpans(rendering.text));
  let tokens: Token[] | undefined;
  return {
    ...rendering,
    text,
    get tokens() {
      tokens ??= tokenise(text);
      return tokens;
    },
  };
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
 * Whether these words stand in one sentence with a slot of the customer's story, or right after one that they point
 * back to; a slot that may stay empty ties nothing.
 */
function isTied({ filled, tokens }: Prose, words: Span): boolean {
  const sentenceOf = ({ start, end }: Span): number | undefined =>
    tokens.find((token) => token.end > start && token.start < end)?.sentence;
  const sentence = sentenceOf(words);
  if (sentence === undefined) return false;
  return filled.some(({ slot, start, end }) => {
    if (!TELLING.has(slot.meaning) || slot.fallback !== undefined) return false;
    const there = sentenceOf({ start, end });
    return there === sentence || there === sentence - 1;
  });
}
