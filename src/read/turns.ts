/** Rows of one conversation → turns: the maximal run of one speaker's rows (CODEBOOK U1). */

import type { Place, Role, Row, Turn } from '../model.ts';

/** One row with text, as a reader hands it over. */
interface Message {
  readonly role: Role;
  readonly visibility: Turn['visibility'];
  readonly speaker?: string | undefined;
  readonly text: string;
  readonly place: Place;
  readonly at?: string | undefined;
  readonly startMs?: number | undefined;
  readonly endMs?: number | undefined;
}

const VOICE_CHANNELS: ReadonlySet<string> = new Set(['voice', 'call', 'phone']);

const BACK_CHANNEL =
  /^[\s.,!…]*(mm|mhm|yeah|yep|okay|ok|right|uh-huh|sure)(?:[\s.,!…]+(mm|mhm|yeah|yep|okay|ok|right|uh-huh|sure))?[\s.,!…]*$/i;

/**
 * Merges rows into turns. Rows are joined with a line feed; on a voice channel with a space where a sentence
 * runs on, and a customer's "mm" inside an agent's turn moves behind that turn.
 */
export function toTurns(messages: readonly Message[], channel?: string): Turn[] {
  const voice = channel !== undefined && VOICE_CHANNELS.has(channel);
  const turns: Turn[] = [];
  let run: Message[] = [];
  for (const message of voice ? deferBackChannels(messages) : messages) {
    if (run[0] && !sameVoice(run[0], message)) {
      turns.push(turnOf(run, turns.length, voice));
      run = [];
    }
    run.push(message);
  }
  if (run.length > 0) turns.push(turnOf(run, turns.length, voice));
  return turns;
}

function turnOf(run: readonly Message[], index: number, voice: boolean): Turn {
  const first = run[0]!;
  const rows: Row[] = [];
  let text = '';
  for (const [at, row] of run.entries()) {
    if (at > 0) text += voice && runsOn(run[at - 1]!.text, row.text) ? ' ' : '\n';
    rows.push({ start: text.length, place: row.place });
    text += row.text;
  }
  const endMs = run.reduce<number | undefined>(
    (latest, row) => (row.endMs === undefined ? latest : Math.max(latest ?? row.endMs, row.endMs)),
    undefined,
  );
  return {
    index,
    role: first.role,
    visibility: first.visibility,
    speaker: first.speaker,
    text,
    rows,
    at: first.at,
    startMs: first.startMs,
    endMs,
  };
}

function sameVoice(a: Message, b: Message): boolean {
  return a.role === b.role && a.speaker === b.speaker && a.visibility === b.visibility;
}

function runsOn(before: string, after: string): boolean {
  return !/[.?!…]$/.test(before.trimEnd()) && /^\s*\p{Ll}/u.test(after);
}

/** Moves each back-channel between two rows of one agent behind that agent's rows. */
function deferBackChannels(messages: readonly Message[]): Message[] {
  const ordered: Message[] = [];
  let held: Message[] = [];
  for (const [index, message] of messages.entries()) {
    const agent = ordered.at(-1);
    const next = messages[index + 1];
    const inside = agent?.role === 'agent' && next !== undefined && sameVoice(agent, next);
    if (
      inside &&
      message.role === 'customer' &&
      BACK_CHANNEL.test(message.text) &&
      !/\?\s*$/.test(agent.text)
    ) {
      held.push(message);
      continue;
    }
    if (held.length > 0 && !(agent && sameVoice(agent, message))) {
      ordered.push(...held);
      held = [];
    }
    ordered.push(message);
  }
  return [...ordered, ...held];
}
