/** Reads what `attune calibrate --save` wrote: how far a rubric was found to agree with people. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { UserError } from '../errors.ts';
import { lazily } from '../lazy.ts';
import type { MeasuredAgreement } from '../model.ts';
import { findMistake } from '../read/json-syntax.ts';
import { cannotRead } from './failure.ts';

const measured = lazily((): z.ZodType<MeasuredAgreement> => {
  const share = z.number().min(-1).max(1).nullable();
  return z.object({
    kind: z.literal('agreement'),
    schema: z.literal(1),
    rubric: z.object({ id: z.string(), version: z.string(), hash: z.string() }),
    ratings: z.number(),
    raters: z.number(),
    questions: z.array(
      z.object({
        name: z.string(),
        kind: z.enum(['label', 'criterion']),
        n: z.number(),
        kappa: share,
        low: share,
        high: share,
        sensitivity: share,
        specificity: share,
      }),
    ),
  });
});

/** @throws UserError when the file can't be read, or is no such file. */
export function readMeasured(file: string, cwd: string): MeasuredAgreement {
  let text: string;
  try {
    text = readFileSync(path.resolve(cwd, file), 'utf8').replace(/^\ufeff/, '');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw cannotRead(file, error);
    throw new UserError(`${file}: there is no such file; write it with attune calibrate --save`);
  }
  const mistake = findMistake(text);
  if (mistake) throw new UserError(`${file}:${mistake.line}:${mistake.column}: not JSON: ${mistake.what}`);
  const result = measured().safeParse(JSON.parse(text));
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new UserError(
    `${file}: ${issue?.path.map(String).join('.') || 'the file'}: ${issue?.message}; it must be what attune calibrate --save wrote`,
  );
}
