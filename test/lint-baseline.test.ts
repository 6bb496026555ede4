/** Living with an old library: baselines, suppressions and mechanical fixes, on findings made by hand. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { UserError } from '../src/errors.ts';
import { gone, parseBaseline, updatedBaseline, withBaseline, writeBaseline } from '../src/lint/baseline.ts';
import { applyFixes, unifiedDiff } from '../src/lint/fix.ts';
import type { Macro, MacroFile } from '../src/lint/macro.ts';
import { inlineSuppressions, sidecarSuppressions, suppress } from '../src/lint/suppress.ts';
import type { Finding } from '../src/model.ts';
import { parseDiff } from '../src/run/git.ts';

function finding(
  rule: string,
  macro: string | undefined,
  path = 'a.md',
  more: Partial<Finding> = {},
): Finding {
  return {
    rule,
    severity: 'warning',
    message: 'x',
    location: { path, line: 1, column: 1, endLine: 1, endColumn: 2 },
    ...(macro !== undefined && { macro, title: `Title of ${macro}` }),
    fingerprint: `sha256:${rule}-${macro}`,
    ...more,
  };
}

const everywhere = () => true;
const kinds = (findings: readonly Finding[]) => findings.map(({ suppressed }) => suppressed?.kind);

describe('baseline', () => {
  const found = [finding('shouting', 'b'), finding('leftover', 'a'), finding('shouting', 'c', 'c.md')];
  const saved = writeBaseline(updatedBaseline([], found, everywhere));

  test('is a line a finding, sorted, and reads back', () => {
    expect(saved).toBe(
      `{\n  "kind": "lint-baseline",\n  "schema": 1,\n  "findings": [\n` +
        `    {"path":"a.md","macro":"a","rule":"leftover","fingerprint":"sha256:leftover-a"},\n` +
        `    {"path":"a.md","macro":"b","rule":"shouting","fingerprint":"sha256:shouting-b"},\n` +
        `    {"path":"c.md","macro":"c","rule":"shouting","fingerprint":"sha256:shouting-c"}\n  ]\n}\n`,
    );
    expect(writeBaseline(parseBaseline('x', saved))).toBe(saved);
    expect(parseBaseline('x', writeBaseline([]))).toEqual([]);
  });

  test('marks what it knows, wherever it has moved, and nothing that is new', () => {
    const moved = finding('shouting', 'b', 'elsewhere/z.md');
    const now = withBaseline(
      [finding('shouting', 'd'), moved, finding('leftover', 'a')],
      parseBaseline('x', saved),
    );
    expect(kinds(now)).toEqual([undefined, 'baseline', 'baseline']);
  });

  test('a reason stands before the baseline, and is not taken into it', () => {
    const suppressed = { kind: 'inline', reason: 'because' } as const;
    const [one] = withBaseline([{ ...found[0]!, suppressed }], parseBaseline('x', saved));
    expect(one!.suppressed).toEqual(suppressed);
    expect(updatedBaseline([], [one!], everywhere)).toEqual([]);
  });

  test('keeps what a run did not look at, and drops what is mended', () => {
    const before = parseBaseline('x', saved);
    const onlyA = (path: string) => path === 'a.md';
    expect(gone(before, [found[0]!], onlyA).map(({ rule }) => rule)).toEqual(['leftover']);
    const after = updatedBaseline(before, [found[0]!], onlyA);
    expect(after.map(({ fingerprint }) => fingerprint)).toEqual(['sha256:shouting-b', 'sha256:shouting-c']);
  });

  test.each([
    [
      '<<<<<<< ours',
      /^b\.json: is not JSON \(a conflict of a merge\?\); write it anew with --update-baseline$/,
    ],
    ['[]', /^b\.json: is no baseline of attune \(/],
    ['{"kind":"lint-baseline","schema":2,"findings":[]}', /^b\.json: is no baseline of attune \(schema: /],
  ])('%j is refused', (content, message) => {
    expect(() => parseBaseline('b.json', content)).toThrow(message);
  });
});

/** A file whose macros have the comments given, each on a line of its own. */
function fileWith(comments: Readonly<Record<string, string>>): MacroFile {
  const content = Object.values(comments).join('\n');
  const macros = Object.entries(comments).map(([id, text]): Macro => {
    const offset = content.indexOf(text);
    return {
      id,
      title: `Title of ${id}`,
      path: 'a.md',
      source: 'markdown',
      body: { text: '', offsets: [offset] },
      start: offset,
      comments: [{ text, offset }],
    };
  });
  return { path: 'a.md', source: 'markdown', content, macros, skipped: [], problems: [] };
}

