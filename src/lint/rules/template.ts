/** Rules about placeholders: what a customer must never see. */
import { z } from 'zod';
import { suggestion } from '../../rubric/source.ts';
import {
  blank,
  bodySpan,
  codeSpans,
  DIALECT_SPECS,
  isHelpDesk,
  isOwn,
  MOST_RENDERINGS,
  NAMES,
  ownSpelling,
  platformOf,
  type Slot,
} from '../template/index.ts';
import { inRenderings } from './places.ts';
import { type Hit, macroRule } from './rule.ts';

const ZENDESK = { source: 'zendesk', dialect: 'liquid' } as const;

export const malformedTemplate = macroRule({
  title: 'A template that cannot be read',
  why: 'The help desk refuses it, or sends the customer its code.',
  severity: 'error',
  examples: {
    bad: [
      { ...ZENDESK, body: 'Hi, {% if ticket.requester.first_name %}good to hear from you.' },
      { ...ZENDESK, body: 'Your order is {{ ticket.id | }} on its way {% endif %}.' },
    ],
    good: [
      {
        ...ZENDESK,
        body: 'Hi{% if ticket.requester.first_name %} {{ticket.requester.first_name}}{% endif %},',
      },
    ],
  },
  check: ({ template: { broken } }) =>
    broken ? [{ span: broken, message: `this is no Liquid: ${broken.message}` }] : [],
});

export const unmatchedBraces = macroRule({
  title: 'A brace without its other half',
  why: 'The placeholder is not recognised, and the customer reads its name.',
  severity: 'error',
  examples: {
    bad: [
      { ...ZENDESK, body: 'Hi {{ticket.requester.first_name}, thanks for writing.' },
      'Hi customer_name}, thanks for writing.',
      { source: 'zammad', dialect: 'zammad', body: 'Hi #{ticket.customer.firstname, thanks for writing.' },
    ],
    good: [{ ...ZENDESK, body: 'Hi {{ticket.requester.first_name}}, thanks for writing. :}' }],
  },
  check: ({ template: { unmatched } }) =>
    unmatched.map(({ start, end, written }) => ({
      span: { start, end },
      message: `"${written}" has no other half`,
      suggestion: 'Close the placeholder, or take the brace out.',
    })),
});

export const wrongDialect = macroRule({
  title: 'A placeholder in the notation of another program',
  why: 'Nobody fills it in: the customer reads it as it stands.',
  severity: 'error',
  examples: {
    bad: [
      { ...ZENDESK, body: 'Hi {!Contact.FirstName}, your order has shipped.' },
      { ...ZENDESK, body: 'Hi [Customer Name], your order has shipped.' },
      {
        source: 'salesforce-email',
        dialect: 'salesforce-classic',
        body: 'Hi {{{Recipient.FirstName}}}, hello.',
      },
      { source: 'intercom', dialect: 'intercom', body: 'Hi {{user.first_name | default: "there"}}, hello.' },
      {
        source: 'chatwoot',
        dialect: 'liquid',
        body: '{{#if contact.name}}Hi {{contact.name}}{{/if}}, hello.',
      },
    ],
    good: [
      { ...ZENDESK, body: 'Hi {{ticket.requester.first_name}}, you told us about [describe the damage].' },
      'Hi [Customer Name], your order has shipped.',
    ],
  },
  check: ({ macro, template: { slots, tags } }) => {
    const { dialect } = macro;
    if (dialect === undefined || !(dialect === 'none' || isHelpDesk(dialect))) return [];
    const ours =
      platformOf(macro)?.title ?? (dialect === 'none' ? 'This program' : DIALECT_SPECS[dialect].title);
    // Intercom has its own word for what Liquid calls a default.
    const strange = (notation: Slot['notation'], written: string): boolean =>
      !isOwn(notation, dialect) || (dialect === 'intercom' && /\|\s*default\s*:/.test(written));
    const fromTags = tags
      .filter(({ notation, inner }) => strange(notation, inner))
      .map(({ start, end, notation, inner }): Hit => {
        const mended = dialect === 'liquid' ? asLiquidTag(inner) : undefined;
        return {
          span: { start, end },
          message: `${ours} prints this tag as it stands; it is how ${DIALECT_SPECS[notation].title} writes it`,
          ...(mended !== undefined && { fix: { start, end, text: mended } }),
        };
      });
    const fromSlots = slots
      .filter(({ notation, written }) => strange(notation, written))
      // What only a person can know, a person may be asked for.
      .filter(({ byHand, meaning }) => !byHand || meaning === 'name' || meaning === 'agent')
      .map(({ start, end, notation, written, meaning, byHand }): Hit => {
        const right = meaning === 'name' || meaning === 'agent' ? ownSpelling(macro, meaning) : undefined;
        const what =
          byHand || notation === 'braces' ? '' : `; it is how ${DIALECT_SPECS[notation].title} writes it`;
        return {
          span: { start, end },
          message: `${ours} does not fill in ${written}${what}`,
          ...(right === undefined
            ? { suggestion: `Use ${ours}'s own placeholder for it.` }
            : { suggestion: `${ours} writes ${right}.`, fix: { start, end, text: right } }),
        };
      });
    return [...fromTags, ...fromSlots].sort((a, b) => a.span!.start - b.span!.start);
  },
});

