/** What is chosen of many conversations for people to read: coaching sheets, highlights, samples. */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import readExcel from 'read-excel-file/node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseLabelled } from '../src/calibrate/index.ts';
import type { ScoredConversation } from '../src/model.ts';
import { highlightSchema, highlightsSchema } from '../src/report/highlights/shape.ts';
import { HIGHLIGHT_FORMATS } from '../src/report/highlights.ts';
import { DEFAULT_OPTIONS } from '../src/report/index.ts';
import { SAMPLE_FORMATS } from '../src/report/sample.ts';
import { loadRubric } from '../src/rubric/index.ts';
import { rubricFinder } from '../src/run/rubrics.ts';
import { allot } from '../src/select/allot.ts';
import { collectCoaching } from '../src/select/coaching.ts';
import { collectHighlights } from '../src/select/highlights.ts';
import { keepFirst } from '../src/select/order.ts';
import { openSampler, type SampleOptions } from '../src/select/sample.ts';
import { STRATEGIES, type Strategy } from '../src/select/strategies.ts';
import { hostileReport, sampleReport, TRAPS } from './helpers/report.ts';
import { ROOT, run } from './helpers/run.ts';
import { teamTranscripts } from './helpers/team.ts';

const cwd = mkdtempSync(path.join(tmpdir(), 'attune-choose-'));
afterAll(() => rmSync(cwd, { recursive: true }));
const at = (file: string) => path.join(cwd, file);
const attune = (...words: string[]) => run(words, { cwd });

let team: ScoredConversation[] = [];
const { rubric } = loadRubric('empathy', rubricFinder(ROOT));

beforeAll(async () => {
  writeFileSync(at('team.ndjson'), teamTranscripts());
  writeFileSync(at('support.csv'), readFileSync(path.join(ROOT, 'fixtures/support.csv')));
  await Promise.all(
    ['team.ndjson', 'support.csv'].map(async (file) => {
      const name = file.split('.')[0]!;
      await attune('score', file, '-f', `ndjson=${name}-full.ndjson`, '--quote', 'full', '-q');
      const lines = readFileSync(at(`${name}-full.ndjson`), 'utf8')
        .trim()
        .split('\n');
      const scored = lines.map((line) => JSON.parse(line)).filter(({ kind }) => kind === 'conversation');
      writeLines(`${name}-spans.ndjson`, scored.map(withoutTexts));
      if (name === 'team') team = scored;
    }),
  );
}, 60_000);

function writeLines(file: string, values: readonly unknown[]): void {
  writeFileSync(at(file), values.map((value) => `${JSON.stringify(value)}\n`).join(''));
}

/** As `--quote spans` would have written it. */
function withoutTexts(scored: ScoredConversation): ScoredConversation {
  return { ...scored, turns: scored.turns.map(({ text: _, ...turn }) => turn) };
}

/** The cells of a workbook's first sheet as text. */
async function cellsOf(workbook: Uint8Array): Promise<string[][]> {
  const [sheet] = await readExcel(Buffer.from(workbook), { trim: false });
  return sheet!.data.map((row) => row.map((cell) => String(cell ?? '')));
}

/** The same conversations in another order: every seventh, then every seventh of the rest. */
function shuffled<T>(list: readonly T[]): readonly T[] {
  return Array.from({ length: 7 }, (_, i) => list.filter((_, j) => j % 7 === i))
    .reverse()
    .flat();
}

