/** Given names that are words, months, places or brands too: alone, a capital does not make a name of them. */

export const WORDS_TOO: ReadonlySet<string> = new Set(
  `abbey ace alexa alma amber america among angel ani ant apa april ara arcade arch art ascension asia ata august
  austin autumn ave aya bade baron bart beau bell belle bent berry bilge bill birdie blaze bless blessing
  brandy brook brooklyn buck bud burley buster cali carol carolina chad charity chase chelsea chester clay
  coco cole colt comfort conception constant coy crystal dakota dallas dawn dean deja dell destiny dev diamond
  dies dock donna drew dusty earl earnest easter ebony elide emerald era eve faith fanny fem fender fern flip
  flora florence ford forest foster francisco frank freeman gage garland gene genesis gentile georgia ginger
  golden grace grant gun gunner guru gust guy hardy harmony hazel heath heather heaven holly hope houston
  hunter innocent iris israel ivory ivy jack jade jail jan jasmine jazz jet jewel jordan joy judge june junior
  justice kale ken keno kenya kin king kitty lacy lance lane laurel lean levy lien lily lincoln lion lux lyric
  mac madison mare marina marine mark mart mason mats maverick max maxim may mercedes meta milan miles mink
  miracle misty modest montana nail naval neo nike nil nine noble nova oba octave olive oman opal oral orlando
  pansy paris patience pearl peer penny phoenix pie pierce pink pip piper pit poppy porter precious preston
  prima prince princess prosper prudence queen ransom ray reed rein richmond rico riff river robin rocky rod
  rose royal ruby rusty sage salvo sandy santa savannah sep serenity serge shad shade sierra sim sincere sonny
  stella sterling stone storm sue summer swami sydney tad tamer ties tore toy trace trinity una unique urban
  valentine van vega verona victor vienna violet virginia vital viva wade wage walker ward warren washington
  will willow wolf yoga zion`.split(/\s+/),
);
