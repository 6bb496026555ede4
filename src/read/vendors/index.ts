/** The vendors whose JSON can be read. A new one is a file and a line here. */

import { aircall } from './aircall.ts';
import { assemblyai } from './assemblyai.ts';
import { azureStt } from './azure-stt.ts';
import { bedrock } from './bedrock.ts';
import { callAnalytics } from './call-analytics.ts';
import { ccai } from './ccai.ts';
import { chatwoot } from './chatwoot.ts';
import { connectChat } from './connect-chat.ts';
import { contactLens } from './contact-lens.ts';
import { crisp } from './crisp.ts';
import { deepgram } from './deepgram.ts';
import { dialpad } from './dialpad.ts';
import { fireflies } from './fireflies.ts';
import { freshchat } from './freshchat.ts';
import { freshdesk } from './freshdesk.ts';
import { front } from './front.ts';
import { genesys } from './genesys.ts';
import { giosg } from './giosg.ts';
import { gong } from './gong.ts';
import { googleStt } from './google-stt.ts';
import { gorgias } from './gorgias.ts';
import { helpScout } from './help-scout.ts';
import { hubspot } from './hubspot.ts';
import { intercom } from './intercom.ts';
import { livechat } from './livechat.ts';
import { openai } from './openai.ts';
import { postCallAnalytics } from './post-call-analytics.ts';
import { abcd, convokit } from './research.ts';
import { rev } from './rev.ts';
import { salesforce } from './salesforce.ts';
import { talkdesk } from './talkdesk.ts';
import { tellq } from './tellq.ts';
import { transcribe } from './transcribe.ts';
import { twilio } from './twilio.ts';
import { twilioIntelligence } from './twilio-intelligence.ts';
import type { Vendor } from './vendor.ts';
import { verint } from './verint.ts';
import { elevenlabs, retell, vapi } from './voice-ai.ts';
import { whisper } from './whisper.ts';
import { zendesk } from './zendesk.ts';
import { zendeskChat } from './zendesk-chat.ts';
import { zendeskMessaging } from './zendesk-messaging.ts';

/** In the order in which analysts meet them (FORMATS §1); every document matches one at most. */
export const VENDORS = {
  zendesk,
  'zendesk-chat': zendeskChat,
  'zendesk-messaging': zendeskMessaging,
  intercom,
  'contact-lens': contactLens,
  'connect-chat': connectChat,
  genesys,
  salesforce,
  freshdesk,
  freshchat,
  gorgias,
  front,
  'help-scout': helpScout,
  deepgram,
  assemblyai,
  whisper,
  transcribe,
  'call-analytics': callAnalytics,
  'post-call-analytics': postCallAnalytics,
  bedrock,
  'azure-stt': azureStt,
  'google-stt': googleStt,
  rev,
  talkdesk,
  verint,
  aircall,
  dialpad,
  gong,
  fireflies,
  hubspot,
  livechat,
  crisp,
  chatwoot,
  giosg,
  ccai,
  twilio,
  'twilio-intelligence': twilioIntelligence,
  elevenlabs,
  vapi,
  retell,
  openai,
  convokit,
  abcd,
  tellq,
} as const satisfies Record<string, Vendor>;

export type VendorName = keyof typeof VENDORS;

export const VENDOR_NAMES = Object.keys(VENDORS) as VendorName[];

/** One vendor by its name. */
export function vendorOf(name: VendorName): Vendor {
  return VENDORS[name];
}
