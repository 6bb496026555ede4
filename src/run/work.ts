/** What becomes of a part of the input: its conversations are scored, counted, and written down where that is wanted. */

import { UserError } from '../errors.ts';
import type { Macro } from '../lint/macro.ts';
import type { Conversation, Place, ScoredConversation } from '../model.ts';
import { createScorer, type Scorer } from '../pipeline.ts';
import {
  type DiagnosticItem,
  type Lines,
  type LinesRead,
  quarantined,
  type ReadItem,
  readLines,
} from '../read/index.ts';
import type { RedactOptions } from '../redact/index.ts';
import { ndjsonLine } from '../report/ndjson.ts';
import { type CompiledRubric, loadRubric } from '../rubric/index.ts';
import { collect, type Tallies } from '../summarise/index.ts';
import { attempt } from './bug.ts';
import type { Reading } from './inputs.ts';
import { rubricFinder } from './rubrics.ts';

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const NEWLINE = 0x0a;

/** A conversation as it was read, with the number of its rows. */
export interface Spoken {
  readonly conversation: Conversation;
  readonly rows: number;
}

/** A part of the input: conversations, or lines of one file that hold some. */
export type Chunk =
  | { readonly kind: 'lines'; readonly lines: Lines }
  | { readonly kind: 'conversations'; readonly conversations: readonly Spoken[] };

/** What was scored, for the accounts of the run. */
export interface Counts {
  readonly conversations: number;
  readonly rows: number;
  readonly agentRows: number;
  readonly agentTurns: number;
}

/** In the place of a conversation in which no agent speaks. */
export interface Silent {
  readonly kind: 'other';
  readonly place: Place;
  readonly rows: number;
}

/** What reading lines came to, but for the conversations that were scored. */
export type Rest = LinesRead<Exclude<ReadItem, { kind: 'conversation' }> | Silent>;

/** Scores of one rubric: as objects, as a line of JSON each, or as the lines of a report. */
export type Scores =
  | { readonly kind: 'objects'; readonly conversations: readonly ScoredConversation[] }
  | { readonly kind: 'json' | 'lines'; readonly bytes: Uint8Array };

/** What was made of a chunk; plain data. */
export interface Worked {
  readonly counts: Counts;
  /** Of lines: what else they held. */
  readonly rest?: Rest;
  /** Conversations that could not be scored. */
  readonly lost: readonly DiagnosticItem[];
  /** By rubric, in the order of the job. */
  readonly rubrics: readonly { readonly tallies: Tallies; readonly scores: Scores }[];
}

/** All that a worker needs to know; plain data. */
export interface Job {
  readonly cwd: string;
  /** Names or files, each with the hash that it must have. */
  readonly rubrics: readonly { readonly reference: string; readonly hash: string }[];
  readonly reading: Reading;
  readonly redact?: RedactOptions;
  /** Macros that agent turns are traced to. */
  readonly macros?: readonly Macro[];
  readonly groupBy: readonly string[];
  /** Set where nothing but lines of NDJSON is made of the scores. */
  readonly lines?: { readonly quote: 'spans' | 'full' };
}

/** Works on one chunk; keeps nothing from one to the next. */
export type Work = (chunk: Chunk) => Promise<Worked>;

/**
 * Loads what the job needs. Scores that are to travel are best made as text, one by one, as they are a multiple of
 * their conversations. `compiled` are the job's rubrics, where somebody has loaded them already. A conversation that a
 * scorer fails on is among those that are lost.
 * @throws UserError when a rubric can't be loaded, or is not what it was when the run began.
 */
