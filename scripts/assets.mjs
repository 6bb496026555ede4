/** Copies what the compiler leaves behind: styles and scripts of the HTML report and of the page of a review, read when they are wanted. */
// @ts-check
import { cpSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.resolve(import.meta.dirname, '..');
for (const page of ['report/html/page', 'review/page'])
  cpSync(path.join(ROOT, 'src', page), path.join(ROOT, 'dist', page), { recursive: true });
