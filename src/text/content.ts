/** Which words carry a customer's story: what is left when function words and service talk are taken away (CUES §12.1). */
import type { Token } from '../model.ts';
import { pseudonymKey } from './pseudonyms.ts';
import { stem, stemOf } from './stem.ts';
import { wordTable } from './vocabulary.ts';

export const FUNCTION_WORDS: ReadonlySet<string> = new Set(
  `a an the this that these those it its he him his she her hers they them their theirs we us our ours you your yours i me my mine
  myself yourself yourselves themselves who whom whose which what where when why how and or but so if then than as at by for from
  in into of off on onto out over to under up with without within about after before again against all any both each few more most
  no nor not only own same some such too very just also am is are was were be been being do does did done doing have has had having
  will would shall should can could may might must ought need let there here now yes yeah okay oh hi hello hey well please thank
  thanks sorry welcome dear good great fine nice right sure really actually still already yet ever always often once back
  else even much many lot bit little like get got getting gotten go going went gone come coming came make making made take taking
  taken took put see seeing saw seen look looking know knew known think thought say said saying tell told telling ask asked asking
  want wanted wanting try trying tried use using used give given gave find found keep kept keeping help helping helped assist
  assistance support check checking checked understand understood appreciate hear heard feel felt feeling sound sounds seem seems
  happen happened happening work working worked thing things something anything everything nothing someone anyone everyone
  nobody way time times today moment minute second hope let's per via etc also however though although because since while
  until unless whether able unable possible happy glad pleased concern question questions answer reply contact contacting reach
  reaching calling message dm team service customer customers company people guy guys sir maam mr mrs ms apologize apology
  inconvenience shoes place position shame sense wonder reason idea mean means meant understandable sorted fully frustrating
  other another next last first new old big long sort kind type one ones bad worse worst better best quite rather almost enough
  experience experiencing regarding further detail details information issue issues problem problems matter situation case
  following follow followed provide provided send sending sent share shared start started stop stopped end ended`.split(
    /\s+/,
  ),
);
/**
 * The stems of function words. They are written out, and held to the stemmer by a test, because to stem all these words
 * would take longer than to score a short call.
 */
export const FUNCTION_STEMS: ReadonlySet<string> = new Set(
  `a an the thi that these those it he him hi she her thei them their we us our you your i me my mine myself
  yourself yourselv themselv who whom whose which what where when why how and or but so if then than as at by for
  from in into of off on onto out over to under up with without within about after befor again against all ani
  both each few more most no nor not onli own same some such too veri just also be do doe have will would shall
  should can could mai might must ought need let there here now ye yeah okai oh hello hei well pleas thank sorri
  welcom dear good great fine nice right sure realli actual still alreadi yet ever alwai often onc back els even
  much mani lot bit littl like get go come make take put see look know think sai tell ask want try tri give find
  keep help assist support check understand appreci hear feel sound seem happen work thing someth anyth everyth
  noth someon anyon everyon nobodi wai time todai moment minut second hope let' per via etc howev though although
  becaus sinc while until unless whether abl unabl possibl happi glad concern question answer repli contact reach
  call messag dm team servic custom compani person gui sir maam mr ms apolog inconveni shoe place posit shame sens
  wonder reason idea mean meant sort fulli frustrat other anoth next last first new old big long kind type bad
  wors worst better best quit rather almost enough experi experienc regard further detail inform issu problem
  matter situat case follow provid send share start stop end`.split(/\s+/),
);
const DIGITS = new Map(
  'zero one two three four five six seven eight nine ten eleven twelve'
    .split(' ')
    .map((word, i) => [word, String(i)] as const),
);
/** Stems that agree in this many first letters count as the same word ("deliver", "deliveri"), if no more follow. */
const SHARED_PREFIX = 5;
const SHARED_ENDING = 3;

/** Words that customers and agents use for the same thing; each group counts as one word. */
const SAME = new Map(
  [
    'arrive reach deliver show turn come receive',
    'parcel package order item delivery shipment',
    'phone mobile handset',
    'broken damage smash crack faulty defective break',
    'charge bill took deduct debit',
    'internet wifi broadband connection',
    'laptop computer pc',
    'cancel leave terminate',
    'sofa couch',
    'refund reimburse',
    'steal rob',
    'fridge refrigerator',
    'engineer technician',
    'fail crash freeze stop',
  ].flatMap((group) => {
    const [head, ...rest] = group.split(' ').map(stem);
    return rest.map((word) => [word, head!] as const);
  }),
);

export interface ContentWord {
  readonly token: number;
  /** Stem, or the digits of a number. */
  readonly key: string;
  readonly isNumber: boolean;
}

/** The content words of a turn; `ignore` holds further stems that belong to every service conversation. */
export function contentWords(
  text: string,
  tokens: readonly Token[],
  ignore: ReadonlySet<string>,
): ContentWord[] {
  const words: ContentWord[] = [];
  tokens.forEach((token, i) => {
    if (token.kind === 'number' || token.kind === 'money' || token.kind === 'ordinal') {
      const written = text.slice(token.start, token.end).toLowerCase();
      // A long number is an order or account, not a detail of the story; and so is the pseudonym of one.
      if (/\d{5}|^\[id_/.test(written)) return;
      if (written.startsWith('[')) {
        words.push({ token: i, key: pseudonymKey(written), isNumber: true });
        return;
      }
      words.push({ token: i, key: DIGITS.get(written) ?? written.replace(/[^\d.a-z]/g, ''), isNumber: true });
      return;
    }
    if (token.kind !== 'word') return;
    const own = tellingStem(token);
    if (own === NONE || ignore.has(own)) return;
    words.push({ token: i, key: SAME.get(own) ?? own, isNumber: false });
  });
  return words;
}

/** Of words that carry no story. */
const NONE = '';
const tellingStems = wordTable<string>();

/** The stem of a word that may carry a story, looked at once for each interned word. */
function tellingStem({ norm, word }: Token): string {
  let own = tellingStems.of[word];
  if (own === undefined) {
    own = norm.length < 3 || FUNCTION_WORDS.has(norm) ? NONE : stemOf(word);
    if (FUNCTION_STEMS.has(own)) own = NONE;
    tellingStems.of[word] = own;
  }
  return own;
}

/** Whether two content keys are the same word: equal stems, or five shared first letters. */
export function sameWord(a: string, b: string): boolean {
  if (a === b) return true;
  if (a.length < SHARED_PREFIX || b.length < SHARED_PREFIX) return false;
  return (
    a.slice(0, SHARED_PREFIX) === b.slice(0, SHARED_PREFIX) && Math.abs(a.length - b.length) <= SHARED_ENDING
  );
}

/** `sameWord` against many words at once, in constant time for each question. */
export function wordSet(keys: Iterable<string>): (key: string) => boolean {
  const exact = new Set(keys);
  const lengths = new Map<string, Set<number>>();
  for (const key of exact) {
    if (key.length < SHARED_PREFIX) continue;
    const start = key.slice(0, SHARED_PREFIX);
    const known = lengths.get(start);
    if (known) known.add(key.length);
    else lengths.set(start, new Set([key.length]));
  }
  return (key) => {
    if (exact.has(key)) return true;
    const known = key.length < SHARED_PREFIX ? undefined : lengths.get(key.slice(0, SHARED_PREFIX));
    return known !== undefined && [...known].some((length) => Math.abs(length - key.length) <= SHARED_ENDING);
  };
}
