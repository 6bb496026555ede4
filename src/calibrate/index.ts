/** Calibration: how well a rubric finds what people have labelled, by label and by cue. */

export { type CueCounts, countCues, ENOUGH, EXPECTED, overrated } from './cues.ts';
export { type Labelled, type LabelledFile, parseLabelled } from './labelled.ts';
export { type Compared, compare, errorsOf, measure } from './measure.ts';
export { type Calibration, FORMATS, type FormatName, measuresTable } from './render.ts';
