/** `attune inspect`: what a file was taken for and why, who speaks in it, and which flags would change that. */

import { UserError } from '../errors.ts';
import { type Conversation, type Diagnostic, ROLES, type Role } from '../model.ts';
import { FORMATS } from '../read/index.ts';
import { sanitise } from '../report/sanitise.ts';
import { saveProfile } from '../run/config.ts';
import { expandInputs, type InputFile, type Reading, readInput } from '../run/inputs.ts';
import { type Io, print } from './io.ts';
import type { ExitCode } from './main.ts';
import { say } from './messages.ts';
import { type ReadingFlags, readingOptions } from './reading.ts';

export interface InspectFlags extends ReadingFlags {
  /** Write the mapping that was found to the configuration, under this name. */
  readonly saveProfile?: string;
}

const SHOWN_TURNS = 6;
const SHOWN_CHARS = 90;
const SHOWN_WARNINGS = 12;
const MAX_NAMES = 1000;

/** What was seen in one file. */
interface Findings {
  readonly readers: { format: string; note: string; mapping?: Readonly<Record<string, string>> }[];
  readonly diagnostics: Diagnostic[];
  readonly records: { read: number; skipped: number; quarantined: number };
  readonly turns: Map<Role, number>;
  readonly names: Map<string, { role: Role; turns: number }>;
  readonly channels: Map<string, number>;
  readonly times: { first?: string; last?: string; longest?: number };
  conversations: number;
  alone: number;
  first?: Conversation;
  refusal?: UserError;
}

/** Reads every file and prints what was found. Resolves to 2 if a file cannot be made out. */
export async function inspectCommand(
  inputs: readonly string[],
  flags: InspectFlags,
  io: Io,
): Promise<ExitCode> {
  const reading: Reading = readingOptions(flags, io.cwd());
  const files = await expandInputs(inputs, { cwd: io.cwd(), stdin: io.stdin });
  let code: ExitCode = 0;
  let mapping: Readonly<Record<string, string>> | undefined;
  let format: string | undefined;
  for (const [index, file] of files.entries()) {
    const found = await look(file, reading);
    if (found.refusal) code = 2;
    mapping ??= found.readers.find((reader) => reader.mapping)?.mapping;
    format ??= found.readers[0]?.format;
    await print(io, `${index > 0 ? '\n' : ''}${render(file.path, found, reading).join('\n')}\n`);
    for (const message of found.refusal?.messages ?? []) say(io, message);
  }
  if (flags.saveProfile !== undefined && code === 0) {
    const told = Object.entries(reading.roles ?? {});
    const roles = Object.fromEntries(
      ROLES.flatMap((role) => {
        const labels = told.flatMap(([label, of]) => (of === role ? [label] : []));
        return labels.length > 0 ? [[role, labels]] : [];
      }),
    );
    const shown = await saveProfile(io.cwd(), flags.saveProfile, {
      ...(format !== undefined && Object.hasOwn(FORMATS, format) && { from: format as keyof typeof FORMATS }),
      ...(mapping && { map: mapping }),
      ...(told.length > 0 && { roles }),
      ...(reading.assistantIs && { assistantIs: reading.assistantIs }),
    });
    await print(
      io,
      `\nSaved as profile "${flags.saveProfile}" in ${shown}; use it with --profile ${flags.saveProfile}\n`,
    );
  }
  return code;
}

/** Reads one file to its end, and counts. */
async function look(file: InputFile, reading: Reading): Promise<Findings> {
  const found: Findings = {
    readers: [],
    diagnostics: [],
    records: { read: 0, skipped: 0, quarantined: 0 },
    turns: new Map(),
    names: new Map(),
    channels: new Map(),
    times: {},
    conversations: 0,
    alone: 0,
  };
  try {
    for await (const item of readInput(file, reading)) {
      if (item.kind === 'reader') found.readers.push(item);
      else if (item.kind === 'conversation') count(found, item.conversation, item.rows);
      else {
        const { kind, records, severity } = item.diagnostic;
        found.records.read += records;
        if (kind !== 'notice') found.records[kind] += records;
        if (severity !== 'note' || kind === 'notice') found.diagnostics.push(item.diagnostic);
      }
    }
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    found.refusal = error;
  }
  return found;
}

function count(found: Findings, conversation: Conversation, rows: number): void {
  found.first ??= conversation;
  found.conversations++;
  found.records.read += rows;
  const { channel, turns, startedAt } = conversation;
  if (channel !== undefined) found.channels.set(channel, (found.channels.get(channel) ?? 0) + 1);
  if (!turns.some(({ role }) => role === 'agent')) found.alone++;
  for (const { role, speaker } of turns) {
    found.turns.set(role, (found.turns.get(role) ?? 0) + 1);
    if (speaker === undefined) continue;
    const known = found.names.get(speaker);
    if (known) known.turns++;
    else if (found.names.size < MAX_NAMES) found.names.set(speaker, { role, turns: 1 });
  }
  const { times } = found;
  for (const at of [startedAt, turns.at(-1)?.at]) {
    if (at === undefined) continue;
    if (times.first === undefined || at < times.first) times.first = at;
    if (times.last === undefined || at > times.last) times.last = at;
  }
  const end = turns.at(-1)?.endMs ?? turns.at(-1)?.startMs;
  if (end !== undefined) times.longest = Math.max(times.longest ?? 0, end);
}

