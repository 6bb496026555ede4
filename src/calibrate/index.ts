/** Calibration: how well a rubric finds what people have labelled, and how far people agree, by label and by cue. */

export { type Agreement, measureAgreement } from './agree.ts';
export { type CueCounts, countCues, ENOUGH, EXPECTED, overrated } from './cues.ts';
export { type Labelled, type LabelledFile, labelledSheet, parseLabelled } from './labelled.ts';
export { type Compared, compare, errorsOf, measure } from './measure.ts';
export { measuredOf, underKappa } from './measured.ts';
export { joinRatings, type Ratings } from './ratings.ts';
export { type Calibration, FORMATS, type FormatName, measuresTable } from './render.ts';
