/** Tells whether a turn is in the rubric's language, by its script, its function words and, in doubt, its letter sequences (eld). */
import type { Role, Token } from '../model.ts';
import { plainWord } from './forms.ts';
import { detectByLetters } from './letters.ts';
import { owned, wordTable } from './vocabulary.ts';

/** What the gate needs of a turn. */
export interface SpokenTurn {
  readonly role: Role;
  readonly text: string;
  readonly tokens: readonly Token[];
}

/** Whether each turn of one conversation is in another language than the rubric's; same order, same length. */
export type LanguageGate = (turns: readonly SpokenTurn[]) => boolean[];

/**
 * Short words that most sentences of a language hold. A word of several languages votes for each of them, so that
 * "no" and "me" decide nothing between English and Spanish.
 */
const FUNCTION_WORDS: Readonly<Record<string, string>> = {
  en: `the a an and or but if so as at by for from in into of off on onto out over to too up with without within about after before
    again against all any both each few more most no nor not only own same some such than then that this these those there here it
    its i im i'm ive i've i'll i'd me my mine you your yours u ur you're youre you've you'll he him his she her we we're we've we'll
    us our ours they them their who what which when where why how whats what's that's thats it's is are am was were be been being do
    does did done doing have has had having will would shall should can could may might must won't wont can't cant cannot don't dont
    didn't didnt doesn't doesnt isn't isnt wasn't wasnt haven't havent hasn't couldn't wouldn't let let's lets just also very really
    now today tomorrow yesterday still already yet never always ever once back else even much many lot get got getting go going gone
    come came make made take taking took see look looking know think thought say said tell told ask want need try trying tried use
    using used give find keep help helping please pls thank thanks thx sorry hi hello hey ok okay yes yeah yep nope sure well great
    good fine right welcome because while until since though like one two three first last next time day days week weeks month
    hours minutes please call phone number account order email message service customer team issue problem working work works
    check send sent wait waiting sign log password website app online card bill refund hear happy able another other new old long
    anything something nothing everything someone anyone thing way through down under between during`,
  es: `el la los las un una unos unas de del al a y e o u que qué en con sin por para se no me te le lo les nos mi mis tu tus su sus
    es son era está estoy están estaba ser soy ha he han hay muy más pero como cómo cuando cuándo cuál dónde donde si sí ya porque
    también todavía aún desde hasta hola gracias buenos días buenas usted ustedes yo nosotros esto este esta eso ese esa puedo puede
    quiero quiere tengo tiene favor nadie nada ayer hoy mañana ahora mismo mucho lamento entiendo`,
  fr: `le la les un une des du de d l au aux et ou où que qu qui quoi quand dans en avec sans sur pour par pas ne n plus je j tu il
    elle on nous vous ils elles me m te t se s mon ma mes ton votre vos notre nos son sa ses leur ce c cette ces cela ça est suis
    êtes sont était ai as a avez avons ont été y si mais très bien aussi toujours jamais bonjour merci oui non comment pourquoi peut
    peux pouvez puis-je fait depuis personne rien hier demain aujourd désolé désolée suite`,
  de: `der die das den dem des ein eine einen einem einer und oder aber nicht kein keine ich du er sie es wir ihr mich mir dich dir
    uns euch ihnen ihre ihren ihrer mein meine meinen meiner ist sind war bin hat haben habe hatte wird werden wurde kann können
    möchte muss soll will mit von vom zu zum zur bei aus auf für an am im in um nach seit schon noch wieder jetzt bitte danke guten
    tag wie was wann wo warum wenn weil dass auch nur sehr mehr immer heute gestern morgen niemand nichts tut leid hallo sich bis`,
  it: `il lo la i gli le un uno una di del della dei delle dal dalla da a al alla in nel nella con su sul per tra fra e o ma se che
    chi non mi ti si ci vi me te lei lui noi voi io mio mia suo sua vostro è sono era ho ha hai abbiamo avete hanno essere stato più
    molto ancora già anche solo come quando dove perché cosa quello questo questa buongiorno grazie ciao prego posso può vorrei
    subito oggi ieri domani nessuno niente dispiace favore ne`,
  pt: `o a os as um uma de do da dos das em no na nos nas ao à com sem por pelo pela para e ou que quem se não me te lhe meu minha
    seu sua é são era está estou estão ser foi fui tem tenho têm há mais muito mas como quando onde já ainda também só desde até olá
    oi obrigado obrigada bom dia boa você vocês eu nós isso isto este esta esse pode posso quero favor ninguém nada ontem hoje
    amanhã agora vou mesmo lamento duas`,
  nl: `de het een en of maar niet geen ik je jij jullie u uw hij zij ze we wij mij mijn me is zijn was ben heb heeft hebben had kan
    kunt kunnen wil wilt moet word wordt worden van voor met op aan in uit naar bij om te dat die dit deze wat wie waar wanneer hoe
    waarom als nog al weer steeds ook heel erg niemand niets gisteren vandaag morgen nu even graag dank bedankt hallo goedemorgen
    goedemiddag spijt gaan ga sinds er dan`,
  pl: `i w we z ze na do od o po za dla przez przy nie tak jest są był była było być mam ma mamy mnie mi mną mój moja moje moją pan
    pani pana panu się to ten ta te tę tej tego co jak gdzie kiedy kto nikt czy że ale lub albo bo już jeszcze bardzo tylko też
    również dzień dobry proszę dziękuję cześć przepraszam mogę może można chcę chciałbym chciałabym wczoraj dzisiaj dziś jutro teraz
    zaraz znowu tym tych ani`,
  sv: `och eller men inte jag du han hon vi ni de den det en ett min mitt mina din ditt er ert är var har hade ska kan vill måste får
    att som på i av för med till från om när hur vad var varför vem ingen inget sedan redan också bara mycket hej tack idag igår dag
    går nu fortfarande ledsen så upp säga detta det här dem sig dök`,
  da: `og eller men ikke jeg du han hun vi i de den det en et min mit mine din dit er var har havde skal kan vil må at som på af for
    med til fra om når hvordan hvad hvor hvorfor hvem ingen siden allerede også kun bare meget hej tak dag nu stadig undskyld så op
    mig dig jer sig`,
  no: `og eller men ikke jeg du han hun vi dere de den det en et ei min mitt mine din ditt er var har hadde skal kan vil må å at som
    på av for med til fra om når hvordan hva hvor hvorfor hvem ingen siden allerede også bare veldig hei takk dag nå fortsatt
    beklager så opp meg deg seg`,
  fi: `ja tai mutta ei en et emme ette eivät ole on olen olet olemme oli ovat se ne minä sinä hän me te he minun mun teidän että kun
    jos kuin mitä mikä missä milloin miksi miten kuka vielä jo myös vain hyvin paljon nyt tänään eilen huomenna hei kiitos
    anteeksi voi voin voisin voitteko haluan pitää sitten`,
  tr: `ve veya ama bir bu şu o ben sen biz siz onlar benim bana beni sana size sizin bize bizim mi mı mu mü de da ki için ile gibi
    kadar çok daha en ne neden nasıl nerede kim hiç değil var yok olarak oldu olan her şey hâlâ hala yine beri sonra önce dün
    bugün yarın şimdi hemen merhaba lütfen teşekkürler teşekkür evet hayır iki üç istiyorum gün`,
  id: `yang dan atau tapi tetapi tidak bukan belum sudah saya aku kamu anda kami kita dia mereka ini itu di ke dari untuk dengan pada
    oleh akan bisa dapat boleh mau ingin ada adalah juga lagi masih sangat sekali selama sejak kapan kenapa mengapa bagaimana apa
    apakah siapa mana mohon maaf terima kasih halo selamat pak bapak bu ibu ya nya kemarin besok sekarang sebentar dulu hari harus
    saja atas`,
  tl: `ang ng mga sa na ay at si ni kay nang ko mo ka ako ikaw kami tayo kayo sila niya nila namin natin ninyo nyo inyo akin amin po
    opo hindi wala walang may mayroon meron ba pa lang din rin naman kasi para kung kapag dahil pero ano sino saan kailan bakit
    paano ito iyan iyon yung yong dito doon gusto puwede pwede kailangan mula hanggang kahapon ngayon bukas salamat pasensya
    magandang umaga talaga agad nag mag`,
  vi: `và hoặc nhưng không chưa đã đang sẽ là của cho với từ đến tới ở trong ngoài trên tôi tui mình em anh chị ạ bạn các những này
    kia đó nào gì ai sao khi nếu thì mà vì nên để cũng còn rất quá lại nữa rồi xin chào cảm ơn lỗi vui lòng muốn cần có được bị hôm
    qua nay mai ngày một hai ba giúp`,
  ro: `și sau dar nu este e sunt ești era am ai a are avem aveți au fi fost un o unei unui de la din în pe cu fără pentru prin despre
    că să se mă te îmi îți vă ne mi eu tu el ea noi voi meu mea mele ce care când unde cum cine nimeni nimic mai foarte deja încă
    iar bună ziua vă rog mulțumesc mersi azi ieri mâine acum pot poate puteți vreau rău cel cele până`,
  cs: `a i nebo ale ne není je jsem jsi jsme jste jsou byl byla bylo být mám má máme mě mi mně můj moje moji vy vás vám váš se si to
    ten ta tento v ve na do od z ze s k o po za pro při co jak kde kdy kdo nikdo že už ještě také velmi jen dobrý den prosím
    děkuji ahoj omlouvám mohu může můžete chci chtěl včera dnes zítra teď znovu`,
  hu: `a az egy és vagy de nem van volt vagyok vannak lesz én te ő mi ti ők ez azt ezt ennek hogy ha mert is már még csak nagyon
    mikor hol miért hogyan ki mi senki kérem köszönöm szia jó napot tegnap ma holnap most ismét újra el meg fel be ki nekem önnek
    szeretnék tudom tud`,
  'hi-Latn': `hai hain nahi nahin kya mera meri mere aap aapka aapki aapke mujhe mujhko hum ham tum main mein ka ki ke ko se par kar
    karo kare karna raha rahi rahe hu hun hoon ho tha thi the bhi abhi ab tak gaya gayi kal aaj kyu kyun kaise kab kahan jo yeh ye woh
    wo aur lekin nhi haan ji kuch koi sab bahut bhai diya kiya liya jaldi phir`,
};

