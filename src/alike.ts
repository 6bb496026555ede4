/** Which templates count as the same: equal ones, and those whose token trigrams agree to 80 % (SCORING §6). */

/** Least Jaccard similarity of two sets of token trigrams. */
const LEAST = 0.8;
/** Sets of fewer trigrams are alike only if they are equal: 3 of 4 is less than 80 %. */
const SMALLEST = 4;
/** Templates that others are compared with: the first that share a trigram, and the first of all. */
const MOST_LISTED = 64;
const MOST_COMPARED = 20_000;

/** Names the template that stands for this one: one alike that was asked about before, or itself. */
export type FirstAlike = (template: string) => string;

/**
 * Templates in the order in which they are asked about. Likeness is no chain: a template is compared with those
 * that stand for themselves, so the order decides, and callers choose one that is always the same. Time is linear in
 * the templates: where very many are alike in part, only the first are compared, and equal ones are always the same.
 */
export function createAlike(): FirstAlike {
  const answers = new Map<string, string>();
  const listed = new Map<string, { readonly template: string; readonly grams: ReadonlySet<string> }[]>();
  let compared = 0;
  return (template) => {
    const known = answers.get(template);
    if (known !== undefined) return known;
    const grams = trigramsOf(template);
    const answer = grams.size < SMALLEST ? template : (search(grams, listed) ?? template);
    answers.set(template, answer);
    if (answer === template && grams.size >= SMALLEST && compared < MOST_COMPARED) {
      compared++;
      const entry = { template, grams };
      for (const gram of grams) {
        const entries = listed.get(gram);
        if (!entries) listed.set(gram, [entry]);
        else if (entries.length < MOST_LISTED) entries.push(entry);
      }
    }
    return answer;
  };
}

/**
 * A listed template alike. Two sets that agree to 80 % share 80 % of either, so of the fifth that may be missing, and
 * one trigram more, one must lead there; the rarest are the quickest.
 */
function search(
  grams: ReadonlySet<string>,
  listed: ReadonlyMap<string, readonly { readonly template: string; readonly grams: ReadonlySet<string> }[]>,
): string | undefined {
  const enough = Math.floor(grams.size / 5) + 1;
  const rarest = [...grams]
    .map((gram) => listed.get(gram) ?? [])
    .sort((a, b) => a.length - b.length)
    .slice(0, enough);
  for (const entries of rarest) {
    const found = entries.find((entry) => jaccard(grams, entry.grams) >= LEAST);
    if (found) return found.template;
  }
  return undefined;
}

function jaccard(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let shared = 0;
  for (const gram of a) if (b.has(gram)) shared++;
  return shared / (a.size + b.size - shared);
}

function trigramsOf(template: string): ReadonlySet<string> {
  const tokens = template.split(' ');
  return new Set(tokens.slice(2).map((token, i) => `${tokens[i]} ${tokens[i + 1]} ${token}`));
}
