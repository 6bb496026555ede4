/** The `lint:` section of the configuration: what to lint, how severe each rule is, and what fails a run. */

import path from 'node:path';
import { z } from 'zod';
import { lazily } from '../lazy.ts';
import { lintRules } from '../lint/config.ts';
import { SOURCES, type SourceName } from '../lint/sources/index.ts';
import { config, readConfig } from './config.ts';

const SOURCE_NAMES = Object.keys(SOURCES) as [SourceName, ...SourceName[]];

const lint = lazily(() =>
  z.strictObject({
    include: z
      .array(z.string().min(1))
      .optional()
      .describe('files, folders and patterns to lint where the command names none'),
    exclude: z.array(z.string().min(1)).optional().describe('patterns of files in them to leave out'),
    from: z.enum(SOURCE_NAMES).optional().describe('the source of the macros, where it is not recognised'),
    rubric: z
      .string()
      .min(1)
      .optional()
      .describe('the rubric for macros: a name, or a file relative to this one; macros'),
    rules: lintRules.optional().describe('severity and options of rules; the others keep their defaults'),
    baseline: z.string().min(1).optional().describe('the file of known findings'),
    suppressions: z
      .string()
      .min(1)
      .optional()
      .describe('the file of suppressions with their reasons; .attune-suppressions.yaml'),
    failOn: z
      .enum(['error', 'warning', 'note', 'never'])
      .optional()
      .describe('the lowest severity that fails a run; error'),
    maxWarnings: z.int().nonnegative().optional().describe('the most warnings that a run passes with'),
    failUnder: z.number().min(0).max(100).optional().describe('the lowest mean score that a run passes with'),
  }),
);

/** All of the configuration; also the source of the schema for editors. */
const configSchema = lazily(() =>
  config().extend({ lint: lint().optional().describe('what attune lint does') }),
);

export type LintSettings = z.infer<ReturnType<typeof lint>> & {
  /** Where suppressions are looked for if nobody names a file. */
  readonly usualSuppressions: string;
};

const SUPPRESSIONS = '.attune-suppressions.yaml';

/**
 * The `lint:` section of the nearest configuration, its paths relative to the working directory.
 * @throws UserError with `file:line:column` for every mistake.
 */
export function findLintConfig(cwd: string): LintSettings {
  const found = readConfig(cwd, configSchema);
  const section = found?.lint ?? {};
  const folder = found ? path.posix.dirname(found.path) : '.';
  const here = (name: string) => (path.isAbsolute(name) ? name : path.posix.join(folder, name));
  const { rubric } = section;
  return {
    ...section,
    usualSuppressions: here(SUPPRESSIONS),
    ...(section.suppressions !== undefined && { suppressions: here(section.suppressions) }),
    ...(section.include && { include: section.include.map(here) }),
    ...(section.exclude && { exclude: section.exclude.map(here) }),
    ...(section.baseline !== undefined && { baseline: here(section.baseline) }),
    ...(rubric !== undefined && { rubric: /[/.]/.test(rubric) ? here(rubric) : rubric }),
  };
}

/** The JSON Schema of the configuration, for editors. */
export function editorSchema(): object {
  return {
    ...z.toJSONSchema(configSchema(), { io: 'input', unrepresentable: 'any' }),
    title: 'attune.config.yaml',
  };
}
