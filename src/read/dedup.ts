/** Messages that an export holds twice: repeated pages, overlapping windows, doubled rows (FORMATS §0.7). */

/** What tells one message of a conversation from another. */
interface Known {
  readonly turnId?: string | undefined;
  readonly label: string;
  readonly speaker?: string | undefined;
  readonly time?: string | undefined;
  readonly text: string;
}

/**
 * Indices of messages that repeat an earlier one of the same conversation. With message ids: the same id, speaker
 * and text. Without: the same speaker, time and text, but only where the export shows that it repeats itself: two
 * different messages running come again, or every message stands there equally often. People do say a thing twice,
 * so nothing is dropped where there are no times, or only one.
 */
export function duplicates(messages: readonly Known[]): ReadonlySet<number> {
  const dropped = new Set<number>();
  if (messages.length < 2) return dropped;
  const byId = new Map<string, number>();
  for (const [index, message] of messages.entries()) {
    if (!message.turnId) continue;
    const key = keyOf(message, message.turnId);
    if (byId.has(key)) dropped.add(index);
    else byId.set(key, index);
  }
  const times = new Set(messages.map(({ time }) => time));
  if (messages.some(({ turnId, time }) => turnId || !time) || times.size < 2) return dropped;

  const keys = messages.map((message) => keyOf(message, message.time!));
  const counts = new Map<string, number>();
  const again = keys.map((key) => {
    const count = counts.get(key) ?? 0;
    counts.set(key, count + 1);
    return count > 0;
  });
  const most = counts.get(keys[0]!)!;
  const doubled = most > 1 && counts.size > 1 && [...counts.values()].every((count) => count === most);
  for (const index of keys.keys()) {
    if (!again[index]) continue;
    const inRun = [index - 1, index + 1].some((near) => again[near] && keys[near] !== keys[index]);
    if (doubled || inRun) dropped.add(index);
  }
  return dropped;
}

function keyOf({ label, speaker, text }: Known, id: string): string {
  return JSON.stringify([id, label, speaker, text]);
}
