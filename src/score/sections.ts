/** A conversation as a scorecard: every criterion asked once, in its section (SCORING §12, the form of QA scorecards). */

import type { Rubric, SectionScore, Verdict } from '../model.ts';
import { pointsOf } from './criteria.ts';
import type { JudgedEpisode } from './episode.ts';
import type { Once } from './once.ts';
import { sum } from './points.ts';
import { round } from './round.ts';

export interface Points {
  readonly earned: number;
  readonly possible: number;
}

/** A verdict that stands for several, with its points before rounding. */
interface Mean extends Points {
  readonly verdict: Verdict;
}

/**
 * The sections that have anything to judge, in the order of the rubric. A criterion of scope `opportunity` is the
 * mean over the opportunities, each by its weight ω; what an episode lost to a cap, its criteria lose in proportion.
 */
export function sectionsOf(
  episodes: readonly JudgedEpisode[],
  once: readonly Once[],
  rubric: Rubric,
): readonly SectionScore[] {
  const asked = new Map(once.map(({ criterion, verdict }) => [criterion.id, verdict]));
  const means = rubric.criteria.flatMap(({ id, section, scope }) => {
    const verdict = asked.get(id);
    const mean =
      scope === 'opportunity'
        ? meanOf(id, episodes)
        : verdict && { verdict, earned: pointsOf(verdict), possible: verdict.possible };
    return mean === undefined || mean.possible === 0 ? [] : [{ ...mean, section }];
  });
  const ids = [...new Set([...Object.keys(rubric.sections), ...means.map(({ section }) => section)])];
  return ids.flatMap((id): SectionScore[] => {
    const own = means.filter(({ section }) => section === id);
    if (own.length === 0) return [];
    const weight = rubric.total === 'sections' ? { weight: rubric.sections[id]?.weight ?? 0 } : {};
    return [
      {
        id,
        earned: round(sum(own.map(({ earned }) => earned)), 2),
        possible: round(sum(own.map(({ possible }) => possible)), 2),
        ...weight,
        verdicts: own.map(({ verdict }) => verdict),
      },
    ];
  });
}

/**
 * What the sections add up to: their points, or each section's share times its weight. A section with nothing to
 * judge is on neither side (SCORING §8), as in Genesys' and Amazon Connect's forms.
 */
export function bySections(sections: readonly SectionScore[]): Points {
  const parts = sections.map(({ earned, possible, weight }) =>
    weight === undefined ? { earned, possible } : { earned: (weight * earned) / possible, possible: weight },
  );
  return {
    earned: sum(parts.map(({ earned }) => earned)),
    possible: sum(parts.map(({ possible }) => possible)),
  };
}

function meanOf(id: string, episodes: readonly JudgedEpisode[]): Mean | undefined {
  const asked = episodes.flatMap(({ opportunity, value, weight }) => {
    const verdict = opportunity.verdicts.find(({ criterion }) => criterion === id);
    if (value === null || verdict === undefined || verdict.possible === 0) return [];
    return [{ verdict, weight, kept: keptOf(opportunity.verdicts, value) }];
  });
  const all = sum(asked.map(({ weight }) => weight));
  if (all === 0) return undefined;
  const earned = sum(asked.map(({ verdict, weight, kept }) => weight * kept * pointsOf(verdict))) / all;
  const possible = sum(asked.map(({ verdict, weight }) => weight * verdict.possible)) / all;
  return {
    earned,
    possible,
    verdict: {
      criterion: id,
      verdict: earned > 0 ? 'met' : 'missed',
      earned: round(earned, 2),
      possible: round(possible, 2),
    },
  };
}

/** The share of its points that an episode kept after its caps. */
function keptOf(verdicts: readonly Verdict[], value: number): number {
  const earned = sum(verdicts.map(pointsOf));
  const raw = (100 * earned) / sum(verdicts.map(({ possible }) => possible));
  return raw > value ? value / raw : 1;
}
