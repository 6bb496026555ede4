/** Review: people rate turns and conversations by the questions of a rubric. */

export { ADJUDICATED } from '../calibrate/ratings.ts';
export { admit, type Door } from './access.ts';
export { type Answerer, answer } from './api.ts';
export { formOf } from './form.ts';
export { type Entry, itemsOfScored, itemsOfSheet, type Kind } from './item.ts';
export { FILES, POLICY, shellOf } from './page.ts';
export { parseRating, type Rating } from './rating.ts';
export { openSession } from './session.ts';
