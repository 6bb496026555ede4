/**
 * Other people's programs for text, over the turns of a file: `node bench/peers.mjs NAME FILE TURNS`. They do less
 * than attune does, each in its way; what they take for a turn says what a turn may take.
 */
// @ts-check
import { createReadStream } from 'node:fs';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';

const require = createRequire(import.meta.url);
/** Most of them have no types. @param {string} name @returns {any} */
const load = (name) => require(name);

/** What to do with the text of a turn, by name, and over how many turns it is measured. */
export const PEERS = {
  'vader-sentiment': {
    turns: 10_000,
    what: 'polarity of each turn',
    open: () => {
      const { SentimentIntensityAnalyzer } = load('vader-sentiment');
      return (/** @type {string} */ text) => SentimentIntensityAnalyzer.polarity_scores(text);
    },
  },
  'natural + AFINN': {
    turns: 20_000,
    what: 'words and their mean polarity',
    open: () => {
      const { WordTokenizer } = load('natural/lib/natural/tokenizers');
      const { SentimentAnalyzer } = load('natural/lib/natural/sentiment');
      const { PorterStemmer } = load('natural/lib/natural/stemmers');
      const words = new WordTokenizer();
      const analyzer = new SentimentAnalyzer('English', PorterStemmer, 'afinn');
      return (/** @type {string} */ text) => analyzer.getSentiment(words.tokenize(text));
    },
  },
  'wink-nlp': {
    turns: 20_000,
    what: 'tokens, sentences, negation, sentiment and parts of speech',
    open: () => {
      const nlp = load('wink-nlp')(load('wink-eng-lite-web-model'));
      return (/** @type {string} */ text) => nlp.readDoc(text).out(nlp.its.sentiment);
    },
  },
  compromise: {
    turns: 1_000,
    what: 'tags and one match of 20 patterns',
    open: () => {
      const nlp = load('compromise');
      const net = nlp.buildNet(PHRASES.slice(0, 20).map((match) => ({ match })));
      return (/** @type {string} */ text) => nlp(text).match(net).length;
    },
  },
  '200 regular expressions': {
    turns: 20_000,
    what: 'one phrase each, ignoring case',
    open: () => {
      const patterns = PHRASES.map((phrase) => new RegExp(`\\b${phrase.replaceAll(' ', '\\s+')}\\b`, 'i'));
      return (/** @type {string} */ text) => patterns.filter((pattern) => pattern.test(text)).length;
    },
  },
};

/** Two hundred phrases: beginnings and ends of what agents say. */
const PHRASES = [
  'i am',
  'we are',
  'i will',
  'let me',
  'please do',
  'you can',
  'that is',
  'this was',
  'it must',
  'i would',
].flatMap((start) =>
  `sorry about that;going to look;happy to help;not able to;sure it is;very upset for you;here for you;looking into it;
sending a new one;asking the team;writing to them;calling you back;putting it right;glad you told us;afraid it cannot;
checking the order;hearing about it;fixing this now;taking care of it;waiting with you`
    .split(/\s*;\s*/)
    .map((end) => `${start} ${end}`),
);

const [name, file, turns] = process.argv.slice(2);
if (name !== undefined && file !== undefined && process.argv[1] === import.meta.filename) {
  const peer = PEERS[/** @type {keyof typeof PEERS} */ (name)];
  await read(peer.open(), file, Number(turns));
}

/** @param {(text: string) => unknown} judge @param {string} file @param {number} most */
async function read(judge, file, most) {
  let left = most;
  for await (const line of createInterface({ input: createReadStream(file) })) {
    for (const { text } of JSON.parse(line).turns) {
      if (left-- <= 0) return;
      judge(text);
    }
  }
}
