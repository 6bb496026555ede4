/** Who speaks: role words of exports → our five roles (FORMATS §0.2). */

import { UserError } from '../errors.ts';
import { own } from '../keys.ts';
import type { Role } from '../model.ts';
import { listed, notice, type ReadContext, type ReadItem } from './reader.ts';

/** Whole labels with case, digits, `_`, `-` and spaces dropped. */
const WORDS: Readonly<Record<Exclude<Role, 'unknown'>, string>> = {
  agent:
    'agent humanagent rep representative csr csm operator advisor adviser associate support customersupport ' +
    'technicalsupport customerservice staff admin teammate business internal outbound team',
  customer:
    'customer client caller user enduser visitor contact member consumer guest lead requester external inbound ' +
    'participant',
  bot: 'bot virtualagent automatedagent ivr acd voicemail trigger aiagent ai fin answerbot chatbot',
  system: 'system event action activity note notes tool function narrator developer',
};

const ROLE_BY_WORD: ReadonlyMap<string, Role> = new Map(
  (Object.keys(WORDS) as (keyof typeof WORDS)[]).flatMap((role) =>
    WORDS[role].split(' ').map((word): [string, Role] => [word, role]),
  ),
);

/** Label of what nobody is named to have said. */
export const NOBODY = 'nobody named';

/** Unknown labels that are kept to be named; more would only be a way to fill the memory. */
const MAX_LABELS = 1000;

/**
 * The role of one label: `--roles` first, then the whole label, then its last word. `undefined` for a label
 * that carries no role, such as `spk_0` or a name.
 */
export function roleOf(
  label: string,
  options: Pick<ReadContext, 'roles' | 'assistantIs'> = {},
): Role | undefined {
  const folded = label.trim().toLowerCase();
  const told = options.roles && own(options.roles, folded);
  if (told) return told;
  if (folded === '' || folded === '-') return 'system';
  const words = folded
    .replace(/\d/g, '')
    .split(/[\s_-]+/)
    .filter(Boolean);
  for (const word of [words.join(''), words.at(-1) ?? '']) {
    if (word === 'assistant') return options.assistantIs ?? 'agent';
    const role = ROLE_BY_WORD.get(word);
    if (role) return role;
  }
  return undefined;
}

/** `roleOf` for one file, which has few labels and many rows. */
export function roleFinder(context: ReadContext): (label: string) => Role | undefined {
  const known = new Map<string, Role | undefined>();
  return (label) => {
    if (known.has(label)) return known.get(label);
    const role = roleOf(label, context);
    if (known.size < MAX_LABELS) known.set(label, role);
    return role;
  };
}

/** A per-turn boolean `inbound` says the direction: from the customer, or to them. Other labels stay. */
export function labelOf(column: string, value: string): string {
  if (column !== 'inbound') return value;
  if (/^\s*(true|1|yes|t|y)\s*$/i.test(value)) return 'customer';
  return /^\s*(false|0|no|f|n)\s*$/i.test(value) ? 'agent' : value;
}

/** What giving out roles leaves behind for the end of the file. */
export interface RoleNotes {
  readonly labels: readonly string[];
  readonly roles: readonly Role[];
  readonly unknownRows: number;
}

/** Gives out roles for one file and remembers what it could not tell. */
interface RoleBook {
  readonly of: (label: string) => Role;
  /** Gives out a role that was inferred for a label in one conversation. */
  readonly inferred: (role: Role) => Role;
  /** The role of a label, if it is known. */
  readonly find: (label: string) => Role | undefined;
  /**
   * To be called when the file has been read: a notice that names labels without a role, or nothing. Throws a
   * UserError if nobody in the file is known to be an agent, since no score could come of it; `documented` says
   * that the format itself tells roles, so that a file of bots alone is no mistake.
   */
  readonly close: (documented?: boolean) => ReadItem[];
  readonly notes: () => RoleNotes;
  /** Takes over what another reader of the same file has noted of the part that comes next. */
  readonly join: (part: RoleNotes) => void;
}

export function openRoles(context: ReadContext): RoleBook {
  const find = roleFinder(context);
  const labels = new Set<string>();
  const roles = new Set<Role>();
  let unknownRows = 0;

  function of(label: string): Role {
    const role = find(label) ?? 'unknown';
    roles.add(role);
    if (role === 'unknown') unknownRows++;
    if (labels.size < MAX_LABELS) labels.add(label.trim());
    return role;
  }

  function close(documented = false): ReadItem[] {
    if (labels.size === 0 && roles.size === 0) return [];
    const unknown = [...labels].filter((label) => find(label) === undefined);
    const example = '--roles agent=Rep,customer=Caller';
    if (!roles.has('agent') && (unknown.length > 0 || !(roles.has('customer') || documented))) {
      throw new UserError(
        `${context.path}: nobody is known to be an agent; the labels are ${listed([...labels])}. Say who they are: ${example}`,
      );
    }
    if (unknown.length === 0) return [];
    const rows = `${unknownRows} ${unknownRows === 1 ? 'row' : 'rows'}`;
    return [
      notice(
        { path: context.path },
        `no role is known for ${listed(unknown)} (${rows}, not scored); say who they are: ${example}`,
        'warning',
      ),
    ];
  }

  const inferred = (role: Role): Role => {
    roles.add(role);
    return role;
  };

  const notes = (): RoleNotes => ({ labels: [...labels], roles: [...roles], unknownRows });
  const join = (part: RoleNotes): void => {
    for (const label of part.labels) if (labels.size < MAX_LABELS) labels.add(label);
    for (const role of part.roles) roles.add(role);
    unknownRows += part.unknownRows;
  };

  return { of, inferred, find, close, notes, join };
}

const HIDDEN: ReadonlyMap<string, RegExp> = new Map([
  ['visibility', /^(internal|private|agents|hidden)$/i],
  ...['public', 'is_public', 'isPublic'].map((name): [string, RegExp] => [name, /^(false|0|no)$/i]),
  ...['private', 'is_private', 'isPrivate', 'internal', 'is_internal', 'isInternal'].map(
    (name): [string, RegExp] => [name, /^(true|1|yes)$/i],
  ),
]);

/** Whether a column of this name says who may see a message. */
export function tellsVisibility(name: string): boolean {
  return HIDDEN.has(name);
}

/** Whether a column or key of this name and value marks an internal note (FORMATS §0.5). */
export function marksInternal(name: string, value: string): boolean {
  return HIDDEN.get(name)?.test(value.trim()) ?? false;
}

const SPEAKER_LABEL = /(?:^|[\s\]])[A-Z][A-Za-z]*(?: [A-Z][A-Za-z]*){0,2}(?: \([^)\n]{1,30}\))?:\s/g;

/** Whether a text is a whole transcript that names its speakers itself, rather than one turn (FORMATS §2.2). */
export function holdsTranscript(text: string): boolean {
  return text.length > 200 && (text.slice(0, 4000).match(SPEAKER_LABEL)?.length ?? 0) >= 2;
}
