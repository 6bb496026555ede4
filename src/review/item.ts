/** What people rate: agent turns with the talk before them, and whole conversations, each with what attune found. */

import type { Compared, Labelled } from '../calibrate/index.ts';
import type { ScoredConversation } from '../model.ts';
import { idsOf, talkOf, toLabel } from '../report/sample/rows.ts';
import type { Item, Part, View } from './data.ts';

/** An item with what belongs to it and is not rated. */
export interface Entry {
  readonly item: Item;
  readonly parts: readonly Part[];
  readonly view: View;
}

/** What of a conversation is rated. */
export type Kind = 'both' | 'turns' | 'conversations';

/**
 * The items of scored conversations, those of one conversation together: its agent turns in their order, then the
 * whole of it.
 * @throws UserError when the scores kept no texts.
 */
export function itemsOfScored(list: readonly ScoredConversation[], of: Kind): readonly Entry[] {
  const ids = idsOf(list);
  return list.flatMap((scored, i) => [
    ...(of === 'conversations' ? [] : turnsOf(scored, ids[i]!)),
    ...(of === 'turns' ? [] : [wholeOf(scored, ids[i]!)]),
  ]);
}

function turnsOf(scored: ScoredConversation, conversation: string): readonly Entry[] {
  return toLabel(scored, conversation).map(({ turn, ...said }) => ({
    item: { ...said, turn: turn.index },
    parts: [{ speaker: turn.role, start: 0, end: said.text.length }],
    view: {
      score: turn.score?.normalized ?? null,
      labels: turn.labels,
      criteria: Object.fromEntries(turn.verdicts?.map((v) => [v.criterion, v.verdict]) ?? []),
      evidence: turn.evidence.map(({ label, level, cue, quote }) => ({ label, level, cue, quote })),
    },
  }));
}

function wholeOf(scored: ScoredConversation, conversation: string): Entry {
  const parts: Part[] = [];
  let text = '';
  const context = talkOf(scored);
  for (const said of context) {
    text += `${text === '' ? '' : '\n'}${said.speaker}: `;
    parts.push({ speaker: said.speaker, start: text.length, end: text.length + said.text.length });
    text += said.text;
  }
  const { score } = scored;
  const verdicts = [
    ...(score.sections?.flatMap((section) => section.verdicts) ?? []),
    ...(score.verdicts ?? []),
  ];
  return {
    item: { id: `${conversation} whole`, conversation_id: conversation, turn: null, context, text },
    parts,
    view: {
      score: score.normalized,
      labels: highestOf(scored),
      criteria: Object.fromEntries(verdicts.map((v) => [v.criterion, v.verdict])),
      evidence: [],
    },
  };
}

/** Every label at its highest in the conversation. */
function highestOf({ turns }: ScoredConversation): View['labels'] {
  const highest = new Map<string, number>();
  for (const [label, level] of turns.flatMap(({ labels }) => Object.entries(labels)))
    highest.set(label, Math.max(level, highest.get(label) ?? 0));
  return Object.fromEntries(highest);
}

/** The items of a sheet to label; the view is what the rubric finds in the turn and the talk before it. */
export function itemsOfSheet(found: readonly Compared[]): readonly Entry[] {
  const rows = new Map<string, number>();
  return found.map(({ turn, found: labels, evidence }) => {
    const place = rows.get(turn.conversationId) ?? 0;
    rows.set(turn.conversationId, place + 1);
    return {
      item: {
        id: turn.id,
        conversation_id: turn.conversationId,
        turn: turnOf(turn) ?? place,
        ...(turn.customerName !== undefined && { customer_name: turn.customerName }),
        context: turn.context,
        text: turn.text,
      },
      parts: [{ speaker: 'agent', start: 0, end: turn.text.length }],
      view: { labels, criteria: {}, evidence },
    };
  });
}

/** The index at the end of an id that `attune sample` has made; other sheets have none, and the place of the row serves. */
function turnOf({ id, conversationId }: Labelled): number | undefined {
  const index = id.startsWith(`${conversationId} `) ? id.slice(conversationId.length + 1) : '';
  return /^\d{1,9}$/.test(index) ? Number(index) : undefined;
}