describe('golden files', () => {
  test.each([
    ['coaching-team.txt', ['report', 'team-full.ndjson', '--format', 'coaching', '-q']],
    ['coaching-support.txt', ['report', 'support-full.ndjson', '--format', 'coaching', '-q']],
    ['coaching-spans.txt', ['report', 'support-spans.ndjson', '--format', 'coaching', '-q']],
    ['highlights-team.txt', ['highlights', 'team-full.ndjson', '-n', '3', '-q']],
    ['highlights-support.txt', ['highlights', 'support-full.ndjson', '-q']],
    ['highlights-support.md', ['highlights', 'support-full.ndjson', '-f', 'markdown', '-q']],
    ['highlights-support.json', ['highlights', 'support-full.ndjson', '-f', 'json', '-q']],
    ['highlights-spans.txt', ['highlights', 'support-spans.ndjson', '-q']],
    ['sample.csv', ['sample', 'support-full.ndjson', '-n', '4', '-q']],
    [
      'sample-risk.csv',
      ['sample', 'support-full.ndjson', '-n', '4', '--strategy', 'risk', '--show-scores', '-q'],
    ],
    ['sample.ndjson', ['sample', 'support-full.ndjson', '-n', '2', '-f', 'ndjson', '-q']],
    [
      'sample.json',
      ['sample', 'support-full.ndjson', '-n', '2', '--strategy', 'stratified', '-f', 'json', '-q'],
    ],
  ])('%s', async (file, words) => {
    const { code, out, err } = await attune(...words);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    await expect(out).toMatchFileSnapshot(`golden/choose/${file}`);
  });
});

describe('coaching', () => {
  const receipt = { rubricHash: 'sha256:r' };
  const sheets = (list: readonly ScoredConversation[]) => {
    const collector = collectCoaching();
    for (const scored of list) collector.add(scored);
    return collector.result(receipt).sheets;
  };

  test('is the same in whatever order the conversations come', () => {
    expect(sheets(shuffled(team))).toEqual(sheets(team));
  });

  test('stands in alphabetical order, with an example only of somebody else', () => {
    const found = sheets(team);
    expect(found.map(({ agent }) => agent)).toEqual([
      'Ada Okoye',
      'Ben Halvorsen',
      'Cleo Marsh',
      'Dov Amsel',
    ]);
    const pairs = found.flatMap(({ agent, example }) => (example ? [[agent, example.moment.agent]] : []));
    expect(pairs.map(([agent]) => agent)).toContain('Ben Halvorsen');
    for (const [agent, other] of pairs) expect(other).not.toBe(agent);
  });

  test('says that one changed where 0 is outside the interval, and nothing of who has too few', () => {
    const [ada, , cleo, dov] = sheets(team);
    const specific = (sheet: typeof ada) => sheet?.progress?.changes.find((c) => c.measure === 'specific');
    expect(specific(cleo)?.difference?.low).toBeGreaterThan(0);
    expect(specific(ada)?.difference?.value).toBe(0);
    expect(dov).toMatchObject({ evidence: 'too_few', behaviour: { conversations: 2, mean: null } });
  });

  test('has the counts of its conversations', () => {
    const [, ben] = sheets(team);
    const mine = team.filter(({ agent }) => agent === 'Ben Halvorsen');
    const judged = mine
      .flatMap(({ opportunities }) => opportunities)
      .filter((o) => o.verdict !== 'not_applicable');
    expect(ben?.behaviour.addressed).toMatchObject({
      n: judged.length,
      k: judged.filter(({ verdict }) => verdict === 'met').length,
    });
    expect(ben?.behaviour.severeMissed.n).toBe(judged.filter(({ distress }) => distress === 2).length);
    expect(ben?.miss?.opportunity.verdict).toBe('dismissed');
  });

  test('has the mean and the interval of the totals', async () => {
    const { out } = await attune('report', 'team-full.ndjson', '-f', 'json', '-q');
    const { groups, receipt } = JSON.parse(out).summary;
    const collector = collectCoaching();
    for (const scored of team) collector.add(scored);
    const means = collector.result(receipt).sheets.map(({ agent, behaviour: { mean } }) => ({
      key: agent,
      low: mean && Math.round(mean.low * 10) / 10,
      mean: mean && Math.round(mean.value * 10) / 10,
    }));
    expect(groups.agent).toMatchObject(means);
  });

  test('conversations without an agent are on nobody’s sheet', async () => {
    const nameless = team.map(({ agent: _, ...rest }) => rest);
    writeLines('nameless.ndjson', nameless);
    const { out } = await attune('report', 'nameless.ndjson', '-f', 'coaching', '-q');
    expect(out).toMatch(/98 conversations name no agent and are on nobody’s sheet/);
  });
});

