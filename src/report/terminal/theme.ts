/** The colours of the terminal report: styles by meaning, all of them the identity without colour. */

import { Chalk } from 'chalk';
import type { OpportunityOutcome } from '../../model.ts';
import type { Style } from './layout.ts';

export interface Theme {
  readonly color: boolean;
  readonly title: Style;
  readonly dim: Style;
  readonly evidence: Style;
  readonly label: Style;
  readonly good: Style;
  readonly fair: Style;
  readonly poor: Style;
}

/** The styles for a terminal with or without colour; the environment is not asked here. */
export function themeOf(color: boolean): Theme {
  const chalk = new Chalk({ level: color ? 1 : 0 });
  return {
    color,
    title: chalk.bold,
    dim: chalk.dim,
    evidence: chalk.underline,
    label: chalk.cyan,
    good: chalk.green,
    fair: chalk.yellow,
    poor: chalk.red,
  };
}

/** The style of an outcome. */
export function outcomeStyle(outcome: OpportunityOutcome, theme: Theme): Style {
  return { met: theme.good, missed: theme.fair, dismissed: theme.poor, not_applicable: theme.dim }[outcome];
}

/** The style of a band: the best is good, the lowest poor, whatever they are called. */
export function bandStyle(band: string | null, bands: Readonly<Record<string, number>>, theme: Theme): Style {
  const names = bandNames(bands);
  const place = band === null ? -1 : names.indexOf(band);
  return place === 0
    ? theme.good
    : place === names.length - 1
      ? theme.poor
      : place < 0
        ? theme.dim
        : theme.fair;
}

/** The bands of a rubric, best first. */
export function bandNames(bands: Readonly<Record<string, number>>): string[] {
  return Object.keys(bands).sort((a, b) => bands[b]! - bands[a]!);
}
