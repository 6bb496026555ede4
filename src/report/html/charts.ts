/** The charts, drawn as SVG when the report is made: one for wide pages and one for phones, each with its numbers. */

import type { Markup } from './markup.ts';
import { clean, html, raw } from './markup.ts';
import { finished, type Svg } from './svg.ts';
import { count } from './words.ts';

/** Pixels; every chart is drawn for its place and for a phone, as text that shrinks with a picture cannot be read. */
const WIDTHS = { wide: 1040, half: 500, narrow: 340 } as const;
type Width = keyof typeof WIDTHS;
/** Letters of a name: beside its line in a wide chart, else above it. */
const NAME = { wide: 52, half: 60, narrow: 44 } as const;
/** Names up to so many letters have room beside their lines in a half, too. */
const SHORT = 18;
/** Letters of a value with its interval, which shares the line of the name there. */
const NOTE = 18;

export interface Chart {
  /** Unique in the page. */
  readonly id: string;
  readonly title: string;
  /** What the chart shows, for who does not see it. */
  readonly text: string;
  /** Unit of the values, such as `score, 0–100`. */
  readonly unit: string;
  /** Whether another chart stands beside it. */
  readonly half?: boolean;
  /** The numbers as a table: the head, then rows. */
  readonly table: readonly (readonly (string | number)[])[];
}

/** A value with its interval; a `note` stands where there is no value. */
export interface Point {
  readonly name: string;
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly note: string;
}

export interface Bar {
  readonly name: string;
  readonly value: number;
  readonly note: string;
}

/** One part of a whole, in the colour of its meaning. */
export interface Part {
  readonly name: string;
  readonly value: number;
  readonly note: string;
  readonly colour: 'met' | 'missed' | 'dismissed';
}

export interface Charts {
  /** How many conversations have which score; edges in points. */
  readonly histogram: (chart: Chart, bins: readonly { from: number; to: number; n: number }[]) => Markup;
  /** Parts of one whole, side by side. */
  readonly parts: (chart: Chart, parts: readonly Part[]) => Markup;
  /** Shares from 0 to 100. */
  readonly bars: (chart: Chart, bars: readonly Bar[]) => Markup;
  /** Values with intervals from 0 to 100, one a line. */
  readonly intervals: (chart: Chart, points: readonly Point[]) => Markup;
  /** The same over time, from left to right. */
  readonly trend: (chart: Chart, points: readonly Point[]) => Markup;
}

