/** The key of a review's sessions: kept beside the ratings until the review ends, so that open tabs outlive a crash. */

import { randomBytes } from 'node:crypto';
import { type FileHandle, open, rm } from 'node:fs/promises';

/** What an open tab needs to find again: the value of its cookie, and the port. */
export interface Kept {
  readonly key: string;
  readonly port?: number;
}

/** Characters of a key in base64url: 32 bytes. */
const KEY = /^[\w-]{43}$/;
/** Nobody but the owner may have read it. */
const SHARED = 0o077;
const MOST_BYTES = 1000;

export const newSecret = (): string => randomBytes(32).toString('base64url');

/** The key that a review left when it was killed, or a new one. One that others could have read is not used. */
export async function openKey(file: string): Promise<Kept> {
  const found = await open(file, 'r').catch(() => undefined);
  if (!found) return { key: newSecret() };
  try {
    return (await keptIn(found)) ?? { key: newSecret() };
  } finally {
    await found.close();
  }
}

async function keptIn(file: FileHandle): Promise<Kept | undefined> {
  const stats = await file.stat();
  const mine = process.getuid === undefined || stats.uid === process.getuid();
  if (!stats.isFile() || !mine || stats.size > MOST_BYTES) return undefined;
  if (process.platform !== 'win32' && (stats.mode & SHARED) !== 0) return undefined;
  try {
    const { key, port }: { key?: unknown; port?: unknown } = JSON.parse(await file.readFile('utf8'));
    if (typeof key !== 'string' || !KEY.test(key)) return undefined;
    return { key, ...(Number.isInteger(port) && { port: port as number }) };
  } catch {
    return undefined;
  }
}

/** Writes the key where nobody else can read it, and where no link leads elsewhere. */
export async function keepKey(file: string, kept: Kept): Promise<void> {
  await rm(file, { force: true });
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(`${JSON.stringify(kept)}\n`);
  } finally {
    await handle.close();
  }
}

/** Without the key nobody comes back: the review has ended. */
export function removeKey(file: string): Promise<void> {
  return rm(file, { force: true });
}
