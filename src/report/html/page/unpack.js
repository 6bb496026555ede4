/** Threads as they were before they were packed. */

/** @import { PackedThread, PackedVerdict, PageEvidence, PageThread, PageVerdict, Part } from '../data.ts' */

/**
 * @param {PackedThread} packed
 * @param {readonly Part[]} table
 * @returns {PageThread}
 */
export function unpack(packed, table) {
  const part = (/** @type {number | Part} */ p) => (typeof p === 'number' ? table[p] : p);
  const verdictOf = (/** @type {PackedVerdict} */ [p, turn]) =>
    /** @type {PageVerdict} */ ({ ...part(p), ...(turn !== undefined && { turn }) });
  return {
    ...packed,
    turns: packed.turns.map(({ verdicts, evidence, ...turn }) => ({
      ...turn,
      evidence: /** @type {PageEvidence[]} */ (evidence.map(part)),
      ...(verdicts && { verdicts: verdicts.map(verdictOf) }),
    })),
    opportunities: packed.opportunities.map((o) => ({ ...o, verdicts: o.verdicts.map(verdictOf) })),
    whole: packed.whole.map(verdictOf),
  };
}
