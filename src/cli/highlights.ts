/** `attune highlights`: scored conversations in, the moments worth telling out. */

import { HIGHLIGHT_FORMATS } from '../report/highlights.ts';
import { DEFAULT_OPTIONS } from '../report/index.ts';
import { expandInputs } from '../run/inputs.ts';
import { SCORED } from '../run/scored.ts';
import { collectHighlights } from '../select/highlights.ts';
import { type Io, wantsColor, widthOf } from './io.ts';
import type { ExitCode } from './main.ts';
import { say, sayDiagnostics } from './messages.ts';
import { countFlag } from './numbers.ts';
import { type ChoiceFlags, visitChosen } from './scored.ts';
import { openOutputs, targetsOf } from './targets.ts';

export interface HighlightsFlags extends ChoiceFlags {
  readonly number: string;
  readonly perAgent: string;
  readonly format: readonly string[];
  readonly out?: string;
  readonly quote: 'spans' | 'full';
  readonly color: boolean;
  readonly quiet?: true;
}

/**
 * Finds highlights.
 * @throws UserError for bad flags or inputs; no output file is left behind then.
 */
export async function highlightsCommand(
  inputs: readonly string[],
  flags: HighlightsFlags,
  io: Io,
): Promise<ExitCode> {
  const visit = visitChosen(flags, io);
  const collector = collectHighlights({
    most: countFlag('--number', flags.number),
    perAgent: countFlag('--per-agent', flags.perAgent),
  });
  const targets = targetsOf(flags.format, flags.out, HIGHLIGHT_FORMATS);
  const files = await expandInputs(inputs, { cwd: io.cwd(), stdin: io.stdin }, SCORED);
  const outputs = await openOutputs(
    targets,
    files.map(({ path }) => path),
    io,
  );
  try {
    const { known, receipt, diagnostics, notes } = await visit(files, { add: collector.add });
    const report = { chosen: collector.result(), rubric: known.card, receipt };
    for (const { reporter, file, sink } of outputs) {
      const color = wantsColor(io, flags.color) && file === undefined;
      const options = { ...DEFAULT_OPTIONS, color, width: widthOf(io), quote: flags.quote };
      await sink.write(HIGHLIGHT_FORMATS[reporter].render(report, options));
      await sink.close();
    }
    if (!flags.quiet) {
      for (const note of notes) say(io, note);
      sayDiagnostics(io, diagnostics);
    }
    return 0;
  } catch (error) {
    for (const { sink } of outputs) await sink.abandon();
    throw error;
  }
}
