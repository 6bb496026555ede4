/** An invented team in two months: one who answers each customer, one who recites, one who learns. */

/** What a customer says, an answer that is about them, and what they say to that. */
const MATTERS = [
  [
    'I waited in for the fridge on three Saturdays and nobody came. I am so fed up.',
    'Three Saturdays at home for a fridge that never came would wear me out too. We booked the wrong depot, and I am sorry. I am putting it on the van for tomorrow morning.',
    'Oh, thank you so much, that is sorted then.',
  ],
  [
    'My wedding dress arrived with a torn sleeve and the wedding is on Friday. I am in tears.',
    'A torn sleeve four days before your wedding, I would be in tears too. Our packing did that, and I am sorry. I am sending the seamstress to you tonight.',
    'Thank you, that is wonderful, you have saved my week.',
  ],
  [
    'You charged my card twice for the nursery fees and now my rent bounced. This is a disgrace.',
    'A bounced rent because we charged the nursery twice, anyone would be angry. That was our mistake and I am sorry. I am refunding it now and will write to your landlord.',
    'Great, I can see the refund. Thanks for your help.',
  ],
  [
    'The boiler went off again last night and my mother is 84. I am really worried about her.',
    'Your mother of 84 without heat in this frost would worry me sick too. We fitted the wrong valve, I am sorry. I am sending an engineer before noon.',
    'He is here already. Thank you!',
  ],
  [
    'My son missed his exam because the bus never turned up. I am furious.',
    'Your son revised for that exam and our bus let him down, I would be furious too. We cancelled it without a word and I am sorry. I will call the school for you today.',
    'That would help a lot, thanks.',
  ],
] as const;

const FORMULA = 'I understand your frustration. I apologise for any inconvenience.';
const FIX = 'I will send a new one and it arrives on Tuesday.';
const WALL = 'Unfortunately that is our policy and there is nothing I can do.';
const STILL = 'It is still broken and I am really annoyed.';

interface Said {
  readonly speaker: string;
  readonly text: string;
}

/** What an agent answers to the k-th customer of a month, 0 or 1. */
type Manner = (matter: (typeof MATTERS)[number], k: number, month: number) => readonly [string, string];

const MANNERS: Readonly<Record<string, Manner>> = {
  'Ada Okoye': ([, answer, thanks]) => [answer, thanks],
  'Ben Halvorsen': (_, k) => (k % 6 === 5 ? [WALL, STILL] : [`${FORMULA} ${FIX}`, STILL]),
  'Cleo Marsh': ([, answer, thanks], k, month) =>
    month === 1 && k % 2 === 0 ? [answer, thanks] : [FIX, 'Okay.'],
};

/** Transcripts as NDJSON, a conversation a line: 16 a month of each of the three, and 2 of a colleague who is new. */
export function teamTranscripts(): string {
  const lines: string[] = [];
  const tell = (agent: string, month: number, k: number, manner: Manner): void => {
    const matter = MATTERS[k % MATTERS.length]!;
    const [answer, after] = manner(matter, k, month);
    const turns: Said[] = [
      { speaker: 'customer', text: matter[0] },
      { speaker: 'agent', text: answer },
      { speaker: 'customer', text: after },
    ];
    lines.push(
      JSON.stringify({
        conversation_id: `${agent.split(' ')[0]!.toLowerCase()}-${month + 1}-${k + 1}`,
        agent,
        channel: k % 4 === 3 ? 'email' : 'chat',
        started_at: `2026-0${month + 1}-${String(k + 1).padStart(2, '0')}T09:00:00Z`,
        turns,
      }),
    );
  };
  for (const [agent, manner] of Object.entries(MANNERS)) {
    for (const month of [0, 1]) for (let k = 0; k < 16; k++) tell(agent, month, k, manner);
  }
  for (const k of [0, 1]) tell('Dov Amsel', 1, k, () => [FIX, STILL]);
  return `${lines.join('\n')}\n`;
}
