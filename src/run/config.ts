/** `attune.config.yaml`, `.json` or `package.json#attune`, found upwards: the rubric and the reading profiles (DESIGN §7). */

import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { UserError } from '../errors.ts';
import { own } from '../keys.ts';
import { lazily } from '../lazy.ts';
import { ROLES, type Role } from '../model.ts';
import { FIELDS } from '../read/fields.ts';
import { FORMATS, type FormatName } from '../read/index.ts';
import { suggestion } from '../rubric/source.ts';
import { type Path, parseWritten, type Written } from '../rubric/written.ts';
import { cannotRead } from './failure.ts';
import { writeWhole } from './output.ts';

const FORMAT_NAMES = Object.keys(FORMATS) as [FormatName, ...FormatName[]];

/** How the files of one export are read: what `--from`, `--map`, `--roles` and their kin say, under a name. */
const profile = lazily(() =>
  z.strictObject({
    from: z.enum(FORMAT_NAMES).optional().describe('the input format, where it is not recognised'),
    map: z.partialRecord(z.enum(FIELDS), z.string().min(1)).optional().describe('which column holds what'),
    roles: z
      .partialRecord(z.enum(ROLES), z.union([z.string(), z.array(z.string())]))
      .optional()
      .describe('who is who: the labels of each role'),
    assistantIs: z.enum(['agent', 'bot']).optional().describe('whom the label "assistant" stands for'),
    infer: z.boolean().optional().describe('whether roles may be inferred from what people say'),
    repair: z.boolean().optional().describe('whether to mend text that was decoded wrongly'),
  }),
);

export const config = lazily(() =>
  z.strictObject({
    rubric: z.string().min(1).optional().describe('the rubric: a name, or a file relative to this one'),
    calibration: z
      .string()
      .min(1)
      .optional()
      .describe('what attune calibrate --save wrote, relative to this file: marks criteria as experimental'),
    profile: z.string().min(1).optional().describe('the profile to use where no --profile is given'),
    jobs: z.int().min(1).optional().describe('worker threads to score with, where no --jobs is given'),
    profiles: z.record(z.string(), profile()).optional().describe('how exports are read, by a name of yours'),
    // Only who lints needs to know more of it, and loads what it takes: lint-config.ts.
    lint: z.unknown().optional(),
  }),
);

export type Profile = z.infer<ReturnType<typeof profile>>;

/** As shown to the user: relative to the working directory. */
interface Found {
  readonly path: string;
}

export type Config = z.infer<ReturnType<typeof config>> & Found;

const NAMES = ['attune.config.yaml', 'attune.config.yml', 'attune.config.json', 'package.json'];
const MAX_BYTES = 1024 * 1024;

/**
 * The nearest configuration from `cwd` upwards, or `undefined`. Throws a UserError with one line a mistake:
 * `file:line:column: what is wrong`.
 */
export function findConfig(cwd: string): Config | undefined {
  return readConfig(cwd, config);
}

/** As `findConfig`, by a schema that may know more of the sections. */
export function readConfig<Schema extends z.ZodObject>(
  cwd: string,
  open: () => Schema,
): (z.infer<Schema> & Found) | undefined {
  const file = nearest(cwd);
  if (file === undefined) return undefined;
  const shown = shownAs(file, cwd);
  const root = rootOf(file);
  const { data, place, keyPlace } = parse(contentOf(file, shown), shown);
  const value = root.reduce<unknown>((whole, key) => (whole as Record<string, unknown> | null)?.[key], data);
  const schema = open();
  const result = schema.safeParse(value ?? {});
  if (result.success) return { ...result.data, path: shown };
  throw new UserError(
    result.error.issues.flatMap((issue) => {
      const here = issue.path.map(String).join('.');
      const where = [...root, ...(issue.path as Path)];
      if (issue.code === 'unrecognized_keys') {
        return issue.keys.map(
          (key) =>
            `${keyPlace(where, key)}: unknown key "${key}"${here && ` in ${here}`}${suggestion(key, keysAt(schema, issue.path))}`,
        );
      }
      return [`${place(where)}: ${here || 'the configuration'}: ${issue.message}`];
    }),
  );
}

