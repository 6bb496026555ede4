/** `attune sample`: scored conversations in, a sheet for people to label out. */

import { EXPECTED } from '../calibrate/index.ts';
import { UserError } from '../errors.ts';
import type { ScoredConversation } from '../model.ts';
import { compareLabels } from '../report/labels.ts';
import { SAMPLE_FORMATS } from '../report/sample.ts';
import type { CompiledRubric } from '../rubric/index.ts';
import { expandInputs } from '../run/inputs.ts';
import { readScored, SCORED } from '../run/scored.ts';
import { isLabelled, openSampler, type Sampler } from '../select/sample.ts';
import { isRepresentative, type Strategy } from '../select/strategies.ts';
import type { Io } from './io.ts';
import type { ExitCode } from './main.ts';
import { say, sayDiagnostics } from './messages.ts';
import { countFlag } from './numbers.ts';
import { type ChoiceFlags, type Known, visitChosen } from './scored.ts';
import { columnsOf, openOutputs, targetsOf } from './targets.ts';

export interface SampleFlags extends ChoiceFlags {
  readonly number: string;
  readonly strategy: Strategy;
  readonly seed: string;
  readonly by: string;
  readonly against?: string;
  readonly showScores?: true;
  readonly format: readonly string[];
  readonly out?: string;
  readonly quiet?: true;
}

/**
 * Draws a sample and writes its sheet.
 * @throws UserError for bad flags or inputs, and for scores without texts; no output file is left behind then.
 */
export async function sampleCommand(
  inputs: readonly string[],
  flags: SampleFlags,
  io: Io,
): Promise<ExitCode> {
  const { strategy, seed } = flags;
  const visit = visitChosen(flags, io);
  const size = countFlag('--number', flags.number);
  if (size === 0) throw new UserError('--number 0: give at least 1');
  const by = columnsOf(flags.by);
  if (flags.against !== undefined && strategy !== 'disagreement')
    throw new UserError('--against: only --strategy disagreement compares two runs');
  const targets = targetsOf(flags.format, flags.out, SAMPLE_FORMATS);
  if (io.stdout.isTTY && targets.some(({ file, reporter }) => file === undefined && reporter === 'xlsx'))
    throw new UserError('--format xlsx: is no text; name a file: --format xlsx=sheet.xlsx');
  const surroundings = { cwd: io.cwd(), stdin: io.stdin };
  const files = await expandInputs(inputs, surroundings, SCORED);
  const others = flags.against === undefined ? [] : await expandInputs([flags.against], surroundings, SCORED);
  const against = flags.against === undefined ? undefined : await scoresOf(others);
  const paths = [...files, ...others].map(({ path }) => path);
  const outputs = await openOutputs(targets, paths, io);
  try {
    let sampler: Sampler | undefined;
    const { known, receipt, diagnostics, notes } = await visit(files, {
      open: ({ card, compiled }) => {
        sampler = openSampler({
          ...{ size, strategy, seed, by },
          bands: bandsOf(card.bands, strategy),
          precisionOf: precisionsOf(compiled),
          ...(against && { against }),
        });
      },
      add: (scored) => sampler!.add(scored),
    });
    const sample = sampler!.result();
    const labels = labelsOf(known);
    const report = { sample, strategy, seed, labels, showScores: flags.showScores === true, receipt };
    for (const { reporter, sink } of outputs) {
      await sink.write(await SAMPLE_FORMATS[reporter].render(report));
      await sink.close();
    }
    if (!flags.quiet) {
      for (const note of notes) say(io, note);
      sayDiagnostics(io, diagnostics);
      const { population, sampled, strata } = sample;
      const turns = sampled.reduce((sum, { scored }) => sum + labelledTurns(scored), 0);
      const from = strata === undefined ? '' : ` from ${strata} strata of ${by.join(' and ')}`;
      say(
        io,
        `${strategy} sample, seed ${seed}: ${sampled.length} of ${population} conversations${from}, ${turns} agent turns to label`,
      );
      if (strategy === 'stratified' && sampled.length < (strata ?? 0))
        say(io, `there are more strata than conversations to draw, so some are not in it; raise -n`);
      const idle = sampled.filter(({ why }) => why.length === 0).length;
      if (!isRepresentative(strategy)) {
        if (idle > 0) say(io, `nothing like that was found in ${idle} of them, which fill the sample up`);
        if (strategy === 'rare-label')
          say(io, 'rare labels are drawn more often than others: means and rates only with the weights');
        else
          say(
            io,
            `warning: a ${strategy} sample looks for the unusual; never estimate a mean or a rate from it (--strategy random or stratified)`,
          );
      }
    }
    return 0;
  } catch (error) {
    for (const { sink } of outputs) await sink.abandon();
    throw error;
  }
}

/** The scores of another run by the conversation's hash; sixteen digits of it tell a million conversations apart. */
async function scoresOf(files: Parameters<typeof readScored>[0]) {
  const key = (hash: string): string => hash.slice(-16);
  const scores = new Map<string, number | null>();
  await readScored(files, {
    onScored: ({ receipt, score }) => void scores.set(key(receipt.inputHash), score.normalized),
    onDiagnostic: () => {},
  });
  return (inputHash: string) => scores.get(key(inputHash));
}

function bandsOf(bands: Readonly<Record<string, number>>, strategy: Strategy): typeof bands {
  if (strategy === 'borderline' && Object.keys(bands).length === 0)
    throw new UserError(
      '--strategy borderline: the rubric that made the scores is not at hand, so the bounds of its bands are not known; give it with --rubric FILE',
    );
  return bands;
}

/** What the tiers of cues promise, and of learned entries the lowest; rules of detectors are sure. */
function precisionsOf(compiled: CompiledRubric | undefined): (cue: string) => number {
  const { cues = [], learned = [] } = compiled?.rubric ?? {};
  const promised = new Map(cues.map(({ id, tier }) => [id, EXPECTED[tier]]));
  for (const { id } of learned) promised.set(id, EXPECTED.C);
  return (cue) => promised.get(cue) ?? EXPECTED.A;
}

/** The labels of agent turns, and the customer's distress, on which all else depends. */
function labelsOf({ card, compiled }: Known): readonly string[] {
  const labels = compiled?.rubric.labels;
  const asked = card.labels.filter((name) => labels?.[name]?.on !== 'customer' || name === 'distress');
  return asked.toSorted(compareLabels);
}

const labelledTurns = ({ turns }: ScoredConversation): number => turns.filter(isLabelled).length;
