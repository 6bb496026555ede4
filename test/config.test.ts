/** Configuration files: found upwards, checked with places, kept with their comments. */

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { UserError } from '../src/errors.ts';
import { findConfig, profileOptions, saveProfile } from '../src/run/config.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'attune-config-'));
  mkdirSync(path.join(folder, 'deep/er'), { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (name: string, text: string): void => writeFileSync(path.join(folder, name), text);
const mistakes = (): readonly string[] => {
  try {
    findConfig(folder);
  } catch (error) {
    return (error as UserError).messages;
  }
  return [];
};

const YAML = `# ours
rubric: empathy
profiles:
  ours:
    from: csv
    map: {text: Body, role: From}
    roles: {agent: [Rep, Advisor Team], customer: Caller}
`;

describe('findConfig', () => {
  it('looks upwards, and reads what the reader needs', () => {
    write('attune.config.yaml', YAML);
    const found = findConfig(path.join(folder, 'deep/er'));
    expect(found).toMatchObject({ path: '../../attune.config.yaml', rubric: 'empathy' });
    expect(profileOptions(found, 'ours')).toEqual({
      from: 'csv',
      map: { text: 'Body', role: 'From' },
      roles: { rep: 'agent', 'advisor team': 'agent', caller: 'customer' },
    });
    expect(() => profileOptions(found, 'our')).toThrow('did you mean "ours"?');
  });

  it('reads package.json only where it speaks of attune', () => {
    write('package.json', '{"name": "x"}');
    expect(findConfig(path.join(folder, 'deep'))?.path.startsWith(folder) ?? false).toBe(false);
    write('package.json', '{\n  "attune": {\n    "rubrik": "x"\n  }\n}');
    expect(mistakes()).toEqual(['package.json:3:5: unknown key "rubrik"; did you mean "rubric"?']);
  });

  it.each([
    [
      'profiles:\n  a:\n    fro: csv\n',
      'attune.config.yaml:3:5: unknown key "fro" in profiles.a; did you mean "from"?',
    ],
    ['profiles:\n  a:\n    from: cvs\n', 'attune.config.yaml:3:11: profiles.a.from:'],
    ['profiles:\n  a: {map: {txt: B}}\n', 'attune.config.yaml:2:'],
    ['rubric: [1\n', 'attune.config.yaml:2:1:'],
  ])('says where %j is wrong', (text, message) => {
    write('attune.config.yaml', text);
    expect(mistakes()[0]?.slice(0, message.length)).toBe(message);
  });
});

describe('saveProfile', () => {
  it('keeps the rest of the file', async () => {
    write('attune.config.yaml', YAML);
    expect(await saveProfile(folder, 'theirs', { from: 'text', roles: { agent: ['Ada'] } })).toBe(
      'attune.config.yaml',
    );
    expect(readFileSync(path.join(folder, 'attune.config.yaml'), 'utf8')).toContain('# ours');
    const found = findConfig(folder);
    expect(profileOptions(found, 'theirs')).toEqual({ from: 'text', roles: { ada: 'agent' } });
    expect(profileOptions(found, 'ours')).toMatchObject({ from: 'csv' });
  });

  it('makes a new file, and writes JSON as JSON', async () => {
    expect(await saveProfile(folder, 'a', { map: { text: 'Body' } })).toBe('attune.config.yaml');
    expect(profileOptions(findConfig(folder), 'a')).toEqual({ map: { text: 'Body' } });
    rmSync(path.join(folder, 'attune.config.yaml'));
    write('attune.config.json', '{"rubric": "empathy"}');
    await saveProfile(folder, 'a', { infer: false });
    expect(JSON.parse(readFileSync(path.join(folder, 'attune.config.json'), 'utf8'))).toEqual({
      rubric: 'empathy',
      profiles: { a: { infer: false } },
    });
  });
});
