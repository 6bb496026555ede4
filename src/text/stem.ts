/** Inflections and sounds of words, from natural; imported by sub-path because its root import is unsafe in a CLI (DESIGN §11). */
import JaroWinkler from 'natural/lib/natural/distance/jaro-winkler_distance.js';
import DoubleMetaphone from 'natural/lib/natural/phonetics/double_metaphone.js';
import PorterStemmer from 'natural/lib/natural/stemmers/porter_stemmer.js';
import { wordOf, wordTable } from './vocabulary.ts';

const byWord = wordTable<string>();

/** Irregular forms that a suffix stripper can't join, as form=lemma. */
const IRREGULAR = new Map(
  `sent=send got=get gotten=get gave=give given=give took=take taken=take made=make went=go gone=go came=come
  told=tell said=say paid=pay bought=buy brought=bring broke=break broken=break lost=lose left=leave kept=keep felt=feel found=find
  thought=think heard=hear knew=know known=know saw=see seen=see spoke=speak spoken=speak froze=freeze frozen=freeze stuck=stick
  stolen=steal stole=steal wrote=write written=write sold=sell held=hold did=do done=do was=be were=be been=be is=be are=be am=be
  had=have has=have waited=wait missed=miss children=child kids=kid people=person deliveries=deliver delivery=deliver
  ate=eat eaten=eat ran=run began=begin begun=begin fell=fall fallen=fall drove=drive driven=drive flew=fly flown=fly
  caught=catch taught=teach met=meet spent=spend built=build slept=sleep stood=stand understood=understand woke=wake
  chosen=choose chose=choose hidden=hide shook=shake torn=tear tore=tear worn=wear wore=wear rose=rise risen=rise grew=grow
  cancellation=cancel canceled=cancel canceling=cancel booking=book payment=pay billing=bill bills=bill billed=bill
  replacement=replac refunded=refund charges=charg`
    .split(/\s+/)
    .map((pair) => pair.split('=') as [string, string]),
);

/** Porter stem of a normalised word (natural), after irregular forms have been led back to their lemma. */
export function stem(norm: string): string {
  return PorterStemmer.stem(IRREGULAR.get(norm) ?? norm);
}

/** The stem of an interned word, computed once. */
export function stemOf(word: number): string {
  const known = byWord.of[word];
  if (known !== undefined) return known;
  const found = stem(wordOf(word).norm);
  byWord.of[word] = found;
  return found;
}

const MIN_SIMILARITY = 0.8;
const metaphone = new DoubleMetaphone();

/**
 * Whether two names may be the same one misheard or misspelt: alike in sound (Double Metaphone) and close in
 * letters (Jaro–Winkler ≥ .80).
 */
export function soundsLike(a: string, b: string): boolean {
  if (a === b) return true;
  if (a.length < 3 || b.length < 3) return false;
  if (JaroWinkler(a, b, {}) < MIN_SIMILARITY) return false;
  return metaphone.compare(a, b);
}
