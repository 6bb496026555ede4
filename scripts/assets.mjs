/** Copies what the compiler leaves behind: the style and the script of the HTML report, read when one is made. */
// @ts-check
import { cpSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.resolve(import.meta.dirname, '..');
cpSync(path.join(ROOT, 'src/report/html/page'), path.join(ROOT, 'dist/report/html/page'), {
  recursive: true,
});