function render(path: string, found: Findings, reading: Reading): string[] {
  const { readers, records, turns, names, channels, times, first, diagnostics } = found;
  const row = (title: string, value: string): string => `  ${title.padEnd(15)}${sanitise(value)}`;
  const lines = [sanitise(path)];
  for (const { format, note } of readers) {
    lines.push(row('read as', format));
    const why = reading.from === undefined ? recognisedBy(format) : '--from says so';
    if (why !== undefined) lines.push(row('because', why));
    lines.push(row('how', note));
  }
  if (readers.length === 0) lines.push(row('read as', 'nothing: see the message'));
  if (found.conversations > 0 || records.read > 0) {
    const scored = records.read - records.skipped - records.quarantined;
    lines.push(
      row(
        'records',
        `${records.read} = ${scored} in conversations + ${records.skipped} skipped + ${records.quarantined} quarantined`,
      ),
      row(
        'conversations',
        `${found.conversations}${found.alone > 0 ? `, ${found.alone} without an agent` : ''}`,
      ),
      row(
        'turns',
        ROLES.flatMap((role) => (turns.has(role) ? [`${role} ${turns.get(role)}`] : [])).join(', ') || 'none',
      ),
    );
  }
  const known = [...names].sort((a, b) => b[1].turns - a[1].turns);
  if (known.length > 0) {
    const shown = known
      .slice(0, 8)
      .map(([name, { role, turns: said }]) => `${name.slice(0, 40)} (${role}, ${said})`);
    const more = known.length > 8 ? ` and ${known.length - 8} more` : '';
    lines.push(row('names', `${shown.join(', ')}${more}`));
  }
  if (channels.size > 0)
    lines.push(row('channels', [...channels].map(([name, n]) => `${name} ${n}`).join(', ')));
  if (times.first !== undefined) lines.push(row('times', `absolute, ${times.first} to ${times.last}`));
  if (times.longest !== undefined) lines.push(row('times', `from the start, up to ${clock(times.longest)}`));
  if (found.conversations > 0 && times.first === undefined && times.longest === undefined)
    lines.push(row('times', 'none'));
  if (first) {
    lines.push('', `  The first turns of ${sanitise(first.id)}:`);
    for (const { role, visibility, speaker, text } of first.turns.slice(0, SHOWN_TURNS)) {
      const who = `${role}${visibility === 'internal' ? ' (internal)' : ''}${speaker === undefined ? '' : ` ${speaker.slice(0, 30)}`}`;
      const said = sanitise(text);
      lines.push(
        `    ${sanitise(who).padEnd(16)} ${said.length > SHOWN_CHARS ? `${said.slice(0, SHOWN_CHARS)}…` : said}`,
      );
    }
  }
  if (diagnostics.length > 0) lines.push('', '  Messages:');
  for (const { severity, message, place } of diagnostics.slice(0, SHOWN_WARNINGS)) {
    const where = place.line === undefined ? (place.pointer ?? '') : `line ${place.line}`;
    lines.push(`    ${sanitise(`${severity}${where && ` at ${where}`}: ${message}`)}`);
  }
  if (diagnostics.length > SHOWN_WARNINGS)
    lines.push(`    … and ${diagnostics.length - SHOWN_WARNINGS} more`);
  lines.push('', '  To read it differently:', ...advice(path, found).map((line) => `    ${sanitise(line)}`));
  return lines;
}

/** The flags that would change what was found, with what holds now as their values. */
function advice(path: string, { readers, names, turns }: Findings): string[] {
  const mapping = readers.find((reader) => reader.mapping)?.mapping ?? {};
  const pairs = Object.entries(mapping).map(([field, name]) => `${field}=${name}`);
  const unknown = turns.has('unknown');
  const agent = [...names].find(([, { role }]) => role === 'agent')?.[0];
  return [
    `--from ${readers[0]?.format ?? 'csv'}  (${Object.keys(FORMATS).slice(0, 8).join(', ')} …: see attune formats)`,
    `--map ${pairs.length > 0 ? quoted(pairs.join(',')) : 'text=NAME,role=NAME,conversation=NAME'}`,
    `--roles agent=${agent === undefined ? 'LABEL' : quoted(agent)},customer=LABEL${unknown ? '  (some turns have no role yet)' : ''}`,
    '--assistant-is agent|bot, --no-infer, --repair-encoding',
    `attune inspect ${quoted(path)} --save-profile NAME  keeps this mapping for --profile NAME`,
  ];
}

function recognisedBy(format: string): string | undefined {
  return Object.hasOwn(FORMATS, format) ? FORMATS[format as keyof typeof FORMATS].recognised : undefined;
}

function quoted(word: string): string {
  return /^[\w./=,:-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

function clock(ms: number): string {
  const seconds = Math.round(ms / 1000);
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return parts.map((part) => String(part).padStart(2, '0')).join(':');
}
