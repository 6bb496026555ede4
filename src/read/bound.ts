/** How large one conversation may be: what is larger is set aside, and let go of while it is still being read. */

/** What a conversation comes to, or a row of it. */
export interface Weight {
  readonly messages: number;
  /** Characters of what was said. */
  readonly chars: number;
  /** Characters of the rows with all that is in them, as far as rows are held. */
  readonly size: number;
}

/** The largest conversation that is scored: weeks of talk, and still a moment's work in bounded memory. */
export const LIMITS: Weight = { messages: 100_000, chars: 4 * 1024 * 1024, size: 32 * 1024 * 1024 };

const WORDS = {
  messages: (count: number) => `the conversation has ${count} messages`,
  chars: (count: number) => `the conversation has ${count} characters`,
  size: (count: number) => `the rows of the conversation have ${count} characters`,
} as const;

/** Why a conversation is too large, as where an export has given many the same id. */
export function excessOf(weight: Weight, limits = LIMITS): string | undefined {
  const { messages, chars, size } = limits;
  if (weight.messages <= messages && weight.chars <= chars && weight.size <= size) return undefined;
  const over = (Object.keys(WORDS) as (keyof Weight)[]).find((what) => weight[what] > limits[what])!;
  return `${WORDS[over](weight[over])}, more than the ${limits[over]} that are scored as one; split it, or say what tells conversations apart: --map conversation=COLUMN`;
}
