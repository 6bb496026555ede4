/** Real dialogues, where they are at hand: every one is scored, none set aside, and nothing is lost on the way. */
import { createReadStream, existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { createScorer, loadRubric, rubricFinder } from '../src/index.ts';
import type { Accounts, Conversation, Diagnostic } from '../src/model.ts';
import { scoreFiles, scoringEach } from '../src/run/score-files.ts';

const ROOT = path.resolve(import.meta.dirname, '..');
const CORPUS = path.resolve(ROOT, '../shared/corpus');
const TABLES = path.resolve(ROOT, '../shared/samples/transcripts/csv');
const { score } = createScorer(loadRubric('empathy', rubricFinder(ROOT)));

/** file, conversations, agent rows: as those who collected them count; a few conversations are without an agent. */
const DIALOGUES = [
  ['tweetsumm.ndjson', 1099, 5156],
  ['ibm_twitter_cdp.ndjson', 1025, 1139],
  ['star.ndjson', 6205, 53923],
  ['taskmaster4.ndjson', 3710, 6920],
] as const;
const LARGE: readonly string[] = ['star.ndjson'];
const EXPORTS = ['agentune-sample_conversations.csv', 'iiraf-chat_transcripts.csv', 'kaggle-twcs-sample.csv'];

interface Run {
  readonly accounts: Accounts;
  /** Scored, or left out with the reason that no agent speaks. */
  readonly conversations: number;
  /** Conversations whose score is no number from 0 to 100 and not null either. */
  readonly odd: readonly string[];
  readonly quarantined: readonly Diagnostic[];
}

async function run(folder: string, file: string): Promise<Run> {
  let conversations = 0;
  const odd: string[] = [];
  const quarantined: Diagnostic[] = [];
  const open = () => createReadStream(path.join(folder, file));
  // All are read and counted; of a large file one in four is scored, for the sake of time.
  const few = (conversation: Conversation, rows: number) =>
    conversations++ % 4 !== 0 && LARGE.includes(file) ? undefined : score(conversation, rows);
  const accounts = await scoreFiles([{ path: file, open }], scoringEach(few, {}), {
    onScored: ({ results }) => {
      for (const scored of results) {
        if (scored === undefined) continue;
        const { id } = scored;
        const { normalized } = scored.score;
        if (normalized !== null && !(normalized >= 0 && normalized <= 100)) odd.push(`${id}: ${normalized}`);
      }
    },
    onDiagnostic: (diagnostic) => {
      if (diagnostic.kind === 'quarantined') quarantined.push(diagnostic);
      if (diagnostic.message === 'no agent speaks in this conversation') conversations++;
    },
  });
  return { accounts, conversations, odd, quarantined };
}

/** Skips, and says so where everybody looks, when the data is not on this machine. */
function where(folder: string) {
  if (existsSync(folder)) return describe;
  process.stderr.write(
    `corpus.test.ts: ${path.relative(ROOT, folder)} is not there; its tests are skipped\n`,
  );
  return describe.skip;
}

where(CORPUS)('dialogues of ../shared/corpus (skipped where it is absent)', () => {
  test.each(DIALOGUES)(
    '%s: %i conversations, %i agent rows',
    { timeout: 120_000 },
    async (file, n, agentRows) => {
      const { accounts, conversations, odd, quarantined } = await run(CORPUS, file);
      expect(quarantined).toEqual([]);
      expect(odd).toEqual([]);
      expect({ conversations, agentRows: accounts.agentRows }).toEqual({ conversations: n, agentRows });
      expect(accounts.read).toBe(accounts.scored + accounts.skipped + accounts.quarantined);
    },
  );
});

where(TABLES)('exports of ../shared/samples, a row a turn (skipped where it is absent)', () => {
  test.each(EXPORTS)('%s', async (file) => {
    const { accounts, conversations, odd, quarantined } = await run(TABLES, file);
    expect(quarantined).toEqual([]);
    expect(odd).toEqual([]);
    expect(conversations).toBeGreaterThan(0);
    expect(accounts.agentRows).toBeGreaterThan(0);
    expect(accounts.read).toBe(accounts.scored + accounts.skipped);
  });
});
