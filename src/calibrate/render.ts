/** Measures as text: a table for the terminal, Markdown or JSON, and the list of errors with their words. */
import type { Diagnostic } from '../model.ts';
import { sanitise } from '../report/sanitise.ts';
import type { CompiledRubric } from '../rubric/index.ts';
import { RESAMPLES } from './agreement.ts';
import type { Estimate, LabelError, LabelMeasure, Measures, Proof } from './measure.ts';

/** What the command has to tell. */
export interface Calibration {
  readonly file: string;
  readonly rubric: CompiledRubric;
  readonly measures: Measures;
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
/** Columns that hold words; the others are aligned to the right. */
const LEFT = new Set([0]);

function terminal(calibration: Calibration): string {
  const rows = [HEAD, ...tableRows(calibration.measures)];
  const widths = HEAD.map((_, i) => Math.max(...rows.map((cells) => (cells[i] ?? '').length)));
  const lines = rows.map((cells) =>
    widths
      .map((width, i) => (LEFT.has(i) ? (cells[i] ?? '').padEnd(width) : (cells[i] ?? '').padStart(width)))
      .join('  ')
      .trimEnd(),
  );
  return text([intro(calibration), '', ...lines, '', ...legend(), ...errorLines(calibration)]);
}

function markdown(calibration: Calibration): string {
  const { errors } = calibration;
  const list = errors ? ['', `## Errors of ${errors.label}`, '', ...errors.list.flatMap(markdownError)] : [];
  return text([
    markup(intro(calibration)),
    '',
    ...measuresTable(calibration.measures),
    '',
    legend().join(' '),
    ...list,
  ]);
}

/** The table of measures as lines of Markdown. */
export function measuresTable(measures: Measures): readonly string[] {
  const rule = HEAD.map((_, i) => (LEFT.has(i) ? '---' : '---:'));
  const rows = tableRows(measures).map((cells) => HEAD.map((_, i) => cells[i] ?? ''));
  return [HEAD, rule, ...rows].map((cells) => `| ${cells.join(' | ')} |`);
}

function json({ file, rubric, measures, quarantined, errors }: Calibration): string {
  const data = {
    kind: 'calibration',
    schema: 1,
    file,
    rubric: { id: rubric.rubric.id, version: rubric.rubric.version, hash: rubric.hash },
    rows: {
      read: measures.turns + quarantined.length,
      measured: measures.turns,
      quarantined: quarantined.length,
    },
    conversations: measures.conversations,
    resamples: RESAMPLES,
    labels: measures.labels,
    macroF1: measures.macroF1,
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
function intro({ file, rubric, measures, quarantined }: Calibration): string {
  const { turns, conversations } = measures;
  const aside = quarantined.length > 0 ? `, ${quarantined.length} more set aside` : '';
  const of = `${several(turns, 'labelled turn')} of ${several(conversations, 'conversation')}${aside}`;
  return sanitise(`${rubric.rubric.title} (${rubric.rubric.id} ${rubric.rubric.version}) on ${file}: ${of}`);
}

const several = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`;

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
  const there = `${positives} (${Math.round(100 * prevalence)} %)`;
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

/** ".85 .78–.91"; a dash where there is no value. */
function estimate({ value, low, high }: Estimate): string {
  if (value === null) return '–';
  return low === null || high === null
    ? decimals(value)
    : `${decimals(value)} ${decimals(low)}–${decimals(high)}`;
}

function decimals(value: number): string {
  return value
    .toFixed(2)
    .replace(/^-0\.00$/, '0.00')
    .replace(/^(-?)0\./, '$1.');
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

/** Cue, level, words, and the vote where words vote. */
function proof({ cue, level, quote, weight }: Proof): string {
  const vote = weight === undefined ? '' : ` ${weight < 0 ? '' : '+'}${weight}`;
  return sanitise(`${cue} ${level} “${quote}”${vote}`);
}

function markdownError(error: LabelError): string[] {
  const [, head, ...lines] = errorBlock(error);
  return [`- ${markup(head!)}`, ...lines.map((line) => `  - ${markup(line.trim().replace(/ {2,}/g, ' '))}`)];
}

/** People's words as Markdown text. */
function markup(words: string): string {
  return words.replace(/[\\|*_~`<>[\]{}#&]/g, '\\$&');
}

function text(lines: readonly string[]): string {
  return `${lines.join('\n')}\n`;
}
