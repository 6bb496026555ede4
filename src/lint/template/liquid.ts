/** Liquid by its own parser (liquidjs): branches and variables from its tree, renderings with the place of every character. */
import {
  Context,
  Drop,
  type Emitter,
  Liquid,
  LiquidError,
  type Template as Node,
  TypeGuards,
  toValueSync,
} from 'liquidjs';
import { lazily } from '../../lazy.ts';
import type { Span } from '../../model.ts';
import { parsePlaceholders } from './placeholders.ts';

/** What a variable may hold: text, a truth value, or a list; null where there is nothing. */
export type Value = string | number | boolean | null | readonly Value[];

/** A variable that the template expects from outside, by its dotted path. */
export interface Variable {
  readonly path: string;
  /** Where it is first used. */
  readonly offset: number;
  /** What conditions compare it with; undefined where none asks for it. */
  readonly asked?: readonly (string | number | boolean)[];
  /** A loop goes over it. */
  readonly list: boolean;
}

/** A parsed template. */
export interface LiquidTemplate {
  readonly variables: readonly Variable[];
  /** Prints with these values, by path; what the values leave out is `other`. Undefined where it can't be printed. */
  print(values: ReadonlyMap<string, Value>, other: string, write: Write): void;
}

/** Takes what is printed and the part of the source that it comes from; `literal` text stands there as it is. */
export type Write = (text: string, from: Span, literal: boolean) => void;

/** Why a text is no Liquid. */
export interface LiquidProblem extends Span {
  readonly message: string;
}

/** Tags that read other files, or make sense in web pages only. */
const FOREIGN_TAGS = ['include', 'render', 'layout', 'block', 'tablerow'];
const CONDITIONS = new Set(['if', 'unless', 'case', 'for']);
/** Nodes that one rendering may print; loops in loops end here, whatever the clock says. */
const MOST_NODES = 20_000;
const MOST_MEMORY = 1_000_000;

/** Most libraries hold nothing but placeholders, and need no engine. */
const engine = lazily(() => {
  const made = new Liquid({ memoryLimit: MOST_MEMORY, parseLimit: 10_000_000, templates: {} });
  for (const tag of FOREIGN_TAGS) delete made.tags[tag];
  // The clock and chance have no place in lint; help desks' own filter names mean what Liquid's do.
  made.registerFilter('date', () => 'Friday');
  made.registerFilter('sample', (list: unknown) => (Array.isArray(list) ? list[0] : list));
  made.registerFilter('fallback', (value: unknown, otherwise: unknown) =>
    value === null || value === undefined || value === '' ? otherwise : value,
  );
  return made;
});

/** Parses Liquid; every error has its place. */
export function parseLiquid(text: string): LiquidTemplate | LiquidProblem {
  const placeholders = parsePlaceholders(text);
  if (placeholders) return placeholders;
  try {
    const nodes = engine().parse(text);
    return { variables: variablesOf(nodes), print: printer(nodes) };
  } catch (error) {
    if (error instanceof RangeError) return { start: 0, end: 0, message: 'it is nested too deeply' };
    if (!LiquidError.is(error)) throw error;
    const { begin, end } = (error as LiquidError).token;
    return { start: begin, end: Math.max(end, begin + 1), message: reasonOf(error as LiquidError) };
  }
}

function reasonOf({ message }: LiquidError): string {
  const plain = message.split('\n')[0]!.replace(/, (?:file:.*, )?line:\d+, col:\d+$/, '');
  return plain.replace(/^tag (\{%.*%\}) not closed$/s, '$1 has no end tag');
}

/** Every node below these, in the order of the text. */
function* walk(nodes: readonly Node[]): Generator<Node> {
  for (const node of nodes) {
    yield node;
    const children = node.children?.(false, true);
    if (children) yield* walk(toValueSync(children) as Node[]);
  }
}

type Argument = NonNullable<ReturnType<NonNullable<Node['arguments']>>> extends Iterable<infer T> ? T : never;
type ArgumentToken = Exclude<Argument, { filters: unknown }>;

/** The tokens that an argument is made of: operands, and what filters and ranges are given. */
function tokensOf(argument: Argument): ArgumentToken[] {
  if (!('initial' in argument)) {
    const token = argument as ArgumentToken;
    return TypeGuards.isRangeToken(token) ? [...tokensOf(token.lhs), ...tokensOf(token.rhs)] : [token];
  }
  const given = argument.filters.flatMap(({ args }) =>
    args.flatMap((arg) => (Array.isArray(arg) ? (arg[1] ?? []) : arg)),
  );
  return [...(argument.initial.postfix as ArgumentToken[]), ...given.flatMap(tokensOf)];
}

/** The dotted path of a variable, and those that stand inside it: `a[b.c]` names `b.c` too. */
function pathsOf(token: ArgumentToken): { readonly path: string; readonly offset: number }[] {
  if (!TypeGuards.isPropertyAccessToken(token) || token.variable !== undefined) return [];
  const inner = token.props.filter(TypeGuards.isPropertyAccessToken);
  const keys = token.props.map((prop) =>
    TypeGuards.isPropertyAccessToken(prop) ? '*' : 'content' in prop ? String(prop.content) : prop.getText(),
  );
  const path = keys.join('.').replace(/\.(?:size|first|last)$/, '');
  return [{ path, offset: token.begin }, ...inner.flatMap(pathsOf)];
}

