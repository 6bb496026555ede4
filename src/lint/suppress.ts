/** Suppressions: who lives with a finding says so beside the macro or in a sidecar file, and says why. */
import { z } from 'zod';
import { UserError } from '../errors.ts';
import type { Finding, Region, RuleCard } from '../model.ts';
import { suggestion } from '../rubric/source.ts';
import { parseWritten, type Written } from '../rubric/written.ts';
import { createRegions, sign, type Unsigned } from './findings.ts';
import type { Macro, MacroFile } from './macro.ts';
import { RULE_IDS } from './rules/index.ts';

const DOCS = 'docs/lint.md#suppressions';

/** What can be wrong with a suppression; these findings can't be suppressed themselves. */
export const SUPPRESSION_RULES: readonly RuleCard[] = [
  {
    id: 'suppression',
    severity: 'error',
    title: 'A suppression that says too little',
    why: 'Without its rule and its reason nobody can tell later whether it is still wanted, so it is not obeyed.',
    docs: DOCS,
  },
  {
    id: 'unused-suppression',
    severity: 'warning',
    title: 'A suppression that suppresses nothing',
    why: 'What it was for is gone; left there, it would hide the next finding of its kind.',
    docs: DOCS,
  },
];

/** One rule that is not to be reported, somewhere. */
export interface Suppression {
  readonly kind: 'inline' | 'sidecar';
  readonly rule: string;
  readonly reason: string;
  /** A file, or a folder with a slash at its end. */
  readonly path: string;
  /** Ids or titles of macros; without them every macro of the file is meant. */
  readonly macros?: readonly string[];
  /** Where the suppression itself stands. */
  readonly location: Region;
}

/** Suppressions, and what is wrong with those that are not obeyed. */
export interface Suppressions {
  readonly suppressions: readonly Suppression[];
  readonly findings: readonly Finding[];
}

/** Where a suppression stands, and in which macro. */
type Origin = Pick<Unsigned, 'location' | 'macro' | 'title'>;

/** `attune-disable rule[, rule] -- reason`; what follows the word belongs to it up to the end of the line. */
const DIRECTIVE = /(?<![\w-])attune-disable(?![\w-])([^\n]*)/;
/** Two dashes or one long one, with space about them. */
const REASON = /(?:^|\s)(?:--|—)(?:\s|$)/;

/** The suppressions in the comments of macros; one comment may stand for several. */
export function inlineSuppressions(files: readonly MacroFile[]): Suppressions {
  const suppressions: Suppression[] = [];
  const problems: Unsigned[] = [];
  for (const file of files) {
    const regionOf = createRegions(file);
    for (const [offset, { text, macros }] of commentsOf(file)) {
      const directive = DIRECTIVE.exec(text);
      if (!directive) continue;
      const verbatim = file.content.startsWith(text, offset);
      const start = offset + (verbatim ? directive.index : 0);
      const end = verbatim ? start + directive[0].trimEnd().length : start;
      const location = regionOf({ start, end });
      const [names = '', ...rest] = directive[1]!.split(REASON);
      const reason = rest.join(' -- ').trim();
      const rules = names.split(/[\s,]+/).filter(Boolean);
      const [{ id, title }] = macros as [Macro];
      const origin = { location, ...(macros.length === 1 && { macro: id, title }) };
      problems.push(...problemsOf(origin, rules, reason));
      if (reason === '') continue;
      const ids = macros.map((macro) => macro.id);
      for (const rule of rules) {
        suppressions.push({ kind: 'inline', rule, reason, path: file.path, macros: ids, location });
      }
    }
  }
  return { suppressions, findings: sign(problems) };
}

/** The comments of a file by their offset, each with the macros that it is about. */
function commentsOf({ macros }: MacroFile): Map<number, { text: string; macros: Macro[] }> {
  const comments = new Map<number, { text: string; macros: Macro[] }>();
  for (const macro of macros) {
    for (const { text, offset } of macro.comments ?? []) {
      const comment = comments.get(offset) ?? { text, macros: [] };
      comment.macros.push(macro);
      comments.set(offset, comment);
    }
  }
  return comments;
}

const name = z.string().trim().min(1);
const sidecar = z.array(
  z.strictObject({
    path: name,
    macro: z
      .union([name, z.number()])
      .transform((value) => String(value))
      .optional(),
    rule: z.union([name, z.array(name)], { error: 'rule is a rule, or a list of rules' }),
    reason: z.string().trim().optional(),
  }),
);

/**
 * The suppressions of a sidecar file, for formats that hold no comments; `at` turns its paths, which start at its own
 * folder, into those of the run.
 * @throws UserError with `file:line:column` for what is no list of suppressions; a missing reason is a finding.
 */
