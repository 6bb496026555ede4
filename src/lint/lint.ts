/** Lint in one call: macros, a compiled rubric and the team's settings in; findings and scores out. */
import type { LintedMacro, LintReport } from '../model.ts';
import type { CompiledRubric } from '../rubric/index.ts';
import { chosenRules, type LintConfig } from './config.ts';
import { createRegions, findingOf, sign, type Unsigned } from './findings.ts';
import type { MacroFile } from './macro.ts';
import { createMacroReader, type ReadMacro } from './read.ts';
import { cardOf, RULES } from './rules/index.ts';

/** What the files amount to; thresholds, baselines and suppressions come after it. */
export type Linted = Pick<LintReport, 'macros' | 'findings' | 'rules' | 'accounts' | 'mean'>;

/** Lints macros; pure, the same arguments always give the same result. Findings stand in the order of the files. */
export function lintMacros(
  files: readonly MacroFile[],
  compiled: CompiledRubric,
  config: LintConfig = {},
): Linted {
  const rules = chosenRules(config);
  const read = createMacroReader(compiled);
  const skipped: Record<string, number> = {};
  const sources: Record<string, number> = {};
  const readable: { file: MacroFile; macros: ReadMacro[] }[] = [];
  let total = 0;
  const skip = (reason: string): void => {
    skipped[reason] = (skipped[reason] ?? 0) + 1;
    total += 1;
  };
  for (const file of files) {
    sources[file.source] = (sources[file.source] ?? 0) + 1;
    for (const { reason } of file.skipped) skip(reason);
    const macros: ReadMacro[] = [];
    for (const macro of file.macros) {
      const one = read(macro);
      if (one === 'language') skip('language');
      else macros.push(one);
    }
    total += macros.length;
    readable.push({ file, macros });
  }
  const all = readable.flatMap(({ macros }) => macros);
  const found = rules.flatMap(({ id, severity, settings }) =>
    RULES[id].run(all, settings).map((hit) => ({ id, severity, hit })),
  );
  const findings: Unsigned[] = readable.flatMap(({ file, macros }) => {
    const regionOf = createRegions(file);
    const own = new Set(macros);
    return found
      .filter(({ hit }) => own.has(hit.macro))
      .map(({ id, severity, hit }) => findingOf(id, severity, hit, regionOf, file.content))
      .sort((a, b) => a.location.line - b.location.line || a.location.column - b.location.column);
  });
  const macros = readable.flatMap(({ file, macros }) => {
    const regionOf = createRegions(file);
    return macros.map((one): LintedMacro => {
      const { id, title, path, start, source, locale } = one.macro;
      const scores = one.renderings.flatMap(({ score }) => score ?? []);
      return {
        id,
        title,
        path,
        line: regionOf({ start, end: start }).line,
        source,
        ...(locale !== undefined && { locale }),
        category: one.answers.category,
        categoryFrom: one.answers.from,
        score: scores.length === 0 ? null : Math.min(...scores),
        renderings: one.renderings.length,
        findings: found.filter(({ hit }) => hit.macro === one).length,
      };
    });
  });
  const scores = macros.flatMap(({ score }) => score ?? []);
  return {
    macros,
    findings: sign(findings),
    rules: rules.map(({ id, severity }) => cardOf(id, severity)),
    accounts: { files: files.length, macros: total, linted: all.length, skipped, sources },
    mean: scores.length === 0 ? null : scores.reduce((a, b) => a + b, 0) / scores.length,
  };
}
