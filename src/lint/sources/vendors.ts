/** Vendors' exports of records, by the names of their fields (FORMATS §7). */
import { get, wordsOf } from '../written.ts';
import { has, recordSource } from './records.ts';

/** Zendesk Chat: GET /api/v2/chat/shortcuts. */
export const zendeskChat = recordSource({
  description: 'Zendesk Chat shortcuts',
  recognised: 'name and message with options, scope or departments',
  dialect: 'none',
  lists: [[], ['shortcuts'], ['data']],
  isRecord: (record) =>
    has(record, 'name', 'message') && ['options', 'scope', 'departments'].some((key) => has(record, key)),
  title: ['name'],
  bodies: [{ field: 'message', markup: 'plain' }],
  tags: 'tags',
});

/** Intercom: GET /macros; the plain text has the placeholders that the HTML has as `<attribute>`. */
export const intercom = recordSource({
  description: 'Intercom macros',
  recognised: 'type "macro" with body_text or body',
  dialect: 'intercom',
  lists: [[], ['data'], ['macros']],
  isRecord: (record) => wordsOf(get(record, 'type')) === 'macro',
  title: ['name'],
  bodies: [
    { field: 'body_text', markup: 'plain' },
    { field: 'body', markup: 'html' },
  ],
});

/** Front: GET /message_templates. */
export const front = recordSource({
  description: 'Front message templates',
  recognised: 'ids that begin with rsp_, with body',
  dialect: 'liquid',
  lists: [[], ['_results']],
  isRecord: (record) => /^rsp_/.test(wordsOf(get(record, 'id')) ?? '') && has(record, 'body'),
  title: ['name', 'subject'],
  bodies: [{ field: 'body', markup: 'html' }],
});

/** Freshdesk: canned responses of a folder. */
export const freshdesk = recordSource({
  description: 'Freshdesk canned responses',
  recognised: 'content or content_html with folder_id',
  dialect: 'liquid',
  lists: [[], ['canned_responses'], ['responses'], ['*', 'canned_responses'], ['*', 'responses']],
  isRecord: (record) => has(record, 'folder_id') && (has(record, 'content') || has(record, 'content_html')),
  title: ['title', 'name'],
  bodies: [
    { field: 'content_html', markup: 'html' },
    { field: 'content', markup: 'mixed' },
  ],
});

/** Help Scout: saved replies of a mailbox. */
export const helpscout = recordSource({
  description: 'Help Scout saved replies',
  recognised: 'name with chatText, or text with {%customer.…%}',
  dialect: 'helpscout',
  lists: [[], ['_embedded', '*'], ['replies']],
  isRecord: (record) => has(record, 'name') && (has(record, 'text') || has(record, 'chatText')),
  isTelling: (record) => has(record, 'chatText') || /\{%\s*\w+\.\w+/.test(wordsOf(get(record, 'text')) ?? ''),
  title: ['name'],
  bodies: [
    { field: 'text', markup: 'mixed', channel: 'email' },
    { field: 'chatText', markup: 'mixed', channel: 'chat' },
  ],
});

/** osTicket: canned responses as the installer takes them. */
export const osticket = recordSource({
  description: 'osTicket canned responses',
  recognised: 'title and response, with isenabled or %{…}',
  dialect: 'osticket',
  syntax: 'yaml',
  lists: [[], ['*', 'canned'], ['canned']],
  isRecord: (record) => has(record, 'title', 'response'),
  isTelling: (record) => has(record, 'isenabled') || hasVariable(record, 'response'),
  title: ['title'],
  bodies: [{ field: 'response', markup: 'html' }],
  active: 'isenabled',
});

/** osTicket: e-mail templates, one a file, named by their file. */
export const osticketEmail = recordSource({
  description: 'osTicket e-mail templates',
  recognised: 'subject and body with %{…}',
  dialect: 'osticket',
  syntax: 'yaml',
  lists: [[]],
  isRecord: (record) =>
    has(record, 'subject', 'body') && (hasVariable(record, 'body') || hasVariable(record, 'subject')),
  title: [],
  bodies: [{ field: 'body', markup: 'html' }],
});

/** Chatwoot: GET canned_responses. */
export const chatwoot = recordSource({
  description: 'Chatwoot canned responses',
  recognised: 'short_code and content',
  dialect: 'liquid',
  lists: [[], ['payload'], ['canned_responses'], ['data']],
  isRecord: (record) => has(record, 'short_code', 'content'),
  title: ['short_code'],
  bodies: [{ field: 'content', markup: 'markdown' }],
});

/** Zammad: GET /api/v1/text_modules, also expanded into assets. */
export const zammad = recordSource({
  description: 'Zammad text modules',
  recognised: 'name, keywords and content',
  dialect: 'zammad',
  lists: [[], ['text_modules'], ['assets', 'TextModule', '*'], ['TextModule', '*']],
  isRecord: (record) => has(record, 'name', 'keywords', 'content'),
  title: ['name'],
  bodies: [{ field: 'content', markup: 'mixed' }],
  tags: 'keywords',
  active: 'active',
});

/** GitHub: `.github/replies.yml`, as browser extensions for saved replies read it. */
export const github = recordSource({
  description: 'GitHub saved replies',
  recognised: 'replies with name and body',
  dialect: 'liquid',
  syntax: 'yaml',
  lists: [['replies']],
  isRecord: (record) => has(record, 'name', 'body'),
  title: ['name'],
  bodies: [{ field: 'body', markup: 'markdown' }],
});

/** Salesforce: quick texts as a CSV export. */
export const salesforceQuickText = recordSource({
  description: 'Salesforce quick texts',
  recognised: 'columns Name, Message and Category or Channel',
  dialect: 'salesforce-classic',
  syntax: 'csv',
  lists: [[]],
  isRecord: (record) => has(record, 'Name', 'Message') && (has(record, 'Category') || has(record, 'Channel')),
  id: 'Id',
  title: ['Name'],
  bodies: [{ field: 'Message', markup: 'plain' }],
  category: 'Category',
  channel: 'Channel',
  active: 'IsActive',
});

function hasVariable(record: Parameters<typeof get>[0], field: string): boolean {
  return /%\{[\w.]+\}/.test(wordsOf(get(record, field)) ?? '');
}
