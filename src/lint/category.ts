/** What a macro answers: declared in its file, told by its title and words, or presumed (SCORING §10). */
import { CATEGORIES, type Category, type Macro } from './macro.ts';

/** What is asked of a macro, and how that is known. */
export interface Categorised {
  readonly category: Category;
  readonly from: 'declared' | 'inferred' | 'presumed';
  /** The matter may be a failing of ours, so an apology is in place (SCORING §3, responsibility). */
  readonly fault: boolean;
}

interface Topic {
  readonly category: Category;
  readonly fault?: true;
  /** Words that name the topic in a title, a folder, a tag or the context of use. */
  readonly words: RegExp;
}

/** The topics of support macros; the first whose words are found decides, so grave matters come first. */
const TOPICS: readonly Topic[] = [
  {
    category: 'complaint_severe',
    words:
      /\b(?:bereave\w*|deceased|passed away|death|condolence\w*|fraud\w*|scam\w*|stolen|theft|hacked|compromised|unauthori[sz]ed|injur\w*|unsafe|hazard\w*|harass\w*|discriminat\w*|data breach|furious|angry|irate|livid|upset customers?|distress\w*|stranded|evict\w*|emergency|lawsuit|legal threat|vulnerable customers?)\b/,
  },
  {
    category: 'complaint',
    fault: true,
    words:
      /\b(?:our (?:fault|mistake|error)|late|delay\w*|overdue|backlog|damaged?|broken|defect\w*|faulty|melted|spoiled|leak\w*|wrong|incorrect|mismatch\w*|mix-?up|missing|lost|not (?:received|arrived|delivered|working)|never arrived|undelivered|failed delivery|delivery (?:issue|problem|failure)|shipping issue|overcharg\w*|double[- ]charg\w*|charged twice|duplicate charge|billing error|outage|downtime|incident|service disruption|disruption|crash\w*|bugs?|glitch\w*|poor service|quality (?:issue|problem|complaint)|complaints?|apolog\w*|sorry|service recovery|out of stock after|cancel+ed by us|missed (?:call|appointment|delivery|sla)|long wait|confusion|compensation|goodwill)\b/,
  },
  {
    category: 'complaint',
    words:
      /\b(?:refund(?:s|ed|ing)?|money back|cancel\w*|dispute\w*|charge-?back|return (?:denied|request)|den(?:y|ied|ial)|declin\w*|reject\w*|not eligible|suspen\w*|block(?:ed)?|banned|locked|lock-?out|(?:cannot|can't|can not|unable to) \w+|trouble|troubleshoot\w*|problems?|issues?|errors?|fail(?:ed|ure|s|ing)?|unhappy|dissatisf\w*|frustrat\w*|negative (?:review|feedback)|escalat\w*|claim|churn|retention|unsubscribe|warranty|out of (?:stock|scope|memory)|payment issue)\b/,
  },
  {
    category: 'routine',
    words:
      /\b(?:how (?:to|do|can|long)|what (?:is|are|documents)|where (?:is|can)|welcome\w*|greet\w*|hello|hi|introduc\w*|onboard\w*|hours|location|pricing|price|fees?|cost|payment (?:methods?|options?)|features?|demo|trial|upgrad\w*|compatib\w*|integrat\w*|documentation|docs|faq|guide|tutorial|info(?:rmation)?|details|thank\w*|thanks|feedback|survey|review request|suggestion|confirm\w*|acknowledg\w*|received|receipt|invoice|order (?:status|update|placed|shipped|confirmation)|returns?|exchanges?|(?:shipping|delivery) (?:info\w*|options?|times?|periods?|costs?|address)|track(?:ing)?|wismo|processing time|newsletter|subscri\w*|sign ?up|register|account (?:setup|creation|types?)|create account|edit account|switch account|set up|change|update|transfer\w*|hand-?over|check(?:ing)? in|follow(?:ing)?[- ]?up|closing|closed|close|solved|resolved|reopen|goodbye|sizing|availability|in stock|recommend\w*|request(?:ing)? (?:more )?(?:info\w*|details|reproduction)|needs? (?:more )?(?:info\w*|details|reproduction)|duplicate|stale|wontfix|working as|enhancement|feature request|proposal|question|spam folder|login link|license transferred|loyalty|promo\w*|discount|coupon|gift|referral|meeting|appointment|schedul\w*|reminder|maintenance|notification|out of office|holiday|sla|policy)\b/,
  },
];

/** Words of a reply that say that something went wrong for the customer. */
const REGRETS =
  /\b(?:sorry|apolog(?:y|ies|i[sz]e[sd]?|i[sz]ing)|condolences|frustrat(?:ing|ed|ion)|inconvenience)\b/i;

/** The category of a macro; `text` is its plainest rendering. */
export function categorise(macro: Macro, text: string): Categorised {
  const told = topicOf(macro);
  const declared = CATEGORIES.find((category) => category === macro.category);
  const fault = told?.fault === true;
  if (declared) return { category: declared, from: 'declared', fault };
  if (told && (told.category !== 'routine' || !REGRETS.test(text)))
    return { category: told.category, from: 'inferred', fault };
  if (REGRETS.test(text)) return { category: 'complaint', from: 'inferred', fault: false };
  return { category: 'complaint', from: 'presumed', fault: false };
}

/** The topic that its title names; else its category, tags and context; else its file. */
function topicOf({ title, category, tags, context, path }: Macro): Topic | undefined {
  const file = path
    .split('/')
    .at(-1)!
    .replace(/\.\w+$/, '');
  for (const where of [title, [category, ...(tags ?? []), context].join(' . '), file]) {
    const words = where
      .toLowerCase()
      .replace(/[_/:-]+/g, ' ')
      .replace(/[’‘]/g, "'");
    const topic = TOPICS.find((one) => one.words.test(words));
    if (topic) return topic;
  }
  return undefined;
}