describe('highlights', () => {
  const choose = (list: readonly ScoredConversation[], most = 50, perAgent = 2) => {
    const collector = collectHighlights({ most, perAgent });
    for (const scored of list) collector.add(scored);
    return collector.result();
  };

  test('are the same in whatever order the conversations come', () => {
    expect(choose(shuffled(team))).toEqual(choose(team));
  });

  test('are never a formula: the whole team’s sentences are said several times', () => {
    const { highlights, specific, left } = choose(team);
    expect(highlights).toEqual([]);
    expect(specific).toBeGreaterThan(20);
    expect(left.upset + left.idle + left.formula).toBe(specific);
  });

  test('are varied over agents, the first of each before the second of any', () => {
    const fresh = team.filter(({ id }) => /^(?:ada-1-[1-5]|cleo-2-1)$/.test(id)).map(unlike);
    const agents = choose(fresh, 50, 3).highlights.map(({ moment }) => moment.agent);
    expect(new Set(agents.slice(0, 2)).size).toBe(2);
    expect(agents.filter((agent) => agent === 'Ada Okoye')).toHaveLength(3);
    expect(choose(fresh, 2, 3).highlights).toHaveLength(2);
  });

  test('come with their reasons, which add up', () => {
    const fresh = team.filter(({ id }) => id === 'ada-1-3').map(unlike);
    const [highlight] = choose(fresh).highlights;
    expect(highlight).toMatchObject({ reasons: expect.arrayContaining(['severe', 'fault', 'solved']) });
    expect(highlight!.points).toBeGreaterThanOrEqual(7);
  });

  test('end where the customer is still upset', () => {
    const fresh = team.filter(({ id }) => id === 'ada-1-1').map(unlike);
    const upset = fresh.map((c) => ({
      ...c,
      turns: c.turns.map((t) => (t.index === 2 ? { ...t, labels: { distress: 1 }, flags: [] } : t)),
    }));
    expect(choose(upset)).toMatchObject({ highlights: [], left: { upset: 1 } });
  });

  test('json and ndjson are as their schema says', async () => {
    const document = JSON.parse((await attune('highlights', 'support-full.ndjson', '-f', 'json', '-q')).out);
    expect(highlightsSchema.safeParse(document).error).toBeUndefined();
    const { out } = await attune('highlights', 'support-full.ndjson', '-f', 'ndjson', '-q');
    const lines = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines).toEqual(document.highlights);
    for (const line of lines) expect(highlightSchema.safeParse(line).error).toBeUndefined();
    expect(lines.length).toBeGreaterThan(1);
  });

  test('takes the filters of report', async () => {
    const { out } = await attune(
      'highlights',
      'support-full.ndjson',
      '--where',
      'agent = "Amara Obi"',
      '-f',
      'json',
    );
    const agents = JSON.parse(out).highlights.map(({ agent }: { agent: string }) => agent);
    expect(new Set(agents)).toEqual(new Set(['Amara Obi']));
  });
});

/** The conversation with templates that nobody else has. */
function unlike(scored: ScoredConversation): ScoredConversation {
  const turns = scored.turns.map((turn) => ({
    ...turn,
    evidence: turn.evidence.map((e, i) => (e.template ? { ...e, template: `${scored.id} ${i}` } : e)),
  }));
  return { ...scored, turns };
}