/** Loads the library that draws; it is large, so only who makes a report waits for it. */
export async function loadCharts(): Promise<Charts> {
  const [Plot, { default: domino }] = await Promise.all([import('@observablehq/plot'), import('domino')]);
  const document = domino.createDocument('');
  const base = { document, marginTop: 8, marginRight: 16, style: undefined, className: 'plot' };
  const hundred = {
    domain: [0, 100],
    grid: true,
    ticks: [0, 25, 50, 75, 100],
    labelAnchor: 'center',
  } as const;

  const draw = (chart: Chart, plot: (width: Width) => Parameters<typeof Plot.plot>[0]): Markup => {
    const svg = (width: Width): Markup => {
      const drawn = Plot.plot({ ...base, width: WIDTHS[width], ...plot(width) }) as unknown as Svg;
      return raw(finished(drawn, `${chart.id}-${width}`, chart.title, chart.text));
    };
    const [head = [], ...rows] = chart.table;
    return html`<figure class="chart">
<figcaption>${chart.title}</figcaption>
<div class="broad">${svg(chart.half ? 'half' : 'wide')}</div><div class="narrow">${svg('narrow')}</div>
<details class="numbers"><summary>The numbers<span class="sr"> of: ${chart.title}</span></summary>
<table><thead><tr>${head.map((cell) => html`<th scope="col">${cell}</th>`)}</tr></thead>
<tbody>${rows.map(
      (row) =>
        html`<tr>${row.map((cell, i) => (i === 0 ? html`<th scope="row">${cell}</th>` : html`<td>${cell}</td>`))}</tr>
`,
    )}</tbody></table></details>
</figure>
`;
  };

  /** Lines with a name each, on the left where there is room, else above. */
  const lines = (width: Width, list: readonly { readonly name: string }[], note = 0) => {
    const most = width === 'wide' ? NAME.wide : NAME[width] - note;
    const names = list.map(({ name }, place) => ({ name: shortened(name, most), place }));
    const longest = Math.max(0, ...names.map(({ name }) => [...name].length));
    const beside = width === 'wide' || (width === 'half' && longest <= SHORT);
    const text = beside ? { dx: -12, textAnchor: 'end' as const } : { dy: -18, textAnchor: 'start' as const };
    return {
      frame: {
        height: (beside ? 28 : 48) * list.length + 50,
        marginLeft: beside ? 16 + longest * 6.9 : 6,
        marginTop: beside ? 6 : 12,
        marginBottom: 42,
        y: {
          axis: null,
          domain: names.map(({ place }) => place),
          type: 'band' as const,
          padding: beside ? 0.35 : 0.62,
        },
      },
      beside,
      names: Plot.text(names, { x: 0, y: 'place', text: 'name', fill: 'currentColor', ...text }),
    };
  };

  return {
    histogram: (chart, bins) => {
      const most = Math.max(1, ...bins.map(({ n }) => n));
      return draw(chart, () => ({
        height: 240,
        marginLeft: 42,
        marginBottom: 40,
        x: {
          domain: [0, 100],
          ticks: [0, 25, 50, 75, 100],
          label: chart.unit,
          labelAnchor: 'center',
          labelArrow: 'none',
        },
        y: {
          grid: true,
          label: null,
          ticks: most < 5 ? Array.from({ length: most + 1 }, (_, i) => i) : 4,
          tickFormat: (n: number) => count(n),
        },
        marks: [
          Plot.rectY(bins, {
            x1: 'from',
            x2: 'to',
            y: 'n',
            fill: 'var(--bar)',
            insetLeft: 0.75,
            insetRight: 0.75,
          }),
          Plot.ruleY([0], { stroke: 'var(--axis)' }),
        ],
      }));
    },
    parts: (chart, parts) =>
      draw(chart, () => ({
        height: 36,
        marginLeft: 0,
        marginRight: 0,
        marginTop: 0,
        marginBottom: 4,
        x: {
          axis: null,
          domain: [
            0,
            Math.max(
              1,
              parts.reduce((n, { value }) => n + value, 0),
            ),
          ],
        },
        y: { axis: null },
        marks: [
          Plot.barX(
            parts.filter(({ value }) => value > 0),
            { x: 'value', fill: (d: Part) => `var(--${d.colour})`, insetRight: 1.5, rx: 2 },
          ),
        ],
        color: { type: 'identity' as const },
      })),
    bars: (chart, bars) =>
      draw(chart, (width) => {
        const placed = bars.map((bar, place) => ({ ...bar, place }));
        const { frame, names } = lines(width, bars);
        return {
          ...frame,
          x: { ...hundred, label: chart.unit, labelArrow: 'none' as const },
          marks: [
            Plot.barX(placed, { x: 'value', y: 'place', fill: 'var(--bar)', rx: 2 }),
            ...(['end', 'start'] as const).map((textAnchor) =>
              Plot.text(
                placed.filter(({ value }) => value > 60 === (textAnchor === 'end')),
                {
                  x: 'value',
                  y: 'place',
                  text: 'note',
                  textAnchor,
                  dx: textAnchor === 'end' ? -6 : 6,
                  fill: textAnchor === 'end' ? 'var(--on-bar)' : 'currentColor',
                },
              ),
            ),
            names,
            Plot.ruleX([0], { stroke: 'var(--axis)' }),
          ],
        };
      }),
    intervals: (chart, points) =>
      draw(chart, (width) => {
        const placed = points.map((point, place) => ({ ...point, place }));
        const known = placed.filter(({ value }) => value !== null);
        const { frame, names, beside } = lines(width, points, NOTE);
        return {
          ...frame,
          ...(beside && { marginRight: 120 }),
          x: { ...hundred, label: chart.unit, labelArrow: 'none' as const },
          marks: [
            names,
            Plot.text(placed, {
              x: 100,
              y: 'place',
              text: 'note',
              fill: 'var(--quiet)',
              ...(beside ? { textAnchor: 'start', dx: 12 } : { textAnchor: 'end', dy: -18 }),
            }),
            Plot.ruleY(known, {
              y: 'place',
              x1: 'low',
              x2: 'high',
              stroke: 'var(--interval)',
              strokeWidth: 5,
              strokeLinecap: 'round',
            }),
            Plot.dot(known, {
              x: 'value',
              y: 'place',
              r: 4.5,
              fill: 'var(--dot)',
              stroke: 'var(--paper)',
              strokeWidth: 1.5,
            }),
          ],
        };
      }),
    trend: (chart, points) =>
      draw(chart, (width) => {
        const placed = points.map((point, place) => ({ ...point, place }));
        const known = placed.filter(({ value }) => value !== null);
        const every = Math.max(1, Math.ceil(points.length / (width === 'narrow' ? 3 : 5)));
        return {
          height: 240,
          marginLeft: 38,
          marginBottom: 40,
          x: {
            type: 'point' as const,
            domain: placed.map(({ place }) => place),
            tickFormat: (i: number) => (i % every === 0 ? shortened(points[i]!.name, 10) : ''),
            label: null,
            tickSize: 0,
            tickPadding: 8,
          },
          y: { ...hundred, label: null },
          marks: [
            Plot.ruleX(known, {
              x: 'place',
              y1: 'low',
              y2: 'high',
              stroke: 'var(--interval)',
              strokeWidth: 5,
              strokeLinecap: 'round',
            }),
            Plot.dot(known, {
              x: 'place',
              y: 'value',
              r: 3.5,
              fill: 'var(--dot)',
              stroke: 'var(--paper)',
              strokeWidth: 1,
            }),
          ],
        };
      }),
  };
}

function shortened(name: string, most: number): string {
  const letters = [...clean(name).replaceAll('\n', ' ')];
  return letters.length <= most ? letters.join('') : `${letters.slice(0, most - 1).join('')}…`;
}
