/** How hard a text is to read: the Flesch–Kincaid grade (Kincaid et al. 1975), with syllables counted by rule. */

export interface Grade {
  /** School years that the text asks of its reader. */
  readonly grade: number;
  readonly wordsPerSentence: number;
  readonly syllablesPerWord: number;
}

/** Below this many words a mean says nothing. */
const LEAST_WORDS = 30;
/** Lists, headings and what an emoji opens are no running text. */
const ITEM = /^\s*(?:[-*•#>|✓✅]|\d+[.)]|\p{Extended_Pictographic})/u;
const LINK = /(?:https?:\/\/|www\.)\S+|[\w.+-]{1,64}@[\w.-]{1,64}/g;

/**
 * 0.39 · words per sentence + 11.8 · syllables per word − 15.59, of running text; placeholders count as a word of two
 * syllables. Undefined where there is too little of it.
 */
export function gradeOf(text: string): Grade | undefined {
  const prose = text
    .split('\n')
    .filter((line) => !ITEM.test(line))
    .join('\n')
    .replace(/\{\{\w+\}\}/g, 'item')
    .replace(LINK, 'link');
  const sentences = prose
    .split(/[.!?:;]+(?=\s|$)|\n\s*\n/)
    .map((sentence) => sentence.match(/[\p{L}'’]+/gu) ?? [])
    .filter((words) => words.some((word) => word.length > 1));
  const words = sentences.flat();
  if (words.length < LEAST_WORDS) return undefined;
  const syllables = words.reduce((sum, word) => sum + syllablesOf(word), 0);
  const wordsPerSentence = words.length / sentences.length;
  const syllablesPerWord = syllables / words.length;
  return {
    grade: 0.39 * wordsPerSentence + 11.8 * syllablesPerWord - 15.59,
    wordsPerSentence,
    syllablesPerWord,
  };
}

/** Groups of vowels, without a silent "e" at the end ("like", "used", "makes"), and at least one. */
export function syllablesOf(word: string): number {
  const letters = word.toLowerCase().replace(/[^a-z]/g, '');
  const spoken = letters.replace(/(?<=[^aeiouytd])ed$|(?<=[^aeiouylcgsxz])es$|(?<=[^aeiouyl])e$/, '');
  return Math.max(1, spoken.match(/[aeiouy]+/g)?.length ?? 0);
}