describe('suppressions in comments', () => {
  test.each([
    ['attune-disable shouting -- it is our slogan', ['shouting'], 'it is our slogan'],
    ['  attune-disable shouting, leftover  --  two -- dashes ', ['shouting', 'leftover'], 'two -- dashes'],
    ['attune-disable shouting — typed in an editor', ['shouting'], 'typed in an editor'],
    ['see below\nattune-disable leftover -- why\nand more', ['leftover'], 'why'],
  ])('%j', (comment, rules, reason) => {
    const { suppressions, findings } = inlineSuppressions([fileWith({ m: comment })]);
    expect(findings).toEqual([]);
    expect(suppressions.map((s) => s.rule)).toEqual(rules);
    for (const one of suppressions)
      expect(one).toMatchObject({ kind: 'inline', macros: ['m'], path: 'a.md', reason });
  });

  test.each([
    ['attune-disable shouting', 0, ['gives no reason, so it is not obeyed: attune-disable RULE -- REASON']],
    [
      'attune-disable shouting --',
      0,
      ['gives no reason, so it is not obeyed: attune-disable RULE -- REASON'],
    ],
    ['attune-disable shouting --nospace', 0, [/no rule "--nospace"/, /gives no reason/]],
    ['attune-disable -- because', 0, ['names no rule: attune-disable RULE -- REASON']],
    ['attune-disable shoutin -- because', 1, ['there is no rule "shoutin"; did you mean "shouting"?']],
  ])('%j says too little', (comment, obeyed, messages) => {
    const { suppressions, findings } = inlineSuppressions([fileWith({ m: comment })]);
    expect(suppressions).toHaveLength(obeyed);
    expect(findings.map(({ message }) => message)).toEqual(
      messages.map((message) => (typeof message === 'string' ? message : expect.stringMatching(message))),
    );
    for (const one of findings)
      expect(one).toMatchObject({ rule: 'suppression', severity: 'error', macro: 'm' });
  });

  test.each(['attune-disabled', 'not-attune-disable x -- y', 'attune-disable-next x -- y', 'a comment'])(
    '%j is none',
    (comment) => {
      expect(inlineSuppressions([fileWith({ m: comment })])).toEqual({ suppressions: [], findings: [] });
    },
  );

  test('hold for their own macro and rule, and report that they are not needed', () => {
    const file = fileWith({
      a: 'attune-disable shouting -- ours',
      b: 'attune-disable leftover -- no longer',
    });
    const { suppressions } = inlineSuppressions([file]);
    const all = suppress([finding('shouting', 'a'), finding('shouting', 'b')], suppressions, everywhere);
    expect(kinds(all)).toEqual(['inline', undefined, undefined]);
    expect(all[0]!.suppressed).toEqual({ kind: 'inline', reason: 'ours' });
    expect(all[2]).toMatchObject({
      rule: 'unused-suppression',
      severity: 'warning',
      message: 'leftover finds nothing in this macro',
      macro: 'b',
      location: { path: 'a.md', line: 2, column: 1, endColumn: 37 },
    });
  });
});

test('a comment that is about several macros is one suppression', () => {
  const file = fileWith({ a: 'attune-disable shouting, leftover -- ours', b: 'x' });
  const [first, second] = file.macros as [Macro, Macro];
  const shared = { ...file, macros: [first, { ...second, comments: first.comments! }] };
  const { suppressions } = inlineSuppressions([shared]);
  const all = suppress([finding('shouting', 'b'), finding('shouting', 'c')], suppressions, everywhere);
  expect(kinds(all)).toEqual(['inline', undefined, undefined]);
  expect(all[2]).toMatchObject({ message: 'leftover finds nothing in any of its macros' });
  expect(all[2]).not.toHaveProperty('macro');
});

describe('suppressions in a sidecar file', () => {
  const at = (path: string) => `desk/${path}`;
  const read = (content: string) => sidecarSuppressions('s.yaml', content, at);

  test('name a file or a folder, a macro by id or title, and rules', () => {
    const { suppressions, findings } = read(
      '- {path: a.json, macro: 17, rule: shouting, reason: ours}\n' +
        '- {path: a.json, macro: Title of b, rule: [leftover, shouting], reason: theirs}\n' +
        '- path: old/\n  rule: shouting\n  reason: to be retired\n',
    );
    expect(findings).toEqual([]);
    const found = [
      finding('shouting', '17', 'desk/a.json'),
      finding('shouting', '18', 'desk/a.json'),
      finding('leftover', 'b', 'desk/a.json'),
      finding('shouting', 'x', 'desk/old/deep/c.md'),
      finding('shouting', 'x', 'desk/older/c.md'),
      finding('leftover', 'x', 'desk/old/deep/c.md'),
    ];
    const all = suppress(found, suppressions, everywhere);
    expect(kinds(all.slice(0, 6))).toEqual([
      'sidecar',
      undefined,
      'sidecar',
      'sidecar',
      undefined,
      undefined,
    ]);
    expect(all.slice(6).map(({ message, location }) => [message, location.line])).toEqual([
      ['shouting finds nothing in desk/a.json, macro Title of b', 2],
    ]);
  });

  test('of a file that was not looked at are not called unused', () => {
    const { suppressions } = read('- {path: a.json, rule: shouting, reason: ours}\n');
    expect(suppress([], suppressions, () => false)).toEqual([]);
    expect(suppress([], suppressions, everywhere)).toHaveLength(1);
  });

  test('without a reason are an error, at their place', () => {
    const { suppressions, findings } = read('# ours\n- path: a.json\n  rule: shouting\n');
    expect(suppressions).toEqual([]);
    expect(findings).toMatchObject([
      { rule: 'suppression', severity: 'error', location: { path: 's.yaml', line: 2, column: 3 } },
    ]);
  });

  test('an empty file is an empty list', () => {
    expect(read('')).toEqual({ suppressions: [], findings: [] });
  });

  test.each([
    ['- {path: a, rul: x}', /^s\.yaml:1:13: Unrecognized key: "rul"; an entry is /m],
    ['path: a', /^s\.yaml:1:1: /],
    ['- {path: a, rule: {}}', /^s\.yaml:1:19: /],
    ['- [', /^s\.yaml:1:\d+: /],
  ])('%j is refused', (content, message) => {
    let error: UserError | undefined;
    try {
      read(content);
    } catch (thrown) {
      error = thrown as UserError;
    }
    expect(error?.messages.join('\n')).toMatch(message);
  });

  test('many of them take no longer than their number', () => {
    const list = Array.from({ length: 20_000 }, (_, i) => finding('shouting', `m${i}`));
    const suppressions = list.map(({ macro }) => ({
      kind: 'sidecar' as const,
      rule: 'shouting',
      reason: 'r',
      path: 'a.md',
      macros: [macro!],
      location: list[0]!.location,
    }));
    expect(suppress(list, suppressions, everywhere).every(({ suppressed }) => suppressed)).toBe(true);
  });
});