describe('shares of a sample', () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 30 });

  test('add up, and nobody gives more than there is', () => {
    fc.assert(
      fc.property(sizes, fc.integer({ min: 1, max: 500 }), (strata, n) => {
        const shares = allot(strata, n);
        const all = strata.reduce((a, b) => a + b);
        expect(shares.reduce((a, b) => a + b)).toBe(Math.min(n, all));
        for (const [i, share] of shares.entries()) expect(share).toBeLessThanOrEqual(strata[i]!);
        if (n >= strata.length) for (const share of shares) expect(share).toBeGreaterThan(0);
      }),
    );
  });

  test('are within one of the proportion, where no stratum has to be lifted to one', () => {
    fc.assert(
      fc.property(sizes, fc.integer({ min: 1, max: 500 }), (strata, n) => {
        const all = strata.reduce((a, b) => a + b);
        fc.pre(n < all && (n < strata.length || strata.every((size) => (n * size) / all >= 1)));
        allot(strata, n).forEach((share, i) => {
          expect(Math.abs(share - (n * strata[i]!) / all)).toBeLessThan(1);
        });
      }),
    );
  });
});

test('the first few of many are the first few of all of them sorted', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer()), fc.nat(20), (numbers, most) => {
      const kept = keepFirst<number>(most, (a, b) => a - b);
      for (const number of numbers) kept.add(number);
      expect(kept.items()).toEqual(numbers.toSorted((a, b) => a - b).slice(0, most));
    }),
  );
});

