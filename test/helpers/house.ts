/** A house rubric written in a test, and talk scored by it from the words up. */

import type { Conversation, Role, ScoredConversation } from '../../src/model.ts';
import { createScorer } from '../../src/pipeline.ts';
import { type CompiledRubric, loadRubric } from '../../src/rubric/index.ts';
import { rubricFinder } from '../../src/run/rubrics.ts';

const shipped = rubricFinder(new URL('../..', import.meta.url).pathname);

/** Loads `files['house.yaml']`; what it extends is another of the files, or a shipped rubric. */
export function house(files: string | Readonly<Record<string, string>>): CompiledRubric {
  const all = typeof files === 'string' ? { 'house.yaml': files } : files;
  return loadRubric('house.yaml', (reference) => {
    const content = all[reference];
    return content === undefined ? shipped(reference) : { path: reference, content };
  });
}

/** `['C: my bus left', 'A: we are on it']` as a conversation; `A`, `C`, `B` (bot), or `A/ben` for another agent. */
export function talk(lines: readonly string[], more: Partial<Conversation> = {}): Conversation {
  const roles: Readonly<Record<string, Role>> = { A: 'agent', C: 'customer', B: 'bot' };
  return {
    id: 'talk',
    meta: {},
    source: { path: 'test' },
    turns: lines.map((line, index) => {
      const [, who = '', speaker, text = ''] = /^([ACB])(?:\/(\w+))?: (.*)$/s.exec(line) ?? [];
      const role = roles[who] ?? 'unknown';
      const named = speaker === undefined ? {} : { speaker };
      return { index, role, visibility: 'public', text, rows: [], ...named };
    }),
    ...more,
  };
}

export function scoreTalk(
  files: string | Readonly<Record<string, string>>,
  lines: readonly string[],
  more: Partial<Conversation> = {},
): ScoredConversation {
  return createScorer(house(files))(talk(lines, more));
}
