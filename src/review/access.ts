/** Who gets in: requests to this very address, from this very page, by who was shown the link. */

import { createHash, timingSafeEqual } from 'node:crypto';

/** The part of a request that decides. */
export interface Knock {
  readonly method: string;
  /** Path and query as sent, which nothing has resolved or decoded. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

export interface Door {
  readonly port: number;
  /** The value of the session's cookie. */
  readonly key: string;
  /** Whether a token opens a session now; it is spent then. */
  readonly spend: (token: string) => boolean;
}

/**
 * In, with the path and query that were asked for; in for the first time, with the cookie to set; or out, with the
 * status and the reason.
 */
export type Verdict =
  | { readonly path: string; readonly query: URLSearchParams; readonly cookie?: string }
  | { readonly refused: 403 | 405; readonly why: string };

/** The name of the cookie; browsers keep one jar for all ports of a host. */
const cookieName = (port: number): string => `attune_review_${port}`;

/**
 * Lets a request in that is addressed to this server by its loopback name (so that no name of a stranger's can be
 * pointed at it), that was not sent by another site's page, and that has the session's cookie or, for the page itself,
 * a token that was not used before.
 */
export function admit({ method, target, headers }: Knock, { port, key, spend }: Door): Verdict {
  const out = (why: string): Verdict => ({ refused: 403, why });
  const { host, origin } = headers;
  if (host !== `127.0.0.1:${port}` && host !== `localhost:${port}`) return out('another host is meant');
  if (origin !== undefined && origin !== `http://${host}`) return out('another site asks');
  if (method !== 'GET' && method !== 'POST') return { refused: 405, why: 'only GET and POST' };
  if (method === 'POST' && origin === undefined) return out('nobody says which site asks');
  const [path, search = ''] = target.split(/\?(.*)/s, 2) as [string, string?];
  // A page may be opened from anywhere; what it loads and sends comes from itself.
  const from = headers['sec-fetch-site'];
  if (path !== '/' && from !== undefined && from !== 'same-origin') return out('another site asks');
  const query = new URLSearchParams(search);
  if (hasCookie(headers.cookie, port, key)) return { path, query };
  const token = query.get('token');
  if (method === 'GET' && path === '/' && token !== null && spend(token)) {
    return { path, query, cookie: `${cookieName(port)}=${key}; HttpOnly; SameSite=Strict; Path=/` };
  }
  return out('no session: open the link that the terminal shows');
}

function hasCookie(header: Knock['headers'][string], port: number, key: string): boolean {
  if (typeof header !== 'string') return false;
  return header.split(';').some((pair) => {
    const [name, value] = pair.trim().split('=', 2);
    return name === cookieName(port) && value !== undefined && isSame(value, key);
  });
}

/** Compares in the same time wherever they differ. */
function isSame(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