const LANGUAGES = Object.keys(FUNCTION_WORDS);
/** Word → bit set of the languages whose function word it is. */
const VOTES = new Map<string, number>();
LANGUAGES.forEach((language, bit) => {
  for (const word of FUNCTION_WORDS[language]!.split(/\s+/))
    VOTES.set(word, (VOTES.get(word) ?? 0) | (1 << bit));
});

const PLAIN_WORDS = 3;
const PLAIN_SHARE = 0.3;
/** A turn of fewer words than this goes by its conversation, unless its few words are plain. */
const SHORT = 6;
/** Votes by which another language must lead, in a long and in a short turn. */
const LEAD = 2;
const SHORT_LEAD = 3;
/** Below this many words, and words of three letters or more, letter sequences say too little. */
const LEAST_WORDS = 5;
const LEAST_TELLING = 4;
/** The rubric's language must score below this share of the winner's score. */
const CLEARLY_LESS = 0.6;
/** Words of a turn that are looked at; a book tells no more than a page. */
const MOST_WORDS = 200;
/** Written forms that a gate remembers. */
const MOST_FORMS = 5_000;
const LATIN = /^[\p{Script=Latn}]/u;

type Verdict = 'own' | 'other' | 'unsure';
interface Judged {
  readonly verdict: Verdict;
  readonly words: number;
}

