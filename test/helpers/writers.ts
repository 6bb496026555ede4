/** One conversation written the way each vendor writes it, for as many formats as carry the same things. */

export interface Line {
  readonly role: 'agent' | 'customer';
  readonly text: string;
}

/** Turns alternate; the agent is always Ana Reyes, the customer Ben Holt; a line is said each ten seconds. */
export interface Story {
  readonly id: string;
  readonly lines: readonly Line[];
}

export interface Writer {
  readonly write: (story: Story) => unknown;
  /** What the format keeps of who speaks: the agent's name as read, where there is one. */
  readonly agent?: string;
  /** Whether times are offsets, absolute, or not there. */
  readonly times: 'offset' | 'absolute' | 'none';
  /** Whether the id of the conversation is in the file. */
  readonly id: boolean;
}

const START = Date.UTC(2024, 2, 4, 9);
const iso = (index: number): string => new Date(START + index * 10_000).toISOString();
const epoch = (index: number): number => START / 1000 + index * 10;
const entities = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
const html = (text: string): string => `<div>${entities(text)}</div>`;
const ofAgent = (line: Line): boolean => line.role === 'agent';
const pick = <T>(line: Line, agent: T, customer: T): T => (ofAgent(line) ? agent : customer);

export const WRITERS: Readonly<Record<string, Writer>> = {
  zendesk: {
    write: ({ id, lines }) => ({
      ticket: { id, requester_id: 1, assignee_id: 2 },
      users: [
        { id: 1, name: 'Ben Holt', role: 'end-user' },
        { id: 2, name: 'Ana Reyes', role: 'agent' },
      ],
      comments: lines.map((line, index) => ({
        id: index,
        type: 'Comment',
        author_id: pick(line, 2, 1),
        public: true,
        body: line.text,
        plain_body: line.text,
        html_body: html(line.text),
        created_at: iso(index),
        via: { channel: 'web' },
      })),
    }),
    agent: 'Ana Reyes',
    times: 'absolute',
    id: true,
  },
  'zendesk-chat': {
    write: ({ id, lines }) => ({
      id,
      visitor: { name: 'Ben Holt' },
      agent_names: ['Ana Reyes'],
      history: lines.map((line, index) => ({
        type: 'chat.msg',
        sender_type: pick(line, 'Agent', 'Visitor'),
        name: pick(line, 'Ana Reyes', 'Ben Holt'),
        msg: line.text,
        timestamp: iso(index),
      })),
    }),
    agent: 'Ana Reyes',
    times: 'absolute',
    id: true,
  },
  'zendesk-messaging': {
    write: ({ lines }) => ({
      messages: lines.map((line, index) => ({
        id: `${index}`,
        received: iso(index),
        author: { type: pick(line, 'business', 'user'), displayName: pick(line, 'Ana Reyes', 'Ben Holt') },
        content: { type: 'text', text: line.text },
      })),
    }),
    agent: 'Ana Reyes',
    times: 'absolute',
    id: false,
  },
  intercom: {
    write: ({ id, lines }) => ({
      type: 'conversation',
      id,
      created_at: epoch(0),
      source: null,
      conversation_parts: {
        conversation_parts: lines.map((line, index) => ({
          id: `${index}`,
          part_type: 'comment',
          body: html(line.text),
          created_at: epoch(index),
          author: { type: pick(line, 'admin', 'user'), name: pick(line, 'Ana Reyes', 'Ben Holt') },
        })),
      },
    }),
    agent: 'Ana Reyes',
    times: 'absolute',
    id: true,
  },
  'contact-lens': {
    write: ({ id, lines }) => ({
      Channel: 'CHAT',
      CustomerMetadata: { ContactId: id },
      Participants: [
        { ParticipantId: 'a', ParticipantRole: 'AGENT' },
        { ParticipantId: 'b', ParticipantRole: 'CUSTOMER' },
      ],
      Transcript: lines.map((line, index) => ({
        ParticipantId: pick(line, 'a', 'b'),
        Content: line.text,
        BeginOffsetMillis: index * 10_000,
        EndOffsetMillis: index * 10_000 + 5000,
      })),
    }),
    times: 'offset',
    id: true,
  },
  'connect-chat': {
    write: ({ id, lines }) => ({
      ContactId: id,
      Transcript: lines.map((line, index) => ({
        Type: 'MESSAGE',
        AbsoluteTime: iso(index),
        ContentType: 'text/plain',
        Content: line.text,
        ParticipantRole: pick(line, 'AGENT', 'CUSTOMER'),
        DisplayName: pick(line, 'Ana Reyes', 'Ben Holt'),
      })),
    }),
    agent: 'Ana Reyes',
    times: 'absolute',
    id: true,
  },
  'call-analytics': {
    write: ({ id, lines }) => ({
      JobName: id,
      Channel: 'CHAT',
      JobStatus: 'COMPLETED',
      Transcript: lines.map((line, index) => ({
        ParticipantRole: line.role.toUpperCase(),
        Content: line.text,
        BeginOffsetMillis: index * 10_000,
        EndOffsetMillis: index * 10_000 + 5000,
      })),
    }),
    times: 'offset',
    id: true,
  },
  genesys: {
    write: ({ id, lines }) => ({
      conversationId: id,
      mediaType: 'chat',
      participants: [{ participantPurpose: 'internal', userId: 'Ana Reyes' }],
      transcripts: [
        {
          phrases: lines.map((line, index) => ({
            decoratedText: line.text,
            startTimeMs: index * 10_000,
            duration: { milliseconds: 5000 },
            participantPurpose: pick(line, 'internal', 'external'),
          })),
        },
      ],
    }),
    agent: 'Ana Reyes',
    times: 'offset',
    id: true,
  },
  salesforce: {
    write: ({ id, lines }) => ({
      conversationIdentifier: id,
      conversationEntries: lines.map((line, index) => ({
        messageText: line.text,
        clientTimestamp: START + index * 10_000,
        sender: { role: pick(line, 'Agent', 'EndUser'), subject: pick(line, 'Ana Reyes', 'x') },
      })),
    }),
    agent: 'Ana Reyes',
    times: 'absolute',
    id: true,
  },
  freshdesk: {
    write: ({ id, lines }) => ({
      id,
      conversations: lines.map((line, index) => ({
        id: index,
        body: html(line.text),
        body_text: line.text,
        incoming: !ofAgent(line),
        private: false,
        user_id: pick(line, 'Ana Reyes', 'x'),
        created_at: iso(index),
      })),
    }),
    agent: 'Ana Reyes',
    times: 'absolute',
    id: true,
  },
  freshchat: {
    write: ({ id, lines }) => ({
      messages: lines.map((line, index) => ({
        id: `${index}`,
        conversation_id: id,
        actor_type: pick(line, 'agent', 'user'),
        actor_id: pick(line, 'Ana Reyes', 'x'),
        message_type: 'normal',
        created_time: iso(index),
        message_parts: [{ text: { content: line.text } }],
      })),
    }),
    agent: 'Ana Reyes',
    times: 'absolute',
    id: true,
  },
  gorgias: {
    write: ({ id, lines }) => ({
      id,
      messages: lines.map((line, index) => ({
        id: index,
        from_agent: ofAgent(line),
        public: true,
        sender: { name: pick(line, 'Ana Reyes', 'Ben Holt') },
        stripped_text: line.text,
        body_text: line.text,
        rule_id: null,
        sent_datetime: iso(index),
      })),
    }),
    agent: 'Ana Reyes',
    times: 'absolute',
    id: true,
  },
  front: {
    write: ({ lines }) => ({
      _results: lines
        .map((line, index) => ({
          id: `msg_${index}`,
          is_inbound: !ofAgent(line),
          draft_mode: null,
          created_at: epoch(index),
          author: ofAgent(line) ? { first_name: 'Ana', last_name: 'Reyes' } : null,
          text: line.text,
          body: html(line.text),
        }))
        .reverse(),
    }),
    agent: 'Ana Reyes',
    times: 'absolute',
    id: false,
  },
  'help-scout': {
    write: ({ id, lines }) => ({
      number: id,
      _embedded: {
        threads: lines
          .map((line, index) => ({
            id: index,
            type: pick(line, 'message', 'customer'),
            body: html(line.text),
            createdBy: pick(
              line,
              { type: 'user', first: 'Ana', last: 'Reyes' },
              { type: 'customer', first: 'Ben', last: 'Holt' },
            ),
            createdAt: iso(index),
          }))
          .reverse(),
      },
    }),
    agent: 'Ana Reyes',
    times: 'absolute',
    id: true,
  },
  deepgram: {
    write: ({ id, lines }) => ({
      metadata: { request_id: id },
      results: {
        channels: [{ alternatives: [] }],
        utterances: lines.map((line, index) => ({
          speaker: pick(line, 0, 1),
          transcript: line.text,
          start: index * 10,
          end: index * 10 + 5,
        })),
      },
    }),
    times: 'offset',
    id: true,
  },
  assemblyai: {
    write: ({ id, lines }) => ({
      id,
      audio_url: 'x',
      words: [],
      utterances: lines.map((line, index) => ({
        speaker: pick(line, 'A', 'B'),
        text: line.text,
        start: index * 10_000,
        end: index * 10_000 + 5000,
      })),
    }),
    times: 'offset',
    id: true,
  },
  whisper: {
    write: ({ lines }) => ({
      language: 'en',
      segments: lines.map((line, index) => ({
        speaker: pick(line, 'SPEAKER_00', 'SPEAKER_01'),
        text: ` ${line.text}`,
        start: index * 10,
        end: index * 10 + 5,
      })),
    }),
    times: 'offset',
    id: false,
  },
  transcribe: {
    write: ({ id, lines }) => ({
      jobName: id,
      results: {
        transcripts: [],
        items: lines.flatMap((line, index) =>
          line.text.split(' ').map((word) => ({
            type: 'pronunciation',
            speaker_label: pick(line, 'spk_0', 'spk_1'),
            start_time: `${index * 10}`,
            end_time: `${index * 10 + 5}`,
            alternatives: [{ content: word }],
          })),
        ),
      },
    }),
    times: 'offset',
    id: true,
  },
  'azure-stt': {
    write: ({ lines }) => ({
      recognizedPhrases: lines.map((line, index) => ({
        recognitionStatus: 'Success',
        speaker: pick(line, 1, 2),
        offsetInTicks: index * 1e8,
        durationInTicks: 5e7,
        nBest: [{ display: line.text }],
      })),
    }),
    times: 'offset',
    id: false,
  },
  'google-stt': {
    write: ({ lines }) => ({
      results: lines.map((line, index) => ({
        channelTag: pick(line, 1, 2),
        alternatives: [
          {
            transcript: line.text,
            words: [{ startTime: `${index * 10}s`, endTime: `${index * 10 + 5}s`, word: 'x' }],
          },
        ],
      })),
    }),
    times: 'offset',
    id: false,
  },
  ccai: {
    write: ({ lines }) => ({
      entries: lines.map((line, index) => ({
        role: line.role.toUpperCase(),
        user_id: pick(line, 'Ana Reyes', 'x'),
        text: line.text,
        start_timestamp_usec: index * 1e7,
      })),
    }),
    agent: 'Ana Reyes',
    times: 'offset',
    id: false,
  },
  aircall: {
    write: ({ id, lines }) => ({
      transcription: {
        call_id: id,
        content: {
          utterances: lines.map((line, index) => ({
            start_time: index * 10,
            end_time: index * 10 + 5,
            text: line.text,
            participant_type: pick(line, 'internal', 'external'),
            user_id: pick(line, 'Ana Reyes', undefined),
          })),
        },
      },
    }),
    agent: 'Ana Reyes',
    times: 'offset',
    id: true,
  },
  dialpad: {
    write: ({ id, lines }) => ({
      call_id: id,
      lines: lines.map((line, index) => ({
        type: 'transcript',
        content: line.text,
        name: pick(line, 'Ana Reyes', 'Ben Holt'),
        time: iso(index),
        ...pick<object>(line, { user_id: '1' }, { contact_id: '2' }),
      })),
    }),
    agent: 'Ana Reyes',
    times: 'absolute',
    id: true,
  },
  gong: {
    write: ({ id, lines }) => ({
      calls: [
        {
          parties: [
            { speakerId: '1', name: 'Ana Reyes', affiliation: 'Internal' },
            { speakerId: '2', name: 'Ben Holt', affiliation: 'External' },
          ],
        },
      ],
      callTranscripts: [
        {
          callId: id,
          transcript: lines.map((line, index) => ({
            speakerId: pick(line, '1', '2'),
            sentences: [{ start: index * 10.5, end: index * 10.5 + 5, text: line.text }],
          })),
        },
      ],
    }),
    agent: 'Ana Reyes',
    times: 'none',
    id: true,
  },
  hubspot: {
    write: ({ id, lines }) => ({
      results: lines
        .map((line, index) => ({
          id: `${index}`,
          conversationsThreadId: id,
          createdAt: iso(index),
          type: 'MESSAGE',
          direction: pick(line, 'OUTGOING', 'INCOMING'),
          senders: [{ actorId: pick(line, 'A-1', 'V-1'), name: pick(line, 'Ana Reyes', 'Ben Holt') }],
          text: line.text,
        }))
        .reverse(),
    }),
    agent: 'Ana Reyes',
    times: 'absolute',
    id: true,
  },
  livechat: {
    write: ({ id, lines }) => ({
      id,
      users: [
        { id: 'a', type: 'agent', name: 'Ana Reyes' },
        { id: 'b', type: 'customer', name: 'Ben Holt' },
      ],
      threads: [
        {
          events: lines.map((line, index) => ({
            id: `${index}`,
            type: 'message',
            author_id: pick(line, 'a', 'b'),
            text: line.text,
            created_at: iso(index),
          })),
        },
      ],
    }),
    agent: 'Ana Reyes',
    times: 'absolute',
    id: true,
  },
  crisp: {
    write: ({ id, lines }) => ({
      data: lines.map((line, index) => ({
        session_id: id,
        from: pick(line, 'operator', 'user'),
        type: 'text',
        content: line.text,
        timestamp: START + index * 10_000,
        fingerprint: index,
        user: { nickname: pick(line, 'Ana Reyes', 'x') },
      })),
    }),
    agent: 'Ana Reyes',
    times: 'absolute',
    id: true,
  },
  chatwoot: {
    write: ({ id, lines }) => ({
      payload: lines.map((line, index) => ({
        id: index,
        conversation_id: id,
        message_type: pick(line, 1, 0),
        content: line.text,
        created_at: epoch(index),
        private: false,
        sender: { name: pick(line, 'Ana Reyes', 'Ben Holt') },
      })),
    }),
    agent: 'Ana Reyes',
    times: 'absolute',
    id: true,
  },
  giosg: {
    write: ({ lines }) => ({
      results: lines.map((line, index) => ({
        id: `${index}`,
        type: 'msg',
        sender_type: pick(line, 'user', 'visitor'),
        sender_public_name: null,
        sender_name: pick(line, 'Ana Reyes', null),
        created_at: iso(index),
        message: line.text,
      })),
    }),
    agent: 'Ana Reyes',
    times: 'absolute',
    id: false,
  },
  twilio: {
    write: ({ id, lines }) => ({
      messages: lines.map((line, index) => ({
        sid: `IM${index}`,
        conversation_sid: id,
        author: pick(line, 'ana@x.example', '+15550001'),
        body: line.text,
        date_created: iso(index),
      })),
    }),
    agent: 'ana@x.example',
    times: 'absolute',
    id: true,
  },
  'twilio-intelligence': {
    write: ({ id, lines }) => ({
      transcript: {
        sid: id,
        channel: {
          participants: [
            { channel_participant: 1, role: 'Agent' },
            { channel_participant: 2, role: 'Customer' },
          ],
        },
      },
      sentences: lines.map((line, index) => ({
        media_channel: pick(line, 1, 2),
        transcript: line.text,
        start_time: `${index * 10}`,
        end_time: `${index * 10 + 5}`,
      })),
    }),
    times: 'offset',
    id: true,
  },
  openai: {
    write: ({ id, lines }) => ({
      id,
      messages: [
        { role: 'system', content: 'x' },
        ...lines.map((line) => ({ role: pick(line, 'assistant', 'user'), content: line.text })),
      ],
    }),
    times: 'none',
    id: true,
  },
  abcd: {
    write: ({ id, lines }) => ({
      convo_id: id,
      scenario: {},
      original: lines.map(({ role, text }) => [role, text]),
    }),
    times: 'none',
    id: true,
  },
  tellq: {
    write: ({ lines }) => ({
      data: {
        transcription: lines.map((line) => ({
          speaker: pick(line, 'AGENT', 'CLIENT'),
          text: line.text,
          timestamp: 0,
          agent_id: pick(line, 'Ana Reyes', undefined),
        })),
      },
    }),
    agent: 'Ana Reyes',
    times: 'none',
    id: false,
  },
};
