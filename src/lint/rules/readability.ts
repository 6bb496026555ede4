/** How hard a text is to read: the Flesch–Kincaid grade (Kincaid et al. 1975), with syllables counted by rule. */

export interface Grade {
  /** School years that the text asks of its reader. */
  readonly grade: number;
  readonly wordsPerSentence: number;
  readonly syllablesPerWord: number;
}

/** Below this many words a mean says nothing. */
const LEAST_WORDS = 30;

/**
 * 0.39 · words per sentence + 11.8 · syllables per word − 15.59, of running text: lists, headings, links and
 * placeholders left out. Undefined where there is too little of it.
 */
export function gradeOf(text: string): Grade | undefined {
  const prose = text
    .split('\n')
    .filter((line) => !/^\s*(?:[-*•#>|✓✅]|\d+[.)]|\p{Extended_Pictographic})/u.test(line))
    .join('\n')
    .replace(/\{\{\w+\}\}/g, 'item')
    .replace(/https?:\S+|\S+@\S+|\w+\.\w+\/\S*/g, 'link');
  const sentences = prose.split(/[.!?:;]+(?=\s|$)|\n\s*\n/).filter((sentence) => /\p{L}{2}/u.test(sentence));
  const words = sentences.flatMap((sentence) => sentence.match(/[\p{L}'’]+/gu) ?? []);
  if (words.length < LEAST_WORDS) return undefined;
  const syllables = words.reduce((sum, word) => sum + syllablesOf(word.toLowerCase()), 0);
  const wordsPerSentence = words.length / sentences.length;
  const syllablesPerWord = syllables / words.length;
  return {
    grade: 0.39 * wordsPerSentence + 11.8 * syllablesPerWord - 15.59,
    wordsPerSentence,
    syllablesPerWord,
  };
}

/** Groups of vowels, less the silent ones: "used", "like", "waited" (which keeps its own). */
export function syllablesOf(word: string): number {
  const letters = word.replace(/[^a-z]/g, '');
  if (letters.length <= 3) return 1;
  const silent = letters
    .replace(/(?:[^laeiouy]es|(?<![td])ed|[^laeiouy]e)$/, (end) => end[0]!)
    .replace(/^y/, '');
  const groups = silent.match(/[aeiouy]{1,2}/g)?.length ?? 0;
  // Two vowels that are spoken apart: "area", "being", "create", "client".
  const apart =
    letters.match(/i[ao](?!n)|[eu]o(?!u)|eat(?=e|ed|ing|ion)|[yi]ing|eing|ient|uou|ual/g)?.length ?? 0;
  return Math.max(1, groups + (apart > 0 && groups < 6 ? Math.min(apart, 1) : 0));
}
