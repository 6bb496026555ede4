/** Review: people rate turns and conversations by the questions of a rubric. */

export { admit, type Door } from './access.ts';
export { type Answerer, answer } from './api.ts';
export type { Form } from './data.ts';
export { formOf } from './form.ts';
export { type Entry, itemsOfScored, itemsOfSheet, KINDS, type Kind } from './item.ts';
export { FILES, POLICY, shellOf } from './page.ts';
export { ADJUDICATED, parseRating, type Rating } from './rating.ts';
export { openSession, type Session } from './session.ts';
