/** How a sample can be drawn. */

export const STRATEGIES = ['random', 'stratified', 'risk', 'borderline', 'disagreement'] as const;
export type Strategy = (typeof STRATEGIES)[number];

/** Whether means and rates of a sample say something about all conversations. */
export const isRepresentative = (strategy: Strategy): boolean =>
  strategy === 'random' || strategy === 'stratified';
