/** The shared samples of real and documented exports, where they are at hand: each reads to what its row says. */

import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readAll, refusal } from './helpers/reading.ts';
import { accounted } from './helpers/vendors.ts';
import { SAMPLE_ROWS } from './samples.table.ts';

const ROOT = path.join(import.meta.dirname, '../../shared/samples/transcripts');
const present = existsSync(ROOT);

function filesIn(folder: string): string[] {
  return readdirSync(path.join(ROOT, folder)).flatMap((name) => {
    const inner = path.posix.join(folder, name);
    return statSync(path.join(ROOT, inner)).isDirectory() ? filesIn(inner) : [inner];
  });
}

if (!present) process.stderr.write(`samples.test.ts: skipped, there are no samples in ${ROOT}\n`);

describe.skipIf(!present)('samples', () => {
  it('has a row for every file', () => {
    const files = filesIn('').filter((file) => !file.endsWith('SOURCES.md'));
    expect([...new Set(SAMPLE_ROWS.map(({ file }) => file))].sort()).toEqual(files.sort());
  });

  for (const row of SAMPLE_ROWS) {
    const bytes = () => readFileSync(path.join(ROOT, row.file));
    if ('refused' in row)
      it(`refuses ${row.file}`, async () => {
        expect(await refusal(bytes(), { path: row.file })).toContain(row.refused);
      });
    else
      it(`reads ${row.file}${row.roles ? ' with --roles' : ''}`, async () => {
        const { file, reader, roles, left, ...counts } = row;
        const outcome = await readAll(bytes(), { path: file, ...(roles && { roles }) });
        expect(outcome.formats.join('+')).toBe(reader);
        const turns = outcome.conversations.flatMap((conversation) => conversation.turns);
        const found: Record<string, number> = {
          conversations: outcome.conversations.length,
          rows: outcome.rows,
          turns: turns.length,
        };
        for (const { role, visibility } of turns) {
          const kind = visibility === 'internal' ? 'internal' : role;
          found[kind] = (found[kind] ?? 0) + 1;
        }
        expect(found).toEqual(counts);
        expect(accounted(outcome)).toBe(row.rows + (left ?? 0));
      });
  }
});
