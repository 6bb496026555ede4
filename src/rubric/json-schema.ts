/** The rubric's JSON Schema, for editors that complete and check as one types. */
import { z } from 'zod';
import { rubricFile } from './schema.ts';

/**
 * JSON Schema (draft 2020-12) of what a rubric file may say, from the same zod schema that reads it. What needs more
 * than one file to know, such as an unknown label, only `attune rubric check` can tell.
 */
export function rubricJsonSchema(): object {
  const schema = z.toJSONSchema(rubricFile(), { io: 'input' });
  return {
    ...schema,
    title: 'A rubric of attune',
    description: 'What empathy means to a team: docs/rubric.md',
  };
}
