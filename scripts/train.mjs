/**
 * Trains the linear models behind the rubric's `learned` entries and writes src/detect/learned-weights.ts.
 *
 *   node scripts/train.mjs <labelled.ndjson>      (after npm run build)
 *
 * Data: labelled agent turns whose licences permit shipping what is learned (sources in docs/accuracy.md); the data
 * themselves are not in the repository. Method: logistic regression over the presence of normalised words and
 * pairs of words, L2-regularised, Newton steps solved by conjugate gradients; no randomness, so the same data give
 * the same file.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { features } from '../dist/detect/learned.js';
import { tokenise } from '../dist/text/index.js';

const MODELS = [
  { name: 'distress-1', label: 'distress', level: 1, of: 'customer', c: 0.5 },
  { name: 'distress-2', label: 'distress', level: 2, of: 'customer', c: 0.5 },
  { name: 'solution-1', label: 'solution', level: 1, of: 'agent', c: 0.5 },
];
const MIN_ROWS = 3;
/** Weights nearer to 0 than this change nothing that matters and are left out. */
const MIN_WEIGHT = 0.06;

const [file, target = new URL('../src/detect/learned-weights.ts', import.meta.url)] = process.argv.slice(2);
if (!file) {
  console.error('usage: node scripts/train.mjs <labelled.ndjson>');
  process.exit(2);
}
const rows = readFileSync(file, 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line));

const models = {};
for (const { name, label, level, of, c } of MODELS) {
  const used = rows.filter((row) => row.labels[label] !== null && row.labels[label] !== undefined);
  // Scoring reads turn by turn. A window without the label is one example a turn; a window with it says only that
  // some turn has it, so it stays whole.
  const examples = used.flatMap((row) => {
    const texts =
      of === 'agent' ? [row.text] : row.context.filter((t) => t.speaker === 'customer').map((t) => t.text);
    const y = row.labels[label] >= level ? 1 : 0;
    return y === 1 ? [{ y, texts }] : texts.map((text) => ({ y, texts: [text] }));
  });
  const sets = examples.map(({ texts }) => new Set(texts.flatMap((text) => [...features(tokenise(text))])));
  const counts = new Map();
  for (const set of sets) for (const key of set) counts.set(key, (counts.get(key) ?? 0) + 1);
  const keys = [...counts]
    .filter(([, n]) => n >= MIN_ROWS)
    .map(([key]) => key)
    .sort();
  const index = new Map(keys.map((key, i) => [key, i]));
  const x = sets.map((set) => [...set].flatMap((key) => index.get(key) ?? []));
  const y = examples.map((example) => example.y);
  const { weights, bias } = regress(x, y, keys.length, c);
  const kept = keys.map((key, i) => [key, weights[i]]).filter(([, w]) => Math.abs(w) >= MIN_WEIGHT);
  models[name] = { bias: round(bias), weights: kept.map(([key, w]) => `${key}\t${round(w)}`).join('\n') };
  console.error(
    `${name}: ${examples.length} examples of ${used.length} rows, ${y.reduce((a, b) => a + b, 0)} positive, ${keys.length} features, ${kept.length} kept`,
  );
}
const body = Object.entries(models)
  .map(
    ([name, { bias, weights }]) =>
      `  '${name}': {\n    bias: ${bias},\n    weights: ${JSON.stringify(weights)},\n  },`,
  )
  .join('\n');
writeFileSync(
  target,
  `/** Weights of the linear models, written by scripts/train.mjs; do not edit. One "words<tab>weight" a line. */\n` +
    `// biome-ignore format: generated\nexport const LEARNED: Readonly<Record<string, { readonly bias: number; readonly weights: string }>> = {\n${body}\n};\n`,
);

/** Minimises ½|w|² + c·Σ log-loss by Newton's method; the bias is not penalised. */
function regress(x, y, size, c) {
  const w = new Float64Array(size + 1);
  for (let step = 0; step < 30; step++) {
    const gradient = new Float64Array(size + 1);
    const curvature = new Float64Array(x.length);
    for (let i = 0; i < size; i++) gradient[i] = w[i];
    x.forEach((features, r) => {
      const p = 1 / (1 + Math.exp(-dot(features, w, size)));
      curvature[r] = c * p * (1 - p);
      for (const f of features) gradient[f] += c * (p - y[r]);
      gradient[size] += c * (p - y[r]);
    });
    const delta = solve(x, curvature, gradient, size);
    let largest = 0;
    for (let i = 0; i <= size; i++) {
      w[i] -= delta[i];
      largest = Math.max(largest, Math.abs(delta[i]));
    }
    if (largest < 1e-6) break;
  }
  return { weights: w, bias: w[size] };
}

function dot(features, w, size) {
  let sum = w[size];
  for (const f of features) sum += w[f];
  return sum;
}

/** Conjugate gradients for (I + XᵀDX)·d = g. */
function solve(x, curvature, g, size) {
  const d = new Float64Array(size + 1);
  const r = Float64Array.from(g);
  const p = Float64Array.from(g);
  let rr = r.reduce((sum, v) => sum + v * v, 0);
  for (let k = 0; k < 200 && rr > 1e-12; k++) {
    const hp = new Float64Array(size + 1);
    for (let i = 0; i < size; i++) hp[i] = p[i];
    hp[size] = 1e-6 * p[size];
    x.forEach((features, row) => {
      const s = curvature[row] * dot(features, p, size);
      for (const f of features) hp[f] += s;
      hp[size] += s;
    });
    const alpha = rr / p.reduce((sum, v, i) => sum + v * hp[i], 0);
    for (let i = 0; i <= size; i++) {
      d[i] += alpha * p[i];
      r[i] -= alpha * hp[i];
    }
    const next = r.reduce((sum, v) => sum + v * v, 0);
    for (let i = 0; i <= size; i++) p[i] = r[i] + (next / rr) * p[i];
    rr = next;
  }
  return d;
}

function round(value) {
  return Math.round(value * 100) / 100;
}
