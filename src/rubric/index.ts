/** The rubric: YAML or JSON that a QA lead writes, resolved and compiled. */
export { checkRubric } from './check.ts';
export { type ExampleResult, runExamples } from './examples.ts';
export { type CompiledRubric, type FindRubric, loadRubric, type OpenRubric, openRubric } from './load.ts';
export { type MutantResult, OPERATORS, type Operator, testMutants } from './mutate.ts';
