/** `attune calibrate`: labelled turns in, how well the rubric finds their labels out. */
import {
  type Calibration,
  compare,
  errorsOf,
  FORMATS,
  type FormatName,
  measure,
} from '../calibrate/index.ts';
import { UserError } from '../errors.ts';
import type { Rubric } from '../model.ts';
import { loadRubric } from '../rubric/index.ts';
import { suggestion } from '../rubric/source.ts';
import { readLabelled } from '../run/labelled.ts';
import { rubricFinder } from '../run/rubrics.ts';
import { type Io, print } from './io.ts';
import type { ExitCode } from './main.ts';
import { say, sayDiagnostics } from './messages.ts';
import { rubricReference } from './reading.ts';

interface CalibrateFlags {
  readonly rubric?: string;
  readonly format: FormatName;
  readonly errors?: string;
  readonly label: readonly string[];
}

/**
 * Measures a rubric on a file of labelled agent turns.
 * @throws UserError for bad flags or rubrics, and where no row of the file can be read.
 */
export async function calibrateCommand(file: string, flags: CalibrateFlags, io: Io): Promise<ExitCode> {
  const compiled = loadRubric(rubricReference(flags.rubric, io.cwd()), rubricFinder(io.cwd()));
  const { rubric } = compiled;
  const wanted = flags.label.flatMap((labels) => labels.split(',')).map((label) => label.trim());
  for (const label of wanted) known('--label', label, rubric);
  if (flags.errors !== undefined) known('--errors', flags.errors, rubric);

  const { turns, diagnostics } = await readLabelled(file, io.cwd(), rubric);
  sayDiagnostics(io, diagnostics);
  const quarantined = diagnostics.filter(({ kind }) => kind === 'quarantined');
  if (turns.length === 0) {
    const why =
      quarantined.length > 0 ? `none of its ${quarantined.length} rows can be read` : 'it has no rows';
    throw new UserError(
      `${file}: ${why}; a row is {"text": "…", "context": […], "labels": {"empathy": 0, …}}`,
    );
  }
  if (quarantined.length > 0) {
    say(
      io,
      `${turns.length + quarantined.length} rows read = ${turns.length} measured + ${quarantined.length} quarantined`,
    );
  }
  const compared = compare(turns, compiled);
  const labels = Object.keys(rubric.labels).filter((label) => wanted.length === 0 || wanted.includes(label));
  const calibration: Calibration = {
    file,
    rubric: compiled,
    measures: measure(compared, rubric, labels),
    quarantined,
    ...(flags.errors !== undefined && {
      errors: { label: flags.errors, list: errorsOf(compared, flags.errors) },
    }),
  };
  await print(io, FORMATS[flags.format](calibration));
  return 0;
}

function known(flag: string, label: string, { labels }: Rubric): void {
  if (Object.hasOwn(labels, label)) return;
  const names = Object.keys(labels);
  const remedy = suggestion(label, names) || `; there are ${names.join(', ')}`;
  throw new UserError(`${flag} ${label}: the rubric has no such label${remedy}`);
}
