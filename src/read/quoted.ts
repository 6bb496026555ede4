/** The quoted history below a mail, cut away so that no reply is scored twice (FORMATS §0.4). */

/** "On … wrote:" in the languages of the common mail programs. */
const WROTE =
  /^(?:>\s*)?(?:On|Am|Le|El|Il|Op|Em|Den|Dnia)\s.{4,200}\s?(?:wrote|schrieb[^:]{0,80}|a écrit|escribió|ha scritto|schreef[^:]{0,80}|escreveu|skrev[^:]{0,80}|napisał[^:]{0,80})\s?:$/i;
const WROTE_OPENS = /^(?:>\s*)?(?:On|Am|Le|El|Il|Op|Em|Den|Dnia)\s.{4,160}$/i;
const ORIGINAL =
  /^[-_\s]{2,}\s*(?:Original Message|Original-Nachricht|Ursprüngliche Nachricht|Message d'origine|Mensaje original|Reply message|Forwarded message)\s*[-_\s]{2,}$/i;
const REPLY_ABOVE =
  /^(?:##-.{1,120}-##|[-=_\s]*(?:please )?(?:type your )?reply above (?:this|the) line.{0,60})$/i;
const HEADER = /^\**(?:From|Von|De|Da|Van|Från)\s?:\**\s/i;
const HEADER_NEXT =
  /^\**(?:Sent|Date|To|Subject|Gesendet|Datum|An|Betreff|Envoyé|À|Objet|Enviado|Para|Asunto|Verzonden|Aan|Onderwerp)\s?:\**/i;

/**
 * What was written anew: everything above "On … wrote:", an "Original Message" rule or a block of From/Sent
 * lines, without lines that begin with `>`. Blank if the message holds nothing but history.
 */
export function cutQuoted(text: string): string {
  const lines = text.replace(/\r\n?/g, '\n').split('\n');
  const kept: string[] = [];
  for (const [index, line] of lines.entries()) {
    if (opensHistory(line.trim(), lines[index + 1]?.trim() ?? '', lines[index + 2]?.trim() ?? '')) break;
    if (!/^\s*>/.test(line)) kept.push(line.trimEnd());
  }
  return kept.join('\n').trim();
}

function opensHistory(line: string, next: string, afterNext: string): boolean {
  if (line.length > 400) return false;
  if (WROTE.test(line) || ORIGINAL.test(line) || REPLY_ABOVE.test(line)) return true;
  // Mail programs fold the line where an address would pass the margin.
  if (WROTE_OPENS.test(line) && next.length < 200 && /\d/.test(line) && WROTE.test(`${line} ${next}`))
    return true;
  const header = HEADER.test(line) && HEADER_NEXT.test(next);
  return header || (/^_{10,}$/.test(line) && HEADER.test(next === '' ? afterNext : next));
}
