/** Rubrics: the shipped ones pass their own examples, and every mistake in one names its place and its remedy. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HYGIENE } from '../src/detect/index.ts';
import { UserError } from '../src/errors.ts';
import {
  type CompiledRubric,
  checkRubric,
  loadRubric,
  openRubric,
  rubricFinder,
  runExamples,
  shippedRubrics,
} from '../src/index.ts';

const ROOT = new URL('..', import.meta.url).pathname;
const shipped = rubricFinder(ROOT);

/** Loads `files['demo.yaml']`, where whatever it extends must be another of the files, or a shipped rubric. */
function load(files: string | Readonly<Record<string, string>>): CompiledRubric {
  const all = typeof files === 'string' ? { 'demo.yaml': files } : files;
  return loadRubric('demo.yaml', (reference) => {
    const content = all[reference];
    return content === undefined ? shipped(reference) : { path: reference, content };
  });
}

/** What loading complains about. */
function complaints(files: string | Readonly<Record<string, string>>): readonly string[] {
  try {
    load(files);
    return [];
  } catch (error) {
    if (error instanceof UserError) return error.messages;
    throw error;
  }
}

const DEMO = `id: demo
version: 1.0.0
labels:
  empathy: {on: agent, levels: {1: generic}}
cues:
  - {id: E1, label: empathy, tier: A, pattern: i understand, examples: {match: [I understand.], no_match: [hello]}}
criteria:
  - {id: recognition, weight: 100, credit: {empathy: 1}}
bands: {good: 50, poor: 0}
`;

describe.each(shippedRubrics())('the shipped rubric "%s"', (name) => {
  const compiled = loadRubric(name, shipped);
  const { rubric } = compiled;

  test('every cue finds what its examples say, and nothing else', () => {
    const failed = runExamples(compiled)
      .filter(({ passed }) => !passed)
      .map(({ cue, kind, text, advice }) => `${cue} ${kind} "${text}": ${advice}`);
    expect(failed).toEqual([]);
  });

  test('ids are unique', () => {
    for (const entries of [rubric.cues, rubric.criteria]) {
      const ids = entries.map(({ id }) => id);
      expect(ids.filter((id, i) => ids.indexOf(id) < i)).toEqual([]);
    }
  });

  test('every cue has an example and a counter-example', () => {
    const bare = rubric.cues
      .filter(
        ({ examples: { match, noMatch, knownFalse } }) =>
          !match.length || !(noMatch.length + knownFalse.length),
      )
      .map(({ id }) => id);
    expect(bare).toEqual([]);
  });

  test('every label has cues, but for the one that a detector finds by itself', () => {
    const silent = Object.keys(rubric.labels).filter(
      (label) =>
        label !== HYGIENE &&
        !rubric.cues.some((cue) => cue.label === label || Object.hasOwn(cue.also, label)),
    );
    expect(silent).toEqual([]);
  });

  test('`rubric check` has nothing to say', () => {
    const findings = checkRubric(openRubric(name, shipped));
    expect(findings.filter(({ allowed }) => allowed === undefined)).toEqual([]);
  }, 120_000);
});

describe('mistakes', () => {
  const change = (from: string, to: string) => {
    expect(DEMO).toContain(from);
    return DEMO.replace(from, to);
  };

  test('none in the rubric that the others are made of', () => {
    expect(complaints(DEMO)).toEqual([]);
  });

  test('several are told at once', () => {
    const two = change('tier: A', 'teir: A').replace('weight: 100', 'wieght: 100');
    expect(complaints(two)).toEqual([
      'demo.yaml:6:30: unknown key "teir" in cues[E1]; did you mean "tier"?',
      'demo.yaml:8:23: unknown key "wieght" in criteria[recognition]; did you mean "weight"?',
    ]);
  });

  test('one in a base is placed in the base', () => {
    const files = {
      'demo.yaml': 'extends: base.yaml\nid: demo\nversion: 1.0.0\n',
      'base.yaml': change('i understand', '"i <VERB>"'),
    };
    expect(complaints(files)).toEqual(['base.yaml:6:51: cue E1: unknown class <VERB>']);
  });

  test.each(['', 'hello', '# only a comment'])('no mapping at all: %j', (content) => {
    expect(complaints(content)).toEqual([
      'demo.yaml: a rubric is a mapping with id, version, cues and criteria',
    ]);
  });
});

describe('hostile rubrics', () => {
  test('aliases that multiply are refused before they fill the memory', () => {
    const ten = (entry: string) => `[${Array(10).fill(entry).join(', ')}]`;
    const bomb = `a: &a ${ten('x')}\nb: &b ${ten('*a')}\nc: &c ${ten('*b')}\nd: ${ten('*c')}\n`;
    expect(complaints(bomb)).toEqual(['demo.yaml: too many YAML aliases; write the values out']);
  });

  test('more than 4 MB is refused', () => {
    const padding = `# ${'x'.repeat(4 * 1024 * 1024)}\n`;
    expect(complaints(padding + DEMO)).toEqual(['demo.yaml: a rubric may be at most 4 MB']);
  });

  test('a __proto__ key changes no prototype', () => {
    complaints(DEMO.replace('labels:\n', 'labels:\n  __proto__: {on: agent, levels: {1: x}}\n'));
    expect(({} as Record<string, unknown>).on).toBeUndefined();
  });

  test('any text is either a rubric or a known mistake', () => {
    const pieces = fc.array(
      fc.constantFrom(...DEMO.split(/(?<=[\s:,{}[\]])/), '&a', '*a', '<<', '-', '"', '%'),
    );
    fc.assert(
      fc.property(pieces, (text) => {
        complaints(text.join(''));
      }),
    );
  });
});

