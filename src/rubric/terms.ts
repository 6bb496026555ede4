/** Terms, what criteria ask for: `label`, `label:2`, `label.kind`, joined by `&` where one turn must have all. */
import type { Cue, LabelSpec, Term } from '../model.ts';
import { suggestion } from './source.ts';

/** Reads terms and reports those that nothing can find. */
export interface Terms {
  /** `empathy:2 & solution` → its terms; problems are placed by `where`. */
  readonly all: (written: string, where: () => string, what: string) => Term[];
  /** One term alone, as `avoid` and `when` take it. */
  readonly one: (written: string, where: () => string, what: string) => Term;
}

const TERM = /^([^\s.:&]+)(?:\.([a-z][a-z0-9-]*))?(?::([1-3]))?$/;

/** A reader of terms that knows a rubric's labels, and the kinds that its cues give each of them. */
export function readTerms(
  labels: Readonly<Record<string, Pick<LabelSpec, 'on'>>>,
  cues: readonly Cue[],
  problems: string[],
): Terms {
  const kinds = new Map<string, Set<string>>();
  for (const { label, also, kind } of cues) {
    for (const found of kind === undefined ? [] : [label, ...Object.keys(also)])
      kinds.set(found, (kinds.get(found) ?? new Set()).add(kind!));
  }
  const one: Terms['one'] = (written, where, what) => {
    const [, label = written.trim(), kind, level] = TERM.exec(written.trim()) ?? [];
    if (!TERM.test(written.trim())) {
      problems.push(
        `${where()}: ${what}: "${written}" is no term; write label, label:2 or label.kind, joined by &`,
      );
    } else if (!Object.hasOwn(labels, label)) {
      problems.push(
        `${where()}: ${what} names an unknown label "${label}"${suggestion(label, Object.keys(labels))}`,
      );
    } else if (kind !== undefined && !kinds.get(label)?.has(kind)) {
      const known = [...(kinds.get(label) ?? [])];
      problems.push(
        `${where()}: ${what}: no cue of ${label} has the kind "${kind}"${suggestion(kind, known) || '; give a cue "kind: …"'}`,
      );
    }
    return { label, level: level === undefined ? 1 : Number(level), ...(kind !== undefined && { kind }) };
  };
  return {
    one,
    all: (written, where, what) => written.split('&').map((part) => one(part, where, what)),
  };
}

/** A term as it is written. */
export function termWords({ label, level, kind }: Term): string {
  return `${label}${kind === undefined ? '' : `.${kind}`}${level > 1 ? `:${level}` : ''}`;
}
