/** What the page asks its server, and what it makes of no answer. */

/** @import { Line, Overview, Save, Seen } from '../data.ts' */

/** The server is not there, or does not know this tab any more; what to do stands in the message. */
export class Unreachable extends Error {}

const GONE =
  'The server is not there. What you have entered is kept in this tab; start attune review again, then save once more.';
const CLOSED =
  'This tab has no session any more. Open the link that the terminal shows, in this tab; what you have entered is kept.';

/**
 * @param {string} path
 * @param {RequestInit} [options]
 * @returns {Promise<{ status: number, body: any }>}
 */
async function ask(path, options) {
  const response = await fetch(path, { ...options, cache: 'no-store' }).catch(() => {
    throw new Unreachable(GONE);
  });
  if (response.status === 403) throw new Unreachable(CLOSED);
  return { status: response.status, body: await response.json() };
}

/** @returns {Promise<Overview>} */
export async function overview() {
  return (await ask('/api/session')).body;
}

/** @param {string} rater @returns {Promise<readonly Line[] | undefined>} */
export async function linesOf(rater) {
  const { status, body } = await ask(`/api/list?${new URLSearchParams({ rater })}`);
  return status === 200 ? body : undefined;
}

/** @param {string} rater @param {string} id @returns {Promise<Seen | undefined>} */
export async function seenBy(rater, id) {
  const { status, body } = await ask(`/api/item?${new URLSearchParams({ rater, id })}`);
  return status === 200 ? body : undefined;
}

/**
 * Saves an answer. A conflict comes with the item as it is now.
 * @param {Save} save
 * @returns {Promise<{ kind: 'saved' | 'conflict', seen: Seen } | { kind: 'mistake', message: string }>}
 */
export async function send(save) {
  const { status, body } = await ask('/api/rating', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(save),
  });
  if (status === 200) return { kind: 'saved', seen: body };
  return status === 409 ? { kind: 'conflict', seen: body } : { kind: 'mistake', message: body.message };
}