/**
 * A gate for rubrics of `language` (BCP 47). Turns that are too short or too odd to tell go by the longer turns of
 * the same role, then of the conversation, then by the rubric. Languages of another script than Latin are told by
 * their script alone; a Latin language without function words here is told from other scripts only.
 */
export function createLanguageGate(language: string): LanguageGate {
  const judge = judgeOf(language);
  return (turns) => {
    const judged = turns.map(judge);
    if (judged.every(({ verdict }) => verdict !== 'other')) return judged.map(() => false);
    const balance = new Map<Role | 'all', number>();
    judged.forEach(({ verdict, words }, i) => {
      if (verdict === 'unsure') return;
      for (const key of [turns[i]!.role, 'all'] as const) {
        balance.set(key, (balance.get(key) ?? 0) + (verdict === 'other' ? words : -words));
      }
    });
    return judged.map(({ verdict }, i) => {
      if (verdict !== 'unsure') return verdict === 'other';
      return (balance.get(turns[i]!.role) || balance.get('all') || 0) > 0;
    });
  };
}

/** The judge of single turns for one language. */
function judgeOf(language: string): (turn: SpokenTurn) => Judged {
  const script = scriptOf(language);
  if (!script) return () => ({ verdict: 'own', words: 0 });
  const home = LANGUAGES.indexOf(language.split('-')[0]!.toLowerCase());
  const latin = script.test('a');
  const letters = new Set(home < 0 ? '' : FUNCTION_WORDS[LANGUAGES[home]!]!.replace(/[\s'\w]/g, ''));
  const read = signReader(script, letters);
  const isPlain = plainTest(home);
  return (turn) => {
    if (isPlain(turn)) return { verdict: 'own', words: turn.tokens.length };
    const { words, strange, counts, odd, plain } = look(turn, read, home < 0 ? 0 : 1 << home);
    const found = (verdict: Verdict): Judged => ({ verdict, words });
    if (strange >= 0.5) return found(latin || words >= LEAST_WORDS ? 'other' : 'unsure');
    if (!latin || home < 0) return found('own');
    const own = counts[home]!;
    counts[home] = 0;
    const best = odd + Math.max(...counts);
    if (best - own >= (words < SHORT ? SHORT_LEAD : LEAD)) return found('other');
    if (own > best || (words >= SHORT && own > 1)) return found('own');
    const telling = plain.filter((word) => word.length > 2);
    if (words < LEAST_WORDS || telling.length < LEAST_TELLING || (own > 0 && own >= best && words < SHORT))
      return found('unsure');
    return found(byLetters(telling.join(' '), LANGUAGES[home]!));
  };
}

/**
 * The cheap test that nearly all turns pass: at least three words, and three in ten, are function words of `home`
 * and of no other language.
 */
function plainTest(home: number): (turn: SpokenTurn) => boolean {
  const isOwn = wordTable<boolean>();
  return ({ tokens }) => {
    if (home < 0) return false;
    let words = 0;
    let own = 0;
    for (const { kind, norm, word } of tokens) {
      if (kind !== 'word') continue;
      words++;
      let known = isOwn.of[word];
      if (known === undefined) {
        known = VOTES.get(norm) === 1 << home;
        isOwn.of[word] = known;
      }
      if (known) own++;
    }
    return own >= PLAIN_WORDS && own >= PLAIN_SHARE * words;
  };
}

/** What one written word tells, whatever stands beside it. */
interface WordSign {
  /** As it was written, in lower case. */
  readonly lower: string;
  /** Bit sets of the languages it votes for; a word with an apostrophe may vote with each part. */
  readonly votes: readonly number[];
  /** Its letters, and those of them that are of another script. */
  readonly size: number;
  readonly strange: number;
  /** May be a name, a product, or any word of an excited customer. */
  readonly capital: boolean;
  /** Written like a name, with the first letter alone in capitals. */
  readonly title: boolean;
  /** Has a digit. */
  readonly code: boolean;
  /** Has a letter that the language does not use. */
  readonly odd: boolean;
}

interface Look {
  /** Words that are no names: in lower case, or function words. */
  readonly words: number;
  /** Share of the letters that belong to another script. */
  readonly strange: number;
  /** Votes by language, in the order of `LANGUAGES`. */
  readonly counts: number[];
  /** Words with a letter that the language does not use. */
  readonly odd: number;
  readonly plain: readonly string[];
}

/** The sign of the word behind a token of `text`. */
type SignReader = (text: string, token: Token) => WordSign | null;

/** Reads single words for one language, and remembers those it has read: as many as the vocabulary, and a few more. */
function signReader(script: RegExp, letters: ReadonlySet<string>): SignReader {
  const byWord = wordTable<WordSign | null>();
  const byForm = new Map<string, WordSign | null>();
  return (text, { norm, word, start, end }) => {
    // Nearly all words are in lower case and of the length of their norm, so they are their norm.
    const first = text.charCodeAt(start);
    if (end - start === norm.length && first >= 97 && first <= 122) {
      let sign = byWord.of[word];
      if (sign === undefined) {
        sign = signOf(norm, script, letters);
        byWord.of[word] = sign;
      }
      return sign;
    }
    const written = text.slice(start, end);
    let sign = byForm.get(written);
    if (sign === undefined) {
      if (byForm.size >= MOST_FORMS) byForm.clear();
      const form = owned(written);
      sign = signOf(form, script, letters);
      byForm.set(form, sign);
    }
    return sign;
  };
}

const NONE: readonly number[] = [];

function signOf(written: string, script: RegExp, letters: ReadonlySet<string>): WordSign | null {
  if (script.source === LATIN.source && /^[a-z]+$/.test(written)) {
    const votes = VOTES.get(written);
    return {
      lower: written,
      votes: votes === undefined ? NONE : [votes],
      size: written.length,
      strange: 0,
      capital: false,
      title: false,
      code: false,
      odd: false,
    };
  }
  if (!/^\p{L}/u.test(written)) return null;
  const lower = plainWord(written);
  const own = script.test(written);
  // A sign of Chinese or Thai says as much as two letters.
  const latin = LATIN.test(written);
  const size = latin ? written.length : 2 * written.length;
  const whole = VOTES.get(lower);
  const votes = whole === undefined ? lower.split("'").flatMap((part) => VOTES.get(part) ?? []) : [whole];
  const odd = own && votes.length === 0 && [...lower].some((c) => c > '\x7f' && !letters.has(c));
  return {
    lower,
    votes,
    size,
    strange: own ? 0 : size,
    capital: (latin ? /^\p{Lu}/u : /^\p{Lu}\p{Ll}/u).test(written),
    title: /^\p{Lu}(?!\p{Lu})./u.test(written),
    code: /\d/.test(written),
    odd,
  };
}

/** One pass over the words as they were written: the normaliser would make English of some ("min", "cos"). */
function look({ text, tokens }: SpokenTurn, read: SignReader, home: number): Look {
  const counts = new Array<number>(LANGUAGES.length).fill(0);
  const plain: string[] = [];
  let odd = 0;
  let size = 0;
  let strange = 0;
  let last = -1;
  let seen = 0;
  let before: WordSign | null = null;
  let within = -1;
  for (const token of tokens) {
    const { kind, start, sentence } = token;
    // Number words are words too, and the parts of a contraction are one; typed tokens are written in anything.
    if (start === last || (kind !== 'word' && kind !== 'number' && kind !== 'ordinal')) continue;
    last = start;
    const sign = read(text, token);
    // "Ha ha ha" is one word.
    if (!sign || sign.lower === before?.lower) continue;
    before = sign;
    if (++seen > MOST_WORDS) break;
    const opens = sentence !== within;
    within = sentence;
    // Inside a sentence a capital makes a name: the Pro of a product and the Los of a city are no foreign words.
    const name = sign.title && !opens;
    let known = false;
    for (const votes of sign.votes) {
      const counted = name ? votes & home : votes;
      if (counted !== 0) known = true;
      for (let rest = counted; rest !== 0; rest &= rest - 1) counts[31 - Math.clz32(rest & -rest)]!++;
    }
    // "i7" and "8gb" are no words of any language, and any word of an excited customer may have a capital.
    if (!known && (sign.capital || sign.code)) continue;
    size += sign.size;
    strange += sign.strange;
    plain.push(sign.lower);
    if (sign.odd) odd++;
  }
  return { words: plain.length, strange: size === 0 ? 0 : strange / size, counts, odd, plain };
}

/** What words of one language are written in, by the tables of Unicode (`Intl.Locale`); nothing for an unknown tag. */
function scriptOf(language: string): RegExp | null {
  try {
    const script = new Intl.Locale(language).maximize().script ?? 'Latn';
    const parts = { Jpan: ['Hani', 'Hira', 'Kana'], Kore: ['Hang', 'Hani'], Hans: ['Hani'], Hant: ['Hani'] }[
      script
    ] ?? [script];
    return new RegExp(`^[${parts.map((part) => `\\p{Script=${part}}`).join('')}]`, 'u');
  } catch {
    return null;
  }
}

/** Lets letter sequences decide what function words can't. */
function byLetters(text: string, home: string): Verdict {
  const { language, getScores } = detectByLetters(text);
  if (language === home) return 'own';
  if (language === '') return 'unsure';
  const scores = getScores();
  return (scores[home] ?? 0) < CLEARLY_LESS * scores[language]! ? 'other' : 'unsure';
}
