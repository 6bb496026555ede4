/** The JSON Schema of rubrics: fresh, true to the rubrics that ship, and of one mind with the loader. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { rubricJsonSchema, scaffoldRubric } from '../src/rubric/index.ts';
import { house } from './helpers/house.ts';

const FOLDER = path.resolve(import.meta.dirname, '../rubrics');
const validate = new Ajv2020({ allowUnionTypes: true }).compile(rubricJsonSchema());

function problems(data: unknown): readonly string[] {
  validate(data);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

test('rubrics/schema.json is fresh: npm run docs', () => {
  const written: unknown = JSON.parse(readFileSync(path.join(FOLDER, 'schema.json'), 'utf8'));
  expect(written).toEqual(JSON.parse(JSON.stringify(rubricJsonSchema())));
});

test.each(readdirSync(FOLDER).filter((file) => file.endsWith('.yaml')))('%s is valid', (file) => {
  expect(problems(parse(readFileSync(path.join(FOLDER, file), 'utf8')))).toEqual([]);
});

test('every key that a rubric, a cue or a criterion may have says what it is for', () => {
  const described = (schema: unknown): readonly string[] => {
    const { properties = {} } = schema as { properties?: Record<string, { description?: string }> };
    return Object.entries(properties).flatMap(([key, { description }]) => (description ? [] : [key]));
  };
  const { properties } = rubricJsonSchema() as { properties: Record<string, { items?: unknown }> };
  expect(described(rubricJsonSchema())).toEqual([]);
  expect(described(properties.cues!.items)).toEqual([]);
  expect(described(properties.criteria!.items)).toEqual([]);
});

describe('what the loader refuses for its form, an editor marks', () => {
  test.each<[string, object]>([
    ['an unknown key', { colour: 'red' }],
    ['a wrong type', { bands: { good: 'high' } }],
    ['a wrong choice', { total: 'sum' }],
    ['a share over 1', { criteria: [{ id: 'a', credit: { empathy: 2 } }] }],
  ])('%s', (_, more) => {
    expect(problems({ id: 'demo', version: '1.0.0', extends: 'empathy' })).toEqual([]);
    expect(problems({ id: 'demo', version: '1.0.0', extends: 'empathy', ...more })).not.toEqual([]);
  });
});

test('a new rubric is valid and says what it changes', () => {
  const text = scaffoldRubric({ id: 'fernhill', base: 'empathy', schema: './schema.json' });
  expect(problems(parse(text))).toEqual([]);
  const { rubric } = house(text);
  expect(rubric).toMatchObject({ id: 'fernhill', version: '1.0.0' });
  expect(rubric.cues.map(({ id }) => id)).toContain('fernhill.promise');
});