export async function openWork(
  job: Job,
  as: 'objects' | 'text',
  compiled: readonly CompiledRubric[] = rubricsOf(job),
  scorerOf: (compiled: CompiledRubric) => Scorer = createScorer,
): Promise<Work> {
  const scorers = compiled.map(scorerOf);
  const redactor = job.redact && (await import('../redact/index.ts')).createRedactor(job.redact);
  // Macros need libraries that scores do not.
  const trace = job.macros && (await import('../trace/index.ts'));
  const tracer = trace?.createTracer(job.macros!).tracer;
  return async (chunk) => {
    const { rest, spoken } = await openChunk(chunk, job.reading);
    const done: Spoken[] = [];
    const lost: DiagnosticItem[] = [];
    const runs = scorers.map((score) => ({
      score,
      collector: collect(job.groupBy),
      scores: openScores(as, job.lines?.quote),
    }));
    for (const one of spoken) {
      const { conversation, rows } = one;
      // By all rubrics or by none, so that what is told of it holds for every report.
      const outcome = attempt(one, () => {
        const uses = tracer?.(conversation);
        return runs.map(({ score, scores }) => {
          const own = score(conversation, rows);
          const made = trace && uses ? trace.withUses(own, uses) : own;
          const scored = redactor?.scored(made, conversation) ?? made;
          return { scored, written: scores.write(scored) };
        });
      });
      if ('lost' in outcome) {
        lost.push(outcome.lost);
        continue;
      }
      done.push(one);
      for (const [i, { scored, written }] of outcome.made.entries()) {
        runs[i]!.collector.add(scored);
        runs[i]!.scores.add(scored, written);
      }
    }
    const rubrics = runs.map(({ collector, scores }) => ({
      tallies: collector.tallies(),
      scores: scores.all(),
    }));
    return { counts: countsOf(done), ...(rest && { rest }), lost, rubrics };
  };
}

function rubricsOf({ cwd, rubrics }: Job): CompiledRubric[] {
  const find = rubricFinder(cwd);
  return rubrics.map(({ reference, hash }) => {
    const compiled = loadRubric(reference, find);
    if (compiled.hash !== hash)
      throw new UserError(`${reference}: the rubric was changed while attune was running; run it again`);
    return compiled;
  });
}

/** The conversations of a chunk in which an agent speaks; of lines, what else they hold. */
export async function openChunk(
  chunk: Chunk,
  reading: Reading,
): Promise<{ rest?: Rest; spoken: readonly Spoken[] }> {
  if (chunk.kind === 'conversations') return { spoken: chunk.conversations };
  const read = await readLines(chunk.lines, reading);
  const spoken: Spoken[] = [];
  const items: Rest['items'][number][] = [];
  for (const item of read.items) {
    if (item.kind !== 'conversation') items.push(item);
    else if (hasAgent(item.conversation)) spoken.push(item);
    else items.push({ kind: 'other', place: item.conversation.source, rows: item.rows });
  }
  return { rest: { ...read, items }, spoken };
}

/** Whether there is anybody to score. */
export function hasAgent({ turns }: Conversation): boolean {
  return turns.some((turn) => turn.role === 'agent' && turn.visibility === 'public');
}

export function countsOf(spoken: readonly Spoken[]): Counts {
  const sums = { conversations: spoken.length, rows: 0, agentRows: 0, agentTurns: 0 };
  for (const { conversation, rows } of spoken) {
    sums.rows += rows;
    for (const turn of conversation.turns) {
      if (turn.role !== 'agent' || turn.visibility !== 'public') continue;
      sums.agentTurns++;
      sums.agentRows += turn.rows.length;
    }
  }
  return sums;
}

/** Gathers the scores of a chunk: as lines of a report where `quote` says how those are written. */
function openScores(as: 'objects' | 'text', quote?: 'spans' | 'full') {
  const objects: ScoredConversation[] = [];
  const lines = openLines();
  return {
    /** The line of a conversation, without its end, where lines are gathered. */
    write(scored: ScoredConversation): string | undefined {
      if (quote !== undefined) return ndjsonLine(scored, quote);
      return as === 'text' ? JSON.stringify(scored) : undefined;
    },
    add(scored: ScoredConversation, written: string | undefined): void {
      if (written === undefined) objects.push(scored);
      else lines.add(written);
    },
    all(): Scores {
      if (quote === undefined && as === 'objects') return { kind: 'objects', conversations: objects };
      return { kind: quote === undefined ? 'json' : 'lines', bytes: lines.all() };
    },
  };
}

/** Least room for bytes: about what a chunk of lines is scored to. */
const FIRST_ROOM = 1024 * 1024;
/** Most room that is kept. */
const MOST_ROOM = 4 * FIRST_ROOM;
/** Bytes that one UTF-16 unit takes at most. */
const WIDEST = 3;

/**
 * Room for lines that nobody writes now. To V8 bytes are memory of its own: new ones for every chunk would make it
 * look for what is no longer in use after every few chunks.
 */
const rooms: Buffer[] = [];

