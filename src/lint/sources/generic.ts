/** JSON, YAML and tables of somebody's own making: records with something like a title and something like a text. */
import { truthOf, type Written, type WrittenMap, type WrittenText, wordsOf } from '../written.ts';
import { tagsOf } from './records.ts';
import type { Draft, MacroSource, Syntax } from './source.ts';

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

function generic(
  ...syntaxes: readonly [Syntax, ...Syntax[]]
): Pick<MacroSource, 'syntax' | 'matches' | 'read'> {
  return {
    syntax: syntaxes[0],
    matches: ({ root, syntax }) =>
      root !== undefined &&
      syntax !== undefined &&
      syntaxes.includes(syntax) &&
      (hasText(recordsIn(root)) || textsByName(root).length > 0),
    read: ({ root }) => {
      const records = root ? [...recordsIn(root)] : [];
      return records.length > 0 ? records : textsByName(root);
    },
  };
}

function hasText(drafts: Iterable<Draft>): boolean {
  for (const { body } of drafts) if (body) return true;
  return false;
}

/** Every record anywhere in the data; inside a record nothing more is looked for. */
function* recordsIn(part: Written, key?: string, around?: string): Generator<Draft> {
  if (part.kind === 'list') {
    for (const item of part.items) yield* recordsIn(item, undefined, around);
  } else if (part.kind === 'map') {
    const fields = fieldsOf(part);
    const draft = draftOf(part, fields, key, around);
    if (draft) {
      yield draft;
      return;
    }
    const name = part.entries.size > 1 ? text(fields, [...CATEGORY, ...TITLE])?.value : undefined;
    for (const [inside, value] of part.entries) yield* recordsIn(value, inside, name ?? around);
  }
}

function draftOf(
  record: WrittenMap,
  fields: readonly Field[],
  key: string | undefined,
  around: string | undefined,
): Draft | undefined {
  const body = text(fields, BODY);
  const isBlank = !body && isNothing(field(fields, BODY));
  const title = text(fields, TITLE, body);
  const id = wordsOf(field(fields, ['id'])) ?? key;
  if (!(body && (title || id !== undefined)) && !(isBlank && title)) return undefined;
  const words = (...known: readonly string[]): string | undefined => wordsOf(field(fields, known));
  const isInactive = truthOf(field(fields, ACTIVE)) === false;
  const isInternal =
    truthOf(field(fields, ['internal'])) === true || truthOf(field(fields, ['public', 'ispublic'])) === false;
  return {
    id,
    title: title?.value ?? key,
    start: title?.start ?? record.start,
    record,
    body: body?.located(),
    markup: 'mixed',
    locale: words('locale', 'language', 'lang'),
    channel: words('channel'),
    category: text(fields, CATEGORY)?.value ?? around,
    context: words('context', 'usewhen', 'whentouse'),
    doNotUseWhen: words('donotusewhen'),
    tags: tagsOf(field(fields, ['tags', 'keywords', 'labels'])),
    skip: isInactive ? 'inactive' : isInternal ? 'internal' : undefined,
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

/** Whether a field is there and has nothing in it. */
function isNothing(value: Written | undefined): boolean {
  return value?.kind === 'text' ? value.value.trim() === '' : value?.kind === 'other' && value.value === null;
}

interface Field {
  /** The words of its name: `referenceAnswer`, `reference_answer` and `Reference answer` are the same. */
  readonly words: readonly string[];
  readonly value: Written;
}

function fieldsOf({ entries }: WrittenMap): Field[] {
  return [...entries].map(([name, value]) => {
    const plain = name.normalize('NFD').replace(/\p{M}/gu, '');
    const words = plain.replace(/([a-z])(?=[A-Z])/g, '$1 ').toLowerCase();
    return { words: words.split(/[\s_.-]+/), value };
  });
}

/** The field with the likeliest of the names. */
function field(fields: readonly Field[], known: readonly string[]): Written | undefined {
  return likeliest(fields, known, (words) => words.join(''))?.value;
}

/** The field with the likeliest of the names, or with a name that ends in it, that holds a text other than `besides`. */
function text(
  fields: readonly Field[],
  known: readonly string[],
  besides?: WrittenText,
): WrittenText | undefined {
  const texts = fields.filter(
    (field): field is Field & { value: WrittenText } =>
      field.value.kind === 'text' && field.value.value.trim() !== '' && field.value !== besides,
  );
  return (
    likeliest(texts, known, (words) => words.join('')) ?? likeliest(texts, known, (words) => words.at(-1)!)
  )?.value;
}

function likeliest<T extends Field>(
  fields: readonly T[],
  known: readonly string[],
  nameOf: (words: readonly string[]) => string,
): T | undefined {
  let best: { rank: number; field: T } | undefined;
  for (const field of fields) {
    const rank = known.indexOf(nameOf(field.words));
    if (rank >= 0 && (!best || rank < best.rank)) best = { rank, field };
  }
  return best?.field;
}
