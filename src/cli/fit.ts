/** `attune calibrate --fit` and `--demote`: what people said, made into a rubric that extends the one they rated. */

import path from 'node:path';
import {
  changedCriteria,
  compare,
  countCues,
  demotions,
  heldWords,
  learn,
  lessonsOf,
  parametersOf,
  tooFew,
} from '../calibrate/index.ts';
import { UserError } from '../errors.ts';
import { type CompiledRubric, fittedYaml } from '../rubric/index.ts';
import type { ReadRatings } from '../run/labelled.ts';
import { writeWhole } from '../run/output.ts';
import { type Io, print } from './io.ts';
import type { ExitCode } from './main.ts';
import { say } from './messages.ts';

export interface FitFlags {
  readonly fit?: true;
  readonly demote?: true;
  readonly out?: string;
  readonly force?: true;
}

/**
 * Learns what was asked for and writes the rubric, unless what was learned is no better on what was held out.
 * @throws UserError where there is too little to learn from, or nothing changed; nothing is written then.
 */
export async function fitCommand(
  { ratings, preferences }: ReadRatings,
  compiled: CompiledRubric,
  { reference, flags, io }: { readonly reference: string; readonly flags: FitFlags; readonly io: Io },
): Promise<ExitCode> {
  const { rubric } = compiled;
  const why: string[] = [];
  let criteria: ReturnType<typeof changedCriteria> = [];
  if (flags.fit) {
    if (rubric.total !== 'episodes')
      throw new UserError(
        `--fit: the score of ${rubric.id} adds up ${rubric.total}; only weights of hard moments (total: episodes) can be learned`,
      );
    const parameters = parametersOf(rubric);
    const lessons = lessonsOf(ratings.items, preferences, compiled, parameters);
    const missing = tooFew(lessons);
    if (missing && (!flags.force || lessons.length === 0))
      throw new UserError(
        `--fit: there is too little to learn from: ${missing.scores} more items with a score or verdicts are needed, or ${missing.preferences} more preferences${lessons.length > 0 ? '; --force learns all the same' : ''}`,
      );
    const fitted = learn(lessons, parameters);
    const held = heldWords(fitted.before, fitted.after);
    for (const words of held) say(io, `held out: ${words}`);
    if (!fitted.improves && !flags.force) {
      say(
        io,
        'what was learned does not agree better with what was held out, so nothing is written; --force does',
      );
      return 0;
    }
    criteria = changedCriteria(rubric, parameters, fitted.values);
    why.push(
      `Weights and credits learned by attune calibrate --fit from ${fitted.scores} scores and ${fitted.preferences} preferences.`,
      ...held.map((words) => `On conversations that were held out (5 folds): ${words}.`),
      ...(fitted.improves ? [] : ['It does not agree better on those; written because of --force.']),
    );
  }
  const demoted = flags.demote ? demotions(rubric, countCues(compare(ratings.items, compiled), rubric)) : [];
  why.push(...demoted.map((cue) => cue.why));
  if (criteria.length === 0 && demoted.length === 0) {
    say(io, 'nothing is to be changed, so nothing is written');
    return 0;
  }
  const text = fittedYaml({
    id: `${rubric.id}-fitted`,
    base: baseFrom(reference, flags.out, io),
    why,
    criteria,
    cues: demoted,
  });
  if (flags.out === undefined) await print(io, text);
  else {
    await writeWhole(path.resolve(io.cwd(), flags.out), text, flags.out);
    say(io, `${flags.out}: written; attune rubric diff ${reference} ${flags.out} shows what it changes`);
  }
  return 0;
}

/** How the new file calls its base: a shipped rubric by name, a file by its path from the new one. */
function baseFrom(reference: string, out: string | undefined, io: Io): string {
  if (!/[/.]/.test(reference)) return reference;
  const folder = out === undefined ? io.cwd() : path.dirname(path.resolve(io.cwd(), out));
  const relative = path.relative(folder, path.resolve(io.cwd(), reference)).split(path.sep).join('/');
  return relative.startsWith('.') ? relative : `./${relative}`;
}
