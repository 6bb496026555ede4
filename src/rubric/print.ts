/** A rubric as one file: what runs, written so that it can be read again. */
import { yaml } from '../yaml.ts';
import type { OpenRubric } from './load.ts';

/** YAML without `extends` and without what is switched off; it loads to the same hash. */
export function rubricYaml({ merged }: OpenRubric): string {
  const kept = <T extends { disable?: boolean | undefined }>(entries: readonly T[] = []): T[] =>
    entries.filter(({ disable }) => !disable);
  const { cues, learned, criteria } = merged;
  const whole = { ...merged, cues: kept(cues), learned: kept(learned), criteria: kept(criteria) };
  return yaml().stringify(whole, { lineWidth: 0, aliasDuplicateObjects: false });
}
