/** JSON, YAML and tables of somebody's own making: records with something like a title and something like a text. */
import { truthOf, type Written, type WrittenMap, type WrittenText, wordsOf } from '../written.ts';
import { tagsOf } from './records.ts';
import type { Draft, MacroSource, SourceFile, Syntax } from './source.ts';

/** Names of fields, the likeliest first; case, spaces, accents and `_` don't count. */
const BODY = names(
  'bodytext body text content answer message response reply template macro cannedresponse snippet html',
  'texto corpo cuerpo conteudo contenido resposta respuesta mensagem mensaje',
);
const TITLE = names(
  'title label name question subject shortcut shortcode intent key macro template',
  'titulo nome nombre pergunta pregunta assunto asunto',
);
const CATEGORY = names('category cat folder group section topic type categoria');
const ACTIVE = names('active isactive enabled isenabled');

export const json: MacroSource = {
  description: 'JSON and NDJSON with titles and texts',
  recognised:
    'records with a title, label, name or question and a body, text, content, answer, message or response',
  ...generic('json', 'ndjson'),
};
export const yaml: MacroSource = {
  description: 'YAML with titles and texts',
  recognised: json.recognised,
  ...generic('yaml'),
};
export const csv: MacroSource = {
  description: 'tables with titles and texts: CSV, TSV, semicolons or bars',
  recognised: json.recognised,
  ...generic('csv'),
};

function generic(...syntaxes: readonly Syntax[]): Pick<MacroSource, 'matches' | 'read'> {
  const read = ({ root }: SourceFile): Draft[] => recordsIn(root);
  return {
    matches: (file) => file.syntax !== undefined && syntaxes.includes(file.syntax) && read(file).length > 0,
    read,
  };
}

/** Every record anywhere in the data; inside a record nothing more is looked for. */
function recordsIn(root: Written | undefined): Draft[] {
  const found: Draft[] = [];
  const visit = (part: Written, key: string | undefined, around: string | undefined): void => {
    if (part.kind === 'text' || part.kind === 'other') return;
    const draft = part.kind === 'map' ? draftOf(part, key, around) : undefined;
    if (draft) found.push(draft);
    else if (part.kind === 'list') for (const item of part.items) visit(item, undefined, around);
    else {
      const named = part.entries.size > 1 ? field(part, [...CATEGORY, ...TITLE])?.value : undefined;
      for (const [name, value] of part.entries) visit(value, name, named ?? around);
    }
  };
  if (root) visit(root, undefined, undefined);
  return found.length > 0 ? found : textsByName(root);
}

function draftOf(record: WrittenMap, key: string | undefined, around: string | undefined): Draft | undefined {
  const body = field(record, BODY);
  const title = field(record, TITLE, body);
  if (!body || !(title || key !== undefined || part(record, ['id']))) return undefined;
  return {
    id: wordsOf(part(record, ['id'])) ?? key,
    title: title?.value ?? key,
    start: title?.start ?? record.start,
    record,
    body: body.located(),
    markup: 'mixed',
    locale: wordsOf(part(record, ['locale', 'language', 'lang'])),
    channel: wordsOf(part(record, ['channel'])),
    category: field(record, CATEGORY)?.value ?? around,
    context: wordsOf(part(record, ['context', 'usewhen', 'whentouse'])),
    doNotUseWhen: wordsOf(part(record, ['donotusewhen'])),
    tags: tagsOf(part(record, ['tags', 'keywords', 'labels'])),
    skip:
      truthOf(part(record, ACTIVE)) === false
        ? 'inactive'
        : truthOf(part(record, ['internal'])) === true ||
            truthOf(part(record, ['public', 'ispublic'])) === false
          ? 'internal'
          : undefined,
  };
}

/** `refund_late: Hi …`: a map from names to texts, told by most of them being sentences. */
function textsByName(root: Written | undefined): Draft[] {
  if (root?.kind !== 'map') return [];
  const texts = [...root.entries].filter((entry): entry is [string, WrittenText] => entry[1].kind === 'text');
  const sentences = texts.filter(([, { value }]) => value.trim().split(/\s+/).length >= 4);
  if (texts.length < root.entries.size || sentences.length * 2 <= texts.length) return [];
  return texts.map(([key, text]) => ({
    id: key,
    title: key,
    start: text.start,
    record: text,
    body: text.located(),
    markup: 'mixed',
  }));
}

function names(...lists: readonly string[]): readonly string[] {
  return lists.join(' ').split(' ');
}

/** The words of a field's name: `referenceAnswer`, `reference_answer` and `Reference answer` are the same. */
function wordsOfName(name: string): string[] {
  const plain = name.normalize('NFD').replace(/\p{M}/gu, '');
  return plain
    .replace(/([a-z])(?=[A-Z])/g, '$1 ')
    .toLowerCase()
    .split(/[\s_.-]+/);
}

/** The field with the likeliest of the names. */
function part(record: WrittenMap, known: readonly string[]): Written | undefined {
  return likeliest([...record.entries], known, (words) => words.join(''));
}

/** The field with the likeliest of the names, or with a name that ends in it, that holds a text other than `besides`. */
function field(record: WrittenMap, known: readonly string[], besides?: WrittenText): WrittenText | undefined {
  const texts = [...record.entries].filter(
    (entry): entry is [string, WrittenText] =>
      entry[1].kind === 'text' && entry[1].value.trim() !== '' && entry[1] !== besides,
  );
  return (
    likeliest(texts, known, (words) => words.join('')) ?? likeliest(texts, known, (words) => words.at(-1)!)
  );
}

function likeliest<T>(
  fields: readonly (readonly [string, T])[],
  known: readonly string[],
  nameOf: (words: readonly string[]) => string,
): T | undefined {
  const ranked = fields
    .map(([name, value]) => ({ rank: known.indexOf(nameOf(wordsOfName(name))), value }))
    .filter(({ rank }) => rank >= 0)
    .sort((a, b) => a.rank - b.rank);
  return ranked[0]?.value;
}
