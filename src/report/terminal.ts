/** The report for a person at a terminal: the worst conversations first, each with its reasons, then totals. */

import { compareKeys } from '../keys.ts';
import type { Diagnostic, ScoredConversation, Summary } from '../model.ts';
import { placeText } from '../place.ts';
import { keepBest, keepWorst, type Moment } from './notable.ts';
import type { Open } from './reporter.ts';
import { sanitise } from './sanitise.ts';
import { type Canvas, conversationLines, turnLines } from './terminal/conversation.ts';
import { block, cut, words } from './terminal/layout.ts';
import { score1, several } from './terminal/numbers.ts';
import { themeOf } from './terminal/theme.ts';
import { accountLine, totalLines } from './terminal/totals.ts';

const MAX_DIAGNOSTICS = 10;

export const openTerminal: Open = (rubric, options, write) => {
  const width = Math.min(160, Math.max(60, options.width));
  const canvas: Canvas = { options, width, theme: themeOf(options.color), rubric };
  const worst = keepWorst(Math.max(0, options.limit));
  const best = keepBest();
  return {
    add: (scored) => {
      worst.add(scored);
      best.add(scored);
    },
    end: ({ summary, diagnostics }) => {
      const lines = [
        ...headerLines(summary, canvas),
        ...worstLines(worst.shown(), summary, canvas),
        ...bestLines(best.shown(), canvas),
        ...(options.summary ? totalLines(summary, canvas) : []),
        ...diagnosticLines(diagnostics, canvas),
        ...footerLines(summary, canvas),
      ];
      return write(`${lines.map((line) => line.trimEnd()).join('\n')}\n`);
    },
  };
};

function headerLines(summary: Summary, { rubric, theme, width }: Canvas): string[] {
  const { files, agentRows, agentTurns } = summary.accounts;
  const title = `${sanitise(rubric.title)} · ${sanitise(rubric.id)} ${sanitise(rubric.version)}`;
  const conversations = several(summary.overall.tally.conversations, 'conversation');
  const counts = `${several(files, 'file')} · ${conversations} · ${several(agentRows, 'agent row')} → ${several(agentTurns, 'turn')}`;
  return [theme.title(cut(title, width)), theme.dim(cut(counts, width))];
}

function worstLines(
  shown: readonly ScoredConversation[],
  { overall: { tally } }: Summary,
  canvas: Canvas,
): string[] {
  const { theme } = canvas;
  const more = tally.scored - shown.length;
  if (tally.conversations === 0) return ['', 'There is no conversation to show.'];
  if (tally.scored === 0)
    return ['', 'In no conversation did anything call for empathy, so there is no score.'];
  return [
    ...shown.flatMap((c) => ['', theme.dim('─'.repeat(canvas.width)), ...conversationLines(c, canvas)]),
    ...(shown.length > 0 ? ['', theme.dim('─'.repeat(canvas.width))] : []),
    ...(more > 0 ? [theme.dim(`${several(more, 'more conversation')} with a score`)] : []),
  ];
}

function bestLines(moments: readonly Moment[], canvas: Canvas): string[] {
  const lines = moments.flatMap(({ c, turn, agent, score }) => {
    const head = `  ${sanitise(c.id)}, turn ${turn.index} · ${sanitise(agent) || 'agent'} · ${score1(score)}`;
    return ['', cut(head, canvas.width), ...turnLines(turn, '', canvas)];
  });
  return lines.length > 0 ? ['', canvas.theme.title('Best moments'), ...lines.slice(1)] : [];
}

function diagnosticLines(diagnostics: readonly Diagnostic[], { theme, width }: Canvas): string[] {
  const shown = diagnostics.slice(0, MAX_DIAGNOSTICS);
  const style = { error: theme.poor, warning: theme.fair, note: theme.dim };
  const lines = shown.flatMap((d) => {
    return block(
      `  ${d.severity}`,
      words(`${placeText(d.place)}: ${d.message}`),
      width,
      12,
      style[d.severity],
    );
  });
  const more = diagnostics.length - shown.length;
  if (lines.length === 0) return [];
  return ['', theme.title('Input'), ...lines, ...(more > 0 ? [theme.dim(`  ${more} more`)] : [])];
}

function footerLines(summary: Summary, { theme, width }: Canvas): string[] {
  const readers = Object.entries(summary.accounts.readers).sort(([a], [b]) => compareKeys(a, b));
  const by = readers.map(([name, n]) => `${sanitise(name)} ${n}`).join(', ');
  const failures = summary.failures.map((failure) => theme.poor(cut(`failed: ${sanitise(failure)}`, width)));
  return ['', cut(`${accountLine(summary)}${by ? ` (${by})` : ''}`, width), ...failures];
}
