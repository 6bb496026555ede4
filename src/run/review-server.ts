/** The server of a review: on this machine only, for who was shown the link, and with nothing on it but the review. */

import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { UserError } from '../errors.ts';
import { type Answerer, admit, type Door, FILES, POLICY, shellOf } from '../review/index.ts';
import { newSecret } from './review-key.ts';

/** Bytes of a request's body: a comment and some hundred marks. */
export const MOST_BODY = 256 * 1024;
const HOST = '127.0.0.1';
/** What requests under way may take once the server is told to end, in milliseconds. */
const GRACE_MS = 2000;
const TYPES: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
};
const HEADERS = {
  'content-security-policy': POLICY,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  // With no referrer at all, some browsers do not say which page a save comes from.
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
};

export interface ServeOptions {
  readonly answer: Answerer;
  readonly key: string;
  /** 0 for any that is free. */
  readonly port: number;
  /** Told when somebody without a session comes with a link that was used before. */
  readonly onSpent: (rater: string | undefined) => void;
  /** Told of an error that is not the browser's; the review should end. */
  readonly onFailure: (error: unknown) => void;
}

export interface Served {
  readonly port: number;
  /** A link that opens the review in one browser, for one rater or for who chooses on the page. */
  readonly link: (rater?: string) => string;
  /** Answers what was asked already, and ends. */
  readonly stop: () => Promise<void>;
}

/**
 * Serves a review.
 * @throws UserError when the port is taken.
 */
export async function serveReview({ answer, key, port, onSpent, onFailure }: ServeOptions): Promise<Served> {
  /** Token → whom it is for, and whether somebody has used it. */
  const links = new Map<string, { readonly rater?: string; spent: boolean }>();
  const files = new Map(FILES.map((file) => [`/${file}`, fileOf(file)]));
  const raterOf = (query: URLSearchParams) => links.get(query.get('token') ?? '')?.rater;

  function spend(token: string): boolean {
    const link = links.get(token);
    if (!link) return false;
    if (link.spent) {
      onSpent(link.rater);
      return false;
    }
    link.spent = true;
    return true;
  }

  async function reply(request: IncomingMessage, door: Door): Promise<Response> {
    const { method = '', url = '', headers } = request;
    const verdict = admit({ method, target: url, headers }, door);
    if ('refused' in verdict) return plain(verdict.refused, verdict.why);
    const { path, query, cookie } = verdict;
    if (path === '/' && method === 'GET') {
      return {
        status: 200,
        type: 'text/html; charset=utf-8',
        body: shellOf(raterOf(query)),
        ...(cookie !== undefined && { cookie }),
      };
    }
    const file = files.get(path);
    if (file && method === 'GET') return { status: 200, ...file };
    const body = method === 'POST' ? await bodyOf(request) : '';
    if (body === undefined) return plain(413, 'the request is too large');
    if (method === 'POST' && headers['content-type'] !== 'application/json')
      return plain(415, 'send application/json');
    const answered = await answer({ method, path, query, body });
    if (!answered) return plain(404, 'there is no such page');
    return {
      status: answered.status,
      type: 'application/json; charset=utf-8',
      body: JSON.stringify(answered.body),
    };
  }

  const server = createServer((request, response) => {
    const door = { port: portOf(server), key, spend };
    reply(request, door).then(
      (answered) => send(response, answered),
      (error: unknown) => {
        send(response, plain(500, 'attune has failed; the terminal says why'));
        // A browser that goes away in the middle of a request is no failure.
        if (!request.destroyed || request.complete) onFailure(error);
      },
    );
  });
  server.requestTimeout = 30_000;
  server.headersTimeout = 10_000;
  await listening(server, port);
  return {
    port: portOf(server),
    link: (rater) => {
      const token = newSecret();
      links.set(token, { ...(rater !== undefined && { rater }), spent: false });
      return `http://${HOST}:${portOf(server)}/?token=${token}`;
    },
    stop: () =>
      new Promise((resolve) => {
        // Browsers open connections before they have anything to ask, which Node takes for requests under way.
        const late = setTimeout(() => server.closeAllConnections(), GRACE_MS);
        server.close(() => {
          clearTimeout(late);
          resolve();
        });
        server.closeIdleConnections();
      }),
  };
}

interface Response {
  readonly status: number;
  readonly type: string;
  readonly body: string;
  readonly cookie?: string;
}

const plain = (status: number, why: string): Response => ({
  status,
  type: 'text/plain; charset=utf-8',
  body: `attune review: ${why}\n`,
});

function send(response: ServerResponse, { status, type, body, cookie }: Response): void {
  if (response.headersSent) return;
  // Who was refused may still be sending; the connection is of no more use.
  if (status === 403 || status === 413) response.setHeader('connection', 'close');
  response.writeHead(status, {
    ...HEADERS,
    'content-type': type,
    ...(cookie !== undefined && { 'set-cookie': cookie }),
  });
  response.end(body);
}

/** The body of a request, or undefined where it is larger than any of ours. */
async function bodyOf(request: IncomingMessage): Promise<string | undefined> {
  if (Number(request.headers['content-length'] ?? 0) > MOST_BODY) return undefined;
  const chunks: Buffer[] = [];
  let size = 0;
  // Who is refused is told so first; the connection ends after that.
  const body: AsyncIterable<Buffer> = request.iterator({ destroyOnReturn: false });
  for await (const chunk of body) {
    size += chunk.length;
    if (size > MOST_BODY) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** The files of the page are part of the program, so a missing one is a bug and throws. */
function fileOf(file: string): Pick<Response, 'type' | 'body'> {
  const body = readFileSync(new URL(`../${file}`, import.meta.url), 'utf8');
  return { type: TYPES[file.slice(file.lastIndexOf('.') + 1)]!, body };
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function listening(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException): void => {
      const reason = { EADDRINUSE: 'is taken by another program', EACCES: 'is not for everybody' };
      const known = reason[error.code as keyof typeof reason];
      reject(known === undefined ? error : new UserError(`port ${port} ${known}; give another with --port`));
    };
    server.once('error', failed);
    server.listen(port, HOST, () => {
      server.off('error', failed);
      resolve();
    });
  });
}
