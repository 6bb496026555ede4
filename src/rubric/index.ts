/** The rubric: YAML or JSON that a QA lead writes, resolved and compiled. */
export { checkRubric } from './check.ts';
export { diffRubrics } from './diff.ts';
export { type ExampleResult, runExamples } from './examples.ts';
export { rubricJsonSchema } from './json-schema.ts';
export { type CompiledRubric, type FindRubric, loadRubric } from './load.ts';
export { scaffoldRubric } from './scaffold.ts';
export { termWords } from './terms.ts';
