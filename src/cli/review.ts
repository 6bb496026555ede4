/** `attune review`: a page on this machine, on which people rate turns and conversations by a rubric. */

import path from 'node:path';
import { UserError } from '../errors.ts';
import { ADJUDICATED, answer, formOf, openSession } from '../review/index.ts';
import { openLedger } from '../run/ratings.ts';
import { keepKey, openKey, removeKey } from '../run/review-key.ts';
import { serveReview } from '../run/review-server.ts';
import { type Io, print } from './io.ts';
import type { ExitCode } from './main.ts';
import { say } from './messages.ts';
import { countFlag, numberFlag } from './numbers.ts';
import { entriesOf, type ReviewInputFlags } from './review-entries.ts';
import { columnsOf } from './targets.ts';

export interface ReviewFlags extends ReviewInputFlags {
  readonly rater?: string;
  readonly raters?: string;
  readonly labels?: string;
  readonly criteria?: string;
  readonly round: string;
  readonly double: string;
  readonly seed: string;
  readonly showScores?: true;
  readonly out: string;
  readonly port?: string;
}

/** The name of a rater: it stands in links, files and tables. */
const NAME = /^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,39}$/u;

/**
 * Serves the review until it is interrupted, and says then what has been rated.
 * @throws UserError for bad flags or inputs, and where ratings cannot be kept.
 */
export async function reviewCommand(
  inputs: readonly string[],
  flags: ReviewFlags,
  io: Io,
): Promise<ExitCode> {
  const raters = ratersOf(flags);
  const double = numberFlag('--double', flags.double, 0, 1);
  const wantedPort = flags.port === undefined ? undefined : portFlag(flags.port);
  if (flags.round.trim() === '') throw new UserError('--round: give it a name, such as 1');
  const { entries, compiled } = await entriesOf(inputs, flags, io);
  if (entries.length === 0)
    throw new UserError('nothing is to be rated: no agent says anything in the input');
  const form = formOf(compiled.rubric, {
    ...(flags.labels !== undefined && { labels: columnsOf(flags.labels) }),
    ...(flags.criteria !== undefined && { criteria: columnsOf(flags.criteria) }),
  });
  const session = openSession({
    ...{ entries, form, raters, double },
    ...{ seed: flags.seed, round: flags.round, showScores: flags.showScores === true },
  });

  const target = path.resolve(io.cwd(), flags.out);
  const ledger = await openLedger(target, flags.out);
  const keyFile = `${target}.session`;
  try {
    for (const row of await ledger.read()) session.remember(row);
    if (ledger.repaired !== undefined) say(io, ledger.repaired);
    const kept = await openKey(keyFile);
    const ending = openEnding();
    const failed = (error: unknown) =>
      say(io, `${flags.out}: a rating could not be written: ${reasonOf(error)}`);
    const serve = (port: number) =>
      serveReview({
        answer: answer(session, ledger, { now: () => new Date().toISOString(), failed }),
        key: kept.key,
        port,
        onSpent: (rater) => say(io, `the link was used before; a new one: ${server.link(rater)}`),
        onFailure: ending.fail,
      });
    // A tab that is open since before a crash asks at the port that it knows.
    const server = await serve(wantedPort ?? kept.port ?? 0).catch((error: unknown) => {
      if (wantedPort !== undefined || !(error instanceof UserError)) throw error;
      return serve(0);
    });
    await keepKey(keyFile, { key: kept.key, port: server.port });
    await print(io, linksText(raters, flags.rater, server.link));
    say(
      io,
      `${counted(entries.length, 'item')} to rate; every rating goes to ${flags.out} at once; Ctrl-C ends the review`,
    );
    try {
      await ending.wait;
    } finally {
      ending.forget();
      await server.stop();
    }
  } finally {
    await ledger.close();
  }
  await removeKey(keyFile);
  const { raters: progress, adjudication } = session.overview();
  for (const { rater, rated, of } of progress) say(io, `${rater}: ${rated} of ${of} rated`);
  if (adjudication.of > 0)
    say(io, `raters disagree on ${adjudication.of}, of which ${adjudication.rated} are decided`);
  say(io, `ratings are in ${flags.out}; attune calibrate ${flags.out} sets them against the rubric`);
  return 0;
}

const counted = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`;

/** One link for the rater who was named; else one for each, and one for who chooses on the page. */
function linksText(
  raters: readonly string[],
  rater: string | undefined,
  link: (rater?: string) => string,
): string {
  const only = rater ?? (raters.length === 1 ? raters[0] : undefined);
  if (only !== undefined) return `${link(only)}\n`;
  return [`${link()}`, ...raters.map((name) => `${link(name)}  (${name})`), ''].join('\n');
}

function ratersOf({ rater, raters }: ReviewFlags): readonly string[] {
  const names = [...new Set([...(rater === undefined ? [] : [rater]), ...columnsOf(raters ?? '')])];
  if (names.length === 0) throw new UserError('who rates? name them: --rater ana, or --raters ana,ben');
  for (const name of names) {
    if (name === ADJUDICATED)
      throw new UserError(`"${ADJUDICATED}" is what the file calls whoever decides; choose another name`);
    if (!NAME.test(name))
      throw new UserError(`"${name}": a rater's name has up to 40 letters, digits, spaces, dots or hyphens`);
  }
  return names;
}

function portFlag(value: string): number {
  const port = countFlag('--port', value);
  if (port < 1024 || port > 65535) throw new UserError(`--port ${value}: give a number from 1024 to 65535`);
  return port;
}

/** What ends a review: Ctrl-C, or whoever else ends programs in good order; and a failure, which is thrown. */
function openEnding() {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  let [end, fail]: [() => void, (error: unknown) => void] = [() => {}, () => {}];
  const wait = new Promise<void>((resolve, reject) => {
    [end, fail] = [resolve, reject];
  });
  // Who waits comes later than who may fail.
  wait.catch(() => {});
  for (const signal of signals) process.once(signal, end);
  return {
    wait,
    fail,
    forget: () => {
      for (const signal of signals) process.off(signal, end);
    },
  };
}

const reasonOf = (error: unknown): string =>
  (error as NodeJS.ErrnoException).code ?? (error instanceof Error ? error.message : String(error));
