/** Nicknames: whether one given name may stand for another. */
import { isGivenName, nameKey } from './names.ts';
import { isPseudonym } from './pseudonyms.ts';
import { soundsLike } from './stem.ts';

/** Short forms that begin with another letter; every other nickname shares its name's first one. */
const NICKNAMES: Readonly<Record<string, readonly string[]>> = {
  bill: ['william'],
  billy: ['william'],
  bob: ['robert'],
  bobby: ['robert'],
  dick: ['richard'],
  ted: ['edward', 'theodore'],
  ned: ['edward'],
  peggy: ['margaret'],
  meg: ['margaret'],
  polly: ['mary'],
  molly: ['mary'],
  nell: ['helen', 'eleanor', 'ellen'],
  nelly: ['helen', 'eleanor', 'ellen'],
  nan: ['anne', 'ann', 'anna'],
  nancy: ['anne', 'ann', 'anna'],
  beth: ['elizabeth'],
  betty: ['elizabeth'],
  betsy: ['elizabeth'],
  liz: ['elizabeth'],
  lizzie: ['elizabeth'],
  tina: ['christina', 'martina'],
  tony: ['anthony', 'antonio'],
  hank: ['henry'],
  harry: ['henry'],
  alex: ['sandra', 'xander'],
  sandy: ['alexandra', 'alexander'],
};

/**
 * Whether a name, as written, is surely not the customer's: a given name that is neither theirs, nor near it in
 * sound, nor a short form of it. `given` is the key of the customer's given name, where that is known.
 */
export function isAnotherName(written: string, given: string | undefined): boolean {
  if (given === undefined || !isGivenName(written)) return false;
  const name = nameKey(written);
  // The numbers of pseudonyms are all that tells them apart.
  if (isPseudonym(written) || /^\d/.test(given)) return name !== given;
  if (name[0] === given[0] || soundsLike(name, given) || given.endsWith(name) || name.endsWith(given))
    return false;
  return !(NICKNAMES[name]?.includes(given) || NICKNAMES[given]?.includes(name));
}