describe('sample', () => {
  const OPTIONS: Omit<SampleOptions, 'strategy'> = {
    size: 12,
    seed: 's',
    by: ['channel', 'agent'],
    bands: { strong: 75, adequate: 50, weak: 25, missed: 0 },
    precisionOf: (cue) => (cue.startsWith('C') ? 0.7 : 0.95),
  };
  const draw = (
    list: readonly ScoredConversation[],
    strategy: Strategy,
    more: Partial<SampleOptions> = {},
  ) => {
    const sampler = openSampler({ ...OPTIONS, strategy, ...more });
    for (const scored of list) sampler.add(scored);
    return sampler.result();
  };
  const ids = (sample: ReturnType<typeof draw>) => sample.sampled.map(({ scored }) => scored.id);

  test('uncertain takes most of what only weak cues have found, for each turn to label', () => {
    const turn = { ...team[0]!.turns[1]!, evidence: [] as ScoredConversation['turns'][number]['evidence'] };
    const by = (...cues: string[]) =>
      cues.map((cue, i) => ({ label: `l${i}`, level: 1, cue, quote: 'x', start: 0, end: 1 }));
    const of = (id: string, turns: readonly (typeof turn)[]) => ({ ...team[0]!, id, turns });
    const list = [
      of('sure', [{ ...turn, evidence: by('A1', 'A2', 'A3') }]),
      of('weak', [{ ...turn, evidence: by('C1', 'A2') }]),
      of('weaker', [{ ...turn, evidence: by('C1', 'C2') }]),
      of('long', [{ ...turn, evidence: by('C1', 'C2') }, turn, turn]),
      // A sure cue beside the weak one settles it.
      of('settled', [{ ...turn, evidence: [...by('C1'), ...by('A1')] }]),
      of('empty', [turn]),
    ];
    const order = [1, 2, 3, 4, 5].map((size) => new Set(ids(draw(list, 'uncertain', { size }))));
    const added = order.map((found, i) => [...found].find((id) => !order[i - 1]?.has(id)));
    expect(added).toEqual(['weaker', 'weak', 'long', 'sure', 'settled']);
    const [first] = draw(list, 'uncertain', { size: 1 }).sampled;
    expect(first!.why).toEqual(['found on weak evidence only (2 times)', 'about 0.6 mistakes to expect']);
  });

  test('rare-label has the rarest labels in it, and weights that make up for it', () => {
    const labels = (i: number) => ({
      common: 1,
      ...(i % 10 === 0 && { rare: 1 }),
      ...(i === 7 && { rarest: 2 }),
    });
    const list = Array.from({ length: 400 }, (_, i) => ({
      ...team[0]!,
      id: `c-${i}`,
      receipt: { ...team[0]!.receipt, inputHash: `sha256:${i}` },
      turns: team[0]!.turns.map((t) => ({ ...t, labels: t.score ? labels(i) : {} })),
    }));
    const has = (scored: ScoredConversation, label: string) =>
      scored.turns.some((t) => (t.labels[label] ?? 0) > 0);
    const estimates: number[][] = [];
    for (let seed = 0; seed < 200; seed++) {
      const { sampled } = draw(list, 'rare-label', { size: 20, seed: String(seed) });
      expect(sampled).toHaveLength(20);
      const rare = sampled.filter(({ scored }) => has(scored, 'rare'));
      expect(rare.length).toBeGreaterThan(5);
      const [rarest] = sampled.filter(({ scored }) => has(scored, 'rarest'));
      expect(rarest).toMatchObject({ weight: 1, why: ['rarest 2: in 1 of 400', 'common 1: in 400 of 400'] });
      const sum = (chosen: typeof sampled) => chosen.reduce((total, { weight = 0 }) => total + weight, 0);
      estimates.push([sum(rare), sum(sampled)]);
    }
    // Over many seeds the weighted counts are those of all: 40 with the rare label, 400 in all.
    const mean = (i: number) => estimates.reduce((sum, estimate) => sum + estimate[i]!, 0) / estimates.length;
    expect(mean(0)).toBeGreaterThan(34);
    expect(mean(0)).toBeLessThan(46);
    expect(mean(1)).toBeGreaterThan(360);
    expect(mean(1)).toBeLessThan(440);
  });

  test('an xlsx sheet has the cells of the csv, line breaks and all', async () => {
    await attune('sample', 'support-full.ndjson', '-n', '3', '-q', '-f', 'csv=s.csv', '-f', 'xlsx=s.xlsx');
    const csv: string[][] = parse(readFileSync(at('s.csv')));
    const unguarded = csv.map((row) => row.map((cell) => cell.replace(/^'(?=[=+\-@])/, '')));
    const cells = await cellsOf(readFileSync(at('s.xlsx')));
    expect(cells).toEqual(unguarded);
    expect(cells[0]!.slice(-2)).toEqual(['rater', 'comment']);
    expect(cells.flat().some((cell) => cell.includes('\n'))).toBe(true);
    expect(parseLabelled(readFileSync(at('s.csv'), 'utf8'), 's.csv', rubric.labels).diagnostics).toEqual([]);
  });

  describe.each(STRATEGIES)('%s', (strategy) => {
    test('does not hang on the order of the input', () => {
      const order = fc.array(fc.nat(), { minLength: 98, maxLength: 98 });
      const expected = ids(draw(team, strategy));
      fc.assert(
        fc.property(order, (keys) => {
          const list = team.map((scored, i) => ({ scored, key: keys[i]! })).sort((a, b) => a.key - b.key);
          expect(
            ids(
              draw(
                list.map(({ scored }) => scored),
                strategy,
              ),
            ),
          ).toEqual(expected);
        }),
        { numRuns: 20 },
      );
    });

    test('has its size, or everything, and nothing twice', () => {
      for (const size of [1, 7, 50, 97, 98, 200]) {
        const found = ids(draw(team, strategy, { size }));
        expect(found).toHaveLength(Math.min(size, 98));
        expect(new Set(found).size).toBe(found.length);
      }
    });
  });

  test('another seed draws others, and the place of the file does not matter', () => {
    const moved = team.map((c) => ({ ...c, source: { ...c.source, path: `/elsewhere/${c.source.path}` } }));
    expect(ids(draw(moved, 'random'))).toEqual(ids(draw(team, 'random')));
    expect(ids(draw(team, 'random', { seed: 't' }))).not.toEqual(ids(draw(team, 'random')));
  });

  test('weights of representative samples add up to all conversations; others have none', () => {
    for (const strategy of ['random', 'stratified'] as const) {
      const { sampled } = draw(team, strategy);
      expect(sampled.reduce((sum, { weight = 0 }) => sum + weight, 0)).toBeCloseTo(98, 9);
    }
    for (const { weight } of draw(team, 'risk').sampled) expect(weight).toBeUndefined();
  });

  test('stratified takes of every stratum by its share', () => {
    const { sampled, strata } = draw(team, 'stratified', { by: ['agent'], size: 49 });
    expect(strata).toBe(4);
    const count = (name: string) => sampled.filter(({ scored }) => scored.agent === name).length;
    expect(['Ada Okoye', 'Ben Halvorsen', 'Cleo Marsh', 'Dov Amsel'].map(count)).toEqual([16, 16, 16, 1]);
  });

  test('risk takes the failed, then dismissals at distress 2, then misses', () => {
    const dismissed = team.filter((c) =>
      c.opportunities.some((o) => o.verdict === 'dismissed' && o.distress === 2),
    );
    expect(dismissed.length).toBeGreaterThan(2);
    const failed = { ...team[0]!, id: 'failed', score: { ...team[0]!.score, failed: ['hostile'] } };
    const { sampled } = draw([...team, failed], 'risk', { size: 3 });
    expect(ids({ sampled, population: 0 })).toContain('failed');
    for (const { scored, why } of sampled) {
      expect(why).not.toEqual([]);
      expect([failed, ...dismissed].map(({ id }) => id)).toContain(scored.id);
    }
  });

  test('borderline takes what lies nearest to a bound, and more so what could not be judged', () => {
    const at = (id: string, normalized: number | null, evaluability = 1) => ({
      ...team[0]!,
      id,
      score: { ...team[0]!.score, normalized, evaluability },
    });
    const list = [at('far', 62), at('near', 51), at('dim', 62, 0.8), at('none', null), at('low', 1)];
    const nearest = (size: number) => ids(draw(list, 'borderline', { size })).sort();
    expect(nearest(1)).toEqual(['dim']);
    expect(nearest(2)).toEqual(['dim', 'near']);
    expect(nearest(4)).not.toContain('none');
  });

  test('disagreement takes turns that relate and dismiss before all else', () => {
    const torn = {
      ...team[0]!,
      id: 'torn',
      turns: team[0]!.turns.map((t) =>
        t.index === 1 ? { ...t, labels: { ...t.labels, dismissive: 1 } } : t,
      ),
    };
    const [first] = draw([...team.filter(({ agent }) => agent === 'Ada Okoye'), torn], 'disagreement', {
      size: 1,
    }).sampled;
    expect(first).toMatchObject({ scored: { id: 'torn' }, why: ['relates and dismisses in one turn'] });
  });

  test('disagreement with another run takes the largest differences', async () => {
    const other = (scored: ScoredConversation, normalized: number | null) => ({
      ...scored,
      score: { ...scored.score, normalized },
    });
    const moved = team.map((c) =>
      c.id === 'ada-1-3' ? other(c, null) : c.id === 'ben-1-1' ? other(c, c.score.normalized! + 40) : c,
    );
    writeLines('other.ndjson', moved);
    const words = ['sample', 'team-full.ndjson', '--strategy', 'disagreement', '--against', 'other.ndjson'];
    const { out } = await attune(...words, '-n', '2', '-q');
    const rows: Record<string, string>[] = parse(out, { columns: true });
    expect(new Set(rows.map((row) => row.conversation_id))).toEqual(new Set(['ada-1-3', 'ben-1-1']));
  });

  test('tells how it was drawn, and warns of means where it should', async () => {
    const random = await attune('sample', 'team-full.ndjson', '-n', '5');
    expect(random.err).toMatch(/random sample, seed 1: 5 of 98 conversations, 5 agent turns to label/);
    expect(random.err).not.toMatch(/warning/);
    const risk = await attune('sample', 'team-full.ndjson', '-n', '90', '--strategy', 'risk');
    expect(risk.err).toMatch(/nothing like that was found in \d+ of them/);
    expect(risk.err).toMatch(/warning: a risk sample .* never estimate a mean/);
    const [row]: Record<string, string>[] = parse(risk.out, { columns: true });
    expect(row!.sample).toBe('risk, seed 1, not representative');
  });

  test('shows neither scores nor agents unless asked', async () => {
    const blind = await attune('sample', 'support-full.ndjson', '-q');
    expect(blind.out.split('\n')[0]).not.toMatch(/attune|score/);
    expect(blind.out).not.toMatch(/Halvorsen|stratum/);
    const seen = await attune('sample', 'support-full.ndjson', '--show-scores', '-q');
    expect(seen.out.split('\n')[0]).toMatch(/,comment,attune_score,attune_distress,/);
  });

  test.each([
    [['-n', '0'], /--number 0: give at least 1/],
    [['--against', 'team-full.ndjson'], /--against: only --strategy disagreement/],
    [['--strategy', 'risky'], /Allowed choices are random, stratified/],
  ])('%j is refused', async (words, message) => {
    const { code, err } = await attune('sample', 'team-full.ndjson', ...words);
    expect(code).toBe(2);
    expect(err).toMatch(message);
  });

  test('scores without texts are refused, and no file is left behind', async () => {
    const { code, err } = await attune('sample', 'team-spans.ndjson', '-o', 'sheet.csv');
    expect(code).toBe(2);
    expect(err).toMatch(/team\.ndjson:\d+: the scores kept no texts to label; score again/);
    expect(() => readFileSync(at('sheet.csv'))).toThrow(/ENOENT/);
  });
});

describe('the round trip', () => {
  /** Fills the sheet with the labels that attune found. */
  const fill = (sheet: string): string => {
    const rows: Record<string, string>[] = parse(sheet, { columns: true });
    const labels = Object.keys(rows[0]!).filter((name) => `attune_${name}` in rows[0]!);
    const cell = (text = '') => `"${text.replaceAll('"', '""')}"`;
    const filled = rows.map((row) => ({
      ...row,
      ...Object.fromEntries(labels.map((label) => [label, row[`attune_${label}`]])),
    }));
    return [rows[0]!, ...filled]
      .map((row, i) =>
        (i === 0 ? Object.keys(row) : Object.values(row)).map((text) => cell(String(text))).join(','),
      )
      .join('\n');
  };

  test('a sheet filled with what attune found agrees with attune, in every label', async () => {
    const words = ['support-full.ndjson', '--show-scores', '-q'];
    const { out } = await attune('sample', ...words);
    writeFileSync(at('filled.csv'), fill(out));
    const { code, out: measured, err } = await attune('calibrate', 'filled.csv', '-f', 'json');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const { labels } = JSON.parse(measured).measures ?? JSON.parse(measured);
    const wrong = labels.filter(({ fp, fn }: { fp: number; fn: number }) => fp + fn > 0);
    // Whose customer's name stands in the export alone can't be seen from the sheet.
    expect(
      wrong.map(({ label }: { label: string }) => label).filter((label: string) => label !== 'name_use'),
    ).toEqual([]);
    expect(labels.length).toBeGreaterThan(10);
  });

  test('one mistake is one mistake, and an empty sheet is read without complaint', async () => {
    const { out } = await attune('sample', 'team-full.ndjson', '-n', '9', '--show-scores', '-q');
    const lines = fill(out).split('\n');
    const header = lines[0]!.split(',').map((name) => name.replaceAll('"', ''));
    const cells: Record<string, string>[] = parse(lines.join('\n'), { columns: true });
    const flipped = cells.map((row, i) => (i === 0 ? { ...row, hygiene: '1' } : row));
    const csv = [
      header,
      ...flipped.map((row) => header.map((name) => `"${row[name]!.replaceAll('"', '""')}"`)),
    ];
    writeFileSync(at('flipped.csv'), csv.map((row) => row.join(',')).join('\n'));
    const { out: measured } = await attune('calibrate', 'flipped.csv', '-f', 'json', '-l', 'hygiene');
    expect(measured).toMatch(/"fn": 1\b/);
    const blank = await attune('sample', 'team-full.ndjson', '-n', '9', '-o', 'blank.csv', '-q');
    expect(blank.code).toBe(0);
    expect(await attune('calibrate', 'blank.csv')).toMatchObject({ code: 0, err: '' });
  });

  test('words that a spreadsheet would run come back as they were', async () => {
    const said = '=SUM(A1) is what we sent you, sorry';
    const trapped = team.slice(0, 1).map((c) => ({
      ...c,
      turns: c.turns.map((t) => (t.role === 'agent' ? { ...t, text: said } : t)),
    }));
    writeLines('trapped.ndjson', trapped);
    const { out } = await attune('sample', 'trapped.ndjson', '-q');
    const sheet: Record<string, string>[] = parse(out, { columns: true });
    expect(sheet[0]!.text).toBe(`'${said}`);
    expect(parseLabelled(out, 'sheet.csv', rubric.labels).turns[0]).toMatchObject({ text: said });
  });
});

describe('hostile words', () => {
  const STEERING = /[\0-\t\v-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/;
  const { receipt } = sampleReport.summary;
  const met = hostileReport.conversations.map((c) => ({
    ...c,
    score: { ...c.score, failed: [] },
    opportunities: c.opportunities.map((o) => ({ ...o, verdict: 'met' as const })),
    turns: c.turns.map((t) =>
      t.role === 'agent'
        ? { ...t, labels: { ...t.labels, empathy: 2, solution: 1, dismissive: 0 } }
        : { ...t, labels: {} },
    ),
  }));

  test.each(Object.keys(HIGHLIGHT_FORMATS) as (keyof typeof HIGHLIGHT_FORMATS)[])(
    'highlights as %s',
    (format) => {
      const collector = collectHighlights({ most: 100, perAgent: 5 });
      for (const scored of met) collector.add(scored);
      const chosen = collector.result();
      expect(chosen.highlights.length).toBeGreaterThan(10);
      const report = { chosen, rubric: hostileReport.rubric, receipt };
      for (const quote of ['full', 'spans'] as const) {
        const out = HIGHLIGHT_FORMATS[format].render(report, { ...DEFAULT_OPTIONS, quote });
        expect(out).not.toMatch(STEERING);
        if (format === 'markdown')
          expect(out.replaceAll('<sub>', '').replaceAll('</sub>', '')).not.toMatch(/[<|`]/);
      }
    },
  );

  test.each(Object.keys(SAMPLE_FORMATS) as (keyof typeof SAMPLE_FORMATS)[])(
    'a sample as %s',
    async (format) => {
      const sampler = openSampler({
        size: 100,
        strategy: 'stratified',
        seed: TRAPS[0],
        by: ['agent', '__proto__'],
        bands: {},
        precisionOf: () => 0.7,
      });
      const whole = met.filter(({ turns }) => turns.every(({ text }) => text !== undefined));
      for (const scored of whole) sampler.add(scored);
      const sample = sampler.result();
      expect(sample.sampled).toHaveLength(TRAPS.length);
      const labels = ['empathy', 'constructor'];
      const rendered = await SAMPLE_FORMATS[format].render({
        sample,
        strategy: 'stratified',
        seed: TRAPS[0],
        labels,
        showScores: true,
        receipt,
      });
      const out = typeof rendered === 'string' ? rendered : (await cellsOf(rendered)).flat().join('\n');
      expect(out).not.toMatch(STEERING);
      if (format === 'csv') {
        const rows: Record<string, string>[] = parse(out, { columns: true });
        expect(rows).toHaveLength(TRAPS.length);
        for (const cell of rows.flatMap((row) => Object.values(row)))
          expect(cell).not.toMatch(/^[=+\-@\t\r]/);
      }
    },
  );
});
