/** What each invented twin in fixtures/vendors reads to; every line was checked by eye against the file. */

export interface VendorRow {
  readonly file: string;
  readonly reader: string;
  /** Records in conversations, and those left out or set aside. */
  readonly rows: number;
  readonly left: number;
  readonly notices: readonly string[];
  readonly conversations: readonly {
    readonly id: string;
    readonly channel?: string;
    readonly agent?: string;
    readonly customer?: string;
    readonly meta: Readonly<Record<string, string>>;
    /** One line a turn, as `timed` in helpers/vendors.ts writes it. */
    readonly script: readonly string[];
  }[];
}

export const VENDOR_ROWS: readonly VendorRow[] = [
  {
    file: 'abcd.json',
    reader: 'abcd',
    rows: 3,
    left: 1,
    notices: [],
    conversations: [
      {
        id: '12',
        channel: 'chat',
        customer: 'rae cole',
        meta: {
          flow: 'returns',
          subflow: 'size',
        },
        script: [
          'customer: the coat is small',
          'agent: a coat that pinches is no use\na larger one is coming',
        ],
      },
    ],
  },
  {
    file: 'aircall.json',
    reader: 'aircall',
    rows: 3,
    left: 0,
    notices: [],
    conversations: [
      {
        id: '7788',
        channel: 'voice',
        agent: '31',
        meta: {
          language: 'en',
        },
        script: [
          'agent 31 0.5-2.25: Ash Books, Wim speaking.',
          'customer 2.75-4.5: The book is torn.',
          'agent 32 5-6.5: A torn gift, how sad.',
        ],
      },
    ],
  },
  {
    file: 'assemblyai.json',
    reader: 'assemblyai',
    rows: 3,
    left: 0,
    notices: [
      'roles inferred from the opening turns: "A" is the agent, "B" is the customer ("A" asks how they can help; "B" makes a request)',
    ],
    conversations: [
      {
        id: 'aai-1',
        channel: 'voice',
        meta: {
          language_code: 'en',
          audio_duration: '9',
        },
        script: [
          'agent 0.25-1.9: How can I help you today?',
          'customer 2.1-4.3: I want to cancel my gym card.',
          'agent 4.6-6.1: Sorry to see you go.',
        ],
      },
    ],
  },
  {
    file: 'azure-stt.json',
    reader: 'azure-stt',
    rows: 2,
    left: 1,
    notices: [
      'roles inferred from the opening turns: "1" is the agent, "2" is the customer ("1" asks how they can help)',
    ],
    conversations: [
      {
        id: 'azure-stt',
        channel: 'voice',
        meta: {},
        script: ['agent 0.5-2: How can I help?', 'customer 2.5-4.5: The heating is out.'],
      },
    ],
  },
  {
    file: 'bedrock.json',
    reader: 'bedrock',
    rows: 2,
    left: 0,
    notices: [
      'roles inferred from the opening turns: "spk_1" is the agent, "spk_0" is the customer ("spk_1" asks how they can help)',
    ],
    conversations: [
      {
        id: 'calls/one.wav',
        channel: 'voice',
        meta: {},
        script: [
          'agent 1.2-3.4: Welcome to Bay Hotel, how can I help?',
          'customer 3.9-6.1: My room has no window.',
        ],
      },
    ],
  },
  {
    file: 'call-analytics.json',
    reader: 'call-analytics',
    rows: 3,
    left: 0,
    notices: [],
    conversations: [
      {
        id: 'call-9',
        channel: 'voice',
        meta: {
          LanguageCode: 'en-US',
        },
        script: [
          'agent 0.04-1.5: Hi, Dune Air.',
          'customer 1.7-2.9: You lost my bag.',
          'agent 3.2-5: All your things, I am sorry.',
        ],
      },
    ],
  },
  {
    file: 'ccai-resource.json',
    reader: 'ccai',
    rows: 3,
    left: 0,
    notices: [],
    conversations: [
      {
        id: 'cc-9',
        channel: 'voice',
        agent: 'agent-4',
        meta: {
          languageCode: 'en-GB',
          duration: '61s',
          queue: 'loans',
        },
        script: [
          'agent 09:00:01.000Z: Pine Loans, hello.',
          'customer 09:00:09.000Z: I was turned down.',
          'agent 09:00:14.000Z: I am sorry to hear it.',
        ],
      },
    ],
  },
  {
    file: 'ccai.jsonl',
    reader: 'ccai',
    rows: 5,
    left: 1,
    notices: [],
    conversations: [
      {
        id: 'ccai-1',
        meta: {},
        script: [
          'bot 0.2: Welcome to Pine Loans.',
          'customer 3: My rate went up.',
          'agent 6: That hits the budget hard.',
        ],
      },
      {
        id: 'ccai-2',
        meta: {},
        script: [
          'customer 09:00:00.000Z: The form will not load.',
          'agent 09:01:00.000Z: I can see why that stops you.',
        ],
      },
    ],
  },
  {
    file: 'chatwoot.json',
    reader: 'chatwoot',
    rows: 4,
    left: 2,
    notices: [],
    conversations: [
      {
        id: '31',
        channel: 'chat',
        agent: 'Fay Moss',
        customer: 'Eli Park',
        meta: {},
        script: [
          'customer 09:00:00.000Z: order 12 is missing',
          'bot Buddy 09:00:09.000Z: Let me see.',
          'agent Fay Moss 09:01:00.000Z: Sorry Eli, it went to the wrong street.',
          'agent* Fay Moss 09:01:10.000Z: driver 8 again',
        ],
      },
    ],
  },
  {
    file: 'connect-chat.json',
    reader: 'connect-chat',
    rows: 4,
    left: 3,
    notices: [],
    conversations: [
      {
        id: 'c-601',
        channel: 'chat',
        agent: 'Noor',
        customer: 'Ada',
        meta: {
          InitialContactId: 'c-600',
        },
        script: [
          'bot BOT 09:00:02.000Z: What is it about?',
          'customer 09:00:20.000Z: my seat was sold twice',
          'agent Noor 09:01:00.000Z: Standing for two hours is **awful**. Let me refund it.',
          'agent Piet 09:02:00.000Z: I am joining as the supervisor.',
        ],
      },
    ],
  },
  {
    file: 'contact-lens.json',
    reader: 'contact-lens',
    rows: 3,
    left: 0,
    notices: [],
    conversations: [
      {
        id: 'c-501',
        channel: 'voice',
        meta: {
          LanguageCode: 'en-GB',
          AccountId: '000',
        },
        script: [
          'agent 0.12-2.4: Good morning, you are through to Elm Energy.',
          'customer 2.6-4.7: The [PII] bill has doubled.',
          'agent 5-6.9: That is a shock to open.',
        ],
      },
    ],
  },
  {
    file: 'convokit.jsonl',
    reader: 'convokit',
    rows: 3,
    left: 0,
    notices: [],
    conversations: [
      {
        id: 'ck-1',
        agent: 'TuneHelp',
        meta: {},
        script: [
          'customer 09:00:00.000Z: songs keep stopping',
          'agent TuneHelp 09:01:00.000Z: Mid-chorus, how rude of us!',
        ],
      },
      {
        id: 'ck-2',
        meta: {},
        script: ['customer 09:01:30.000Z: no login'],
      },
    ],
  },
  {
    file: 'crisp.json',
    reader: 'crisp',
    rows: 4,
    left: 1,
    notices: [],
    conversations: [
      {
        id: 'session_a',
        channel: 'chat',
        agent: 'Isa',
        meta: {},
        script: [
          'customer 09:00:00.000Z: the map is blank',
          'bot Isa 09:00:01.000Z: We will be right with you.',
          'agent Isa 09:01:00.000Z: Lost without a map, I get it.',
          'agent* Isa 09:01:01.000Z: tile server',
        ],
      },
    ],
  },
  {
    file: 'deepgram-words.json',
    reader: 'deepgram',
    rows: 8,
    left: 0,
    notices: [
      'roles inferred from the opening turns: "1" is the agent, "0" is the customer ("1" asks how they can help)',
    ],
    conversations: [
      {
        id: 'dg-2',
        channel: 'voice',
        meta: {},
        script: ['agent 0.1-1.3: How can I help?', 'customer 2-2.7: Nothing works.', 'agent 3-3.7: Oh no.'],
      },
    ],
  },
  {
    file: 'deepgram.json',
    reader: 'deepgram',
    rows: 4,
    left: 0,
    notices: [
      'roles inferred from the opening turns: "0" is the agent, "1" is the customer ("0" thanks for calling)',
    ],
    conversations: [
      {
        id: 'dg-1',
        channel: 'voice',
        meta: {},
        script: [
          'agent 0.4-1.8: Thank you for calling Fern Rail.',
          'customer 2.5-4.75: My train left without me.',
          'agent 5.2-7: What a start to the day.',
        ],
      },
    ],
  },
  {
    file: 'dialpad.json',
    reader: 'dialpad',
    rows: 3,
    left: 1,
    notices: [],
    conversations: [
      {
        id: 'dp-1',
        channel: 'voice',
        agent: 'Zoe Hart',
        meta: {},
        script: [
          'agent Zoe Hart 09:00:15.300000: Hello, Zoe here.',
          'customer 09:00:19.300000: this [expletive] modem',
          'agent Zoe Hart 09:00:25.300000: I hear you, it has been down all day.',
        ],
      },
    ],
  },
  {
    file: 'elevenlabs.json',
    reader: 'elevenlabs',
    rows: 3,
    left: 1,
    notices: [],
    conversations: [
      {
        id: 'el-1',
        channel: 'voice',
        meta: {
          agent_id: 'ag1',
          status: 'done',
        },
        script: [
          'bot Night Desk 0: Night desk, hello.',
          'customer 3: I am locked out.',
          'bot Night Desk 9: I will open the door.',
        ],
      },
    ],
  },
  {
    file: 'fireflies.json',
    reader: 'fireflies',
    rows: 2,
    left: 0,
    notices: [
      'roles inferred from the opening turns: "Speaker 1" is the agent, "Speaker 2" is the customer ("Speaker 1" asks how they can help; "Speaker 2" speaks of what is theirs)',
    ],
    conversations: [
      {
        id: 'ff-1',
        channel: 'voice',
        meta: {
          title: 'Call',
        },
        script: ['agent 0.24-2.5: How can we help you today?', 'customer 3-5.5: My invoice is wrong.'],
      },
    ],
  },
  {
    file: 'freshchat.json',
    reader: 'freshchat',
    rows: 4,
    left: 2,
    notices: [],
    conversations: [
      {
        id: 'fc-1',
        channel: 'chat',
        agent: 'ola',
        meta: {},
        script: [
          'customer 09:00:00.000Z: The app logs me out\nevery single time',
          'agent ola 09:01:00.000Z: Every time, no wonder you are fed up.',
          'agent* ola 09:01:10.000Z: bug 12 again',
          'bot b 09:02:00.000Z: Anything else?',
        ],
      },
    ],
  },
  {
    file: 'freshdesk.json',
    reader: 'freshdesk',
    rows: 4,
    left: 0,
    notices: [],
    conversations: [
      {
        id: '71',
        channel: 'email',
        agent: '52',
        customer: 'Ilse Baum',
        meta: {
          subject: 'Crib',
          status: '4',
          priority: '2',
          source: '1',
          responder_id: '52',
        },
        script: [
          'customer 09:00:00.000Z: The crib has a loose bar.',
          'agent 52 09:20:00.000Z: A loose bar on a crib is worrying.\nPlease do not use it, a new one comes today.',
          'agent* 53 09:21:00.000Z: send by courier',
          'customer 09:50:00.000Z: Thank you',
        ],
      },
    ],
  },
  {
    file: 'front.json',
    reader: 'front',
    rows: 3,
    left: 1,
    notices: [],
    conversations: [
      {
        id: 'cnv_a1',
        channel: 'email',
        agent: 'Nils Berg',
        customer: 'May Orr',
        meta: {},
        script: [
          'customer 09:00:00.000Z: the cake came late',
          'agent* Nils Berg 09:03:20.500Z: courier lost it',
          'agent Nils Berg 09:10:00.000Z: Two days late spoils a party. I have refunded the cake.',
        ],
      },
    ],
  },
  {
    file: 'genesys.json',
    reader: 'genesys',
    rows: 4,
    left: 0,
    notices: [],
    conversations: [
      {
        id: 'g-1',
        channel: 'call',
        agent: 'kai',
        meta: {
          communicationId: 's-1',
        },
        script: [
          'bot 0.1-1.6: press one for bills',
          'customer 5: It is cold in here, the boiler is off.',
          'agent kai 9-12.5: A cold house is no fun. I will get the boiler team.',
          'agent uma 40-42: Uma here. How far did you get?',
        ],
      },
    ],
  },
  {
    file: 'giosg.json',
    reader: 'giosg',
    rows: 3,
    left: 1,
    notices: [],
    conversations: [
      {
        id: 'giosg',
        channel: 'chat',
        agent: 'Tess Wood',
        meta: {},
        script: [
          'bot Tess Wood 09:00:00.045: Shall we help?',
          'customer 09:01:00.045: the shoes pinch',
          'agent Tess Wood 09:03:00.045: Sore feet are no fun.',
        ],
      },
    ],
  },
  {
    file: 'gong.json',
    reader: 'gong',
    rows: 2,
    left: 0,
    notices: [],
    conversations: [
      {
        id: 'go-1',
        channel: 'voice',
        agent: 'Dora Pell',
        meta: {},
        script: [
          'agent Dora Pell 0.46-4.1: Good to meet you. What is not working?',
          'customer 4.6-60.5: The reports are late each week.',
        ],
      },
    ],
  },
  {
    file: 'google-stt-speakers.json',
    reader: 'google-stt',
    rows: 6,
    left: 0,
    notices: [
      'roles inferred from the opening turns: "1" is the agent, "2" is the customer ("1" asks how they can help)',
    ],
    conversations: [
      {
        id: 'google-stt-speakers',
        channel: 'voice',
        meta: {},
        script: ['agent 0.1-1.6: How can I help?', 'customer 2-2.9: It hums.'],
      },
    ],
  },
  {
    file: 'google-stt.json',
    reader: 'google-stt',
    rows: 3,
    left: 0,
    notices: [
      'roles inferred from the opening turns: "ch_1" is the agent, "ch_2" is the customer ("ch_1" thanks for calling; "ch_2" states a problem)',
    ],
    conversations: [
      {
        id: 'google-stt',
        channel: 'voice',
        meta: {},
        script: [
          'agent 0.5-2.1: Thanks for calling Oak Bank.',
          'customer 2.6-5: I have a question about a fee.',
          'agent 5.2-7.3: That fee is ours to fix.',
        ],
      },
    ],
  },
  {
    file: 'gorgias.json',
    reader: 'gorgias',
    rows: 5,
    left: 0,
    notices: [],
    conversations: [
      {
        id: '9001',
        channel: 'email',
        agent: 'Vera Quist',
        customer: 'Leo Franz',
        meta: {
          subject: 'Boots',
          status: 'closed',
          language: 'en',
        },
        script: [
          'customer 09:00:00.000Z: The boots are two left ones.',
          'bot Auto 09:00:05.000Z: We got your message.',
          'agent Vera Quist 09:10:00.000Z: I have sent the boots again.',
          'agent* Vera Quist 09:11:00.000Z: warehouse mixed them',
          'customer 09:20:00.000Z: Thanks for the news.',
        ],
      },
    ],
  },
  {
    file: 'help-scout.json',
    reader: 'help-scout',
    rows: 4,
    left: 2,
    notices: [],
    conversations: [
      {
        id: '612',
        channel: 'email',
        agent: 'Otto Krol',
        customer: 'Yara Din',
        meta: {
          subject: 'Login',
          status: 'closed',
        },
        script: [
          "customer 09:00:00.000Z: I can't log in & my report is due",
          'agent Otto Krol 09:10:00.000Z: Locked out on a deadline is no joke, Yara.',
          'agent* Otto Krol 09:11:00.000Z: reset by hand',
          'customer 09:30:00.000Z: it works now',
        ],
      },
    ],
  },
  {
    file: 'hubspot.json',
    reader: 'hubspot',
    rows: 5,
    left: 2,
    notices: ['HubSpot has cut the text of 1 message'],
    conversations: [
      {
        id: '7700',
        channel: 'chat',
        agent: 'A-12',
        meta: {},
        script: [
          'bot S-hubspot 09:00:00.000Z: What can we do for you?',
          'customer 09:01:00.000Z: the radio has been silent for weeks',
          'bot B-3 09:02:00.000Z: Searching the articles.',
          'agent A-12 09:10:00.000Z: Three weeks without sound is too long.',
          'agent* A-12 09:20:00.000Z: gave a month free',
        ],
      },
    ],
  },
  {
    file: 'intercom.json',
    reader: 'intercom',
    rows: 6,
    left: 2,
    notices: [],
    conversations: [
      {
        id: '5500123',
        channel: 'chat',
        agent: 'Aino Kallio',
        customer: 'Gus Holm',
        meta: {
          title: 'Card',
          state: 'closed',
          rating: '5',
        },
        script: [
          'customer 09:00:00.000Z: My card was declined twice.',
          'bot Fin 09:00:02.000Z: Which bank is it?',
          'agent* Aino Kallio 09:01:50.000Z: Second time this week',
          'customer 09:02:30.000Z: North Bank',
          'agent Aino Kallio 09:03:20.000Z: Twice is twice too often, Gus.\n\nI have lifted the block.',
          'agent Bram Smit 09:05:00.000Z: Closing this, write any time.',
        ],
      },
    ],
  },
  {
    file: 'livechat.json',
    reader: 'livechat',
    rows: 4,
    left: 3,
    notices: [],
    conversations: [
      {
        id: 'LC1',
        channel: 'chat',
        agent: 'Ann Vale',
        customer: 'Ben Roe',
        meta: {},
        script: [
          'customer 09:00:10.000Z: the vase is chipped',
          'agent Ann Vale 09:00:40.000Z: A chip in a present, oh no.',
          'agent* Ann Vale 09:00:50.000Z: can you take it Lou',
          'agent Lou Tran 09:02:00.000Z: Lou here, a new vase is on its way.',
        ],
      },
    ],
  },
  {
    file: 'openai.jsonl',
    reader: 'openai',
    rows: 4,
    left: 4,
    notices: [],
    conversations: [
      {
        id: 'oa-1',
        meta: {},
        script: ['customer: My plant arrived dry.', 'agent: Poor thing.\nI have sent another.'],
      },
      {
        id: 'oa-2',
        meta: {
          team: 'north',
        },
        script: ['customer: And the pot?', 'agent: The pot too.'],
      },
    ],
  },
  {
    file: 'post-call-analytics.json',
    reader: 'post-call-analytics',
    rows: 3,
    left: 0,
    notices: [],
    conversations: [
      {
        id: 'post-call-analytics',
        channel: 'voice',
        agent: 'Rosa',
        meta: {
          LanguageCode: 'en-US',
          Duration: '9.5',
        },
        script: [
          'bot 0.1-0.9: Press 1.',
          'agent 1.04-2.25: Hello, Rosa here.',
          'customer 2.5-4.75: My claim was refused.',
        ],
      },
    ],
  },
  {
    file: 'retell.json',
    reader: 'retell',
    rows: 3,
    left: 0,
    notices: [],
    conversations: [
      {
        id: 're-1',
        channel: 'voice',
        meta: {
          agent_id: 'a',
          call_status: 'ended',
        },
        script: [
          'bot 0.5-1.5: Hi, the clinic.',
          'customer 2-3: I feel faint.',
          'agent 6-8: This is the nurse, sit down first.',
        ],
      },
    ],
  },
  {
    file: 'rev.json',
    reader: 'rev',
    rows: 2,
    left: 0,
    notices: [
      'roles inferred from the opening turns: "0" is the agent, "1" is the customer ("0" asks how they can help)',
    ],
    conversations: [
      {
        id: 'rev',
        channel: 'voice',
        meta: {},
        script: ['agent 0.1-1.3: How can we help?', 'customer 2-2.8: It stopped.'],
      },
    ],
  },
  {
    file: 'salesforce-live-chat.json',
    reader: 'salesforce',
    rows: 3,
    left: 0,
    notices: [],
    conversations: [
      {
        id: '00000417',
        channel: 'chat',
        agent: 'Sofia Lind',
        meta: {
          Status: 'Completed',
        },
        script: [
          'agent Sofia 8: Hi, what happened?',
          'customer 40: the door fell off & broke',
          'agent Sofia 65: That must have been a fright.\nI am sending a new one.',
        ],
      },
    ],
  },
  {
    file: 'salesforce.json',
    reader: 'salesforce',
    rows: 3,
    left: 1,
    notices: [],
    conversations: [
      {
        id: 'sf-1',
        channel: 'messaging',
        agent: '005A',
        meta: {},
        script: [
          'bot helper 09:00:00.000Z: Hello, I am the helper.',
          'customer 09:00:30.000Z: my tickets did not print',
          'agent 005A 09:01:30.000Z: How annoying right before a trip. I will mail them.',
        ],
      },
    ],
  },
  {
    file: 'talkdesk.json',
    reader: 'talkdesk',
    rows: 4,
    left: 0,
    notices: [],
    conversations: [
      {
        id: 'td-1',
        channel: 'voice',
        meta: {
          enquiry_id: '44',
          filename: 'c1.json',
        },
        script: [
          'agent: Good day, how is it going?',
          'customer: badly, the fridge died',
          'agent: With food in it too, I am sorry',
          'customer: yes',
        ],
      },
    ],
  },
  {
    file: 'tellq.json',
    reader: 'tellq',
    rows: 3,
    left: 0,
    notices: [],
    conversations: [
      {
        id: 'tellq',
        channel: 'voice',
        agent: '4',
        meta: {},
        script: [
          'agent 4 0: Hello, Reed Gas.',
          'customer 3: I smell gas.',
          'agent 4 6: Please step outside first.',
        ],
      },
    ],
  },
  {
    file: 'transcribe-channels.json',
    reader: 'transcribe',
    rows: 11,
    left: 0,
    notices: [
      'roles inferred from the opening turns: "ch_0" is the agent, "ch_1" is the customer ("ch_0" asks how they can help)',
    ],
    conversations: [
      {
        id: 'job-8',
        channel: 'voice',
        meta: {},
        script: ['agent 0.2-1.4: How can we help?', 'customer 1.3-2.4: It broke.', 'agent 5-5.8: Oh no.'],
      },
    ],
  },
  {
    file: 'transcribe.json',
    reader: 'transcribe',
    rows: 12,
    left: 0,
    notices: [
      'roles inferred from the opening turns: "spk_0" is the agent, "spk_1" is the customer ("spk_0" asks how they can help)',
    ],
    conversations: [
      {
        id: 'job-7',
        channel: 'voice',
        meta: {},
        script: [
          'agent 0.1-1.2: How may I help?',
          'customer 2-3.1: The roof leaks.',
          'agent 4-4.8: Oh dear.',
        ],
      },
    ],
  },
  {
    file: 'twilio-intelligence.json',
    reader: 'twilio-intelligence',
    rows: 3,
    left: 0,
    notices: [],
    conversations: [
      {
        id: 'GT5',
        channel: 'voice',
        meta: {},
        script: [
          'agent 0.3-1.25: Good afternoon.',
          'customer 1.75-3.5: My card is stuck.',
          'agent 4-5.5: Stuck in the machine?',
        ],
      },
    ],
  },
  {
    file: 'twilio.json',
    reader: 'twilio',
    rows: 3,
    left: 1,
    notices: [],
    conversations: [
      {
        id: 'CH7',
        channel: 'messaging',
        agent: 'kim@bikes.example',
        meta: {},
        script: [
          'customer 09:00:00.000Z: the bike has no saddle',
          'agent kim@bikes.example 09:01:00.000Z: Not much use without one, sorry!',
          'agent lars 09:03:00.000Z: Lars here, it ships today.',
        ],
      },
    ],
  },
  {
    file: 'vapi.json',
    reader: 'vapi',
    rows: 2,
    left: 2,
    notices: [],
    conversations: [
      {
        id: 'va-1',
        channel: 'voice',
        meta: {},
        script: ['bot 1.5-2.4: Front desk.', 'customer 4.25-5.501: There is no soap.'],
      },
    ],
  },
  {
    file: 'verint.json',
    reader: 'verint',
    rows: 6,
    left: 0,
    notices: ['no role is known for "simultaneous" (1 row, not scored)'],
    conversations: [
      {
        id: 'verint',
        channel: 'voice',
        meta: {},
        script: [
          'agent 0.1-0.7: Hello there.',
          'customer 1-1.9: It died.',
          'unknown 1.95-2.1: oh',
          'agent 2.2-2.6: Died?',
        ],
      },
    ],
  },
  {
    file: 'whisper.json',
    reader: 'whisper',
    rows: 4,
    left: 0,
    notices: [
      'no role is known for "nobody named" (1 row, not scored)',
      'roles inferred from the opening turns: "SPEAKER_01" is the agent, "SPEAKER_00" is the customer ("SPEAKER_01" thanks for calling)',
    ],
    conversations: [
      {
        id: 'whisper',
        channel: 'voice',
        meta: {
          language: 'en',
        },
        script: [
          'agent 0.5-2.2: Thanks for calling Moor Water.',
          'unknown 2.4-3.1: (noise)',
          'customer 3.2-6.4: My tap runs brown.',
          'agent 6.6-8.25: Nobody wants to drink that.',
        ],
      },
    ],
  },
  {
    file: 'zendesk-audits.json',
    reader: 'zendesk',
    rows: 2,
    left: 1,
    notices: [],
    conversations: [
      {
        id: '4411',
        agent: '902',
        meta: {
          assignee_id: '902',
        },
        script: [
          'customer 09:00:00.000Z: Where is my refund?',
          'agent 902 09:10:00.000Z: It left us on Friday.',
        ],
      },
    ],
  },
  {
    file: 'zendesk-chat-ticket.json',
    reader: 'zendesk',
    rows: 1,
    left: 0,
    notices: ['roles inferred from the opening turns: "Edda Holm" is the agent (the only other speaker)'],
    conversations: [
      {
        id: '4412',
        channel: 'chat',
        agent: 'Edda Holm',
        meta: {},
        script: [
          'customer: the clock runs backwards',
          'agent Edda Holm: Backwards, that is unsettling.',
          'customer: yes\nvery',
        ],
      },
    ],
  },
  {
    file: 'zendesk-chat.json',
    reader: 'zendesk-chat',
    rows: 5,
    left: 2,
    notices: [],
    conversations: [
      {
        id: '3101.77.SVq',
        channel: 'chat',
        agent: 'Mira Falk',
        meta: {
          department_name: 'Returns',
          rating: 'good',
          duration: '95',
        },
        script: [
          'bot Greeter 09:00:02.000Z: Somebody will be with you shortly.',
          'customer 09:00:20.000Z: the parcel never came',
          'agent Mira Falk 09:00:50.000Z: That is a long wait for you. I am passing you to returns.',
          'agent Joost Bakker 09:01:30.000Z: Joost here, I have found it.',
        ],
      },
      {
        id: '3101.78.SVr',
        channel: 'chat',
        customer: 'Odile Marchand',
        meta: {},
        script: ['customer 09:20:00.000Z: Nobody was there when I wrote.'],
      },
    ],
  },
  {
    file: 'zendesk-messaging.json',
    reader: 'zendesk-messaging',
    rows: 3,
    left: 1,
    notices: [],
    conversations: [
      {
        id: 'zendesk-messaging',
        channel: 'messaging',
        agent: 'Ravi Nair',
        customer: 'Pia Lund',
        meta: {},
        script: [
          'customer 09:00:00.000Z: My lamp came without a plug.',
          'bot Helper 09:00:01.000Z: Have you looked in the box?',
          'agent Ravi Nair 09:03:00.000Z: Sorry about that, Pia. I am sending the plug now.',
        ],
      },
    ],
  },
  {
    file: 'zendesk.json',
    reader: 'zendesk',
    rows: 5,
    left: 0,
    notices: ['no role is known for "777" (1 row, not scored)'],
    conversations: [
      {
        id: '4410',
        channel: 'email',
        agent: 'Tomas Reyes',
        customer: 'Hanne Brook',
        meta: {
          subject: 'Kettle leaks',
          status: 'solved',
          priority: 'normal',
          assignee_id: '902',
          satisfaction: 'good',
        },
        script: [
          'customer 09:00:00.000Z: The kettle leaks all over the worktop.',
          'agent* Tomas Reyes 09:05:00.000Z: Known fault in batch 7',
          "agent Tomas Reyes 09:10:00.000Z: A wet worktop is a nuisance, I'm sorry.\nA new kettle leaves today.",
          'agent Lena Voss 09:30:00.000Z: I rang to say that it has left the depot.',
          'unknown 09:40:00.000Z: Following this.',
        ],
      },
    ],
  },
];
