/** Measures as text: a table for the terminal, Markdown or JSON, and the list of errors with their words. */
import type { Diagnostic } from '../model.ts';
import { sanitise } from '../report/sanitise.ts';
import type { CompiledRubric } from '../rubric/index.ts';
import type { Agreement } from './agree.ts';
import { RESAMPLES } from './agreement.ts';
import { agreementData } from './agreement-json.ts';
import { agreementTables } from './agreement-tables.ts';
import type { LabelError, LabelMeasure, Measures, Proof } from './measure.ts';
import { estimate, percent, several } from './numbers.ts';
import { markdownTable, plainTable } from './tables.ts';
import type { Disagreement } from './worst.ts';

/** What the command has to tell. */
export interface Calibration {
  /** Names of the files. */
  readonly files: readonly string[];
  readonly rubric: CompiledRubric;
  /** Rows that were read. */
  readonly rows: number;
  readonly measures: Measures;
  readonly agreement: Agreement;
  /** Rows that could not be read. */
  readonly quarantined: readonly Diagnostic[];
  /** Errors of the label that was asked for. */
  readonly errors?: { readonly label: string; readonly list: readonly LabelError[] };
}

/** Every format the command writes; each a pure function to text that ends in a line end. */
export const FORMATS = { terminal, json, markdown } as const satisfies Record<
  string,
  (c: Calibration) => string
>;

export type FormatName = keyof typeof FORMATS;

const HEAD = [
  'label',
  'n',
  'there',
  'precision',
  'recall',
  'F1',
  'kappa',
  'weighted kappa',
  'tp',
  'fp',
  'fn',
];
function terminal(calibration: Calibration): string {
  return text([
    intro(calibration),
    '',
    ...(calibration.measures.labels.length > 0
      ? [...plainTable({ head: HEAD, rows: tableRows(calibration.measures) }), '', ...legend()]
      : []),
    ...agreementTables(calibration.agreement).flatMap((table) => [
      '',
      table.title,
      '',
      ...plainTable({ ...table, rows: table.rows.map((cells) => cells.map(sanitise)) }),
      ...(table.notes ? ['', ...table.notes] : []),
    ]),
    ...errorLines(calibration),
    ...worstLines(calibration),
  ]);
}

function markdown(calibration: Calibration): string {
  const { errors, agreement } = calibration;
  const list = errors ? ['', `## Errors of ${errors.label}`, '', ...errors.list.flatMap(markdownError)] : [];
  const worst = agreement.worst.flatMap((each) => markdownBlock(worstBlock(each)));
  return text([
    markup(intro(calibration)),
    '',
    ...(calibration.measures.labels.length > 0
      ? [...measuresTable(calibration.measures), '', legend().join(' ')]
      : []),
    ...agreementTables(agreement).flatMap(({ title, head, rows, notes }) => [
      '',
      `## ${title}`,
      '',
      ...markdownTable({ head, rows: rows.map((cells) => cells.map((cell) => markup(sanitise(cell)))) }),
      ...(notes ? ['', notes.join(' ')] : []),
    ]),
    ...list,
    ...(worst.length > 0 ? ['', '## Worst disagreements', '', ...worst] : []),
  ]);
}

/** The table of measures as lines of Markdown. */
export function measuresTable(measures: Measures): readonly string[] {
  return markdownTable({ head: HEAD, rows: tableRows(measures) });
}

function json({ files, rubric, rows, measures, agreement, quarantined, errors }: Calibration): string {
  const data = {
    kind: 'calibration',
    schema: 1,
    file: files.join(', '),
    files,
    rubric: { id: rubric.rubric.id, version: rubric.rubric.version, hash: rubric.hash },
    rows: {
      read: rows + quarantined.length,
      measured: rows,
      quarantined: quarantined.length,
    },
    conversations: measures.conversations,
    resamples: RESAMPLES,
    labels: measures.labels,
    macroF1: measures.macroF1,
    agreement: agreementData(agreement),
    quarantined: quarantined.map(({ place, message }) => ({ ...place, message })),
    ...(errors && {
      errors: errors.list.map(({ turn, evidence, label, kind, expected, level }) => ({
        ...{ label, kind, expected, found: level },
        ...{ id: turn.id, place: turn.place, context: turn.context, text: turn.text },
        evidence: evidence.filter((proof) => proof.label === label),
        other: evidence.filter((proof) => proof.label !== label),
      })),
    }),
  };
  const rounded = (_: string, value: unknown) =>
    typeof value === 'number' ? Number(value.toFixed(DECIMALS)) : value;
  return text([JSON.stringify(data, rounded, 2)]);
}

const DECIMALS = 4;

