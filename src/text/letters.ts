/** Languages by letter sequences: the detector of eld over its smallest table (60 languages), held in a twentieth of the memory. */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fnv1a } from '../hash.ts';
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

/** Places for the 50,000 sequences: a power of two, more than half of them free. */
const PLACES = 1 << 17;

/**
 * The table, from the words of its module. To run the module would make 50,000 objects that nothing can remove again,
 * 28 MB in every thread, and a Map of the sequences alone is four; read as text it is one array of bytes with places
 * found by a hash, and an object is made as the detector asks for one.
 */
function packed(source: string): Data {
  const [head = '', body = ''] = source.split('ngrams:{');
  /**
   * Of every sequence its length and letters, which eld has as bytes, and the number of its scores and those: fewer
   * bytes than it is written in. The first stays free, so that no entry begins at 0.
   */
  let bytes = new Uint8Array(body.length);
  let length = 1;
  /** By hash: where an entry begins, or 0. */
  const places = new Int32Array(PLACES);
  /** Where a sequence has its place, or would have it. */
  const placeOf = (sequence: string): number => {
    const hash = fnv1a(sequence);
    let place = (hash ^ (hash >>> 15)) & (PLACES - 1);
    while (places[place] !== 0 && !isAt(places[place]!, sequence)) place = (place + 1) % PLACES;
    return place;
  };
  const isAt = (at: number, sequence: string): boolean => {
    if (bytes[at] !== sequence.length) return false;
    for (let i = 0; i < sequence.length; i++) if (bytes[at + 1 + i] !== sequence.charCodeAt(i)) return false;
    return true;
  };
  for (const [, quoted, bare, values] of body.matchAll(NGRAM)) {
    const sequence = quoted?.replace(/\\(.)/g, '$1') ?? bare!;
    places[placeOf(sequence)] = length;
    bytes[length++] = sequence.length;
    for (let i = 0; i < sequence.length; i++) bytes[length++] = sequence.charCodeAt(i);
    const numbers = values!.split(/[:,]/);
    bytes[length++] = numbers.length / 2;
    for (const number of numbers) bytes[length++] = Number(number);
  }
  bytes = bytes.slice(0, length);
  const ngram = (sequence: string): Record<string, number> | undefined => {
    const at = places[placeOf(sequence)]!;
    if (at === 0) return undefined;
    const scores = at + 1 + sequence.length;
    const end = scores + 1 + 2 * bytes[scores]!;
    const found: Record<string, number> = {};
    for (let i = scores + 1; i < end; i += 2) found[bytes[i]!] = bytes[i + 1]!;
    return found;
  };
  return {
    type: 'XS60',
    languages: Object.fromEntries([...head.matchAll(LANGUAGE)].map(([, number, code]) => [number!, code!])),
    ngrams: new Proxy<Data['ngrams']>({}, { get: (_, sequence: string) => ngram(sequence) }),
  };
}
