/** How a sample can be drawn. */

export const STRATEGIES = [
  'random',
  'stratified',
  'risk',
  'borderline',
  'disagreement',
  'uncertain',
  'rare-label',
] as const;
export type Strategy = (typeof STRATEGIES)[number];

/** Whether means and rates of a sample say something about all conversations. */
export const isRepresentative = (strategy: Strategy): boolean =>
  strategy === 'random' || strategy === 'stratified';

/** What its rows say of that; the conversations of a `rare-label` sample have weights that make up for the drawing. */
export function caveatOf(strategy: Strategy): string {
  if (isRepresentative(strategy)) return '';
  return strategy === 'rare-label' ? ', representative only with its weights' : ', not representative';
}