/** The reading options of a profile. Throws a UserError if there is no such profile. */
export function profileOptions(found: Config | undefined, name: string) {
  const profiles = found?.profiles ?? {};
  const chosen = own(profiles, name);
  if (!chosen) {
    const names = Object.keys(profiles);
    const known =
      names.length > 0 ? `; ${found!.path} has ${names.join(', ')}` : '; no configuration has profiles';
    throw new UserError(`--profile ${name}: there is no such profile${known}${suggestion(name, names)}`);
  }
  const roles = Object.entries(chosen.roles ?? {}).flatMap(([role, labels]) =>
    [labels].flat().map((label): [string, Role] => [label.trim().toLowerCase(), role as Role]),
  );
  return {
    ...(chosen.from !== undefined && { from: chosen.from }),
    ...(chosen.map && { map: chosen.map as Readonly<Record<string, string>> }),
    ...(roles.length > 0 && { roles: Object.fromEntries(roles) }),
    ...(chosen.assistantIs !== undefined && { assistantIs: chosen.assistantIs }),
    ...(chosen.infer !== undefined && { infer: chosen.infer }),
    ...(chosen.repair !== undefined && { repair: chosen.repair }),
  };
}

/**
 * Writes a profile into the nearest configuration, or into a new attune.config.yaml in `cwd`; the rest of the file,
 * comments too, stays. Returns the file's name for the user.
 */
export async function saveProfile(cwd: string, name: string, saved: Profile): Promise<string> {
  const found = nearest(cwd);
  const file = found ?? path.join(cwd, NAMES[0]!);
  const shown = shownAs(file, cwd);
  const { document } = parse(found ? contentOf(found, shown) : '', shown);
  const value = profile().parse(saved);
  document.setIn([...rootOf(file), 'profiles', name], document.createNode(value));
  const text = file.endsWith('.json')
    ? `${JSON.stringify(document.toJS({ maxAliasCount: 100 }), null, 2)}\n`
    : document.toString({ lineWidth: 0 });
  await writeWhole(file, text, shown);
  return shown;
}

/** The configuration file that holds for a folder, as shown to the user. */
export function configPath(cwd: string): string | undefined {
  const file = nearest(cwd);
  return file === undefined ? undefined : shownAs(file, cwd);
}

/** The configuration file that holds for a folder: its own or that of the nearest folder above. */
function nearest(cwd: string): string | undefined {
  for (let folder = path.resolve(cwd); ; folder = path.dirname(folder)) {
    const found = NAMES.map((name) => path.join(folder, name)).find((file) => {
      if (!existsSync(file)) return false;
      return path.basename(file) !== 'package.json' || /"attune"\s*:\s*\{/.test(readText(file));
    });
    if (found !== undefined) return found;
    if (folder === path.dirname(folder)) return undefined;
  }
}

function contentOf(file: string, shown: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw cannotRead(shown, error);
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8').slice(0, MAX_BYTES);
  } catch {
    return '';
  }
}

function parse(content: string, shown: string): Written {
  return parseWritten(shown, content, { megabytes: 1, what: 'a configuration' });
}

/** Where the configuration stands in its file. */
function rootOf(file: string): Path {
  return path.basename(file) === 'package.json' ? ['attune'] : [];
}

/** The keys that the schema knows at a path. */
function keysAt(schema: z.ZodObject, where: readonly PropertyKey[]): string[] {
  let at: unknown = schema;
  for (const key of where) {
    const { shape, valueType } = unwrapped(at);
    at = shape?.[String(key)] ?? valueType;
  }
  const { shape, keyType } = unwrapped(at);
  return Object.keys(shape ?? keyType?.enum ?? {});
}

/** What zod's kinds of schema have of these. */
interface Kind {
  readonly shape?: Readonly<Record<string, unknown>>;
  readonly valueType?: unknown;
  readonly keyType?: { readonly enum?: object };
}

function unwrapped(schema: unknown): Kind {
  let inner = schema as (Kind & { def?: { innerType?: unknown } }) | undefined;
  while (inner?.def?.innerType) inner = inner.def.innerType as typeof inner;
  return inner ?? {};
}

function shownAs(file: string, cwd: string): string {
  return path.relative(cwd, file).split(path.sep).join('/') || file;
}