/** What was measured with what, in a line. */
function intro({ files, rubric, rows, measures, agreement, quarantined }: Calibration): string {
  const { turns, conversations } = measures;
  const aside = quarantined.length > 0 ? `, ${quarantined.length} more set aside` : '';
  const raters = agreement.raters.length;
  const rounds = agreement.rounds.length > 1 ? ` in ${agreement.rounds.length} rounds` : '';
  const by = raters > 1 ? `${several(rows, 'rating')} by ${several(raters, 'rater')}${rounds}: ` : '';
  const of = `${by}${several(turns, 'labelled turn')} of ${several(conversations, 'conversation')}${aside}`;
  const on = files.join(', ');
  return sanitise(`${rubric.rubric.title} (${rubric.rubric.id} ${rubric.rubric.version}) on ${on}: ${of}`);
}

function legend(): readonly string[] {
  return [
    `After each value its 95 % interval (${RESAMPLES} resamples of whole conversations). One without width (1.00–1.00)`,
    'says that there was no error among these turns, not that there will be none.',
    'n: turns labelled for it; there: those with level 1 or more. Precision, recall, F1 and kappa: absent against present;',
    'weighted kappa: of the levels, linear weights.',
  ];
}

function tableRows({ labels, macroF1 }: Measures): readonly (readonly string[])[] {
  return [...labels.map(labelRow), ['mean F1', '', '', '', '', estimate(macroF1)]];
}

function labelRow(measure: LabelMeasure): readonly string[] {
  const { label, n, positives, prevalence, tp, fp, fn, kappa, weightedKappa } = measure;
  const there = `${positives} (${percent(prevalence)})`;
  const values = [measure.precision, measure.recall, measure.f1, kappa].map(estimate);
  return [
    label,
    `${n}`,
    there,
    ...values,
    weightedKappa ? estimate(weightedKappa) : '',
    `${tp}`,
    `${fp}`,
    `${fn}`,
  ];
}

function errorLines({ errors }: Calibration): readonly string[] {
  if (!errors) return [];
  const { label, list } = errors;
  const kinds = ['missed', 'false alarm', 'wrong level'].map(
    (kind) => `${list.filter((e) => e.kind === kind).length} ${kind}`,
  );
  return ['', `${label}: ${kinds.join(', ')}`, ...list.flatMap(errorBlock)];
}

function errorBlock({ turn, evidence, label, kind, expected, level }: LabelError): string[] {
  const own = evidence.filter((proof) => proof.label === label);
  const other = evidence.filter((proof) => proof.label !== label);
  const place = `${turn.place.path}:${turn.place.line}`;
  return [
    '',
    sanitise(`${kind}  ${turn.id} (${place})  labelled ${expected}, found ${level}`),
    ...turn.context.map(({ speaker, text }) => `  ${speaker.padEnd(9)} ${sanitise(text)}`),
    `  ${'AGENT'.padEnd(9)} ${sanitise(turn.text)}`,
    `  ${'found'.padEnd(9)} ${own.length > 0 ? own.map(proof).join(' · ') : 'nothing'}`,
    ...(other.length > 0
      ? [`  ${'other'.padEnd(9)} ${other.map((p) => `${p.label} ${proof(p)}`).join(' · ')}`]
      : []),
  ];
}

function worstLines({ agreement: { worst } }: Calibration): readonly string[] {
  return worst.length === 0
    ? []
    : ['', 'Worst disagreements', ...worst.flatMap((each) => ['', ...worstBlock(each)])];
}

/** Who said what of one item, its words, and the rule behind attune's answer. */
function worstBlock({ item: { turn }, question, answers, evidence }: Disagreement): string[] {
  const place = `${turn.place.path}:${turn.place.line}`;
  const said = answers.map(({ rater, answer }) => `${rater || 'rater'} ${answer}`).join(', ');
  return [
    sanitise(`${question}  ${turn.id} (${place})  ${said}`),
    ...turn.context.map(({ speaker, text }) => `  ${speaker.padEnd(9)} ${sanitise(text)}`),
    ...(turn.text === '' ? [] : [`  ${'AGENT'.padEnd(9)} ${sanitise(turn.text)}`]),
    `  ${'rule'.padEnd(9)} ${evidence.length > 0 ? evidence.map(proof).join(' · ') : 'none'}`,
  ];
}

/** Cue, level, words, and the vote where words vote. */
function proof({ cue, level, quote, weight }: Proof): string {
  const vote = weight === undefined ? '' : ` ${weight < 0 ? '' : '+'}${weight}`;
  return sanitise(`${cue} ${level} “${quote}”${vote}`);
}

const markdownError = (error: LabelError): string[] => markdownBlock(errorBlock(error).slice(1));

function markdownBlock([head, ...lines]: readonly string[]): string[] {
  return [`- ${markup(head!)}`, ...lines.map((line) => `  - ${markup(line.trim().replace(/ {2,}/g, ' '))}`)];
}

/** People's words as Markdown text. */
function markup(words: string): string {
  return words.replace(/[\\|*_~`<>[\]{}#&]/g, '\\$&');
}

function text(lines: readonly string[]): string {
  return `${lines.join('\n')}\n`;
}
