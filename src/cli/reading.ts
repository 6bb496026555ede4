/** The flags that say how to read the input. */
import path from 'node:path';
import { UserError } from '../errors.ts';
import { type MeasuredAgreement, ROLES, type Role } from '../model.ts';
import { FORMATS, type FormatName } from '../read/index.ts';
import type { CompiledRubric } from '../rubric/index.ts';
import { findConfig, profileOptions } from '../run/config.ts';
import { readMeasured } from '../run/measured.ts';

export interface ReadingFlags {
  readonly from?: string;
  readonly map: readonly string[];
  readonly roles: readonly string[];
  readonly assistantIs?: 'agent' | 'bot';
  /** False when roles must not be inferred from what speakers say. */
  readonly infer?: boolean;
  readonly repairEncoding?: true;
  /** Reading flags saved in the configuration under a name. */
  readonly profile?: string;
}

const FIELDS = ['text', 'role', 'conversation', 'agent', 'customer', 'time', 'order', 'channel'];

/** `a=x,b=y` pairs; throws a `UserError` that shows the right form. */
function pairs(
  flag: string,
  values: readonly string[],
  keys: readonly string[],
  example: string,
): [string, string][] {
  return values
    .flatMap((value) => value.split(','))
    .map((pair) => {
      const at = pair.indexOf('=');
      const key = pair.slice(0, at).trim();
      const value = pair.slice(at + 1).trim();
      if (at < 1 || value === '') throw new UserError(`${flag} "${pair}": write it as ${example}`);
      if (!keys.includes(key))
        throw new UserError(`${flag} "${pair}": "${key}" is none of ${keys.join(', ')}`);
      return [key, value];
    });
}

/** The reading options of the chosen profile, overridden by the flags. Throws a `UserError` for what can't be understood. */
export function readingOptions(flags: ReadingFlags, cwd: string) {
  const config = findConfig(cwd);
  const name = flags.profile ?? config?.profile;
  const profile = name === undefined ? {} : profileOptions(config, name);
  return { ...profile, ...flagOptions(flags) };
}

function flagOptions(flags: ReadingFlags) {
  const { from } = flags;
  if (from !== undefined && !Object.hasOwn(FORMATS, from)) {
    throw new UserError(
      `--from ${from}: there is no such format; there are ${Object.keys(FORMATS).join(', ')}`,
    );
  }
  const map = pairs('--map', flags.map, FIELDS, '--map text=Body,role=From');
  const roles = pairs('--roles', flags.roles, ROLES, '--roles agent=Rep,customer=Caller');
  return {
    ...(from !== undefined && { from: from as FormatName }),
    ...(map.length > 0 && { map: Object.fromEntries(map) }),
    ...(roles.length > 0 && {
      roles: Object.fromEntries(roles.map(([role, label]) => [label.toLowerCase(), role as Role])),
    }),
    ...(flags.assistantIs && { assistantIs: flags.assistantIs }),
    ...(flags.infer === false && { infer: false }),
    ...(flags.repairEncoding && { repair: true }),
  };
}

/** The measured agreement of `--calibration`, else the configured one. Throws a `UserError` for what can't be read. */
export function measuredAgreement(flag: string | undefined, cwd: string): MeasuredAgreement | undefined {
  if (flag !== undefined) return readMeasured(flag, cwd);
  const config = findConfig(cwd);
  if (config?.calibration === undefined) return undefined;
  return readMeasured(path.join(path.dirname(config.path), config.calibration), cwd);
}

/** Says where an agreement was measured with other words or numbers than those of the rubric at hand. */
export function staleMeasure(
  measured: MeasuredAgreement,
  { rubric, hash }: CompiledRubric,
): string | undefined {
  const { id, version, hash: other } = measured.rubric;
  if (id !== rubric.id)
    return `--calibration: was measured with the rubric ${id} and says nothing of ${rubric.id}`;
  if (other === hash) return undefined;
  return `--calibration: was measured with another state of ${id} (${version}); measure again with attune calibrate --save`;
}

/** The rubric to use: the flag's, else the configured one (relative to the configuration), else `empathy`. */
export function rubricReference(flag: string | undefined, cwd: string): string {
  if (flag !== undefined) return flag;
  const config = findConfig(cwd);
  if (config?.rubric === undefined) return 'empathy';
  return /[/.]/.test(config.rubric) ? path.join(path.dirname(config.path), config.rubric) : config.rubric;
}
