/** `attune schema`: the JSON Schema of what attune writes, for programs that read it. */
import { type OUTPUTS, outputJsonSchema } from '../report/schema.ts';
import { type Io, print } from './io.ts';
import type { ExitCode } from './main.ts';

/** Prints the JSON Schema of one output. */
export async function schemaCommand(output: keyof typeof OUTPUTS, io: Io): Promise<ExitCode> {
  await print(io, `${JSON.stringify(outputJsonSchema(output), null, 2)}\n`);
  return 0;
}
