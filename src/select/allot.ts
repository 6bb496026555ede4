/** Shares of a sample: how many of each stratum, in proportion to its size. */

/**
 * Shares `n` among strata of these sizes by largest remainder (Hamilton): each gets its quota `n · size / sum`
 * rounded up or down, earlier ones first among equal remainders. While n allows, none gets nothing: strata whose quota
 * is under 1 get one, and the others share what is left. No stratum gets more than it has; all of them together get
 * `n`, or everything.
 */
export function allot(sizes: readonly number[], n: number): readonly number[] {
  const all = sizes.reduce((sum, size) => sum + size, 0);
  if (n >= all) return sizes;
  const small = new Set<number>();
  if (sizes.length <= n) {
    for (let added = true; added; ) {
      const [left, rest] = remaining(sizes, n, small);
      const found = [...sizes.keys()].filter((i) => !small.has(i) && left * sizes[i]! < rest);
      for (const i of found) small.add(i);
      added = found.length > 0;
    }
  }
  const [left, rest] = remaining(sizes, n, small);
  const quotas = sizes.map((size, i) => (small.has(i) ? 1 : (left * size) / rest));
  const shares = quotas.map(Math.floor);
  const missing = n - shares.reduce((sum, share) => sum + share, 0);
  const byRemainder = [...sizes.keys()].sort((a, b) => quotas[b]! - shares[b]! - (quotas[a]! - shares[a]!));
  for (const i of byRemainder.slice(0, missing)) shares[i]!++;
  return shares;
}

/** What is left of `n`, and of the conversations, beside the strata that get one. */
function remaining(
  sizes: readonly number[],
  n: number,
  small: ReadonlySet<number>,
): readonly [number, number] {
  const rest = sizes.reduce((sum, size, i) => (small.has(i) ? sum : sum + size), 0);
  return [n - small.size, rest];
}
