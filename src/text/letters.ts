/** Languages by letter sequences: the detector of eld over its smallest table (60 languages), held in a tenth of the memory. */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { lazily } from '../lazy.ts';

/** What eld makes of a text; `language` is empty where nothing of it is known. */
export interface ByLetters {
  readonly language: string;
  getScores(): Record<string, number>;
}

/** What we use of eld's `languageDetector.js`. */
interface EldModule {
  createEld(): { instance: { detect(text: string): ByLetters }; loadData(data: Data): void };
}
interface Data {
  readonly type: string;
  readonly languages: Readonly<Record<string, string>>;
  /** By letter sequence: the score of every language that has it, by the number of the language. */
  readonly ngrams: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/** Tells the language of a text. */
export function detectByLetters(text: string): ByLetters {
  return detector()(text);
}

/** Synchronously, because scoring is, and by path, because the package names no entry for `require`. */
const detector = lazily((): ((text: string) => ByLetters) => {
  const require = createRequire(import.meta.url);
  const folders = require.resolve.paths('eld') ?? [];
  const source = folders.map((folder) => `${folder}/eld/src`).find((folder) => existsSync(folder))!;
  const { createEld } = require(`${source}/languageDetector.js`) as EldModule;
  const { instance, loadData } = createEld();
  loadData(packed(readFileSync(`${source}/ngrams/extrasmall.js`, 'utf8')));
  return instance.detect;
});

/** An entry of a literal: a key, in quotes where it is no name or number, and a simple value. */
const LANGUAGE = /(\d+):'([^']+)'/g;
const NGRAM = /(?:'((?:[^'\\]|\\.)+)'|([^',{}:]+)):\{([\d:,]+)\}/g;

/**
 * The table, from the words of its module. To run the module would make 50,000 objects that nothing can remove again,
 * 28 MB in every thread; read as text it is one array of bytes, and an object is made as the detector asks for one.
 */
function packed(source: string): Data {
  const [head = '', body = ''] = source.split('ngrams:{');
  const scores: number[] = [];
  /** By sequence: where its scores begin. */
  const starts = new Map<string, number>();
  for (const [, quoted, bare, values] of body.matchAll(NGRAM)) {
    starts.set(quoted?.replace(/\\(.)/g, '$1') ?? bare!, scores.length);
    const numbers = values!.split(/[:,]/);
    scores.push(numbers.length / 2);
    for (const number of numbers) scores.push(Number(number));
  }
  const bytes = Uint8Array.from(scores);
  const ngramAt = (start: number): Record<string, number> => {
    const ngram: Record<string, number> = {};
    const end = start + 1 + 2 * bytes[start]!;
    for (let i = start + 1; i < end; i += 2) ngram[bytes[i]!] = bytes[i + 1]!;
    return ngram;
  };
  return {
    type: 'XS60',
    languages: Object.fromEntries([...head.matchAll(LANGUAGE)].map(([, number, code]) => [number!, code!])),
    ngrams: new Proxy<Data['ngrams']>(
      {},
      {
        get: (_, sequence: string) => {
          const start = starts.get(sequence);
          return start === undefined ? undefined : ngramAt(start);
        },
      },
    ),
  };
}
