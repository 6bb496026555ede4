import { describe, expect, test } from 'vitest';
import { type Example, RULE_IDS, RULES } from '../src/lint/rules/index.ts';
import { lint } from './helpers/lint-library.ts';

const shown = (examples: readonly Example[]): string =>
  examples.map((one) => (typeof one === 'string' ? one : one.body)).join(' ¶ ');

describe.each(RULE_IDS)('%s', (id) => {
  const { examples, severity } = RULES[id];
  const found = (library: readonly Example[]) =>
    lint(library, { rules: { [id]: severity } }).findings.filter(({ rule }) => rule === id);

  test.each(examples.bad.map((library) => [shown(library), library] as const))('finds: %s', (_, library) => {
    expect(found(library)).not.toEqual([]);
  });

  test.each(examples.good.map((library) => [shown(library), library] as const))(
    'leaves alone: %s',
    (_, library) => {
      expect(found(library)).toEqual([]);
    },
  );
});
