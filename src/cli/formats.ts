/** `attune formats`: what can be read, and how each format is told from the others. */

import { FORMATS } from '../read/index.ts';
import { type Io, print, widthOf } from './io.ts';
import type { ExitCode } from './main.ts';

const WRAPPINGS =
  'Any of them may come as .gz or in a .zip archive. Text may be UTF-8, UTF-16 or Windows-1252. ' +
  'What a file is shows in its contents, never in its name; --from says it where that fails.';

/** Prints the table of formats, in the order in which they are tried. */
export async function formatsCommand(io: Io): Promise<ExitCode> {
  const width = Math.max(60, widthOf(io));
  const names = Object.keys(FORMATS) as (keyof typeof FORMATS)[];
  const indent = Math.max(...names.map((name) => name.length)) + 4;
  const blocks = names.map((name) => {
    const { description, recognised } = FORMATS[name];
    const lines = [...wrap(description, width - indent), ...wrap(`told by: ${recognised}`, width - indent)];
    return lines.map((line, at) => `${(at === 0 ? `  ${name}` : '').padEnd(indent)}${line}`).join('\n');
  });
  await print(io, `${blocks.join('\n')}\n\n${wrap(WRAPPINGS, width).join('\n')}\n`);
  return 0;
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}
