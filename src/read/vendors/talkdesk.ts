/** Talkdesk transcript rows as JSON; as CSV the table reader knows their columns (FORMATS §4.6). */

import { NOBODY } from '../roles.ts';
import { at, byConversation, has, listIn, pick, textAt } from './shape.ts';
import type { Vendor } from './vendor.ts';

const isRow = (value: unknown): boolean =>
  has(value, 'interaction_id', 'message_participant', 'message_text');

const threadOf = (value: unknown): string | undefined => textAt(value, 'interaction_id');

export const talkdesk: Vendor = {
  description: 'Talkdesk transcript rows',
  recognised: 'rows with interaction_id, message_participant and message_text',
  matches: () => false,
  isMessage: isRow,
  threadOf,
  read: (value) =>
    byConversation(listIn(value), threadOf, (row) => ({
      label: textAt(row, 'message_participant') ?? NOBODY,
      text: at(row, 'message_text'),
      key: 'message_text',
      speaker: textAt(row, 'agent_name') ?? textAt(row, 'agent_id'),
      // Every row of a call has the same time; the order of the file stands.
      time: textAt(row, 'interaction_started'),
    })).map(({ id, pointer, first, entries }) => ({
      pointer,
      id,
      channel: textAt(first, 'channel') ?? 'voice',
      meta: pick(first, ['enquiry_id', 'filename']),
      entries,
      timeName: 'interaction_started',
    })),
};