/** A Handlebars tag as Liquid writes it. */
function asLiquidTag(inner: string): string | undefined {
  const open = /^#(?<tag>if|unless)\s+(?<test>[\w.]+)$/.exec(inner);
  if (open) return `{% ${open.groups!.tag} ${open.groups!.test} %}`;
  const close = /^\/(?<tag>if|unless)$/.exec(inner);
  if (close) return `{% end${close.groups!.tag} %}`;
  return inner === 'else' ? '{% else %}' : undefined;
}

export const unknownRoot = macroRule({
  title: 'A placeholder that the help desk does not know',
  why: 'It stays empty: the customer reads a sentence with a hole.',
  severity: 'error',
  options: z.strictObject({
    /** First words of paths that are known here besides those of the help desk. */
    allow: z.array(z.string()).default([]),
  }),
  examples: {
    bad: [
      { ...ZENDESK, body: 'Hi {{requester.first_name}}, thanks for writing.' },
      { ...ZENDESK, body: 'Hi {{Ticket.requester.first_name}}, thanks for writing.' },
      { ...ZENDESK, body: 'Your number is {{Order Number}}.' },
      { source: 'zammad', dialect: 'zammad', body: 'Hi #{customer_name}, thanks for writing.' },
    ],
    good: [
      { ...ZENDESK, body: '{% assign n = ticket.requester.first_name %}Hi {{n}}, see {{dc.returns}}.' },
      { source: 'zammad', dialect: 'zammad', body: 'Hi #{ticket.customer.firstname}, thanks for writing.' },
    ],
  },
  check: ({ macro, template: { slots, variables, broken } }, { allow }) => {
    const platform = platformOf(macro);
    const roots = platform?.roots;
    if (!platform || !roots || broken) return [];
    const known = [...roots, ...allow];
    const title = platform.title;
    const paths = [
      ...variables.map(({ path, offset }) => ({ path, start: offset, end: offset + path.length })),
      ...slots
        .filter(({ notation }) => notation === macro.dialect && notation !== 'liquid')
        .map(({ path, start, end }) => ({ path, start, end })),
    ];
    const unknown = paths.flatMap(({ path, start, end }): Hit[] => {
      const root = path.split(/[.[]/)[0]!;
      if (known.includes(root) || EMPTY.test(path)) return [];
      const near = suggestion(root, known).replace(/^; d/, 'D');
      return [
        {
          span: { start, end },
          message: `${title} knows no "${root}", so ${path} stays empty`,
          ...(near !== '' && { suggestion: near }),
        },
      ];
    });
    const titles = slots
      .filter(({ notation, written }) => notation === 'braces' && written.startsWith('{{'))
      .map(({ start, end, written }) => ({ span: { start, end }, message: `${title} knows no ${written}` }));
    return [...unknown, ...titles].sort((a, b) => a.span!.start - b.span!.start);
  },
});

/** Placeholders of programs that had nothing to say: "{{undefined}}". */
const EMPTY = /^(?:undefined|null|nil|none|nan|todo|tbd|placeholder)?$/i;
/** What people write where something else belongs. */
export const LEFTOVER = new RegExp(
  [
    String.raw`\b(?:INSERT|ENTER|ADD|TYPE|PASTE|FILL IN|REPLACE)(?: [A-Z][A-Z'’/-]*){1,6}\b`,
    String.raw`\b(?:[Ii]nsert|[Ee]nter|[Aa]dd|[Pp]aste) (?:\w+ ){1,4}here\b(?!['’])`,
    String.raw`(?<![\w#])[Xx]{4,}(?!\w)`,
    String.raw`\b(?:TODO|TBD|TBC|FIXME|LOREM IPSUM|[Ll]orem ipsum)\b`,
    String.raw`(?<![\w/])@(?:username|user_name|name|customer|user|reporter|author)\b`,
    '_{4,}',
  ].join('|'),
  'g',
);
const INSTRUCTION = /^(?:insert|enter|add|paste|type|fill in|put|write)\b/i;
/** A program has no words of its own; only a person could fill these in. */
const FOR_PEOPLE = /^(?:brief|short|describe|explain|e\.?g\.?|your text|some text)\b/i;

export const leftover = macroRule({
  title: 'Text that somebody meant to replace',
  why: 'It reaches the customer as it stands and shows that nobody read the reply.',
  severity: 'error',
  examples: {
    bad: [
      'You asked us: INSERT QUESTION HERE.',
      'Your order XXXXX has shipped.',
      'Duplicate of #<insert issue>.',
      'Hi {{undefined}}, thanks for writing.',
      'Thanks, @username! We will have a look.',
      'We fixed it: {brief description of fix}.',
      'Your total is $' + '{total}.',
    ],
    good: [
      'Your order {{ticket.id}} has shipped.',
      'Enter your code on the next page and click Add to basket.',
      'Hi [Customer Name], thanks for telling us about {issue}.',
    ],
  },
  check: ({ macro, template: { slots, broken } }) => {
    if (broken) return [];
    const { text } = macro.body;
    // Neither code that a macro shows nor what stands inside a placeholder is prose.
    const prose = blank(text, [...codeSpans(text), ...slots]);
    const written = [...prose.matchAll(LEFTOVER)].map(({ index, 0: words }) => ({
      start: index,
      end: index + words.length,
      words,
    }));
    const held = slots
      .filter(
        ({ path, notation }) =>
          EMPTY.test(path) ||
          INSTRUCTION.test(path) ||
          notation === 'script' ||
          (notation === 'braces' && FOR_PEOPLE.test(path)),
      )
      .map(({ start, end, written }) => ({ start, end, words: written }));
    return [...written, ...held]
      .sort((a, b) => a.start - b.start)
      .map(({ start, end, words }) => ({
        span: { start, end },
        message: `"${words}" was meant to be replaced`,
        suggestion: 'Put a placeholder there that your help desk fills in, or take it out.',
      }));
  },
});

/** What reads well where the name is missing, by the word that greets. */
const FALLBACKS: readonly (readonly [RegExp, string])[] = [
  [/\b(?:hi|hello|hey|hiya|howdy)\s*$/i, 'there'],
  [/\bdear\s*$/i, 'customer'],
];

export const emptyName = macroRule({
  title: 'A hole where the name is missing',
  why: 'Many customers have no name on file; "Hi ," tells them that nobody looked.',
  severity: 'warning',
  examples: {
    bad: [
      { ...ZENDESK, body: 'Hi {{ticket.requester.first_name}}, thanks for writing.' },
      {
        ...ZENDESK,
        body: '{% if ticket.via == "Chat" %}Hi {{ticket.requester.first_name}},{% endif %} thanks.',
      },
      { source: 'helpscout', dialect: 'helpscout', body: 'Dear {%customer.firstName%}, thanks for writing.' },
    ],
    good: [
      { ...ZENDESK, body: 'Hi {{ticket.requester.first_name | default: "there"}}, thanks for writing.' },
      {
        ...ZENDESK,
        body: 'Hi{% if ticket.requester.first_name != blank %} {{ticket.requester.first_name}}{% endif %}, thanks.',
      },
      { source: 'zendesk-chat', dialect: 'none', body: 'Hi [Customer Name], thanks for writing.' },
      { source: 'intercom', dialect: 'intercom', body: 'Hi {{user.first_name|fallback:"there"}}, thanks.' },
    ],
  },
  check: (macro) => {
    // A local variable that was given the name is the name too.
    const named = new Set(
      macro.renderings.flatMap(({ text, filled }) =>
        filled.flatMap(({ slot, start, end }) => (NAMED.test(text.slice(start, end)) ? slot.start : [])),
      ),
    );
    return inRenderings(macro, (rendering) =>
      rendering.filled.flatMap(({ slot, start, end }) => {
        if (!named.has(slot.start) || end > start) return [];
        const { text } = rendering;
        const before = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
        const after = /^[^\n]*/.exec(text.slice(start))![0];
        if (!isHole(before, after)) return [];
        const shown =
          `${/(?:\S+\s+){0,3}\S*$/.exec(before)![0]}${/^(?:[,.;:!?]+|\s*\S*(?:\s+\S+)?)/.exec(after)![0]}`.trim();
        const word = FALLBACKS.find(([greeting]) => greeting.test(before))?.[1];
        const withFallback = DIALECT_SPECS[slot.notation].withFallback;
        const known = macro.macro.dialect !== undefined && word !== undefined;
        const mended = known ? withFallback?.(slot, word) : undefined;
        return [
          {
            span: { start: slot.start, end: slot.end },
            message: `reads "${shown}" when ${slot.path} is empty`,
            ...(mended === undefined
              ? { suggestion: 'Write the sentence so that it reads well without the name.' }
              : {
                  suggestion: `Say what to write instead: ${mended}`,
                  fix: { start: slot.start, end: slot.end, text: mended },
                }),
          },
        ];
      }),
    );
  },
});

const NAMED = new RegExp(`${NAMES.present.first}|${NAMES.present.last}`, 'i');

/** Whether nothing between these two is seen: "Hi ,", "Dear", ", thanks", "to  .". */
function isHole(before: string, after: string): boolean {
  if (/(?:^|\s)$/.test(before) && /^[,.;:!?'’]/.test(after)) return true;
  if (/\s$/.test(before) && /^\s+\S/.test(after)) return true;
  return /\bdear\s*$/i.test(before) && after.trim() === '';
}

export const cutName = macroRule({
  title: 'A long name is cut off',
  why: 'People notice at once when their own name is wrong.',
  severity: 'note',
  examples: {
    bad: [{ ...ZENDESK, body: 'Hi {{ticket.requester.first_name | truncate: 12}}, thanks for writing.' }],
    good: [
      { ...ZENDESK, body: 'Hi {{ticket.requester.first_name | default: "there"}}, thanks for writing.' },
    ],
  },
  check: ({ renderings }) => {
    const { first, last } = NAMES.long;
    const seen = new Set<number>();
    return renderings.flatMap((rendering) =>
      rendering.filled.flatMap(({ slot, start, end }): Hit[] => {
        const shown = rendering.text.slice(start, end);
        const letters = shown.replace(/[^\p{L}-]+$/u, '').toLowerCase();
        const whole = [first, last].some((part) => shown.toLowerCase().includes(part.toLowerCase()));
        const cut = slot.meaning === 'name' && letters.length > 5 && !whole;
        if (!cut || !`${first} ${last}`.toLowerCase().startsWith(letters) || seen.has(slot.start)) return [];
        seen.add(slot.start);
        return [
          {
            span: bodySpan(rendering, { start, end }),
            message: `a long name reads "${shown}"`,
            values: rendering.values,
            suggestion: 'Leave the name as long as it is.',
          },
        ];
      }),
    );
  },
});

export const manyBranches = macroRule({
  title: 'More branches than anybody can read',
  why: 'Nobody can tell what a customer will get, and lint has looked at a part of it only.',
  severity: 'note',
  examples: {
    bad: [
      {
        ...ZENDESK,
        body: Array.from(
          { length: 6 },
          (_, i) => `{% if ticket.ticket_field_${i} %}Part ${i}.{% endif %}`,
        ).join(' '),
      },
    ],
    good: [{ ...ZENDESK, body: '{% if ticket.organization.name %}Thanks.{% else %}Thank you.{% endif %}' }],
  },
  check: ({ template: { combinations } }) =>
    combinations > MOST_RENDERINGS
      ? [
          {
            message: `${combinations} texts are possible; ${MOST_RENDERINGS} of them were linted`,
            suggestion: 'Make several macros of it.',
          },
        ]
      : [],
});
