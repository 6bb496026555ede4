/** `attune inspect` and `attune formats`, called as the command line will call them. */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { formatsCommand } from '../src/cli/formats.ts';
import { type InspectFlags, inspectCommand } from '../src/cli/inspect.ts';
import type { Io } from '../src/cli/io.ts';
import { FORMATS } from '../src/read/index.ts';
import { findConfig, profileOptions } from '../src/run/config.ts';
import { fixture } from './helpers/reading.ts';

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(path.join(tmpdir(), 'attune-inspect-'));
});
afterEach(() => rmSync(cwd, { recursive: true }));

async function run(
  command: (io: Io) => Promise<number>,
): Promise<{ code: number; out: string; err: string }> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const io: Io = { stdin: Readable.from([]), stdout, stderr, env: {}, cwd: () => cwd };
  const code = await command(io);
  return { code, out: String(stdout.read() ?? ''), err: String(stderr.read() ?? '') };
}

const inspect = (name: string, flags: Partial<InspectFlags> = {}) => {
  writeFileSync(path.join(cwd, name), fixture(name));
  return run((io) => inspectCommand([name], { map: [], roles: [], ...flags }, io));
};

describe('inspect', () => {
  it('says what a table was taken for, who speaks in it, and what would change that', async () => {
    const { code, out } = await inspect('repeated-page.csv');
    expect(code).toBe(0);
    for (const part of [
      'read as        csv',
      `because        ${FORMATS.csv.recognised}`,
      'conversation=conversation_id, text=text, role=sender, time=created_at',
      'records        11 = 8 in conversations + 3 skipped + 0 quarantined',
      'conversations  2',
      'turns          agent 3, customer 3',
      'times          absolute, 2025-01-02T10:00:00.000Z to 2025-01-02T11:00:30.000Z',
      'The first turns of p1:',
      '--map conversation=conversation_id,text=text,role=sender,time=created_at',
    ])
      expect(out).toContain(part);
  });

  it('says what was inferred, and names', async () => {
    const { out } = await inspect('teams.vtt');
    expect(out).toContain('names          Ines Calloway (agent, 3)');
    expect(out).toContain('channels       voice 1');
    expect(out).toContain('roles inferred');
  });

  it('refuses like score does, and shows no control sequences', async () => {
    const { code, err } = await inspect('otter.txt', { from: 'csv' });
    expect(code).toBe(2);
    expect(err).toContain('otter.txt');
    writeFileSync(path.join(cwd, 'evil.csv'), 'id,role,text\n1,agent,\u001b[31mred\n1,user,x\n');
    const evil = await run((io) => inspectCommand(['evil.csv'], { map: [], roles: [] }, io));
    expect(evil.out).toMatch(/agent +red/);
    expect(evil.out).not.toContain('\u001b');
  });

  it('saves the mapping as a profile, which reads the file the same way', async () => {
    const { out } = await inspect('zendesk-blob.csv', { saveProfile: 'tickets', roles: ['agent=Rep'] });
    expect(out).toContain('Saved as profile "tickets" in attune.config.yaml');
    expect(readFileSync(path.join(cwd, 'attune.config.yaml'), 'utf8')).toContain('text: Full Transcript');
    const profile = profileOptions(findConfig(cwd), 'tickets');
    expect(profile).toMatchObject({ from: 'csv', roles: { rep: 'agent' } });
    expect((await inspect('zendesk-blob.csv', { profile: 'tickets' })).out).toContain('conversations  2');
  });
});

describe('formats', () => {
  it('lists every format with how it is told', async () => {
    const { code, out } = await run(formatsCommand);
    expect(code).toBe(0);
    for (const name of Object.keys(FORMATS)) expect(out).toMatch(new RegExp(`^  ${name} `, 'm'));
    expect(out).toContain('told by:');
  });
});
