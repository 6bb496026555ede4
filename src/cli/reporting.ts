/** The reports of a run: which are wanted, what they look like, where they go, and that none is left half-written. */

import { UserError } from '../errors.ts';
import type { RubricCard } from '../model.ts';
import { type OpenReport, REPORTERS, type ReportOptions } from '../report/index.ts';
import { scratchFiles } from '../run/inputs.ts';
import { openTemplateFile } from '../run/template.ts';
import { type Io, wantsColor, widthOf } from './io.ts';
import { countFlag } from './numbers.ts';
import { openOutputs, type Target, targetsByRubric, targetsOf } from './targets.ts';

/** The flags that say which reports there are to be. */
export interface ReportingFlags {
  readonly format: readonly string[];
  readonly out?: string;
  readonly template?: string;
  readonly limit: string;
  readonly quote: 'spans' | 'full';
  readonly summary: boolean;
  readonly color: boolean;
}

/** Reports that are being written. */
export interface Reporting {
  /** Begins those of one rubric. */
  readonly open: (rubric: RubricCard) => Promise<readonly OpenReport[]>;
  /** Whether nobody reads any of them. */
  readonly closed: () => boolean;
  /** The files that they are written to, as the user has named them. */
  readonly files: readonly string[];
  /** Whether all of them are NDJSON, each of one rubric, so that lines can be written anywhere. */
  readonly linesOnly: boolean;
  /** Whether one of them, on standard output, states what was read. */
  readonly statesInput: boolean;
  /** Makes them final. */
  readonly close: () => Promise<void>;
  /** Drops them, where the run has failed. */
  readonly abandon: () => Promise<void>;
}

/** Reports that are wanted; `begin` opens their files, which must not be among the inputs. */
export interface WantedReports {
  readonly begin: (inputs: readonly string[]) => Promise<Reporting>;
}

/**
 * Reads the flags. With ids of rubrics, a file name may hold `{rubric}`.
 * @throws UserError for flags that can't be understood or do not go together.
 */
export function wantedReports(flags: ReportingFlags, rubrics: readonly string[], io: Io): WantedReports {
  const wanted = targetsOf(flags.format, flags.out, REPORTERS);
  const targets = rubrics.length > 0 ? targetsByRubric(wanted, rubrics) : wanted;
  const options = optionsOf(flags, targets, io);
  return {
    begin: async (inputs) => {
      const outputs = await openOutputs(targets, inputs, io);
      const scratch = scratchFiles();
      return {
        open: (rubric) =>
          Promise.all(
            outputs
              .filter((output) => output.rubric === undefined || output.rubric === rubric.id)
              .map(({ reporter, sink }) =>
                REPORTERS[reporter].open(rubric, { ...options, scratch: scratch.open }, sink.write),
              ),
          ),
        closed: () => outputs.every(({ sink }) => sink.closed),
        files: outputs.flatMap(({ file }) => file ?? []),
        linesOnly: outputs.every(
          ({ reporter, rubric }) => reporter === 'ndjson' && (rubric !== undefined || rubrics.length === 1),
        ),
        statesInput: outputs.some(({ reporter, file }) => reporter === 'terminal' && file === undefined),
        close: async () => {
          await scratch.remove();
          for (const { sink } of outputs) await sink.close();
        },
        abandon: async () => {
          await scratch.remove();
          for (const { sink } of outputs) await sink.abandon();
        },
      };
    },
  };
}

function optionsOf(flags: ReportingFlags, targets: readonly Target[], io: Io): ReportOptions {
  const template = flags.template === undefined ? undefined : openTemplateFile(flags.template, io.cwd());
  if (template && !targets.some(({ reporter }) => reporter === 'template'))
    throw new UserError('--template: is for --format template; ask for that as well');
  const shown = targets.find(({ file, reporter }) => file === undefined && REPORTERS[reporter].binary);
  if (shown && io.stdout.isTTY)
    throw new UserError(
      `--format ${shown.reporter}: is no text; name a file: --format ${shown.reporter}=scores.${shown.reporter}`,
    );
  return {
    color: wantsColor(io, flags.color) && targets.every((t) => t.file === undefined),
    width: widthOf(io),
    quote: flags.quote,
    summary: flags.summary,
    limit: countFlag('--limit', flags.limit),
    ...(template && { template }),
  };
}