export function sidecarSuppressions(
  path: string,
  content: string,
  at: (path: string) => string,
): Suppressions {
  const written = parseWritten(path, content, { megabytes: 1, what: 'a file of suppressions' });
  const result = sidecar.safeParse(written.data ?? []);
  if (!result.success) {
    throw new UserError(
      result.error.issues.map((issue) => {
        const where = issue.path as (string | number)[];
        const place =
          issue.code === 'unrecognized_keys' ? written.keyPlace(where, issue.keys[0]!) : written.place(where);
        return `${place}: ${issue.message}; an entry is {path: FILE, macro: ID, rule: RULE, reason: WHY}`;
      }),
    );
  }
  const regionOf = createRegions({ path, content });
  const suppressions: Suppression[] = [];
  const problems: Unsigned[] = [];
  result.data.forEach(({ path: file, macro, rule, reason = '' }, index) => {
    const location = regionOf(spanOf(written, index));
    const rules = [rule].flat();
    problems.push(...problemsOf({ location }, rules, reason));
    if (reason === '') return;
    for (const one of rules) {
      suppressions.push({
        kind: 'sidecar',
        rule: one,
        reason,
        path: at(file),
        ...(macro !== undefined && { macros: [macro] }),
        location,
      });
    }
  });
  return { suppressions, findings: sign(problems) };
}

/**
 * Marks the findings that are suppressed, and adds one for each suppression that suppresses nothing; `judged` says
 * whether a file was linted, or is gone, so that a suppression for it can be called unused.
 */
export function suppress(
  findings: readonly Finding[],
  suppressions: readonly Suppression[],
  judged: (path: string) => boolean,
): Finding[] {
  const used = new Set<Suppression>();
  const index = new Map<string, Suppression[]>();
  for (const suppression of suppressions) {
    for (const macro of suppression.macros ?? [undefined]) {
      const key = keyOf(suppression.rule, suppression.path, macro);
      const list = index.get(key);
      if (list) list.push(suppression);
      else index.set(key, [suppression]);
    }
  }
  const marked = findings.map((finding): Finding => {
    const found = keysOf(finding).flatMap((key) => index.get(key) ?? []);
    for (const suppression of found) used.add(suppression);
    const [first] = found;
    return first ? { ...finding, suppressed: { kind: first.kind, reason: first.reason } } : finding;
  });
  const unused = suppressions.filter(
    (suppression) => !used.has(suppression) && isRule(suppression.rule) && judged(suppression.path),
  );
  const reports = unused.map(({ kind, rule, path, macros = [], location }): Unsigned => {
    const [only] = macros;
    const one = macros.length === 1;
    const beside = one ? 'in this macro' : 'in any of its macros';
    const where = kind === 'inline' ? beside : `in ${path}${one ? `, macro ${only}` : ''}`;
    return {
      ...about('unused-suppression'),
      message: `${rule} finds nothing ${where}`,
      location,
      ...(kind === 'inline' && one && { macro: only! }),
      suggestion: 'Take the suppression out.',
      quote: rule,
      sentence: where,
    };
  });
  return [...marked, ...sign(reports)];
}

function keyOf(rule: string, path: string, macro: string | undefined): string {
  return JSON.stringify([rule, path, macro]);
}

/** What a suppression of this finding may name: the file or a folder around it, and the macro or all of them. */
function keysOf({ rule, location, macro, title }: Finding): string[] {
  const folders = [...location.path.matchAll(/\//g)].map(({ index }) => location.path.slice(0, index + 1));
  const macros = new Set([macro, title, undefined]);
  return [location.path, ...folders].flatMap((path) => [...macros].map((one) => keyOf(rule, path, one)));
}

function problemsOf(origin: Origin, rules: readonly string[], reason: string): Unsigned[] {
  const messages = [
    ...(rules.length === 0 ? ['names no rule: attune-disable RULE -- REASON'] : []),
    ...rules
      .filter((rule) => !isRule(rule))
      .map((rule) => `there is no rule "${rule}"${suggestion(rule, RULE_IDS)}`),
    ...(reason === '' ? ['gives no reason, so it is not obeyed: attune-disable RULE -- REASON'] : []),
  ];
  return messages.map((message) => ({
    ...about('suppression'),
    ...origin,
    message,
    quote: rules.join(', '),
    sentence: message,
  }));
}

function about(id: string): Pick<Unsigned, 'rule' | 'severity'> {
  return { rule: id, severity: SUPPRESSION_RULES.find((card) => card.id === id)!.severity };
}

function isRule(rule: string): boolean {
  return (RULE_IDS as readonly string[]).includes(rule);
}

/** Where an entry of the list stands. */
function spanOf({ document }: Written, index: number): { start: number; end: number } {
  const node = document.getIn([index], true) as { range?: readonly number[] | null } | undefined;
  const [start = 0, end = start] = node?.range ?? [];
  return { start, end };
}
