/** What the page asks and what it is told: JSON in, JSON out, one save after another. */

import { type Rating, saveSchema } from './rating.ts';
import type { Session } from './session.ts';

/** Where ratings are kept. */
export interface Store {
  /** The ratings that others have added since the last call. */
  readonly read: () => Promise<readonly Rating[]>;
  readonly append: (rating: Rating) => Promise<void>;
}

export interface Reply {
  readonly status: number;
  readonly body: unknown;
}

/** A question of the page. */
export interface Ask {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  /** The body of a POST. */
  readonly body?: string;
}

/** Answers a question; undefined where there is no such question. */
export type Answerer = (ask: Ask) => Promise<Reply | undefined>;

const ok = (body: unknown): Reply => ({ status: 200, body });
const wrong = (status: number, message: string): Reply => ({ status, body: { message } });

/**
 * Answers for one session. `now` gives the ISO time of a save, and `failed` is told why one could not be written.
 * Saves wait for one another, so that nothing comes between looking at the revision and writing.
 */
export function answer(
  session: Session,
  store: Store,
  { now, failed }: { readonly now: () => string; readonly failed: (error: unknown) => void },
): Answerer {
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const next = last.then(work, work);
    last = next.catch(() => {});
    return next;
  };
  const catchUp = () =>
    inTurn(async () => {
      for (const row of await store.read()) session.remember(row);
    });

  async function save(body: string): Promise<Reply> {
    const parsed = saveSchema.safeParse(jsonOf(body));
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      return wrong(400, `${issue?.path.join('.') || 'the request'}: ${issue?.message}`);
    }
    const { rater, id } = parsed.data;
    await catchUp();
    return inTurn(async () => {
      const outcome = session.check(parsed.data, now());
      if (outcome.kind === 'mistake') return wrong(400, outcome.message);
      if (outcome.kind === 'row') {
        try {
          await store.append(outcome.row);
        } catch (error) {
          failed(error);
          return wrong(507, 'the rating could not be written to the disk; the terminal says why');
        }
        for (const row of await store.read()) session.remember(row);
      }
      return { status: outcome.kind === 'conflict' ? 409 : 200, body: session.see(rater, id) };
    });
  }

  return async ({ method, path, query, body = '' }) => {
    if (path === '/api/rating') return method === 'POST' ? save(body) : wrong(405, 'POST a rating');
    if (!['/api/session', '/api/list', '/api/item'].includes(path)) return undefined;
    if (method !== 'GET') return wrong(405, 'GET it');
    await catchUp();
    if (path === '/api/session') return ok(session.overview());
    const rater = query.get('rater') ?? '';
    const found = path === '/api/list' ? session.list(rater) : session.see(rater, query.get('id') ?? '');
    return found ? ok(found) : wrong(404, 'nothing of that name is to be rated here');
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
