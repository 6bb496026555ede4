/** What a rule of lint is: what it looks at, what it says, and the examples that are its tests. */
import { z } from 'zod';
import type { Severity, Span } from '../../model.ts';
import type { Macro } from '../macro.ts';
import type { ReadMacro } from '../read.ts';

/** Something a rule found. Offsets are into the macro's body; without a span the whole macro is meant. */
export interface Hit {
  readonly span?: Span;
  readonly message: string;
  /** What placeholders held in the rendering that shows it. */
  readonly values?: Readonly<Record<string, string>>;
  /** What to anchor on or to do; never a sentence to paste. */
  readonly suggestion?: string;
  /** Mechanical repair of the macro's body, where there is one right answer. */
  readonly fix?: Span & { readonly text: string };
}

/** A macro in an example: its text, or its text and what else its file says about it. */
export type Example = string | (Partial<Omit<Macro, 'body'>> & { readonly body: string });

interface About {
  readonly title: string;
  /** Why it matters, for people who have read no specification. */
  readonly why: string;
  readonly severity: Severity;
  /** Silent until the configuration gives it a severity. */
  readonly off?: true;
}

/** A rule as the engine runs it: over all macros at once, since some compare them. */
export interface Rule extends About {
  /** What the configuration may set besides the severity, with defaults. */
  readonly options: z.ZodObject;
  /** Libraries that it must find something in, and libraries that it must leave alone. */
  readonly examples: {
    readonly bad: readonly (readonly Example[])[];
    readonly good: readonly (readonly Example[])[];
  };
  run(macros: readonly ReadMacro[], settings: Readonly<Record<string, unknown>>): readonly Found[];
}

/** A hit and the macro that it is in. */
export interface Found extends Hit {
  readonly macro: ReadMacro;
}

const NO_OPTIONS = z.strictObject({});

/** A rule that looks at one macro at a time; each of its examples is one macro. */
export function macroRule<Options extends z.ZodObject = typeof NO_OPTIONS>(
  spec: About & {
    readonly options?: Options;
    readonly examples: { readonly bad: readonly Example[]; readonly good: readonly Example[] };
    check(macro: ReadMacro, options: z.infer<Options>): readonly Hit[];
  },
): Rule {
  const { check, options = NO_OPTIONS, examples, ...about } = spec;
  return {
    ...about,
    options,
    examples: { bad: examples.bad.map((one) => [one]), good: examples.good.map((one) => [one]) },
    run(macros, settings) {
      const chosen = options.parse(settings) as z.infer<Options>;
      return macros.flatMap((macro) => check(macro, chosen).map((hit) => ({ ...hit, macro })));
    },
  };
}

/** A rule that compares the macros of a library; each of its examples is a library. */
export function libraryRule<Options extends z.ZodObject = typeof NO_OPTIONS>(
  spec: About & {
    readonly options?: Options;
    readonly examples: Rule['examples'];
    compare(macros: readonly ReadMacro[], options: z.infer<Options>): readonly Found[];
  },
): Rule {
  const { compare, options = NO_OPTIONS, ...about } = spec;
  return {
    ...about,
    options,
    run: (macros, settings) => compare(macros, options.parse(settings) as z.infer<Options>),
  };
}