describe('extends', () => {
  const base = loadRubric('empathy', shipped).rubric;
  const { rubric, files } = loadRubric('fixtures/rubrics/harbour-bank.yaml', rubricFinder(ROOT));
  const cue = (id: string) => rubric.cues.find((entry) => entry.id === id);

  test('names the files it was made of', () => {
    expect(files).toEqual(['fixtures/rubrics/harbour-bank.yaml', 'rubrics/empathy.yaml']);
  });

  test('an entry with the id of another overrides what it writes and keeps the rest', () => {
    const before = base.cues.find((entry) => entry.id === 'Z01')!;
    expect(before.tier).toBe('B');
    expect(cue('Z01')).toEqual({ ...before, tier: 'A' });
    const recognition = (criteria: typeof base.criteria) => criteria.find(({ id }) => id === 'recognition')!;
    expect(recognition(rubric.criteria)).toEqual({
      ...recognition(base.criteria),
      weight: { 1: 30, 2: 45 },
    });
  });

  test('a disabled cue is gone, a new one is there, and the others stay in their order', () => {
    const ids = base.cues.map(({ id }) => id).filter((id) => id !== 'N02');
    expect(rubric.cues.map(({ id }) => id)).toEqual([...ids, 'harbour.slogan']);
  });

  test('classes are merged by their names, bands count as a whole', () => {
    expect(rubric.classes).toEqual({ ...base.classes, 'OWN-WORDS': ['safe harbour', 'calm waters'] });
    expect(rubric.bands).toEqual({ gold: 80, silver: 60, none: 0 });
    expect(rubric.admissionAllowed).toBe(false);
  });

  test('rules about saying it again are kept, or changed one by one', () => {
    const find = (again: string) => {
      const content = `extends: empathy\nid: again\nversion: 1.0.0\n${again}`;
      return loadRubric('again.yaml', (reference) =>
        reference === 'empathy' ? shipped(reference) : { path: reference, content },
      ).rubric;
    };
    expect(find('')).toMatchObject({
      adjustments: {
        repetition: { decay: [1, 0.5, 0.25, 0], fromUse: 3, points: 2, max: 10 },
        scriptReliance: { points: 0, minSpans: 50 },
      },
      nameLimit: { perAgentTurn: 0.25, perContact: 4 },
    });
    const changed = find(
      'adjustments: {script_reliance: {points: 5, min_spans: 20}}\nnames: {max_per_contact: 2, stoplist: [fern]}\n',
    );
    expect(changed).toMatchObject({
      adjustments: { repetition: { fromUse: 3 }, scriptReliance: { points: 5, minSpans: 20 } },
      nameLimit: { perAgentTurn: 0.25, perContact: 2 },
      nameStoplist: [...base.nameStoplist, 'fern'],
    });
  });

  test('what is made of a rubric is tested like one', () => {
    const open = openRubric('fixtures/rubrics/harbour-bank.yaml', rubricFinder(ROOT));
    expect(runExamples(open).filter(({ passed }) => !passed)).toEqual([]);
    expect(checkRubric(open).filter(({ allowed }) => allowed === undefined)).toEqual([]);
  });

  test('YAML and JSON are the same rubric, down to the hash', () => {
    const yaml = loadRubric('fixtures/rubrics/harbour-bank.yaml', rubricFinder(ROOT));
    const json = loadRubric('fixtures/rubrics/harbour-bank.json', rubricFinder(ROOT));
    expect(json.rubric).toEqual(yaml.rubric);
    expect(json.hash).toBe(yaml.hash);
  });

  test('leads to no file outside the folder of the first rubric', () => {
    const find = rubricFinder(ROOT);
    find('fixtures/rubrics/harbour-bank.yaml');
    expect(() => find('../../package.json', 'fixtures/rubrics/harbour-bank.yaml')).toThrow(
      'leads out of the folder of the first rubric',
    );
  });
});

describe('the hash', () => {
  test('is the same for the same words and numbers, however they are laid out', () => {
    const spread = DEMO.replace(/credit: \{empathy: 1\}/, 'credit: {"empathy" : 1.0}').replace(
      /^/,
      '# a comment\n',
    );
    expect(load(spread).hash).toBe(load(DEMO).hash);
    expect(load(DEMO).hash).toMatch(/^sha256:[0-9a-f]{64}$/);
  });

  test.each([
    ['i understand,', 'i do understand,'],
    ['weight: 100', 'weight: 99'],
    ['1.0.0', '1.0.1'],
  ])('changes when %j becomes %j', (from, to) => {
    expect(load(DEMO.replace(from, to)).hash).not.toBe(load(DEMO).hash);
  });
});
