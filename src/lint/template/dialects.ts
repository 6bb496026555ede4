/** How each help desk writes placeholders: what it knows, how a name is written, and what to do when there is none. */
import type { Dialect, Macro } from '../macro.ts';
import type { Notation } from './scan.ts';
import type { Slot } from './slots.ts';

export interface DialectSpec {
  /** As people call it. */
  readonly title: string;
  /** The customer's first name, and whoever answers, as this dialect writes them. */
  readonly name?: string;
  readonly agent?: string;
  /** The placeholder with a text for when it is empty, where the dialect has one. */
  withFallback?(slot: Slot, text: string): string;
}

export const DIALECT_SPECS: Readonly<Record<Notation, DialectSpec>> = {
  liquid: {
    title: 'Liquid',
    withFallback: ({ written }, text) => written.replace(/(\s*-?\}\})$/, ` | default: '${text}'$1`),
  },
  intercom: {
    title: 'Intercom',
    name: '{{user.first_name|fallback:"there"}}',
    agent: '{{teammate.name}}',
    withFallback: ({ path }, text) => `{{${path}|fallback:"${text}"}}`,
  },
  helpscout: {
    title: 'Help Scout',
    name: '{%customer.firstName,fallback=there%}',
    agent: '{%user.firstName%}',
    withFallback: ({ path }, text) => `{%${path},fallback=${text}%}`,
  },
  osticket: { title: 'osTicket', name: '%{ticket.name.first}', agent: '%{staff.name}' },
  zammad: { title: 'Zammad', name: '#{ticket.customer.firstname}', agent: '#{user.firstname}' },
  'salesforce-classic': {
    title: 'Salesforce Classic',
    name: '{!Contact.FirstName}',
    agent: '{!User.FirstName}',
    withFallback: ({ path }, text) => `{!BLANKVALUE(${path}, "${text}")}`,
  },
  'salesforce-lightning': {
    title: 'Salesforce Lightning',
    name: '{{{Recipient.FirstName}}}',
    agent: '{{{Sender.FirstName}}}',
  },
  braces: { title: 'braces' },
  brackets: { title: 'brackets' },
  handlebars: { title: 'Handlebars' },
  script: { title: 'a programming language' },
};

/** What is known about a help desk. */
export interface Platform {
  readonly title: string;
  /** How the customer's first name and whoever answers are written. */
  readonly name: string;
  readonly agent?: string;
  /** First words of paths that it fills in; absent where teams add their own. */
  readonly roots?: readonly string[];
  /** `user` is who answers, and not the customer. */
  readonly userAnswers?: true;
  /** Its double braces are Liquid in full, so what Liquid can't read is broken. */
  readonly strict?: true;
}

/** By the beginning of a source's key; sources that are not here may know anything. */
const PLATFORMS: Readonly<Record<string, Platform>> = {
  zendesk: {
    title: 'Zendesk',
    name: '{{ticket.requester.first_name}}',
    agent: '{{current_user.name}}',
    roots: ['ticket', 'current_user', 'agent', 'satisfaction', 'dc', 'account'],
    strict: true,
  },
  freshdesk: {
    title: 'Freshdesk',
    name: '{{ticket.requester.firstname}}',
    agent: '{{ticket.agent.name}}',
    roots: ['ticket', 'agent', 'helpdesk_name', 'comment', 'company', 'contact', 'requester'],
    strict: true,
  },
  intercom: { title: 'Intercom', name: '{{user.first_name|fallback:"there"}}', agent: '{{teammate.name}}' },
  gorgias: {
    title: 'Gorgias',
    name: '{{ticket.customer.firstname}}',
    agent: '{{current_user.firstname}}',
    roots: ['ticket', 'current_user', 'message', 'customer'],
  },
  front: {
    title: 'Front',
    name: '{{recipient.first_name}}',
    agent: '{{user.first_name}}',
    userAnswers: true,
  },
  hubspot: { title: 'HubSpot', name: '{{ contact.firstname }}', agent: '{{ owner.firstname }}' },
  chatwoot: {
    title: 'Chatwoot',
    name: '{{contact.first_name}}',
    agent: '{{agent.first_name}}',
    roots: ['contact', 'agent', 'conversation', 'inbox', 'account'],
    strict: true,
  },
  github: { title: 'GitHub saved replies', name: '{{ author }}', roots: ['author', 'user'] },
  helpscout: {
    title: 'Help Scout',
    name: '{%customer.firstName,fallback=there%}',
    agent: '{%user.firstName%}',
    userAnswers: true,
    roots: ['customer', 'user', 'conversation', 'mailbox', 'inbox', 'company', 'organization'],
  },
  osticket: {
    title: 'osTicket',
    name: '%{ticket.name.first}',
    agent: '%{staff.name}',
    roots: [
      'ticket',
      'staff',
      'recipient',
      'company',
      'url',
      'comments',
      'response',
      'signature',
      'poster',
      'message',
      'note',
      'assigner',
      'assignee',
      'user',
      'thread',
      'task',
      'token',
      'link',
      'reset_link',
    ],
  },
  zammad: {
    title: 'Zammad',
    name: '#{ticket.customer.firstname}',
    agent: '#{user.firstname}',
    userAnswers: true,
    roots: ['ticket', 'user', 'config', 'article', 'notification'],
  },
  salesforce: {
    title: 'Salesforce',
    name: '{!Contact.FirstName}',
    agent: '{!User.FirstName}',
    userAnswers: true,
  },
};

const BY_NAME = Object.entries(PLATFORMS);

/** What is known about the source of a macro; undefined where it may know anything. */
export function platformOf({ source }: Pick<Macro, 'source'>): Platform | undefined {
  return BY_NAME.find(([name]) => source.startsWith(name))?.[1];
}

/** How the customer's name, or whoever answers, is written in the dialect of this macro, where that is known. */
export function ownSpelling(
  macro: Pick<Macro, 'source' | 'dialect'>,
  meaning: 'name' | 'agent',
): string | undefined {
  if (macro.dialect === undefined || macro.dialect === 'none') return undefined;
  return DIALECT_SPECS[macro.dialect][meaning] ?? platformOf(macro)?.[meaning];
}

/** Whether `user` in this notation of this source is who answers. */
export function userAnswers(macro: Pick<Macro, 'source'>, notation: Notation): boolean {
  const platform = platformOf(macro);
  if (platform) return platform.userAnswers === true;
  return ['zammad', 'helpscout', 'salesforce-classic', 'salesforce-lightning'].includes(notation);
}

/** Notations that print a text of their own; the others are for people to fill in. */
export const isHelpDesk = (dialect: Dialect | Notation | undefined): boolean =>
  dialect !== undefined && !['braces', 'brackets', 'none', 'handlebars', 'script'].includes(dialect);

/** Whether a source of this dialect fills in this notation: Intercom's placeholders without a fallback look like Liquid's. */
export const isOwn = (notation: Notation, dialect: Dialect): boolean =>
  notation === dialect || (dialect === 'intercom' && notation === 'liquid');
