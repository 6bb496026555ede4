/** `attune calibrate`: ratings in; how well the rubric finds their labels, and how far people agree, out. */
import path from 'node:path';
import {
  type Calibration,
  compare,
  errorsOf,
  FORMATS,
  type FormatName,
  measure,
  measureAgreement,
  measuredOf,
  underKappa,
} from '../calibrate/index.ts';
import { UserError } from '../errors.ts';
import type { Rubric } from '../model.ts';
import { loadRubric } from '../rubric/index.ts';
import { suggestion } from '../rubric/source.ts';
import { readRatings } from '../run/labelled.ts';
import { writeWhole } from '../run/output.ts';
import { rubricFinder } from '../run/rubrics.ts';
import { type FitFlags, fitCommand } from './fit.ts';
import { type Io, print } from './io.ts';
import type { ExitCode } from './main.ts';
import { say, sayDiagnostics } from './messages.ts';
import { countFlag, numberFlag } from './numbers.ts';
import { rubricReference } from './reading.ts';

interface CalibrateFlags extends FitFlags {
  readonly rubric?: string;
  readonly format: FormatName;
  readonly errors?: string;
  readonly label: readonly string[];
  readonly rater?: string;
  readonly worst?: string;
  readonly save?: string;
  readonly failUnderKappa?: string;
}

/** Disagreements shown unless told otherwise, where several people rated. */
const WORST = 5;

/**
 * Measures a rubric on files of ratings, and the raters on one another.
 * @throws UserError for bad flags or rubrics, and where no row of the files can be read.
 */
export async function calibrateCommand(
  files: readonly string[],
  flags: CalibrateFlags,
  io: Io,
): Promise<ExitCode> {
  const reference = rubricReference(flags.rubric, io.cwd());
  const compiled = loadRubric(reference, rubricFinder(io.cwd()));
  const { rubric } = compiled;
  const wanted = flags.label.flatMap((labels) => labels.split(',')).map((label) => label.trim());
  for (const label of wanted) known('--label', label, rubric);
  if (flags.errors !== undefined) known('--errors', flags.errors, rubric);
  const worst = flags.worst === undefined ? undefined : countFlag('--worst', flags.worst);

  const least =
    flags.failUnderKappa === undefined
      ? undefined
      : numberFlag('--fail-under-kappa', flags.failUnderKappa, -1, 1);
  const read = await readRatings(files, io.cwd(), rubric, flags.rater);
  const { ratings, preferences, rows, diagnostics } = read;
  sayDiagnostics(io, diagnostics);
  if (flags.fit || flags.demote) return await fitCommand(read, compiled, { reference, flags, io });
  if (flags.out !== undefined || flags.force)
    throw new UserError('--out and --force are for --fit and --demote; the measures go to standard output');
  const quarantined = diagnostics.filter(({ kind }) => kind === 'quarantined');
  if (ratings.items.length === 0) {
    const why =
      quarantined.length > 0 ? `none of its ${quarantined.length} rows can be read` : 'it has no rows';
    const form = 'a row is {"text": "…", "context": […], "labels": {"empathy": 0, …}}';
    throw new UserError(
      `${files.join(', ')}: ${preferences.length > 0 ? 'it has only preferences; --fit learns from them' : `${why}; ${form}`}`,
    );
  }
  if (quarantined.length > 0) {
    say(io, `${rows + quarantined.length} rows read = ${rows} measured + ${quarantined.length} quarantined`);
  }
  const compared = compare(ratings.items, compiled);
  const labels = Object.keys(rubric.labels).filter((label) => wanted.length === 0 || wanted.includes(label));
  const agreement = measureAgreement(ratings, compared, rubric, {
    labels,
    worst: worst ?? (ratings.raters.length > 1 ? WORST : 0),
  });
  const calibration: Calibration = {
    files,
    rubric: compiled,
    rows,
    measures: measure(compared, rubric, labels),
    agreement,
    quarantined,
    ...(flags.errors !== undefined && {
      errors: { label: flags.errors, list: errorsOf(compared, flags.errors) },
    }),
  };
  await print(io, FORMATS[flags.format](calibration));
  const measured = measuredOf(agreement, compiled, rows);
  if (flags.save !== undefined) {
    await writeWhole(
      path.resolve(io.cwd(), flags.save),
      `${JSON.stringify(measured, null, 2)}\n`,
      flags.save,
    );
  }
  const failures = least === undefined ? [] : underKappa(measured, least);
  for (const failure of failures) say(io, failure);
  return failures.length > 0 ? 1 : 0;
}

function known(flag: string, label: string, { labels }: Rubric): void {
  if (Object.hasOwn(labels, label)) return;
  const names = Object.keys(labels);
  const remedy = suggestion(label, names) || `; there are ${names.join(', ')}`;
  throw new UserError(`${flag} ${label}: the rubric has no such label${remedy}`);
}
