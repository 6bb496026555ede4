/** Which reports are wanted, and where each goes. */

import path from 'node:path';
import { UserError } from '../errors.ts';
import type { ReporterName } from '../report/index.ts';
import { fileSink, type Sink, streamSink } from '../run/output.ts';
import type { Io } from './io.ts';

export interface Target<Name extends string = ReporterName> {
  readonly reporter: Name;
  /** As the user wrote it; standard output when absent. */
  readonly file?: string;
  /** Id of the one rubric it is for; absent where it takes the reports of all. */
  readonly rubric?: string;
}

/** Reporters whose output may be followed by another rubric's. */
const APPENDABLE: readonly ReporterName[] = ['terminal', 'ndjson'];
/** What stands for a rubric's id in the name of a file. */
const RUBRIC = '{rubric}';

export interface Output<Name extends string = ReporterName> extends Target<Name> {
  readonly sink: Sink;
}

/** The reporters that a command has, the one it uses unless told otherwise first. */
type Reporters<Name extends string> = Readonly<Record<Name, unknown>>;

/** `terminal`, `json=out.json` …; `--out` is for the one that names no file. Throws a `UserError` for bad flags. */
export function targetsOf<Name extends string>(
  formats: readonly string[],
  out: string | undefined,
  reporters: Reporters<Name>,
): readonly Target<Name>[] {
  const wanted = formats.length > 0 ? formats : Object.keys(reporters).slice(0, 1);
  const targets = wanted.map((entry) => parseFormat(entry, reporters));
  const open = targets.filter(({ file }) => file === undefined);
  if (out !== undefined && open.length !== 1) {
    throw new UserError('--out takes one report; give the others their files: --format csv=scores.csv');
  }
  if (open.length > 1 && out === undefined) {
    throw new UserError(
      'only one report can go to standard output; give the others files: --format csv=scores.csv',
    );
  }
  return targets.map((target) =>
    target.file === undefined && out !== undefined ? { ...target, file: out } : target,
  );
}

/**
 * Targets for several rubrics: a file name with `{rubric}` becomes one for each of them.
 * @throws UserError when a document that holds one report would have to hold several.
 */
export function targetsByRubric(targets: readonly Target[], ids: readonly string[]): readonly Target[] {
  return targets.flatMap((target): readonly Target[] => {
    const { file, reporter } = target;
    if (file?.includes(RUBRIC))
      return ids.map((rubric) => ({ ...target, file: file.replaceAll(RUBRIC, rubric), rubric }));
    if (ids.length > 1 && !APPENDABLE.includes(reporter)) {
      throw new UserError(
        `--format ${reporter}: holds one report and there are ${ids.length} rubrics; name a file for each: --format ${reporter}=scores-${RUBRIC}.${reporter}`,
      );
    }
    return [target];
  });
}

/**
 * Opens an output for every target.
 * @throws UserError when a file can't be written, is named twice, or is one of `inputs`; nothing is left open then.
 */
export async function openOutputs<Name extends string>(
  targets: readonly Target<Name>[],
  inputs: readonly string[],
  io: Io,
): Promise<readonly Output<Name>[]> {
  const taken = new Set(inputs.map((input) => path.resolve(io.cwd(), input)));
  const outputs: Output<Name>[] = [];
  try {
    for (const target of targets) {
      const { file } = target;
      if (file === undefined) {
        outputs.push({ ...target, sink: streamSink(io.stdout) });
        continue;
      }
      const absolute = path.resolve(io.cwd(), file);
      if (taken.has(absolute)) throw new UserError(`${file}: is read or written already; name another file`);
      taken.add(absolute);
      outputs.push({ ...target, sink: await fileSink(absolute, file) });
    }
    return outputs;
  } catch (error) {
    for (const { sink } of outputs) await sink.abandon();
    throw error;
  }
}

function parseFormat<Name extends string>(entry: string, reporters: Reporters<Name>): Target<Name> {
  const at = entry.indexOf('=');
  const reporter = at < 0 ? entry : entry.slice(0, at);
  if (!Object.hasOwn(reporters, reporter)) {
    throw new UserError(
      `--format ${entry}: there is no such format; there are ${Object.keys(reporters).join(', ')}`,
    );
  }
  const file = at < 0 ? undefined : entry.slice(at + 1);
  if (file === '') throw new UserError(`--format ${entry}: name a file after "="`);
  return { reporter: reporter as Name, ...(file !== undefined && { file }) };
}

/** The columns of `--group-by`. */
export function columnsOf(groupBy: string): string[] {
  return groupBy
    .split(',')
    .map((column) => column.trim())
    .filter((column) => column !== '');
}
