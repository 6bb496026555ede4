/** Preferences: two turns or conversations, and which of them people found better. */
import type { Place } from '../model.ts';
import { isObject } from '../read/message.ts';
import type { Labelled } from './labelled.ts';
import type { Raw } from './sheet.ts';

export interface Preference {
  readonly better: Labelled;
  readonly worse: Labelled;
  readonly place: Place;
}

/** Whether a row is a preference, in one of its two forms. */
export const isPreference = (raw: Raw): boolean =>
  raw.kind === 'preference' || (raw.A !== undefined && raw.B !== undefined && raw.winner !== undefined);

/**
 * The preference that a row states, or what is wrong with it: `{"kind": "preference", "better": {…}, "worse": {…}}`, each
 * with `context` and, of a turn, `text`; or whole conversations `{"A": [turns], "B": [turns], "winner": "A"}`, named by
 * `a` and `b`. `read` makes what is rated of an object, or says what is wrong.
 */
export function preferenceOf(
  raw: Raw,
  place: Place,
  read: (raw: Raw, place: Place) => Labelled | string,
): Preference | string {
  const id = typeof raw.id === 'string' ? raw.id : `line ${place.line}`;
  const sideOf = (side: unknown, name: string): Labelled | string => {
    if (!isObject(side)) return `"${name}" must be an object with "context" and, of a turn, "text"`;
    const rated = read(
      { id: `${id} ${name}`, ...side, ...(side.text === undefined && { turn: null }), kind: 'rating' },
      place,
    );
    return typeof rated === 'string' ? `"${name}": ${rated}` : rated;
  };
  const whole = (turns: unknown, name: unknown) => ({
    context: turns,
    ...(typeof name === 'string' && { conversation_id: name }),
  });
  if (raw.kind !== 'preference' && raw.winner !== 'A' && raw.winner !== 'B')
    return `winner is ${JSON.stringify(raw.winner)}; it must be "A" or "B"`;
  const sides = { A: whole(raw.A, raw.a), B: whole(raw.B, raw.b) };
  const [first, second] =
    raw.kind === 'preference'
      ? [sideOf(raw.better, 'better'), sideOf(raw.worse, 'worse')]
      : raw.winner === 'A'
        ? [sideOf(sides.A, 'A'), sideOf(sides.B, 'B')]
        : [sideOf(sides.B, 'B'), sideOf(sides.A, 'A')];
  if (typeof first === 'string') return first;
  if (typeof second === 'string') return second;
  return { better: first, worse: second, place };
}
