/** The library: read transcripts, score them with a rubric, add the scores up; no command line is loaded. */

export { UserError } from './errors.ts';
export type * from './model.ts';
export { type FormatName, type ReadItem, type ReadOptions, read } from './read/index.ts';
export { createRedactor, type RedactOptions, type Redactor } from './redact/index.ts';
export {
  type CompiledRubric,
  checkRubric,
  type ExampleResult,
  type FindRubric,
  loadRubric,
  type OpenRubric,
  openRubric,
  type RubricFinding,
  runExamples,
} from './rubric/index.ts';
export { rubricFinder, shippedRubrics } from './run/rubrics.ts';
export { createScorer, type Scorer } from './scorer.ts';
export {
  type Collector,
  collect,
  type SummaryOptions,
  summarise,
  type Tallies,
} from './summarise/index.ts';
