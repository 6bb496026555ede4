/** Lint in one call: macros, a compiled rubric and the team's settings in; findings and scores out. */
import type { Finding, LintedMacro, LintReport, Severity } from '../model.ts';
import type { CompiledRubric } from '../rubric/index.ts';
import { chosenRules, type LintConfig } from './config.ts';
import { createRegions, findingOf, sign } from './findings.ts';
import type { MacroFile } from './macro.ts';
import { createMacroReader, type ReadMacro } from './read.ts';
import { cardOf, type Found, RULES } from './rules/index.ts';

/** What the files amount to; thresholds, baselines and suppressions come after it. */
export type Linted = Pick<LintReport, 'macros' | 'findings' | 'rules' | 'accounts' | 'mean'>;

/**
 * Lints macros; pure, the same arguments always give the same result. Macros stand in the order of the files, and so
 * do findings, those of one file by their place.
 */
export function lintMacros(
  files: readonly MacroFile[],
  compiled: CompiledRubric,
  config: LintConfig = {},
): Linted {
  const { read, accounts } = readAll(files, compiled);
  const rules = chosenRules(config);
  const all = read.flatMap(({ macros }) => macros);
  const found = new Map(all.map((macro) => [macro, [] as RuledHit[]]));
  for (const { id, severity, settings } of rules) {
    for (const hit of RULES[id].run(all, settings)) found.get(hit.macro)!.push({ rule: id, severity, hit });
  }
  const results = read.map(({ file, macros }) => resultsOf(file, macros, found));
  const macros = results.flatMap((result) => result.macros);
  const scores = macros.flatMap(({ score }) => score ?? []);
  return {
    macros,
    findings: sign(results.flatMap(({ unsigned }) => unsigned)),
    rules: rules.map(({ id, severity }) => cardOf(id, severity)),
    accounts,
    mean: scores.length === 0 ? null : scores.reduce((a, b) => a + b, 0) / scores.length,
  };
}

interface RuledHit {
  readonly rule: Finding['rule'];
  readonly severity: Severity;
  readonly hit: Found;
}

interface ReadFile {
  readonly file: MacroFile;
  readonly macros: readonly ReadMacro[];
}

/** Every macro that can be judged, and an account of all of them. */
function readAll(
  files: readonly MacroFile[],
  compiled: CompiledRubric,
): { readonly read: readonly ReadFile[]; readonly accounts: LintReport['accounts'] } {
  const readMacro = createMacroReader(compiled);
  const skipped: Record<string, number> = {};
  const sources: Record<string, number> = {};
  const count = (counts: Record<string, number>, key: string): void => {
    counts[key] = (counts[key] ?? 0) + 1;
  };
  let linted = 0;
  const read = files.map((file): ReadFile => {
    count(sources, file.source);
    for (const { reason } of file.skipped) count(skipped, reason);
    const macros = file.macros.flatMap((macro) => {
      const one = readMacro(macro);
      if (one !== 'language') return one;
      count(skipped, one);
      return [];
    });
    linted += macros.length;
    return { file, macros };
  });
  const macros = linted + Object.values(skipped).reduce((a, b) => a + b, 0);
  return { read, accounts: { files: files.length, macros, linted, skipped, sources } };
}

/** The macros of one file as reports show them, and what was found in them. */
function resultsOf(
  file: MacroFile,
  macros: readonly ReadMacro[],
  found: ReadonlyMap<ReadMacro, readonly RuledHit[]>,
) {
  const regionOf = createRegions(file);
  const linted = macros.map((one): LintedMacro => {
    const { id, title, path, start, source, locale } = one.macro;
    return {
      id,
      title,
      path,
      line: regionOf({ start, end: start }).line,
      source,
      ...(locale !== undefined && { locale }),
      category: one.answers.category,
      categoryFrom: one.answers.from,
      score: one.score,
      renderings: one.renderings.length,
      findings: found.get(one)!.length,
    };
  });
  const unsigned = macros
    .flatMap((one) => found.get(one)!)
    .map(({ rule, severity, hit }) => findingOf(rule, severity, hit, regionOf, file.content))
    .sort((a, b) => a.location.line - b.location.line || a.location.column - b.location.column);
  return { macros: linted, unsigned };
}
