/**
 * What the compiler leaves to do: the pages of the HTML report and of a review beside their code, the shipped rubrics as checked data,
 * and the program as a few files instead of hundreds, because to find and link a module costs Node more than to run it.
 */
// @ts-check
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { rolldown } from 'rolldown';
import { parseRubric } from '../dist/rubric/source.js';
import { shippedRubrics } from '../dist/run/rubrics.js';

const ROOT = path.resolve(import.meta.dirname, '..');
const DIST = path.join(ROOT, 'dist');

for (const [from, to] of /** @type {const} */ ([
  ['report/html/page', 'report/html/page'],
  ['report/html/page', 'program/page'],
  // The server of a review finds the files of its page by their paths from `dist`, in the bundle as in modules.
  ['review/page', 'review/page'],
])) {
  cpSync(path.join(ROOT, 'src', from), path.join(DIST, to), { recursive: true });
}
writeRubrics();
await bundle();

/** `src/run/rubrics.ts` reads these. */
function writeRubrics() {
  const folder = path.join(DIST, 'rubrics');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  for (const name of shippedRubrics()) {
    const file = path.join(ROOT, 'rubrics', `${name}.yaml`);
    const content = readFileSync(file, 'utf8');
    const { data } = parseRubric(file, content);
    const of = createHash('sha256').update(content).digest('hex');
    writeFileSync(path.join(folder, `${name}.json`), JSON.stringify({ of, data }));
  }
}

/** The command line, for `bin/attune.js`; the library stays in modules, for those who bundle it themselves. */
async function bundle() {
  const folder = path.join(DIST, 'program');
  const build = await rolldown({
    // Worker threads begin with a file of their own, which lies beside the code that starts them.
    input: { main: path.join(DIST, 'cli/main.js'), worker: path.join(DIST, 'run/worker.js') },
    platform: 'node',
    // Of what others wrote only zod comes along: it alone is a hundred modules, most of them for other languages.
    external: (id) => !/^(?:[./\0]|zod(?:$|\/))/.test(id),
  });
  await build.write({ dir: folder, format: 'esm', chunkFileNames: '[name].js' });
  await build.close();
  const { license } = JSON.parse(readFileSync(path.join(ROOT, 'node_modules/zod/package.json'), 'utf8'));
  const words = readFileSync(path.join(ROOT, 'node_modules/zod/LICENSE'), 'utf8');
  writeFileSync(path.join(folder, 'LICENSES'), `This folder holds a copy of zod (${license}):\n\n${words}`);
}
