/** Calibration: how well a rubric finds what people have labelled, and how far people agree, by label and by cue. */

export { measureAgreement } from './agree.ts';
export { changedCriteria, demotions, heldWords } from './changes.ts';
export { type CueCounts, countCues, ENOUGH, EXPECTED, overrated } from './cues.ts';
export { learn, tooFew } from './fit.ts';
export { parametersOf } from './fit-model.ts';
export { type Labelled, type LabelledFile, labelledSheet, parseLabelled } from './labelled.ts';
export { lessonsOf } from './lessons.ts';
export { type Compared, compare, errorsOf, measure } from './measure.ts';
export { measuredOf, underKappa } from './measured.ts';
export type { Preference } from './preferences.ts';
export { joinRatings, type Ratings } from './ratings.ts';
export { type Calibration, FORMATS, type FormatName, measuresTable } from './render.ts';
