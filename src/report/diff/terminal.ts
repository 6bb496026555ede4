/** The comparison of two rubrics for a person at a terminal: what changed, then what that does to transcripts. */

import type { RubricDiff, RubricSide } from '../../model.ts';
import { sanitise } from '../sanitise.ts';
import { cut } from '../terminal/layout.ts';
import { themeOf } from '../terminal/theme.ts';
import { changeLines } from './changes.ts';
import { effectLines } from './effect.ts';
import type { DiffOptions } from './index.ts';

export function terminal(diff: RubricDiff, { color, width: columns }: DiffOptions): string {
  const width = Math.min(160, Math.max(60, columns));
  const theme = themeOf(color);
  const { before, after, changes, failures } = diff;
  const lines = [
    theme.title(cut(`${named(before)} → ${named(after)}`, width)),
    theme.dim(cut(`${origin(before)} → ${origin(after)}`, width)),
    '',
    ...changeLines(changes, width, theme),
    ...effectLines(diff, width, theme),
    ...(failures.length > 0
      ? ['', ...failures.map((f) => theme.poor(cut(`failed: ${sanitise(f)}`, width)))]
      : []),
  ];
  return `${lines.map((line) => line.trimEnd()).join('\n')}\n`;
}

const named = ({ card }: RubricSide): string => sanitise(`${card.id} ${card.version}`);

const origin = ({ files }: RubricSide): string => sanitise(files[0] ?? '');
