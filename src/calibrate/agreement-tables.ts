/** Agreement as tables: what the terminal and Markdown show of it. */
import type { Against, Agreement } from './agree.ts';
import { mean } from './agreement.ts';
import type { Estimate } from './measure.ts';
import { change, decimals, estimate, percent } from './numbers.ts';
import type { PairMeasure } from './pairs.ts';
import type { Table } from './tables.ts';

/** Pairs of people that are shown one by one; of more the rest are in json. */
const MOST_PAIRS = 30;

/** The tables of what there is: one rater has no pairs, one round no drift. */
export function agreementTables(agreement: Agreement): readonly Table[] {
  return [
    chance(agreement),
    ...criteria(agreement),
    ...together(agreement),
    ...pairs(agreement),
    ...scores(agreement),
    ...severity(agreement),
    ...drift(agreement),
  ].filter(({ rows }) => rows.length > 0);
}

/** A rater whom no row and no file names, among others. */
const named = (rater: string): string => rater || 'nameless';

/** What attune is measured against. */
const people = ({ raters }: Agreement): string => (raters.length > 1 ? 'what people agree on' : 'the rater');

function chance(agreement: Agreement): Table {
  return {
    title: `Beyond chance: attune against ${people(agreement)}`,
    head: ['', 'n', 'same', 'kappa', 'weighted kappa', 'AC1', 'AC2', 'alpha'],
    rows: agreement.consensus.questions.map((m) => [
      m.question,
      `${m.n}`,
      estimate(m.agreement),
      estimate(m.kappa),
      m.weightedKappa ? estimate(m.weightedKappa) : '',
      decimals(m.ac1),
      m.ac2 === undefined ? '' : decimals(m.ac2),
      decimals(m.alpha),
    ]),
    notes: [
      'same: share of equal answers. AC1 and AC2 (levels, linear weights): Gwet, steady where nearly all answers are the same,',
      'as kappa is not. alpha: Krippendorff, nominal, of levels ordinal.',
      ...(agreement.raters.length > 1
        ? [
            'What people agree on: an adjudicated rating, else what more than half of them say. Where they do not agree, attune is',
            'not measured here, so this flatters it; the table by rater below does not.',
          ]
        : []),
    ],
  };
}

function criteria({ consensus: { questions } }: Agreement): readonly Table[] {
  const rows = questions.filter(({ kind }) => kind === 'criterion');
  return [
    {
      title: 'Criteria: "met" by people and by attune',
      head: [
        '',
        'n',
        'people',
        'attune',
        'precision',
        'recall',
        'F1',
        'people missed, attune N/A',
        'people N/A, attune missed',
      ],
      rows: rows.map((m) => [
        m.question,
        `${m.n}`,
        ...m.prevalence.map(percent),
        ...[m.precision, m.recall, m.f1].map(decimals),
        `${m.failedOrNotApplicable?.first ?? 0}`,
        `${m.failedOrNotApplicable?.second ?? 0}`,
      ]),
      notes: ['precision, recall and F1: of "met" where both say that the criterion applies.'],
    },
  ];
}

function together({ pooled, people: couples }: Agreement): readonly Table[] {
  const lowest = (question: string): string => {
    const values = couples.flatMap(({ first, second, questions }) => {
      const kappa = questions.find((m) => m.question === question)?.kappa.value ?? null;
      return kappa === null ? [] : [{ kappa, names: `${named(first)}–${named(second)}` }];
    });
    const least = values.sort((a, b) => a.kappa - b.kappa)[0];
    return least ? `${decimals(least.kappa)} ${least.names}` : '–';
  };
  return [
    {
      title: 'People together',
      head: ['', 'items', 'there', 'same', 'alpha', 'AC1/AC2', 'Fleiss', 'lowest kappa', 'cannot judge'],
      rows: pooled.map((m) => [
        m.question,
        `${m.n}`,
        percent(m.prevalence),
        ...[m.agreement, m.alpha, m.gwet, m.fleiss].map(estimate),
        lowest(m.question),
        `${m.unjudged}`,
      ]),
      notes: [
        'items: answered by two people or more; there: answers with level 1 or more, or "met"; same: pairs of answers to one item.',
        'alpha: Krippendorff, nominal, of levels ordinal; AC2 and Fleiss of levels with linear weights. lowest kappa: of any two people.',
      ],
    },
  ];
}

