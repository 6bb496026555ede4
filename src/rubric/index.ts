/** The rubric: YAML or JSON that a QA lead writes, resolved and compiled. */
export { checkRubric, listen, RULES, type RubricFinding } from './check/index.ts';
export { diffRubrics } from './diff.ts';
export { type ExampleResult, runExamples } from './examples.ts';
export { fittedYaml } from './fitted.ts';
export { rubricJsonSchema } from './json-schema.ts';
export { type CompiledRubric, type FindRubric, loadRubric, type OpenRubric, openRubric } from './load.ts';
export { type MutantResult, OPERATORS, type Operator, testMutants } from './mutate.ts';
export { rubricYaml } from './print.ts';
export { scaffoldRubric } from './scaffold.ts';
export type { BuiltRubric } from './source.ts';
export { termWords } from './terms.ts';
export { experimental } from './trust.ts';
