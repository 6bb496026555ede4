/** The report for a person at a terminal: the worst conversations first, each with its reasons, then totals. */

import { compareKeys } from '../keys.ts';
import type { Diagnostic, Report, ScoredConversation } from '../model.ts';
import type { Reporter, ReportOptions } from './reporter.ts';
import { sanitise } from './sanitise.ts';
import { type Canvas, conversationLines, turnLines } from './terminal/conversation.ts';
import { block, cut, words } from './terminal/layout.ts';
import { score1, several } from './terminal/numbers.ts';
import { themeOf } from './terminal/theme.ts';
import { accountLine, totalLines } from './terminal/totals.ts';

const MAX_DIAGNOSTICS = 10;
const MAX_MOMENTS = 3;

export const terminal: Reporter = {
  description: 'for reading: the worst conversations with their reasons, then totals',
  render: (report, options) => {
    const canvas = canvasOf(report, options);
    const lines = [
      ...headerLines(report, canvas),
      ...worstLines(report, canvas),
      ...bestLines(report, canvas),
      ...(options.summary ? totalLines(report.summary, canvas) : []),
      ...diagnosticLines(report.diagnostics, canvas),
      ...footerLines(report, canvas),
    ];
    return `${lines.map((line) => line.trimEnd()).join('\n')}\n`;
  },
};

function canvasOf(report: Report, options: ReportOptions): Canvas {
  const width = Math.min(160, Math.max(60, options.width));
  return { options, width, theme: themeOf(options.color), rubric: report.rubric };
}

function headerLines({ rubric, summary }: Report, { theme, width }: Canvas): string[] {
  const { files, agentRows, agentTurns } = summary.accounts;
  const title = `${sanitise(rubric.title)} · ${sanitise(rubric.id)} ${sanitise(rubric.version)}`;
  const conversations = several(summary.overall.tally.conversations, 'conversation');
  const counts = `${several(files, 'file')} · ${conversations} · ${several(agentRows, 'agent row')} → ${several(agentTurns, 'turn')}`;
  return [theme.title(cut(title, width)), theme.dim(cut(counts, width))];
}

function worstLines({ conversations }: Report, canvas: Canvas): string[] {
  const { theme, options } = canvas;
  const scored = worstFirst(conversations);
  const shown = scored.slice(0, Math.max(0, options.limit));
  const more = scored.length - shown.length;
  if (conversations.length === 0) return ['', 'There is no conversation to show.'];
  if (scored.length === 0)
    return ['', 'In no conversation did anything call for empathy, so there is no score.'];
  return [
    ...shown.flatMap((c) => ['', theme.dim('─'.repeat(canvas.width)), ...conversationLines(c, canvas)]),
    ...(shown.length > 0 ? ['', theme.dim('─'.repeat(canvas.width))] : []),
    ...(more > 0 ? [theme.dim(`${several(more, 'more conversation')} with a score`)] : []),
  ];
}

/** Failed ones, then by score; those without a score stay out. The sort is stable: ties keep the input's order. */
function worstFirst(conversations: readonly ScoredConversation[]): ScoredConversation[] {
  const scored = conversations.filter((c) => c.score.normalized !== null);
  const failed = (c: ScoredConversation) => Number(c.score.failed.length > 0);
  return scored.sort((a, b) => failed(b) - failed(a) || a.score.normalized! - b.score.normalized!);
}

/** Good work that nobody escalates: the best specific answers, each by another agent. */
function bestLines({ conversations }: Report, canvas: Canvas): string[] {
  const specific = conversations.flatMap((c) =>
    c.turns
      .filter((t) => t.role === 'agent' && (t.labels.empathy ?? 0) >= 2 && (t.labels.dismissive ?? 0) === 0)
      .map((turn) => ({
        c,
        turn,
        agent: turn.speaker ?? c.agent ?? '',
        score: turn.score?.normalized ?? null,
      })),
  );
  const ordered = specific.filter((m) => m.score !== null).sort((a, b) => b.score! - a.score!);
  const seen = new Set<string>();
  const firsts = ordered.filter((m) => !seen.has(m.agent) && seen.add(m.agent));
  const lines = firsts.slice(0, MAX_MOMENTS).flatMap(({ c, turn, agent, score }) => {
    const head = `  ${sanitise(c.id)}, turn ${turn.index} · ${sanitise(agent) || 'agent'} · ${score1(score)}`;
    return ['', cut(head, canvas.width), ...turnLines(turn, '', canvas)];
  });
  return lines.length > 0 ? ['', canvas.theme.title('Best moments'), ...lines.slice(1)] : [];
}

function diagnosticLines(diagnostics: readonly Diagnostic[], { theme, width }: Canvas): string[] {
  const shown = diagnostics.slice(0, MAX_DIAGNOSTICS);
  const style = { error: theme.poor, warning: theme.fair, note: theme.dim };
  const lines = shown.flatMap((d) => {
    const where = [d.place.path, d.place.line ?? d.place.pointer]
      .filter((part) => part !== undefined)
      .join(':');
    return block(`  ${d.severity}`, words(`${where}: ${d.message}`), width, 12, style[d.severity]);
  });
  const more = diagnostics.length - shown.length;
  if (lines.length === 0) return [];
  return ['', theme.title('Input'), ...lines, ...(more > 0 ? [theme.dim(`  ${more} more`)] : [])];
}

function footerLines({ summary }: Report, { theme, width }: Canvas): string[] {
  const readers = Object.entries(summary.accounts.readers).sort(([a], [b]) => compareKeys(a, b));
  const by = readers.map(([name, n]) => `${sanitise(name)} ${n}`).join(', ');
  const failures = summary.failures.map((failure) => theme.poor(cut(`failed: ${sanitise(failure)}`, width)));
  return ['', cut(`${accountLine(summary)}${by ? ` (${by})` : ''}`, width), ...failures];
}