function literalsOf(token: ArgumentToken): (string | number | boolean)[] {
  if (TypeGuards.isQuotedToken(token)) return [token.content];
  if (TypeGuards.isNumberToken(token)) return [token.content - 1, token.content, token.content + 1];
  if (TypeGuards.isLiteralToken(token) && typeof token.content === 'boolean') return [true, false];
  return [];
}

interface Draft {
  readonly path: string;
  readonly offset: number;
  asked: Set<string | number | boolean> | undefined;
  list: boolean;
}

/** The variables that come from outside, with what conditions ask of them; one walk over the tree. */
function variablesOf(nodes: readonly Node[]): Variable[] {
  const found = new Map<string, Draft>();
  /** Local variables, and the paths that they were assigned from. */
  const local = new Map<string, readonly string[]>();
  const questions: {
    readonly paths: readonly string[];
    readonly tokens: readonly ArgumentToken[];
    readonly list: boolean;
  }[] = [];
  for (const node of walk(nodes)) {
    const name = 'name' in node ? String(node.name) : '';
    const tokens = [...(node.arguments?.() ?? [])].flatMap(tokensOf);
    const used = tokens.flatMap(pathsOf);
    for (const one of used) {
      const known = found.get(one.path);
      if (!known || one.offset < known.offset) found.set(one.path, { ...one, asked: undefined, list: false });
    }
    const paths = used.map(({ path }) => path);
    for (const { content } of node.localScope?.() ?? []) local.set(content, paths);
    for (const declared of node.blockScope?.() ?? []) local.set(declared, []);
    if (CONDITIONS.has(name)) questions.push({ paths, tokens, list: name === 'for' });
  }
  for (const { paths, tokens, list } of questions) {
    // What is asked of a local variable is asked of what it was assigned from.
    for (const path of paths.flatMap((path) => local.get(path) ?? [path])) {
      const draft = found.get(path);
      if (!draft) continue;
      draft.asked ??= new Set();
      for (const literal of tokens.flatMap(literalsOf)) draft.asked.add(literal);
      draft.list ||= list;
    }
  }
  return [...found.values()]
    .filter(({ path }) => !local.has(path.split('.')[0]!))
    .sort((a, b) => a.offset - b.offset)
    .map(({ asked, ...variable }) => ({ ...variable, ...(asked && { asked: [...asked] }) }));
}

/** A value with fields; what nobody has set reads as neutral text. */
class Thing extends Drop {
  readonly #fields: ReadonlyMap<string, unknown>;
  readonly #value: unknown;
  readonly #other: string;

  constructor(fields: ReadonlyMap<string, unknown>, value: unknown, other: string) {
    super();
    this.#fields = fields;
    this.#value = value;
    this.#other = other;
  }

  override liquidMethodMissing(key: string | number): unknown {
    return this.#fields.has(String(key)) ? this.#fields.get(String(key)) : this.#other;
  }

  override valueOf(): unknown {
    return this.#value;
  }
}

/** The scope in which each path has its value. */
function scopeOf(values: ReadonlyMap<string, Value>, other: string): Record<string, unknown> {
  interface Branch {
    value?: Value;
    fields: Map<string, Branch>;
  }
  const root: Branch = { fields: new Map() };
  for (const [path, value] of values) {
    let branch = root;
    for (const key of path.split('.')) {
      const next = branch.fields.get(key) ?? { fields: new Map() };
      branch.fields.set(key, next);
      branch = next;
    }
    branch.value = value;
  }
  const build = (branch: Branch): unknown => {
    if (Array.isArray(branch.value)) return branch.value.map((item) => new Thing(new Map(), item, other));
    if (branch.fields.size === 0) return branch.value;
    const fields = new Map([...branch.fields].map(([key, field]) => [key, build(field)]));
    return new Thing(fields, branch.value === undefined ? other : branch.value, other);
  };
  return Object.fromEntries([...root.fields].map(([key, branch]) => [key, build(branch)]));
}

/** Writes what is printed together with the node that prints it. */
class Recorder implements Emitter {
  buffer = '';
  node: Node | undefined;
  readonly #write: Write;
  #left = MOST_NODES;

  constructor(write: Write) {
    this.#write = write;
  }

  /** The node that prints next. */
  at(node: Node): void {
    this.node = node;
    if (--this.#left < 0) throw new TooLong();
  }

  write(value: unknown): void {
    const { token } = this.node!;
    const text = printed(value);
    if (!TypeGuards.isHTMLToken(token)) this.#write(text, { start: token.begin, end: token.end }, false);
    else {
      const start = token.begin + token.trimLeft;
      this.#write(text, { start, end: start + text.length }, true);
    }
  }
}

class TooLong extends Error {}

function printed(value: unknown): string {
  const plain = value instanceof Drop ? value.valueOf() : value;
  if (plain === null || plain === undefined) return '';
  return Array.isArray(plain) ? plain.map(printed).join('') : String(plain);
}

/** Lets every node announce itself before it prints, so that what it prints has a place. */
function printer(nodes: Node[]): LiquidTemplate['print'] {
  for (const node of walk(nodes)) {
    const render = node.render.bind(node);
    node.render = (context: Context, emitter: Emitter) => {
      if (emitter instanceof Recorder) emitter.at(node);
      return render(context, emitter);
    };
  }
  return (values, other, write) => {
    const context = new Context(scopeOf(values, other), engine().options, { sync: true });
    try {
      toValueSync(engine().renderer.renderTemplates(nodes, context, new Recorder(write)));
    } catch (error) {
      // What was printed so far stands; a filter that fails on neutral text says nothing about the macro.
      if (!LiquidError.is(error) && !(error instanceof TooLong || error instanceof RangeError)) throw error;
    }
  };
}
