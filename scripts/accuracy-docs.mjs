/**
 * Measures the default rubric on the development set beside the repository and writes docs/accuracy.md and
 * rubrics/measured/empathy.json (`npm run measure`), or with `--check` says whether both are fresh.
 */
// @ts-check
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  compare,
  countCues,
  ENOUGH,
  EXPECTED,
  measure,
  measuresTable,
  overrated,
  parseLabelled,
} from '../dist/calibrate/index.js';
import { loadRubric, rubricFinder } from '../dist/index.js';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const GOLD = path.join(ROOT, '../shared/gold/dev.ndjson');
const PAGE = path.join(ROOT, 'docs/accuracy.md');
const NOTES = path.join(ROOT, 'docs/accuracy-notes.md');
const COUNTS = path.join(ROOT, 'rubrics/measured/empathy.json');

if (existsSync(GOLD)) main();
else console.error('measure: SKIPPED, nothing was measured: ../shared/gold/dev.ndjson is not there');

function main() {
  const compiled = loadRubric('empathy', rubricFinder(ROOT));
  const { rubric } = compiled;
  const { turns, diagnostics } = parseLabelled(readFileSync(GOLD, 'utf8'), 'dev.ndjson', rubric.labels);
  for (const { message, place } of diagnostics) console.error(`${place.path}:${place.line}: ${message}`);
  const compared = compare(turns, compiled);
  const measures = measure(compared, rubric, Object.keys(rubric.labels));
  const counts = countCues(compared, rubric);
  const files = new Map([
    [COUNTS, countsText(`${rubric.id} ${rubric.version}`, turns.length, counts)],
    [PAGE, pageText(rubric, measures)],
  ]);
  for (const [file, text] of files) {
    if (!process.argv.includes('--check')) {
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, text);
    } else if (!existsSync(file) || readFileSync(file, 'utf8') !== text) {
      console.error(`${path.relative(ROOT, file)} is stale; run \`npm run measure\``);
      process.exitCode = 1;
    }
  }
  if (process.argv.includes('--check')) return;
  const wrong = overrated(rubric, counts);
  console.log(`${wrong.length} cues whose tier promises more than was measured (n >= ${ENOUGH}):`);
  for (const { cue, label, tier, right, fired, upper, fits } of wrong) {
    const measured = `${right} of ${fired} right, at most ${upper.toFixed(2)}`;
    console.log(
      `  ${cue} (${label}): tier ${tier} promises ${EXPECTED[tier]}; ${measured}; ${fits ? `tier ${fits} would fit` : 'no tier fits'}`,
    );
  }
}

/**
 * One line a cue, so that a change reads as one.
 * @param {string} rubric
 * @param {number} turns
 * @param {import('../dist/calibrate/cues.js').CueCounts} counts
 */
function countsText(rubric, turns, counts) {
  const lines = Object.entries(counts).map(
    ([cue, count]) => `    ${JSON.stringify(cue)}: ${JSON.stringify(count)}`,
  );
  const head = Object.entries({ rubric, file: 'dev.ndjson', turns }).map(
    ([key, value]) => `  "${key}": ${JSON.stringify(value)},`,
  );
  return ['{', ...head, '  "cues": {', lines.join(',\n'), '  }', '}', ''].join('\n');
}

/**
 * @param {import('../dist/model.js').Rubric} rubric
 * @param {import('../dist/calibrate/measure.js').Measures} measures
 */
function pageText({ id, version }, measures) {
  const { turns, conversations } = measures;
  return `<!-- Written by \`npm run measure\`; only the section "Held-out turns" is by hand, in accuracy-notes.md. -->

# How accurate it is

Rubric \`${id}\` ${version}, on ${turns} labelled agent turns of ${conversations} conversations. Each value stands before its 95 % interval.

${measuresTable(measures).join('\n')}

- **n** turns have a level for the label; in **there** it is 1 or more. **tp**, **fp**, **fn**: found rightly, found wrongly, missed.
- **Precision**, **recall**, **F1** and **kappa** (Cohen 1960) judge absent against present. **Weighted kappa** (Cohen 1968, linear weights) judges the levels, where there is more than one.
- Intervals are percentiles of 1000 bootstrap samples that draw whole conversations (Efron 1979), with a fixed seed.
- These turns are the ones that the rules were improved on, so the table flatters them. The held-out turns below are the fairer test.

${readFileSync(NOTES, 'utf8')
  .replace(/^<!--[\s\S]*?-->\n+/, '')
  .trim()}

## What the labels are

A language model read the codebook and the talk before each turn, and labelled every turn twice, each time without seeing the other result. Where the two passes differ, the label is left out of the counts. No person has labelled these turns: that the two passes agree shows that the codebook can be followed, not that people would say the same.

Three quarters of the turns (544 of 723) are replies of companies on Twitter; the others come from published sets of service dialogues, 32 of them synthetic. Half follow a complaint, and turns with words of the cues, and with empathic wording, were sought out. The shares under **there** are therefore far above those of ordinary service talk, and precision there will be lower: a cue that is wrong once in a hundred turns is wrong more often, relatively, where its label is rare.

Empathy and apology at level 2 are so rare in the set that their decimals mean little; read the errors instead. The turns themselves are not in this repository.

## What the models learned from

Three linear models (\`learned\` in [rubrics/empathy.yaml](../rubrics/empathy.yaml)) give distress and solution where no cue does. They were trained on 1,186 further turns, labelled once by a language model; no conversation of theirs is among the turns measured here, but a part of those come from the same collections; on talk of another kind the models may do worse. Only sources whose licence allows shipping what is learned from them were used:

| source | licence | turns |
| --- | --- | ---: |
| IBM twitter-customer-care | Apache-2.0 | 516 |
| CUCOM e-commerce (synthetic) | Apache-2.0 | 330 |
| MultiWOZ | MIT | 140 |
| STAR | MIT | 130 |
| Taskmaster TM-4 | CC BY 4.0 | 70 |

What is shipped is weights of words and pairs of words, not the turns.

## What it does not see

- **Words only.** Tone, pauses, silence and talking over one another are not in a transcript.
- **Sarcasm.** "Great job, really" counts as what it says.
- **Culture.** What is polite differs between countries, and the rules are those of English-language service.
- **English only.**
- **Truth.** A warm answer may be wrong, and a promise may be broken.
- **Distress is the bottleneck.** Its kappa is among the lowest here, and scores build on it: who is not seen as distressed opens no opportunity, and who is wrongly seen opens one too many.
- **Groups were not compared.** Nobody has checked whether it errs more on one accent, first language or channel. Check that before you compare people.

## How to repeat it

\`\`\`sh
npm run accuracy                                           # this table, where ../shared is there
npm run measure                                            # this page, and the counts by cue
attune calibrate fixtures/labelled/turns.ndjson            # any labelled turns, such as yours
attune calibrate fixtures/labelled/turns.csv --errors empathy
\`\`\`

A labelled turn is a line of JSON (or a row of a CSV with the same names): \`id\`, \`conversation_id\`, \`customer_name\`, \`context\` (the talk before it, as a list of \`speaker\` and \`text\`; in a CSV also \`context_1\`, \`context_2\` … with "customer: …"), \`text\`, and \`labels\` with a level each, \`null\` where labellers disagree; in a CSV each label is a column. What each cue contributes is in [rubrics/README.md](../rubrics/README.md).
`;
}
