/** Reads a macro once for all rules: what it answers, what it can turn into, and what is found in each of these texts. */
import type { CueMatch } from '../cue/cues.ts';
import type { Token } from '../model.ts';
import type { CompiledRubric } from '../rubric/index.ts';
import { createLanguageGate, tokenise } from '../text/index.ts';
import { type Categorised, categorise } from './category.ts';
import type { Macro } from './macro.ts';
import { createJudge, type Judged } from './score.ts';
import { type Rendering, render } from './template/index.ts';

export interface ReadRendering extends Rendering, Judged {
  readonly tokens: readonly Token[];
  readonly matches: readonly CueMatch[];
}

export interface ReadMacro {
  readonly macro: Macro;
  readonly answers: Categorised;
  /** Distinct texts, the plainest first. */
  readonly renderings: readonly ReadRendering[];
}

/** A reader for one rubric; `language` stands for a macro that the rubric has no words for. */
export function createMacroReader(compiled: CompiledRubric): (macro: Macro) => ReadMacro | 'language' {
  const judge = createJudge(compiled);
  const isForeign = createLanguageGate(compiled.rubric.language);
  return (macro) => {
    const answers = categorise(macro);
    const read = render(macro.body.text).map((rendering) => {
      const tokens = tokenise(rendering.text);
      return {
        ...rendering,
        tokens,
        matches: compiled.cues.match(tokens),
        ...judge(rendering.text, answers),
      };
    });
    const { text, tokens } = read[0]!;
    if (isForeign([{ role: 'agent', text, tokens }])[0]) return 'language';
    return { macro, answers, renderings: read };
  };
}
