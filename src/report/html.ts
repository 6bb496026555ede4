/** One page for people: the numbers with their intervals, the moments behind them, and conversations to read. */

import { loadAssets } from './html/assets.ts';
import { loadCharts } from './html/charts.ts';
import { BUDGET, candidateOf, drawLots } from './html/choose.ts';
import { createPacker } from './html/pack.ts';
import { pageOf } from './html/page.ts';
import { keepStories } from './html/stories.ts';
import type { Open } from './reporter.ts';

export const openHtml: Open = (rubric, _options, write) => {
  const lots = drawLots(BUDGET);
  const stories = keepStories(rubric);
  const packer = createPacker();
  let order = 0;
  return {
    add: (scored) => {
      const candidate = candidateOf(scored, order++, rubric, packer);
      lots.add(candidate);
      stories.add(candidate);
    },
    end: async ({ summary, diagnostics }) => {
      const missed = stories.all('missed');
      const [hard, everyday] = [stories.all('hard'), stories.all('everyday')];
      const choice = lots.choose([
        ...missed.map(({ entry }) => ({ entry, why: 'missed' as const })),
        ...[...everyday, ...hard].map(({ entry }) => ({ entry, why: 'best' as const })),
      ]);
      const moments = { severe: stories.severe, of: stories.of, missed, hard, everyday };
      const [assets, charts] = [loadAssets(), await loadCharts()];
      for (const part of pageOf({
        rubric,
        summary,
        diagnostics,
        choice,
        table: packer.table(),
        moments,
        assets,
        charts,
      }))
        await write(part);
    },
  };
};
