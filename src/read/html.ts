/** HTML bodies → text: blocks become lines, entities characters, and quoted history goes (FORMATS §0.4). */

const TAG =
  /<\/?(?:p|div|br|span|a|ul|ol|li|blockquote|b|strong|em|i|u|h[1-6]|table|tr|td|img|style|font|pre|code|hr)\b[^<>]*>|&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z]{2,8});/i;

/** Elements that stand on lines of their own, and elements that do not. */
export const BLOCKS: ReadonlySet<string> = new Set(
  'p div br ul ol li blockquote h1 h2 h3 h4 h5 h6 table tr hr pre section article header footer address dl dt dd details'.split(
    ' ',
  ),
);
export const INLINE: ReadonlySet<string> = new Set(
  'a abbr b bdi bdo big center cite code col colgroup del em font g html head body i img ins kbd label link main mark meta nav o:p path q s samp script small span strike strong style sub sup svg tbody td tfoot th thead time title tt u var wbr attribute button figure figcaption form input'.split(
    ' ',
  ),
);
/** Elements whose content is not said. */
const SILENT: ReadonlySet<string> = new Set(['style', 'script', 'title', 'head', 'blockquote']);
/** Elements that mail programs wrap around what they quote. */
const QUOTABLE: ReadonlySet<string> = new Set(['div', 'span', 'p', 'table', 'section', 'details']);
const QUOTE_CLASS =
  /(?:^|\s)(?:gmail_quote\w*|gmail_attr|freshdesk_quote|front-blockquote|yahoo_quoted|moz-cite-prefix|zmail_extra|protonmail_quote|tutanota_quote|gorgias_quote|hs_reply|quoted_text)(?:\s|$)/i;
/** Where Outlook begins the message that is answered: nothing after it is new. */
const CUT_ID = /^(?:divRplyFwdMsg|appendonsend|mail-editor-reference-message-container)$/i;

/** Whether a text is HTML, going by known elements and entities; `a < b`, `<email>` and `<NAME>` are not. */
export function looksLikeHtml(text: string): boolean {
  return TAG.test(text);
}

/**
 * Loads the tokeniser and makes the converter, which takes time and memory linear in the text: elements are
 * counted, never held. Elements that HTML does not know, such as `<NAME>`, stay as written.
 */
export async function loadHtml(): Promise<(html: string) => string> {
  const { Tokenizer } = await import('htmlparser2');
  return (html) => {
    const out: string[] = [];
    let element = '';
    let attribute = '';
    let value = '';
    let opened = 0;
    let known = true;
    /** Name and depth of the element that is being left out. */
    let silent: { name: string; depth: number } | undefined;
    let cut = false;

    const say = (text: string): void => {
      if (!silent && !cut) out.push(text);
    };
    const tokenizer = new Tokenizer(
      { decodeEntities: true, xmlMode: false },
      {
        ontext: (start, end) => say(html.slice(start, end).replace(/\s+/g, ' ')),
        ontextentity: (code) => say(code === 0xa0 ? ' ' : String.fromCodePoint(code)),
        onopentagname: (start, end) => {
          element = html.slice(start, end).toLowerCase();
          opened = start - 1;
          known = BLOCKS.has(element) || INLINE.has(element);
          if (!known) return;
          if (silent?.name === element && element !== 'br') silent.depth++;
          else if (!silent && SILENT.has(element)) silent = { name: element, depth: 1 };
          if (BLOCKS.has(element)) say('\n');
        },
        onattribname: (start, end) => {
          attribute = html.slice(start, end).toLowerCase();
          value = '';
        },
        onattribdata: (start, end) => {
          value += html.slice(start, Math.min(end, start + 200));
        },
        onattribentity: () => {},
        onattribend: () => {
          if (attribute === 'id' && CUT_ID.test(value)) cut = true;
          if (!silent && QUOTABLE.has(element) && attribute === 'class' && QUOTE_CLASS.test(value))
            silent = { name: element, depth: 1 };
        },
        onopentagend: (end) => {
          if (!known) say(html.slice(opened, end + 1));
        },
        onselfclosingtag: (end) => {
          if (!known) say(html.slice(opened, end + 1));
          else if (silent?.name === element && --silent.depth === 0) silent = undefined;
        },
        onclosetag: (start, end) => {
          const name = html.slice(start, end).toLowerCase();
          if (!BLOCKS.has(name) && !INLINE.has(name)) say(`</${name}>`);
          if (silent?.name === name && --silent.depth === 0) silent = undefined;
          if (BLOCKS.has(name)) say('\n');
        },
        oncdata: () => {},
        oncomment: () => {},
        ondeclaration: () => {},
        onprocessinginstruction: () => {},
        onend: () => {},
      },
    );
    tokenizer.write(html);
    tokenizer.end();
    return tidy(out.join(''));
  };
}

/** Single spaces, no blank line twice, no space at a line's ends. */
function tidy(text: string): string {
  return text
    .split('\n')
    .map((line) => line.replace(/[ \t\r\f]+/g, ' ').trim())
    .filter((line, index, lines) => line !== '' || lines[index - 1] !== '')
    .join('\n')
    .trim();
}
