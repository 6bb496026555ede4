/** The rubric: YAML or JSON that a QA lead writes, resolved and compiled. */
export { checkRubric } from './check.ts';
export { type ExampleResult, runExamples } from './examples.ts';
export { type CompiledRubric, type FindRubric, loadRubric } from './load.ts';
export { termWords } from './terms.ts';
