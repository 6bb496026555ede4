/** Macros as templates: their placeholders and everything that they can turn into. */

/** One text that a macro can become. */
export interface Rendering {
  readonly text: string;
  /** `offsets[i]` is where unit `i` of the text comes from in the macro's body. */
  readonly offsets: readonly number[];
  /** What placeholders and conditions held, by their name. */
  readonly values: Readonly<Record<string, string>>;
}

/** The distinct renderings of a body. */
export function render(body: string): Rendering[] {
  return [{ text: body, offsets: Array.from({ length: body.length + 1 }, (_, i) => i), values: {} }];
}