function pairs({ people: couples, attune }: Agreement): readonly Table[] {
  const row = (against: Against): readonly string[] => {
    const { first, second, questions } = against;
    const worst = questions
      .filter(({ kappa }) => kappa.value !== null)
      .toSorted((a, b) => a.kappa.value! - b.kappa.value!)[0];
    return [
      `${named(first)} – ${second}`,
      `${Math.max(0, ...questions.map(({ n }) => n))}`,
      decimals(mean(questions.map(({ agreement }) => agreement.value))),
      decimals(meanKappa(questions)),
      decimals(mean(questions.map(({ ac1 }) => ac1))),
      decimals(mean(questions.map(({ alpha }) => alpha))),
      worst ? `${estimate(worst.kappa)} ${worst.question}` : '–',
    ];
  };
  const sorted = couples.toSorted((a, b) => (meanKappa(a.questions) ?? 2) - (meanKappa(b.questions) ?? 2));
  const more = sorted.length - MOST_PAIRS;
  return [
    {
      title: 'By pair: means over the questions, least agreement first',
      head: ['', 'items', 'same', 'kappa', 'AC1', 'alpha', 'lowest kappa'],
      rows: [...attune.map(row), ...sorted.slice(0, MOST_PAIRS).map(row)],
      ...(more > 0 && {
        notes: [`${more} more pairs agree better; --format json has them all, by question.`],
      }),
    },
  ];
}

const meanKappa = (questions: readonly PairMeasure[]): number | null =>
  mean(questions.map(({ kappa }) => kappa.value));

function scores({ people: couples, attune, consensus, scoresAlpha, raters }: Agreement): readonly Table[] {
  const agreed = { ...consensus, first: raters.length > 1 ? consensus.first : raters[0] || 'rater' };
  return [
    {
      title: 'Scores (0–100)',
      head: ['', 'n', 'Pearson', 'Spearman', 'apart', 'alpha'],
      rows: [agreed, ...attune, ...couples].flatMap(({ first, second, scores: m }) =>
        m === null
          ? []
          : [
              [
                `${named(first)} – ${second}`,
                `${m.n}`,
                estimate(m.pearson),
                estimate(m.spearman),
                points(m.difference),
                decimals(m.alpha),
              ],
            ],
      ),
      notes: [
        'apart: mean absolute difference in points; alpha: Krippendorff, interval.',
        ...(scoresAlpha === null ? [] : [`All people together: alpha ${decimals(scoresAlpha)}.`]),
      ],
    },
  ];
}

const points = ({ value, low, high }: Estimate): string =>
  [value, low, high]
    .map((n) => (n === null ? '–' : n.toFixed(1)))
    .join(' ')
    .replace(/ (\S+)$/, '–$1');

/** Whether 0 lies outside an interval. */
const isSure = ({ low, high }: Estimate): boolean => low !== null && high !== null && (low > 0 || high < 0);

function severity({ severity: all }: Agreement): readonly Table[] {
  const sure = all.filter(({ deviation }) => isSure(deviation));
  return [
    {
      title: 'Strictness: who gives less or more than the others',
      head: ['', 'what', 'n', 'deviation'],
      rows: sure.map(({ rater, question, n, deviation }) => [
        named(rater),
        question ?? 'score',
        `${n}`,
        question === undefined ? points(deviation) : change(deviation),
      ]),
      notes: [
        `Mean answer less that of the others to the same items: levels, shares "met", points. ${all.length - sure.length} of ${all.length} deviations, whose`,
        'intervals hold 0, are not shown.',
      ],
    },
  ];
}

function drift({ drift: all }: Agreement): readonly Table[] {
  const sure = all.filter(({ agreement, level }) => isSure(agreement) || isSure(level));
  return [
    {
      title: 'Drift between rounds',
      head: ['', 'what', 'rounds', 'n', 'same as others', 'change', 'mean level', 'change'],
      rows: sure.map(({ rater, question, from, to, before, after, agreement, level }) => [
        named(rater),
        question,
        `${from} → ${to}`,
        `${before.n} → ${after.n}`,
        `${decimals(before.agreement)} → ${decimals(after.agreement)}`,
        change(agreement),
        `${decimals(before.level)} → ${decimals(after.level)}`,
        change(level),
      ]),
      notes: [
        `same as others: as an adjudicated rating, else the majority of the others. ${all.length - sure.length} of ${all.length} changes, whose intervals`,
        'hold 0, are not shown.',
      ],
    },
  ];
}
