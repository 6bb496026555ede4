/** Spelling tables of CUES §2: how contractions, speech recognition, chat and British spelling become one form. */

const table = (text: string): ReadonlyMap<string, readonly string[]> =>
  new Map(
    text
      .trim()
      .split(/\s*[;\n]\s*/)
      .filter(Boolean)
      .map((entry) => {
        const [from, to] = entry.split('=');
        return [from!.trim(), to!.trim().split(' ')] as const;
      }),
  );

const set = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Written forms that always mean the same words, whatever stands beside them. */
export const EXPANSIONS = table(`
  im=i am; ive=i have; youre=you are; youve=you have; youll=you will; theyre=they are; theyve=they have
  theyll=they will; weve=we have; thats=that is; thatll=that will; itll=it will; whats=what is; wheres=where is
  whos=who is; hows=how is; theres=there is; heres=here is; lets=let us; let's=let us; youd=you would; theyd=they would
  dont=do not; doesnt=does not; didnt=did not; cant=can not; cannot=can not; couldnt=could not; wont=will not
  wouldnt=would not; shouldnt=should not; isnt=is not; arent=are not; wasnt=was not; werent=were not
  hasnt=has not; havent=have not; hadnt=had not; aint=is not; ain't=is not; mustnt=must not; neednt=need not
  won't=will not; can't=can not; shan't=shall not; y'all=you all; yall=you all; c'mon=come on; 'cause=because
  u=you; ya=you; ur=your; r=are; pls=please; plz=please; plse=please; thx=thanks; tnx=thanks; thnx=thanks; thks=thanks; ty=thank you
  tysm=thank you so much; thankyou=thank you; sry=sorry; soz=sorry; srry=sorry; apols=apologies; bc=because; cuz=because
  coz=because; cos=because; gonna=going to; wanna=want to; gotta=got to; lemme=let me; gimme=give me; kinda=kind of
  sorta=sort of; outta=out of; idk=i do not know; dunno=do not know; omg=oh my god; omfg=omfg; wtf=what the fuck
  tbh=to be honest; asap=as soon as possible; acct=account; acc=account; msg=message; msgs=messages; nvm=never mind
  ok=okay; okey=okay; k=okay; kk=okay; alright=all right; aright=all right; rn=right now; appt=appointment
  hr=hour; h=hour; hrs=hours; min=minute; mins=minutes; wk=week; wks=weeks; mth=month; mths=months; yr=year; yrs=years
  tmrw=tomorrow; tmr=tomorrow; tmw=tomorrow; 2day=today; 2moro=tomorrow; b4=before; l8=late; gr8=great; m8=mate
  ppl=people; pic=picture; pics=pictures; txt=text; info=information; addr=address; btw=by the way; imo=in my opinion
  fyi=for your information; ofc=of course; w=with; wo=without; abt=about; cld=could; wld=would; shld=should; bcoz=because
  wifi=wifi; e-mail=email; e-mails=emails; e-mailed=emailed; e-mailing=emailing; wi-fi=wifi; voicemail=voicemail
  ma'am=maam; mam=maam; o'clock=oclock; re-send=resend; resend=resend; callback=callback; call-back=callback
  everytime=every time; alot=a lot; aswell=as well; infact=in fact; atleast=at least; incase=in case; eachother=each other
  mum=mom; mums=moms; mummy=mom; ring=call; rings=calls; rang=called; rung=called; ringing=calling; phoned=called
  kindest=kind; enquiry=inquiry; enquiries=inquiries; enquire=inquire; programme=program; programmes=programs; grey=gray
  centre=center; licence=license; defence=defense; catalogue=catalog; tyre=tire; tyres=tires; cheque=check
  apologies=apologies; apologie=apologies; apoligies=apologies; apoligize=apologize; apoligise=apologize
  appologize=apologize; appologise=apologize; appologies=apologies; appologize=apologize; apologis=apologize; apologizes=apologizes
  inconvienence=inconvenience; inconvience=inconvenience; inconveniance=inconvenience; inconvinience=inconvenience
  inconveinence=inconvenience; inconvenince=inconvenience; incovenience=inconvenience; dissapointed=disappointed; disapointed=disappointed
  dissappointed=disappointed; dissapointing=disappointing; disapointing=disappointing; dissapointment=disappointment
  recieve=receive; recieved=received; recieving=receiving; definately=definitely; definatly=definitely; defo=definitely
  frustated=frustrated; frustating=frustrating; frusterating=frustrating; frusterated=frustrated; fustrating=frustrating
  fustrated=frustrated; anoying=annoying; anoyed=annoyed; acount=account; adress=address; untill=until
  tommorow=tomorrow; tommorrow=tomorrow; tomorow=tomorrow; seperate=separate; occured=occurred; wich=which
  becuase=because; beacuse=because; thier=their; teh=the; hte=the; adn=and; yuo=you; waht=what; wiht=with; soory=sorry; sorrry=sorry
  unacceptible=unacceptable; rediculous=ridiculous; ridiculus=ridiculous; horible=horrible; terible=terrible
  refuned=refunded; cancled=canceled; cancelation=cancellation; delievery=delivery; delievered=delivered; delivary=delivery; packge=package
  understnad=understand; undestand=understand; concernes=concerns; assistence=assistance; isue=issue; isssue=issue; probelm=problem
  patiance=patience; patients'=patience; apreciate=appreciate; appriciate=appreciate; apprecaite=appreciate
`);