describe('fixes', () => {
  const fixes = (...list: [number, number, string][]) =>
    list.map(([start, end, text], i) => finding('x', `${i}`, 'a.md', { fix: { start, end, text } }));

  test.each([
    ['in any order', fixes([4, 5, 'E'], [0, 1, 'A']), 'AbcdEf', 2],
    ['beside one another', fixes([0, 2, 'X'], [2, 4, 'Y']), 'XYef', 2],
    ['overlapping: the first one', fixes([0, 3, 'X'], [2, 4, 'Y']), 'Xdef', 1],
    ['two insertions at one place: one', fixes([2, 2, 'X'], [2, 2, 'Y']), 'abXcdef', 1],
    ['an insertion before a replacement', fixes([2, 2, 'X'], [3, 4, '']), 'abXcef', 2],
    ['none', fixes(), 'abcdef', 0],
  ])('%s', (_, findings, content, applied) => {
    expect(applyFixes('abcdef', findings)).toEqual({ content, applied });
  });

  test('what is outside of them stays, whatever they are', () => {
    const span = fc.tuple(fc.nat(30), fc.nat(5), fc.string({ maxLength: 3 }));
    fc.assert(
      fc.property(fc.string({ minLength: 36, maxLength: 60 }), fc.array(span), (content, spans) => {
        const list = fixes(
          ...spans.map(([start, n, text]): [number, number, string] => [start, start + n, text]),
        );
        const out = applyFixes(content, list);
        expect(out.applied > 0).toBe(list.length > 0);
        const first = Math.min(content.length, ...list.map(({ fix }) => fix!.start));
        expect(out.content.slice(0, first)).toBe(content.slice(0, first));
        const last = Math.max(0, ...list.map(({ fix }) => fix!.end));
        expect(out.content.endsWith(content.slice(last))).toBe(true);
      }),
    );
  });

  test('show as a diff that git takes', () => {
    expect(unifiedDiff('m/a.md', 'one\ntwo\nthree\n', 'one\n2\nthree\n')).toBe(
      '--- a/m/a.md\n+++ b/m/a.md\n@@ -1,3 +1,3 @@\n one\n-two\n+2\n three\n',
    );
    expect(unifiedDiff('a', 'same', 'same')).toBe('');
    expect(unifiedDiff('a', 'x', 'y')).toContain('\\ No newline at end of file');
  });
});

describe('a diff of git', () => {
  test('gives the changed lines of each file, by its new name', () => {
    const diff = [
      'diff --git a/old.md b/new.md',
      '--- a/old.md',
      '+++ b/new.md',
      '@@ -1 +1,2 @@ ## Title',
      '-one',
      '+++ b/not-a-file',
      '+@@ -9 +9 @@',
      '@@ -7,2 +8,0 @@',
      '--- a/gone',
      '-gone',
      '\\ No newline at end of file',
      '@@ -20,0 +20 @@',
      '+twenty',
      'diff --git a/gone.md b/gone.md',
      '--- a/gone.md',
      '+++ /dev/null',
      '@@ -1 +0,0 @@',
      '-x',
      '+++ "b/caf\\303\\251 \\"q\\".md"',
      '@@ -0,0 +1,3 @@',
      '+a',
      '+b',
      '+c',
    ];
    expect([...parseDiff(diff.join('\n'))]).toEqual([
      [
        'new.md',
        [
          [1, 2],
          [8, 8],
          [20, 20],
        ],
      ],
      ['/dev/null', [[0, 0]]],
      ['café "q".md', [[1, 3]]],
    ]);
  });
});