/** Lines as UTF-8, one behind the other, without making one long text of them first. */
function openLines() {
  let bytes = rooms.pop() ?? Buffer.allocUnsafeSlow(0);
  let length = 0;
  return {
    add(line: string): void {
      const most = length + WIDEST * line.length + 1;
      if (most > bytes.length) {
        const wider = Buffer.allocUnsafeSlow(Math.max(FIRST_ROOM, 2 * most));
        bytes.copy(wider, 0, 0, length);
        bytes = wider;
      }
      length += bytes.write(line, length);
      bytes[length++] = NEWLINE;
    },
    /** All lines; asked once, as the room is somebody else's then. */
    all(): Uint8Array {
      if (bytes.length <= MOST_ROOM) rooms.push(bytes);
      return new Uint8Array(bytes.subarray(0, length));
    },
  };
}

/** Scores as objects, one after the other, where they were not written for a report. */
export function* conversationsOf(scores: Scores): Generator<ScoredConversation> {
  if (scores.kind === 'objects') yield* scores.conversations;
  else if (scores.kind === 'json') {
    const { bytes } = scores;
    for (let from = 0, end = 0; from < bytes.length; from = end + 1) {
      end = bytes.indexOf(NEWLINE, from);
      yield JSON.parse(decoder.decode(bytes.subarray(from, end))) as ScoredConversation;
    }
  }
}

/** What stands for a conversation that ended its worker, again and again. */
export function lostTo(reason: string, place: Place, rows: number, rubrics: number): Worked {
  const nothing = (): Worked['rubrics'][number] => ({
    tallies: collect([]).tallies(),
    scores: { kind: 'json', bytes: new Uint8Array() },
  });
  return {
    counts: { conversations: 0, rows: 0, agentRows: 0, agentTurns: 0 },
    lost: [
      quarantined(
        place,
        `scoring it ended a worker twice (${reason}), so it is set aside; split the conversation`,
        rows,
      ),
    ],
    rubrics: Array.from({ length: rubrics }, nothing),
  };
}

/** A part of the input as text or bytes, which travel cheaply. */
export type PackedChunk =
  | { readonly kind: 'lines'; readonly lines: Lines }
  | { readonly kind: 'conversations'; readonly json: string };

export function packChunk(chunk: Chunk): PackedChunk {
  if (chunk.kind === 'conversations')
    return { kind: 'conversations', json: JSON.stringify(chunk.conversations) };
  // A copy: the bytes may be a view of a larger buffer, all of which would travel.
  return { kind: 'lines', lines: { ...chunk.lines, bytes: new Uint8Array(chunk.lines.bytes) } };
}

export function unpackChunk(packed: PackedChunk): Chunk {
  if (packed.kind === 'lines') return packed;
  return { kind: 'conversations', conversations: JSON.parse(packed.json) as Spoken[] };
}

/** Results as bytes, to travel or to be kept: a line of JSON, then the scores of each rubric. */
export function pack(worked: Worked): Uint8Array {
  const rubrics = worked.rubrics.map(({ tallies, scores }) => {
    if (scores.kind === 'objects') throw new Error('scores that travel are made as text');
    return { tallies, kind: scores.kind, bytes: scores.bytes };
  });
  const head: Head = {
    ...worked,
    rubrics: rubrics.map(({ tallies, kind, bytes }) => ({ tallies, kind, length: bytes.length })),
  };
  const first = encoder.encode(`${JSON.stringify(head)}\n`);
  // In memory of its own, so that it can be handed to another thread.
  const packed = new Uint8Array(rubrics.reduce((sum, { bytes }) => sum + bytes.length, first.length));
  let at = 0;
  for (const part of [first, ...rubrics.map(({ bytes }) => bytes)]) {
    packed.set(part, at);
    at += part.length;
  }
  return packed;
}

export function unpack(bytes: Uint8Array): Worked {
  const end = bytes.indexOf(NEWLINE);
  const head = JSON.parse(decoder.decode(bytes.subarray(0, end))) as Head;
  let at = end + 1;
  const rubrics = head.rubrics.map(({ tallies, kind, length }) => {
    const body = bytes.subarray(at, at + length);
    at += length;
    return { tallies, scores: { kind, bytes: body } };
  });
  return { ...head, rubrics };
}

interface Head extends Omit<Worked, 'rubrics'> {
  readonly rubrics: readonly { tallies: Tallies; kind: 'json' | 'lines'; length: number }[];
}
