/** The rubric file as a closed schema: what a QA lead may write, and nothing else (DESIGN §4). */
import { z } from 'zod';
import { lazily } from '../lazy.ts';

type Schemas = ReturnType<typeof build>;
const schemas = lazily(build);

/** One rubric file. With `extends`, everything else is optional and overrides the base by id. */
export const rubricFile = (): Schemas['rubricFile'] => schemas().rubricFile;

export type RubricFile = z.infer<Schemas['rubricFile']>;
export type CueFile = z.infer<Schemas['cue']>;
export type LearnedFile = z.infer<Schemas['learned']>;
export type CriterionFile = z.infer<Schemas['criterion']>;

/** Not at once: most runs read nothing but shipped rubrics, which the build has checked. */
function build() {
  const text = z.string().min(1).max(2000);
  const name = z.string().min(1).max(120);
  const patterns = z.union([text, z.array(text).min(1)], 'a pattern, or a list of patterns');
  const share = z.number().min(0).max(1);
  const points = z.number().min(0).max(1000);
  /** A number for all levels, or one by level: `{1: 25, 2: 40}`. */
  const byLevel = <T extends z.ZodType>(value: T) =>
    z.record(z.string().regex(/^[0-3]$/, 'a level is 0, 1, 2 or 3'), value);

  const examples = z.strictObject({
    match: z.array(text).optional().describe('Sentences that the pattern must find'),
    no_match: z.array(text).optional().describe('Near misses that it must not find'),
    known_false: z
      .array(text)
      .optional()
      .describe('False alarms that are accepted: found, and not worth losing others for'),
  });

  const cue = z.strictObject({
    id: name.describe('Unique name; every piece of evidence shows it'),
    label: name.optional().describe('The label that it is evidence for'),
    level: z.int().min(1).max(3).optional().describe('Level that it gives to the label; 1 if left out'),
    role: z
      .enum(['evidence', 'marker', 'prior', 'reset'])
      .optional()
      .describe(
        'evidence counts; marker waits for an anchor in its clause; prior counts only with others; reset closes a matter',
      ),
    tier: z
      .enum(['A', 'B', 'C'])
      .optional()
      .describe(
        'How often it is right: A 95 in 100, B 85, C 70 (needs a second sign). Only A may fail a conversation',
      ),
    pattern: patterns
      .optional()
      .describe(
        'Words to find: word, stem*, ~inflected, (a|b c), [optional], <class>, ..4, ^ $, !(not before), -(not after), _typed_',
      ),
    unless: patterns.optional().describe('Patterns that silence it where they overlap its words'),
    block: z.array(name).min(1).optional().describe('Labels that may not use these words as evidence'),
    also: z
      .record(name, z.int().min(1).max(3))
      .optional()
      .describe('Further labels that the same words give, with their levels'),
    when: z
      .strictObject({
        distress: z.int().min(0).max(2).optional(),
        with: z.array(name).optional(),
        without: z.array(name).optional(),
        customer: z.array(name).optional(),
      })
      .optional()
      .describe('When it counts at all'),
    anchors: z
      .array(z.enum(['detail', 'commitment', 'reason']))
      .optional()
      .describe('What in the same clause lifts a marker of understanding to level 2'),
    escalator: name.optional().describe('Type of burden, a to f; two different ones make distress 2'),
    kind: z
      .string()
      .regex(/^[a-z][a-z0-9-]*$/, 'a kind is one word in small letters, such as blame')
      .optional()
      .describe('What kind of its label it finds, such as blame; criteria ask for it as label.kind'),
    row: z
      .int()
      .min(1)
      .max(99)
      .optional()
      .describe('Row of the sorry table; of several in one clause the lowest counts'),
    fault: z.boolean().optional().describe('The matter may be a failing of ours, so an apology is in place'),
    why: text.optional().describe('One sentence for who reads a score and asks why'),
    examples: examples.optional().describe('Its tests: attune rubric test runs them'),
    disable: z.boolean().optional().describe('Switches off an entry of the rubric that this one extends'),
  });

  const learned = z.strictObject({
    id: name.describe('Unique name'),
    label: name.optional().describe('The label that it gives'),
    level: z.int().min(1).max(3).optional().describe('Level that it gives'),
    model: name.optional().describe('Name of a model that attune ships'),
    threshold: z.number().optional().describe('Log-odds above which the label is given'),
    why: text.optional().describe('One sentence on what it has learned from'),
    examples: examples.optional().describe('Its tests'),
    disable: z.boolean().optional().describe('Switches off an entry of the rubric that this one extends'),
  });

  const label = z.strictObject({
    on: z.enum(['agent', 'customer']).describe('Whose words are judged'),
    title: text.optional().describe('Name for reports'),
    levels: byLevel(text).describe('What each level means, from 1 up'),
  });

  const channel = z.strictObject({
    window: z.int().min(1).max(20).describe('Agent turns after the customer’s that may still answer it'),
    free_turns: z
      .int()
      .min(0)
      .max(10)
      .default(0)
      .describe('Short turns without any label that use up none of the window'),
    target: z
      .number()
      .gt(0)
      .max(1)
      .default(1)
      .describe('Share of the possible points at which one turn scores 100'),
    presume: z
      .boolean()
      .default(false)
      .describe('Whether the first customer turn is presumed to call for empathy'),
    aliases: z.array(name).default([]).describe('Other names of the channel in exports'),
    clock: z
      .array(z.strictObject({ after_seconds: z.number().min(0), factor: share }))
      .default([])
      .describe('What is left of criteria with clock: true after so many seconds'),
  });

  const penalty = z.strictObject({
    points: points.describe('Points off the score of the turn'),
    cap: z.number().min(0).max(100).optional().describe('Highest score that turn and episode can still have'),
    repaired_cap: z
      .number()
      .min(0)
      .max(100)
      .optional()
      .describe('Highest score of the episode once the agent has made up for it'),
  });

  const oneOrMore = <T extends z.ZodType>(value: T) =>
    z.union([value, z.array(value).min(1)], 'one, or a list of them');
  const turns = z.int().min(1).max(20);

  const condition = z.strictObject({
    customer: oneOrMore(text).optional().describe('Terms of which the customer said one'),
    distress: z.int().min(1).max(2).optional().describe('The hard moment is at least this hard'),
    channel: oneOrMore(name).optional().describe('The conversation came by one of these'),
    replies: z.int().min(1).max(100).optional().describe('The agent has at least so many turns'),
    meta: z
      .record(name, oneOrMore(name))
      .optional()
      .describe('Column of the export and the values of which it must have one'),
  });

  const within = z.union(
    [turns, z.strictObject({ first: turns }), z.strictObject({ last: turns })],
    'a number of turns from 1 to 20, {first: n} or {last: n}',
  );

  const rating = z.strictObject({
    anchor: text.describe('What the rating means'),
    needs: oneOrMore(text)
      .optional()
      .describe('Terms that earn it: one of the list; & joins what one turn must have'),
    worth: share.optional().describe('Share of the points; evenly spaced from 0 to 1 if left out'),
  });

  const critical = z.union(
    [
      z.literal('fail'),
      z.strictObject({ action: z.literal('fail') }),
      z.strictObject({ action: z.literal('cap'), cap: z.number().min(0).max(100) }),
    ],
    'fail, or {action: cap, cap: 40}',
  );

  const section = z.strictObject({ title: text.optional(), weight: points.optional() });

  const criterion = z.strictObject({
    id: name.describe('Unique name'),
    section: name.optional().describe('Section of the form that it belongs to'),
    title: text.optional().describe('The question, for reports'),
    scope: z
      .enum(['turn', 'opportunity', 'conversation'])
      .optional()
      .describe('opportunity: at each hard moment; turn: in each agent turn; conversation: once'),
    weight: z
      .union([points, byLevel(points)], 'points, or points by level as in {1: 25, 2: 40}')
      .optional()
      .describe('Points: a number, or one by distress level such as {1: 25, 2: 40}'),
    credit: z
      .record(
        text,
        z.union([share, byLevel(share)], 'a share from 0 to 1, or shares by level as in {2: 1, 1: 0.4}'),
      )
      .optional()
      .describe(
        'What earns the points: term or terms joined by & → share of them, or by level. The best counts, never the sum',
      ),
    decay: z
      .array(share)
      .min(1)
      .optional()
      .describe(
        'Share that is left by the agent turn after the customer’s, as in [1, 0.7, 0.4]; never rises',
      ),
    late: share.optional().describe('Share that is left after the window'),
    clock: z.boolean().optional().describe('Whether waiting time counts, by the clock of the channel'),
    applies: z
      .enum(['always', 'fault possible', 'customer name known'])
      .optional()
      .describe('When it can be judged at all'),
    when: condition.optional().describe('Where it is asked; elsewhere it is not applicable'),
    within: within
      .optional()
      .describe('Which agent turns may answer it: the next n, {first: n} or {last: n}'),
    take: z
      .enum(['best', 'mean'])
      .optional()
      .describe('Of a criterion asked once: its best turn, or the mean of its turns'),
    per: z
      .enum(['conversation', 'opportunity'])
      .optional()
      .describe('Whether its points count once, or with every hard moment by its weight'),
    scale: z
      .record(z.string().regex(/^(?:[0-9]|10)$/, 'a rating is a number from 0 to 10'), rating)
      .optional()
      .describe('Ratings with anchors instead of credit; the lowest has no needs'),
    avoid: oneOrMore(text).optional().describe('What must not occur: a term, or a list of them'),
    critical: critical
      .optional()
      .describe('What happens when it is missed: fail (pending a human), or a cap on the score'),
    penalty: byLevel(penalty).optional().describe('What an avoided term costs, by distress level'),
    outside: z
      .strictObject({ points, max: points, turn_score: z.number().min(0).max(100) })
      .optional()
      .describe('What it costs where nothing is open to answer'),
    missed: text
      .optional()
      .describe('What to do, shown where it was missed; guidance, never a sentence to read out'),
    disable: z.boolean().optional().describe('Switches off a criterion of the rubric that this one extends'),
  });

  const rubricFile = z.strictObject({
    id: name.describe('Name of the rubric; every report shows it'),
    version: z
      .string()
      .regex(/^\d+\.\d+\.\d+$/, 'a version reads like 1.0.0')
      .describe('Version, such as 1.0.0'),
    language: name.optional().describe('Language of the patterns; other languages are not judged'),
    title: text.optional().describe('Name for reports'),
    extends: name
      .optional()
      .describe('Rubric that this one changes: a name that attune ships, or a path from this file'),
    classes: z
      .record(name, z.array(text).min(1))
      .optional()
      .describe('Named lists of alternatives that patterns use as <name>'),
    labels: z.record(name, label).optional().describe('What can be found in a turn'),
    cues: z.array(cue).optional().describe('Patterns that are evidence for labels'),
    learned: z.array(learned).optional().describe('Shipped models that give a label where no cue does'),
    opportunity: z
      .strictObject({
        weight: byLevel(points).optional(),
        presumed_weight: points.optional(),
        presumed_types: z.array(name).optional(),
      })
      .optional()
      .describe('What hard moments weigh'),
    channels: z.record(name, channel).optional().describe('What may be expected by channel'),
    sections: z
      .record(name, section)
      .optional()
      .describe('Sections of a form, with their titles and weights'),
    total: z
      .enum(['episodes', 'points', 'sections'])
      .optional()
      .describe(
        'What the score adds up: hard moments (episodes), the points of all criteria, or weighted sections',
      ),
    criteria: z.array(criterion).optional().describe('What labels are worth'),
    adjustments: z
      .strictObject({
        relational_overuse: z.strictObject({ turns: z.int().min(1), points }).optional(),
        closing_warmth: z.strictObject({ points, min_episode: z.number().min(0).max(100) }).optional(),
        repetition: z
          .strictObject({ decay: z.array(share).min(1), from_use: z.int().min(2), points, max: points })
          .optional(),
        script_reliance: z
          .strictObject({ points: z.number().min(0).max(5), min_spans: z.int().min(2) })
          .optional(),
      })
      .optional()
      .describe('Rules around the whole conversation'),
    bands: z.record(name, z.number().min(0).max(100)).optional().describe('Band → lowest score in it'),
    names: z
      .strictObject({
        stoplist: z.array(name).optional().describe('Words that look like names and are none'),
        max_per_agent_turns: z
          .number()
          .gt(0)
          .max(10)
          .optional()
          .describe('Uses of the name by agent turn above which it is overused'),
        max_per_contact: z
          .int()
          .min(1)
          .max(1000)
          .optional()
          .describe('Uses in one conversation above which it is overused'),
      })
      .optional()
      .describe('How names are recognised'),
    admission_allowed: z
      .boolean()
      .optional()
      .describe(
        'false where the law forbids admitting fault: a plain apology then earns full responsibility',
      ),
    trust: share
      .optional()
      .describe(
        'Lower bound of kappa, measured with attune calibrate --save, under which a criterion is called experimental; 0.6 if left out',
      ),
  });

  return { rubricFile, cue, learned, criterion };
}