/** British -our words whose American form drops the u; inflections follow. */
const OUR = set(
  'colour favour favourite behaviour honour neighbour labour flavour rumour harbour humour endeavour',
);
/** Verbs whose British inflections double the l. */
const DOUBLE_L = set(
  'cancel travel label signal model total fuel level marvel counsel enrol fulfil channel dial initial',
);
/** Words in -ise that are no -ize words. */
const ISE =
  set(`advise promise exercise surprise otherwise raise noise wise rise revise supervise merchandise franchise
  compromise premise precise expertise disguise enterprise likewise cruise praise bruise paradise arise devise improvise
  televise concise excise demise appraise liaise poise chastise advertise clockwise`);

/** British spelling to American (CUES §2); other words come back unchanged. */
export function american(word: string): string {
  if (word.length < 5) return word;
  const ise = /^(.{3,}?)(is)(e|ed|es|er|ing|ation|ations|ingly)$/.exec(word);
  if (ise && !ISE.has(`${ise[1]}ise`)) return `${ise[1]}iz${ise[3]}`;
  const yse = /^(anal|paral|catal)ys(e|ed|es|ing)$/.exec(word);
  if (yse) return `${yse[1]}yz${yse[2]}`;
  const our = /^(.+)our(s|ed|ing|able|ite|ites|al|)$/.exec(word);
  if (our && (OUR.has(`${our[1]}our`) || OUR.has(`${our[1]}our${our[2]}`))) return `${our[1]}or${our[2]}`;
  const ll = /^(.+l)l(ed|ing|er|ers)$/.exec(word);
  if (ll && DOUBLE_L.has(ll[1]!)) return `${ll[1]}${ll[2]}`;
  return word;
}

/** After these words "'s" is a verb; after others it is a possessive, unless `IS_AFTER` follows. */
export const IS_BEFORE =
  set(`it that what there here how where who he she this everything everyone nobody nothing something
  someone when why name one all`);
/** Words that make the "'s" before them a verb: "Friday's done". */
export const IS_AFTER =
  set(`done sorted ready fixed booked gone here on not been changed set all now still late broken missing
  working down back closed open canceled paid delivered arriving coming going getting being so very too just already lost`);
/** Words before which "'d" and "'s" mean had and has. */
export const HAD_AFTER = set('been had got better gotten');

/** First verbs of a commitment: they tell "ill chase it" from "my dad is ill" (CUES §2). */
const COMMIT = `fix sort resolve refund replace credit waive cancel escalate chase look find figure follow call phone email text
  message get keep stay make ensure take raise log flag correct arrange book send ship investigate contact speak talk put set
  process submit open reach push issue do let update stop remove reset reorder expedite check see work handle deal own come go
  post order have dig pass be share try need ask transfer give add apply explain go give offer help love just also now
  personally definitely certainly gladly happily actually`;
const WISH =
  'like love be want need rather prefer have never suggest recommend hate appreciate say feel go expect say';

/** Unmarked speech-recognition words that are contractions only before certain words. */
export const AMBIGUOUS: ReadonlyMap<
  string,
  { readonly words: readonly string[]; readonly before: ReadonlySet<string> }
> = new Map([
  ['wave', { words: ['waive'], before: set('the that this your fee fees charge charges it') }],
  ['ill', { words: ['i', 'will'], before: set(COMMIT) }],
  [
    'well',
    {
      words: ['we', 'will'],
      before: set(COMMIT.replace(/\b(now|just|also|actually|try|need|do|see|have|be)\b/g, '')),
    },
  ],
  ['shell', { words: ['she', 'will'], before: set(COMMIT) }],
  ['id', { words: ['i', 'would'], before: set(WISH) }],
  ['wed', { words: ['we', 'would'], before: set(WISH) }],
  [
    'were',
    {
      words: ['we', 'are'],
      before: set(
        'going happy glad committed sorry working looking here sending doing getting trying unable aware raising investigating checking on delighted pleased reviewing all',
      ),
    },
  ],
  [
    'its',
    {
      words: ['it', 'is'],
      before: set(
        'not a an the just only been still so very really too now broken late down gone back been working showing saying getting going taking ok okay fine all my our your always never awful terrible hard easy no in on at about because like what how why been done ready understandable normal natural frustrating annoying',
      ),
    },
  ],
  [
    'ur',
    {
      words: ['you', 'are'],
      before: set('still having not going so welcome right the a being experiencing getting waiting in on'),
    },
  ],
  ['hell', { words: ['he', 'will'], before: set('call be contact get bring come deliver') }],
]);

/** Sounds of hesitation, deleted before matching. */
export const FILLERS = set('um uh uhm er erm hmm hm mm mhm ah eh umm uhh ehm huh');

/** Function words whose stuttered repeat is one word: "I I do". */
export const STUTTER = set(
  "i the a an to we you it is my your and of in for let can will do that's on at they he she this was have so if or but with our",
);

/** Number words; "one" stays a plain word because too much else is "one". */
export const NUMBER_WORDS =
  set(`two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
  seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million dozen couple several
  2nd`);
export const ORDINAL_WORDS = set(
  `second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth umpteenth`,
);

/** Words after which a full stop does not end a sentence. */
export const ABBREVIATIONS = set(
  'mr mrs ms mx dr st vs approx inc ltd prof sr jr ave dept est e.g i.e a.m p.m ref tel ext',
);

/** All-capital words that are no shouting. */
export const ACRONYMS =
  set(`dm dms faq url pin sim uk us usa eu tv id vpn sms pdf gps hd hdmi usb ios atm cctv bbc cnn nyc la
  sos pc api ai it hr ceo ok asap gmt est pst utc lol omg rip btw fyi eta otp pnr kyc gst vat iban swift wifi lte nhs irs mri
  icu ups dhl usps ac dc ev suv rma sku po cod upc qr csv xml html psn ps xbox lg hp dell ii iii iv am pm mb gb tb kb`);
