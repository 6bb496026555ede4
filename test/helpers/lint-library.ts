/** Macros for tests: files in memory, as the sources would read them. */

import type { LintConfig } from '../../src/lint/config.ts';
import { lintMacros } from '../../src/lint/lint.ts';
import type { Macro, MacroFile } from '../../src/lint/macro.ts';
import type { Example } from '../../src/lint/rules/index.ts';
import { loadRubric } from '../../src/rubric/index.ts';
import { rubricFinder } from '../../src/run/rubrics.ts';

/** The rubric of lint, compiled once. */
export const MACROS = loadRubric('macros', rubricFinder('.'));

/** A file whose content is its macros' texts, one after the other. */
export function fileOf(examples: readonly Example[], path = 'macros.txt'): MacroFile {
  let content = '';
  const macros = examples.map((example, i): Macro => {
    const { body, ...about } = typeof example === 'string' ? { body: example } : example;
    const start = content.length;
    content += `${body}\n\n`;
    return {
      id: `m${i + 1}`,
      title: `Macro ${i + 1}`,
      path,
      source: 'text',
      start,
      ...about,
      body: { text: body, offsets: Array.from({ length: body.length + 1 }, (_, j) => start + j) },
    };
  });
  return { path, source: macros[0]?.source ?? 'text', content, macros, skipped: [], problems: [] };
}

/** Lints examples as one library. */
export function lint(examples: readonly Example[], config: LintConfig = {}) {
  return lintMacros([fileOf(examples)], MACROS, config);
}
