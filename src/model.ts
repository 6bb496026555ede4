/** The nouns of attune: plain, readonly, JSON-safe data that each stage of the line hands to the next. */

/** Half-open UTF-16 offsets into the original text of one turn. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Where something stands in the input: a file, and the line (1-based) or JSON pointer inside it. */
export interface Place {
  readonly path: string;
  readonly line?: number;
  readonly pointer?: string;
}

// ── Reading ────────────────────────────────────────────────────────────────

export const ROLES = ['agent', 'customer', 'bot', 'system', 'unknown'] as const;
export type Role = (typeof ROLES)[number];

/** One input row that became part of a turn; `start` is its offset in the turn's text. */
export interface Row {
  readonly start: number;
  readonly place: Place;
}

/** The maximal run of one speaker's rows (CODEBOOK U1). */
export interface Turn {
  readonly index: number;
  readonly role: Role;
  /** `internal` notes are context for a reader; they are never scored. */
  readonly visibility: 'public' | 'internal';
  readonly speaker?: string | undefined;
  readonly text: string;
  readonly rows: readonly Row[];
  /** ISO 8601, when the input has absolute times. */
  readonly at?: string | undefined;
  /** Milliseconds from the start of the conversation, when the input has offsets. */
  readonly startMs?: number | undefined;
  readonly endMs?: number | undefined;
}

export interface Conversation {
  readonly id: string;
  readonly channel?: string | undefined;
  /** The agent as the export names them; per-turn speakers win where they differ. */
  readonly agent?: string | undefined;
  readonly customerName?: string | undefined;
  readonly startedAt?: string | undefined;
  /** Every other column or field of the conversation, as text. */
  readonly meta: Readonly<Record<string, string>>;
  readonly turns: readonly Turn[];
  readonly source: Place;
}

/** Something to tell the user about the input; never quotes what people said. */
export interface Diagnostic {
  readonly severity: 'error' | 'warning' | 'note';
  /** `quarantined` and `skipped` account for records; `notice` accounts for none. */
  readonly kind: 'quarantined' | 'skipped' | 'notice';
  readonly message: string;
  readonly place: Place;
  /** How many input records this diagnostic accounts for (0 for a notice). */
  readonly records: number;
}

// ── Text ───────────────────────────────────────────────────────────────────

export type TokenKind =
  | 'word'
  | 'number'
  | 'ordinal'
  | 'money'
  | 'placeholder'
  | 'redaction'
  | 'name'
  | 'url'
  | 'handle'
  | 'emoji'
  | 'punct'
  | 'mark';

/**
 * One normalised unit of a turn. A contraction becomes several tokens that share the span of the written
 * word, so evidence always quotes whole words.
 */
export interface Token extends Span {
  /** Normalised form; typed tokens read `_n_`, `_money_`, `_name_`, `_url_` … (CUES §2). */
  readonly norm: string;
  readonly kind: TokenKind;
  /** Index of the sentence inside the turn, from 0. */
  readonly sentence: number;
  /** Index into the process-wide vocabulary (`text/vocabulary.ts`); never part of any output. */
  readonly word: number;
}

// ── Rubric ─────────────────────────────────────────────────────────────────

/** What a cue does when its pattern matches (CUES §1, "effect"). */
export type CueRole = 'evidence' | 'marker' | 'prior' | 'reset' | 'block';

/** Expected precision: A ≥ .95, B ≈ .85, C ≈ .70 (CUES §1). */
export type Tier = 'A' | 'B' | 'C';

/** When a cue counts at all; names are labels or cue ids. */
export interface CueCondition {
  /** The customer shows distress of at least this level. */
  readonly distress: number;
  /** All of these stand in the same turn. */
  readonly with: readonly string[];
  /** None of these stands in the same turn. */
  readonly without: readonly string[];
  /** At least one of these cues matched the customer talk before it. */
  readonly customer: readonly string[];
}

/** A detail of the customer's story, a first-person commitment, or a reason taken from the case. */
export type Anchor = 'detail' | 'commitment' | 'reason';

export interface Cue {
  readonly id: string;
  readonly label: string;
  readonly level: number;
  readonly role: CueRole;
  readonly tier: Tier;
  readonly pattern: readonly string[];
  /** Patterns that silence this cue wherever they overlap its match. */
  readonly unless: readonly string[];
  /** Labels that may not use the matched words as evidence. */
  readonly block: readonly string[];
  /** Further labels given by the same words, with their levels. */
  readonly also: Readonly<Record<string, number>>;
  readonly when: CueCondition;
  /** What in the same clause lifts a marker of understanding to level 2 (CODEBOOK 3.2, step 2). */
  readonly anchors: readonly Anchor[];
  /** Escalator type a–f; two different ones in the window make distress 2 (CODEBOOK D2-stack). */
  readonly escalator?: string | undefined;
  /** What kind of its label it finds, such as `blame` (CODEBOOK's V-blame) or `safety`; terms name it as `label.kind`. */
  readonly kind?: string | undefined;
  /** Row of the sorry table (CODEBOOK §4.1); in one apology clause only the lowest row counts. */
  readonly row?: number | undefined;
  /** The matter may be a failing of ours, so an apology is in place (SCORING §3, responsibility). */
  readonly fault: boolean;
  readonly why?: string | undefined;
  readonly examples: {
    readonly match: readonly string[];
    readonly noMatch: readonly string[];
    /** Accepted false alarms: they match, and nobody should "fix" them by losing recall (CUES §4). */
    readonly knownFalse: readonly string[];
  };
}

/** A linear model that may give a label where no cue does (`detect/learned.ts`). */
export interface Learned {
  readonly id: string;
  readonly label: string;
  readonly level: number;
  /** Name of the shipped weights. */
  readonly model: string;
  /** Log-odds above which the label is given. */
  readonly threshold: number;
  readonly why?: string;
  readonly examples: Cue['examples'];
}

export interface LabelSpec {
  readonly on: 'agent' | 'customer';
  /** Meaning of each level from 1 up. */
  readonly levels: Readonly<Record<string, string>>;
  readonly title?: string;
}

export interface ChannelProfile {
  /** Agent turns after a customer turn that may still answer it (SCORING §2.3). */
  readonly window: number;
  /** Transparent turns (verification, hold, greeting) that do not use up the window. */
  readonly freeTurns: number;
  /** Share of the possible points at which a single turn scores 100 (SCORING §3). */
  readonly target: number;
  /** Whether the first customer turn is presumed to call for empathy (SCORING §2.1). */
  readonly presume: boolean;
  /** Other names of this channel in exports. */
  readonly aliases: readonly string[];
  /** Answer-time factors: seconds → factor, applied to criteria with `clock: true` (SCORING §4). */
  readonly clock: readonly { readonly afterSeconds: number; readonly factor: number }[];
}

/** A label at a level or above; with a kind, only where a cue of that kind is the evidence. */
export interface Term {
  readonly label: string;
  readonly level: number;
  readonly kind?: string;
}

/** One way to earn credit: every listed term in one turn. */
export interface Credit {
  readonly all: readonly Term[];
  readonly value: number;
}

/** One rating of a scale, from the lowest up: what it means, and the share of the points it is worth. */
export interface Rating {
  readonly rating: number;
  readonly anchor: string;
  readonly value: number;
}

/** When a criterion is asked at all; everything listed must hold, one of each list suffices. */
export interface CriterionCondition {
  /** The customer said one of these. */
  readonly customer: readonly Term[];
  /** The opportunity has at least this distress. */
  readonly distress: number;
  /** The conversation's channel, as profile or as written in the export. */
  readonly channel: readonly string[];
  /** Agent turns that the conversation has at least. */
  readonly replies: number;
  /** Column of the conversation's metadata → values, of which one must stand there. */
  readonly meta: Readonly<Record<string, readonly string[]>>;
}

/** Which agent turns may answer a criterion: the next few, or the first or last of the conversation. */
export interface Within {
  readonly next?: number;
  readonly first?: number;
  readonly last?: number;
}

/** What happens when a critical criterion is missed (SCORING §7); `fail` waits for a human to confirm it. */
export type Critical = { readonly action: 'fail' } | { readonly action: 'cap'; readonly cap: number };

export interface Penalty {
  readonly points: number;
  readonly cap?: number;
  /** The cap once the agent has repaired it later in the same window (SCORING §4). */
  readonly repairedCap?: number;
}

export type Applicability = 'always' | 'fault possible' | 'customer name known';

export interface Criterion {
  readonly id: string;
  readonly section: string;
  readonly title: string;
  readonly scope: 'turn' | 'opportunity' | 'conversation';
  /** Points by the opportunity's distress level; for other scopes the key is `0`. */
  readonly weight: Readonly<Record<string, number>>;
  /** The best applicable credit counts, never their sum. */
  readonly credit: readonly Credit[];
  /** Factor by lag: 0 for the first agent turn after the customer's, and so on (SCORING §4). */
  readonly decay: readonly number[];
  /** Factor after the window has ended; 0 unless the criterion says otherwise. */
  readonly late: number;
  readonly clock: boolean;
  readonly applies: Applicability;
  readonly when: CriterionCondition;
  /** Absent where every turn of the window, or of the conversation, may answer. */
  readonly within?: Within | undefined;
  /** The mean of its turns, where other criteria take the best: for a manner that is kept up (scope `conversation`). */
  readonly take?: 'mean' | undefined;
  /** Its points count with every opportunity, by the opportunity's weight ω; else once (scope `conversation`). */
  readonly per?: 'opportunity' | undefined;
  /** Ratings from the lowest up, where the criterion is a scale; its credits are those of the ratings. */
  readonly scale?: readonly Rating[] | undefined;
  /** What must not occur; its penalties by the opportunity's level. */
  readonly avoid?: readonly Term[] | undefined;
  readonly penalty: Readonly<Record<string, Penalty>>;
  /** Penalty where no opportunity is open: points each, at most `max` a conversation. */
  readonly outside?:
    | { readonly points: number; readonly max: number; readonly turnScore: number }
    | undefined;
  readonly critical?: Critical | undefined;
  /** What to do, shown when the criterion is missed. Guidance, never a sentence to read out. */
  readonly missed: string;
}

export interface Section {
  readonly title: string;
  /** What the section weighs where the rubric's total is by sections. */
  readonly weight: number;
}

/**
 * What a conversation's 0–100 is made of: its `episodes`, each weighted by severity (SCORING §5); or, as a scorecard
 * does it, the `points` of its criteria, each asked once, or the weighted shares of its `sections`.
 */
export type Total = 'episodes' | 'points' | 'sections';

export interface Rubric {
  readonly id: string;
  readonly version: string;
  readonly language: string;
  readonly title: string;
  readonly classes: Readonly<Record<string, readonly string[]>>;
  readonly labels: Readonly<Record<string, LabelSpec>>;
  readonly cues: readonly Cue[];
  readonly learned: readonly Learned[];
  readonly opportunity: {
    /** Weight of an episode in the conversation score, by severity. */
    readonly weight: Readonly<Record<string, number>>;
    readonly presumedWeight: number;
    /** Contact types whose first customer turn is presumed to call for empathy. */
    readonly presumedTypes: readonly string[];
  };
  readonly channels: Readonly<Record<string, ChannelProfile>>;
  readonly sections: Readonly<Record<string, Section>>;
  readonly total: Total;
  readonly criteria: readonly Criterion[];
  readonly adjustments: {
    /** Relational talk without action in one episode (SCORING §5.2). */
    readonly relationalOveruse: { readonly turns: number; readonly points: number };
    /** Warmth in the last agent turn when every episode went well (SCORING §5.4). */
    readonly closingWarmth: { readonly points: number; readonly minEpisode: number };
    /**
     * Generic formulas said again: what the first, second … use is worth, and the points that each from `fromUse` on
     * costs the conversation, at most `max` (SCORING §6).
     */
    readonly repetition: {
      readonly decay: readonly number[];
      readonly fromUse: number;
      readonly points: number;
      readonly max: number;
    };
    /** Spans that an agent's script reliance needs, and what full reliance takes off the agent's mean (SCORING §6). */
    readonly scriptReliance: { readonly points: number; readonly minSpans: number };
  };
  /** Band name → lowest score in it. */
  readonly bands: Readonly<Record<string, number>>;
  /** Words that look like names and are none. */
  readonly nameStoplist: readonly string[];
  /** How often the customer's name may be used before it earns no further credit (SCORING §6). */
  readonly nameLimit: { readonly perAgentTurn: number; readonly perContact: number };
  /** Whether an agent may admit fault; if not, a plain apology earns full responsibility (SCORING §8). */
  readonly admissionAllowed: boolean;
  /** Lower bound of kappa under which a criterion is called experimental; as `rubric/trust.ts` says where absent. */
  readonly trust?: number;
}

// ── Detection ──────────────────────────────────────────────────────────────

export interface Detection extends Span {
  readonly label: string;
  readonly level: number;
  /** Cue id, or `detector:rule` where no single cue is the reason. */
  readonly cue: string;
  readonly detector: string;
  /** Vote of these words (log-odds), where a learned model gave the label. */
  readonly weight?: number | undefined;
  /** The clause without what belongs to this customer, where the label is relational (SCORING §6). */
  readonly template?: string | undefined;
}

/** A detail of the customer's story as written, and the agent turns soon after it that took it up. */
export interface Detail {
  readonly text: string;
  readonly takenUp: readonly number[];
}

/** What is taken for granted about a customer whose words are not there, or are not to be judged. */
export interface Assumed {
  /** 0–2. */
  readonly distress: number;
  /** Whether the matter may be a failing of ours; as their words say where it is absent. */
  readonly fault?: boolean;
}

/** What was found in one turn. */
export interface TurnDetections {
  readonly index: number;
  /** Highest level found by label; on agent turns `distress` is the window's (CODEBOOK 3.1). */
  readonly labels: Readonly<Record<string, number>>;
  readonly evidence: readonly Detection[];
  /** Details of a customer turn that may call for an answer (SCORING §13). */
  readonly details?: readonly Detail[] | undefined;
  /** Facts that scoring needs and no label states. */
  readonly flags: {
    /** The customer closed the matter with satisfaction (CUES CT02). */
    readonly reset?: boolean | undefined;
    /** The matter may be a failing of ours. */
    readonly fault?: boolean | undefined;
    /** A customer turn that says itself that nothing is wrong, so no need is presumed (SCORING §2.1). */
    readonly routine?: boolean | undefined;
    /** Verification, hold or greeting: at most 15 tokens and no label (SCORING §2.3). */
    readonly transparent?: boolean | undefined;
    /** "I understand, but …" (CUES §4 notes). */
    readonly understandBut?: boolean | undefined;
    /** Why nothing can be said about this turn; absent when it can be judged. */
    readonly notEvaluable?: string | undefined;
  };
}

/** The detections of every turn that was looked at, and whether the customer's name is known. */
export interface ConversationDetections {
  readonly turns: readonly TurnDetections[];
  readonly customerNameKnown: boolean;
}

// ── Scores (the shape of DESIGN §6) ────────────────────────────────────────

export const VERDICTS = ['met', 'missed', 'not_applicable', 'not_evaluable'] as const;
export type VerdictKind = (typeof VERDICTS)[number];

/** One criterion judged. `earned` and `possible` are points. */
export interface Verdict {
  readonly criterion: string;
  readonly verdict: VerdictKind;
  readonly earned: number;
  readonly possible: number;
  readonly reason?: string | undefined;
  /** Credit in [0,1] before decay, and the factor that lag, clock and repetition left of it. */
  readonly credit?: number | undefined;
  readonly factor?: number | undefined;
  /** The part of `factor` that repetition left; absent where nothing was said before. */
  readonly repeat?: number | undefined;
  /** Index of the agent turn that earned it, or that must not have been. */
  readonly turn?: number | undefined;
  /** The rating on the criterion's scale. */
  readonly rating?: number | undefined;
}

/** A section of a scorecard: its criteria, each asked once, an opportunity's as the mean over the opportunities. */
export interface SectionScore {
  readonly id: string;
  readonly earned: number;
  readonly possible: number;
  /** What it weighs in the total; absent where points are added up. */
  readonly weight?: number;
  readonly verdicts: readonly Verdict[];
}

/**
 * Points of the 0–100 scale added to or taken from a score by a rule that is not a criterion's own weight, in
 * the order of their use: 100 · (sum of the parts) / possible + all adjustments = normalized.
 */
export interface Adjustment {
  readonly rule: string;
  readonly points: number;
  readonly turn?: number | undefined;
}

/** `normalized = 100 · earned / possible`; `earned` is what is left after the adjustments. */
export interface Score {
  readonly earned: number;
  readonly possible: number;
  /** 0–100 with one decimal, or null when there was nothing to judge. */
  readonly normalized: number | null;
  /** Share of what should have been judged that could be (0–1). */
  readonly evaluability: number;
  /** Why `normalized` is null. */
  readonly reason?: string | undefined;
  readonly adjustments?: readonly Adjustment[] | undefined;
}

export type OpportunityOutcome = 'met' | 'missed' | 'dismissed' | 'not_applicable';

/** The customer turn that calls for empathy, and how, when and where it was answered. */
export interface Opportunity {
  /** Index of the customer turn. */
  readonly turn: number;
  readonly distress: number;
  readonly presumed?: boolean | undefined;
  /** A matter that was missed or dismissed before and comes back. */
  readonly reopened?: boolean | undefined;
  /** What the episode weighs in the conversation score (ω of SCORING §5). */
  readonly weight?: number;
  readonly agent?: string | undefined;
  readonly verdict: OpportunityOutcome;
  readonly answeredAt?: number | undefined;
  readonly turnsToAnswer?: number | undefined;
  readonly secondsToAnswer?: number | undefined;
  /** The episode's own score (SCORING §4); null when nothing in it could be judged. */
  readonly score: Score;
  readonly verdicts: readonly Verdict[];
  /** What would have changed the score most: the criterion with the most points left. */
  readonly missing?: string | undefined;
  /** Words of the customer that no reply took up: what an answer could anchor on. */
  readonly unused?: readonly string[] | undefined;
}

export interface Evidence extends Span {
  readonly label: string;
  readonly level: number;
  readonly cue: string;
  /** The words of the span. */
  readonly quote: string;
  /** Vote of these words (log-odds), where a learned model gave the label. */
  readonly weight?: number | undefined;
  /**
   * The clause around relational words, normalised, with `§` for names, numbers, slots and the customer's own words.
   * Of one agent, the same or nearly the same template is the same formula (SCORING §6).
   */
  readonly template?: string | undefined;
}

export const USES = ['verbatim', 'edited', 'personalised', 'own'] as const;

/** Which macro an agent turn comes from, and how: with its slots filled, edited, edited for this customer, or none. */
export interface MacroUse {
  readonly how: (typeof USES)[number];
  /** Absent where no macro is known in it. */
  readonly id?: string;
  /** Share of words changed: dropped from the macro or new in the turn, of both together; 0 when verbatim. */
  readonly share?: number;
}

export interface ScoredTurn {
  readonly index: number;
  readonly role: Role;
  readonly speaker?: string | undefined;
  readonly labels: Readonly<Record<string, number>>;
  readonly evidence: readonly Evidence[];
  /** Agent turns only. */
  readonly score?: Score | undefined;
  readonly verdicts?: readonly Verdict[] | undefined;
  readonly flags?: readonly string[] | undefined;
  /** Of public agent turns that were set against a library of macros. */
  readonly macro?: MacroUse;
  /** Only where the reader asked for full quotes. */
  readonly text?: string;
}

export interface Receipt {
  readonly engine: string;
  readonly rubric: string;
  readonly version: string;
  readonly rubricHash: string;
  readonly inputHash: string;
}

export interface ScoredConversation {
  readonly kind: 'conversation';
  readonly schema: 1;
  readonly id: string;
  readonly source: Place;
  readonly agent?: string | undefined;
  readonly channel?: string | undefined;
  readonly startedAt?: string | undefined;
  readonly meta: Readonly<Record<string, string>>;
  readonly score: Score & {
    readonly band: string | null;
    /** Critical criteria that failed, each pending a human's confirmation; the computed score stays (SCORING §7). */
    readonly failed: readonly string[];
    /** Critical criteria that a human should look at: missed, but on weaker evidence than an auto-fail needs. */
    readonly review?: readonly string[] | undefined;
    /** Where the rubric's total is by points or by sections. */
    readonly sections?: readonly SectionScore[] | undefined;
    /** Once-a-conversation criteria; absent when the rubric has none. */
    readonly verdicts?: readonly Verdict[] | undefined;
  };
  readonly opportunities: readonly Opportunity[];
  readonly turns: readonly ScoredTurn[];
  /** Rows read for this conversation, so that the accounts can be checked. */
  readonly rows: number;
  /** Those of them that an agent said. */
  readonly agentRows: number;
  readonly receipt: Receipt;
}

// ── Explanations ──────────────────────────────────────────────────────────

/** A score as it would be with one criterion fully met and all else as it was (SCORING §13). */
export interface Change {
  readonly criterion: string;
  /** Of a conversation's score: which of its opportunities changes, from 0, and its customer turn; else absent. */
  readonly opportunity?: number;
  readonly turn?: number;
  readonly score: Score;
}

/** What would have raised one score, most first, and what the customer said that its turns did not take up. */
export interface Missed {
  /** The customer turn of an episode, or an agent turn. */
  readonly turn: number;
  readonly changes: readonly Change[];
  /** As written, in order. */
  readonly unused: readonly string[];
}

/** What would have raised the scores of a conversation. */
export interface WhatIf {
  /** As many as the conversation has opportunities, in their order. */
  readonly opportunities: readonly Missed[];
  /** The agent turns. */
  readonly turns: readonly Missed[];
  /** Of the conversation's own score. */
  readonly changes: readonly Change[];
}

/** Why a cue did not give its label: the step of detection at which it fell out. */
export const OBSTACLES = [
  /** No pattern of it matches. */
  'pattern',
  /** A pattern of its `unless` overlaps the match. */
  'unless',
  /** A block covers words of the match. */
  'blocked',
  /** Conditions under `when`: too little distress, labels that are not there or should not be, no such customer talk. */
  'distress',
  'with',
  'without',
  'customer',
  /** Another cue has a lower row of the sorry table; or the match runs over two "sorry". */
  'row',
  'sorries',
  /** Its role finds nothing alone: a block, or what only supports other evidence. */
  'role',
  /** The customer was content after it; or, for such a close, something went wrong after it. */
  'closed',
  'open',
  /** A frame such as "so you" whose clause takes up too few words of the customer's story. */
  'story',
  /** It gives the label, but not at the level asked for: nothing anchors it, or no other kind of burden joins it. */
  'anchor',
  'stack',
  /** The votes of a learned entry do not pass its threshold; or cues gave the label, so that it was not asked. */
  'votes',
  'already',
  /** The words stand in a signature or in quoted history. */
  'cut',
  /** It looks at the other side's words. */
  'speaker',
  /** The whole turn can't be judged: another language, redacted, an internal note. */
  'language',
  'redacted',
  'internal',
] as const;
export type ObstacleKind = (typeof OBSTACLES)[number];

/** One part of a pattern in its notation, and the words it took; of the part that was missed, those in the way. */
export interface AttemptStep {
  readonly part: string;
  /** As written; empty where it took none. */
  readonly quote: string;
  /** Nothing stands for it, another word does, a word too many stands before it, or a condition does not hold. */
  readonly miss?: 'missing' | 'other' | 'extra' | 'condition';
  /** The word at which it was missed, where none is in the way. */
  readonly before?: string;
}

/** The attempt that came nearest to a match. */
export interface Attempt {
  /** The pattern, as the rubric writes it. */
  readonly pattern: string;
  /** Whether one part is all that was missed; otherwise the attempt broke off there. */
  readonly whole: boolean;
  /** How many words of the pattern stand in the text. */
  readonly words: number;
  readonly steps: readonly AttemptStep[];
}

export interface Obstacle {
  readonly kind: ObstacleKind;
  /** The words that the cue matched. */
  readonly quote?: string;
  /** The cues, labels, anchors or pattern that stood in the way or were not there. */
  readonly by?: readonly string[];
  /** Their words. */
  readonly words?: readonly string[];
  readonly needed?: number;
  readonly is?: number;
  readonly attempt?: Attempt;
}

/** What became of one cue, or learned entry, in one turn. */
export interface CueAnswer {
  readonly cue: string;
  readonly label: string;
  readonly level: number;
  readonly role: CueRole | 'learned';
  readonly tier?: Tier;
  readonly why?: string;
  /** Where it did give its label. */
  readonly found: readonly Evidence[];
  /** Why it did not, or not at the level asked for. */
  readonly obstacles: readonly Obstacle[];
}

export interface TurnAnswer {
  readonly turn: number;
  readonly role: Role;
  readonly speaker?: string;
  readonly text: string;
  /** Why the turn was not looked at. */
  readonly obstacle?: Obstacle;
  /** Evidence for the label that was asked for, whatever gave it. */
  readonly found: readonly Evidence[];
  /** How many cues and learned entries could have given what was asked for. */
  readonly asked: number;
  /** The cue that was asked for; or, where a label was not found, those that came nearest to it. */
  readonly cues: readonly CueAnswer[];
}

/** What was looked for in a turn in which nothing was found. */
export interface Looked {
  readonly label: string;
  /** How many cues and learned entries could have given it. */
  readonly asked: number;
  /** The one that came nearest; absent where none has a word in common. */
  readonly nearest?: CueAnswer;
}

/** A scored conversation with all that an explanation of it shows. */
export interface Explained {
  readonly scored: ScoredConversation;
  readonly whatIf: WhatIf;
  /** What was taken for granted about the customer. */
  readonly assumed?: Assumed;
  /** Label by label, where one turn is explained and nothing was found in it. */
  readonly lookedFor?: readonly Looked[];
}

/** The question behind `--why-not`: a cue or learned entry, or a label at a level. */
export interface Question {
  readonly cue?: string;
  readonly label: string;
  readonly level: number;
}

/** Why something was not found, turn by turn. */
export interface WhyNot {
  readonly kind: 'why-not';
  readonly schema: 1;
  readonly id: string;
  readonly source: Place;
  readonly question: Question;
  /** What was taken for granted about the customer. */
  readonly assumed?: Assumed;
  readonly turns: readonly TurnAnswer[];
  readonly receipt: Receipt;
}

// ── Summary ────────────────────────────────────────────────────────────────

/** Sums over many conversations; all are integers, so two tallies merge into one exactly, in any order. */
export interface Tally {
  readonly conversations: number;
  /** Conversations with a score, the sum of the scores in tenths of a point, and of their squares. */
  readonly scored: number;
  readonly sum: number;
  readonly sumSquares: number;
  /** Score in tenths of a point → conversations with that score; the interval is drawn from it. */
  readonly scores: Readonly<Record<string, number>>;
  /**
   * The same scores by case mix: cell → tenths of a point → conversations. A cell is severity (`none`, `presumed`, `d1`,
   * `d2`, `both`), channel and contact reason, with tabs between them.
   */
  readonly cells: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly agentTurns: number;
  readonly opportunities: Readonly<Record<OpportunityOutcome, number>>;
  /** Opportunities by distress level; presumed ones under `presumed`. */
  readonly byDistress: Readonly<Record<string, number>>;
  readonly bands: Readonly<Record<string, number>>;
  /** Conversations with a score of which a critical criterion failed, and the sum of their scores in tenths. */
  readonly failed: { readonly conversations: number; readonly sum: number };
  /** Critical criterion → conversations that failed it, or that await a review because of it. */
  readonly critical: Readonly<Record<string, { readonly failed: number; readonly review: number }>>;
  /** Agent turns in which a label was found, by `label` (any level) and, from level 2 up, by `label:level` too. */
  readonly labels: Readonly<Record<string, number>>;
  /** Hundredths of a point by criterion over all episodes. */
  readonly criteria: Readonly<Record<string, { readonly earned: number; readonly possible: number }>>;
}

/** Relational spans by template: those whose words would fit any problem, and those specific to a customer. */
export interface Templates {
  readonly generic: Readonly<Record<string, number>>;
  readonly specific: Readonly<Record<string, number>>;
}

/** How far a group's relational talk is a script (SCORING §6). The numbers are null under the minimum of spans. */
export interface ScriptSummary {
  /** Clauses of empathy, sympathy, apology or reassurance; those in generic words; and their distinct formulas. */
  readonly spans: number;
  readonly generic: number;
  readonly formulas: number;
  /** Chance that two spans are the same formula: Simpson's concentration, corrected for small samples. */
  readonly concentration: number | null;
  /** Estimated number of equally frequent formulas, 1/concentration; null where none was said twice, too. */
  readonly effective: number | null;
  /** Share of the spans that are generic and among the top three formulas or in the macro library (0–1). */
  readonly reliance: number | null;
  /** The generic formulas said most, up to three. */
  readonly top: readonly { readonly template: string; readonly spans: number }[];
}

/**
 * A group among the others of its column, in points (SCORING §9): its mean as if everybody had had the same mix of
 * conversations, and what is to be thought of it when that mean is weighed against how groups differ at all.
 */
export interface FairSummary {
  /** Mean score, adjusted for the case mix. */
  readonly adjusted: number;
  /** The adjusted mean drawn towards the mean of all groups, as far as it is uncertain, with its 95 % interval. */
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
  /** Share of the variance between adjusted means that is the groups' own and not chance (0–1). */
  readonly reliability: number;
  readonly standing: 'not_enough_evidence' | 'indicative' | 'reportable';
  /**
   * Groups of different tiers are told apart with 90 % probability; 1 is the highest. Absent without enough evidence,
   * and where all groups are in one tier.
   */
  readonly tier?: number;
}

/** How the groups of a column differ, in points; from the groups with enough conversations. */
export interface GroupSpread {
  readonly groups: number;
  readonly mean: number;
  /** Standard deviations: of conversations within a group, and of what groups are worth. */
  readonly within: number;
  readonly between: number;
  /** Mistakes of detection are not in the intervals: no sensitivity and specificity of its labels are given. */
  readonly detectorError: 'not_included';
}

export interface GroupSummary {
  readonly key: string;
  readonly tally: Tally;
  /** Mean score with its 95 % interval, null when nothing was scored or n is under the minimum. */
  readonly mean: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** The mean with 0 for every conversation that failed a critical criterion; absent where none did (SCORING §7). */
  readonly meanWithFailures?: number;
  /** Share of the opportunities with a verdict that were met, with its 95 % Wilson interval (0–1). */
  readonly answered?: { readonly rate: number; readonly low: number; readonly high: number };
  /** Absent where nobody said anything relational. */
  readonly scripts?: ScriptSummary;
  /** Absent for all conversations together, under the minimum n, and where there is no other group to compare with. */
  readonly fair?: FairSummary;
}

export interface Accounts {
  readonly read: number;
  readonly scored: number;
  readonly skipped: number;
  readonly quarantined: number;
  /** Rows of agents, and the turns that they were merged into. */
  readonly agentRows: number;
  readonly agentTurns: number;
  readonly files: number;
  readonly readers: Readonly<Record<string, number>>;
}

export interface Summary {
  readonly kind: 'summary';
  readonly schema: 1;
  readonly accounts: Accounts;
  readonly overall: GroupSummary;
  /** Group column → groups in order of their key. */
  readonly groups: Readonly<Record<string, readonly GroupSummary[]>>;
  /** Group column → how its groups differ; only columns with two groups or more that have enough conversations. */
  readonly spread: Readonly<Record<string, GroupSpread>>;
  /**
   * The team's script: formulas that more than 30 % of the agents use, those that most use first, with how many use
   * them and how often. `agents` counts those who said anything relational (SCORING §6).
   */
  readonly teamScript: {
    readonly agents: number;
    readonly templates: readonly {
      readonly template: string;
      readonly agents: number;
      readonly spans: number;
    }[];
  };
  /** How agent turns come from macros; absent where none was set against any. */
  readonly macros?: UseGroup;
  /** Absent where nothing was compared. */
  readonly against?: Against;
  /** Ids of experimental criteria, as the rubric's card has them; added where the totals are written. */
  readonly experimental?: readonly string[];
  /** Whether every threshold that was asked for holds. */
  readonly passed: boolean;
  readonly failures: readonly string[];
  readonly receipt: Omit<Receipt, 'inputHash'>;
}

/** A difference, newer less older, with its 95 % interval; "changed" only where 0 lies outside (SCORING §9.6). */
export interface Delta {
  readonly difference: number;
  readonly low: number;
  readonly high: number;
  readonly changed: boolean;
}

/** The mean score of a group in two runs or periods, in points. */
export interface Shift {
  readonly key: string;
  readonly before: { readonly scored: number; readonly mean: number | null };
  readonly after: { readonly scored: number; readonly mean: number | null };
  /** Null where either side is under the minimum n. */
  readonly change: Delta | null;
}

/** A rate in two runs or periods, k in n; its change is in shares (0–1). */
export interface RateShift {
  readonly before: { readonly k: number; readonly n: number };
  readonly after: { readonly k: number; readonly n: number };
  readonly change: Delta | null;
}

/** What has changed since a base: another run, or another period. */
export interface Against {
  /** What the base is called. */
  readonly base: string;
  /** Conversations of the base, and those with a score that are in both. */
  readonly conversations: number;
  readonly paired: number;
  /** Paired where nearly all conversations are in both. */
  readonly overall: Shift;
  /** Opportunities that were met. */
  readonly answered: RateShift;
  /** Agent turns with a label, keyed as in a tally. */
  readonly labels: Readonly<Record<string, RateShift>>;
  /** Group column → groups of either side, in order of their key. */
  readonly groups: Readonly<Record<string, readonly Shift[]>>;
}

/** What every reporter renders. */
export interface Report {
  readonly kind: 'report';
  readonly schema: 1;
  readonly summary: Summary;
  readonly conversations: readonly ScoredConversation[];
  readonly diagnostics: readonly Diagnostic[];
  /** Criterion and cue texts that a reader needs to understand the scores. */
  readonly rubric: RubricCard;
}

/** The part of a rubric that reports show. */
export interface RubricCard {
  readonly id: string;
  readonly version: string;
  readonly title: string;
  readonly criteria: Readonly<
    Record<
      string,
      {
        readonly title: string;
        readonly section: string;
        readonly missed: string;
        /** Measured agreement with people is lower than the rubric trusts. */
        readonly experimental?: true;
      }
    >
  >;
  readonly bands: Readonly<Record<string, number>>;
  /** Labels that turns may have, in the rubric's order. */
  readonly labels: readonly string[];
}

// ── Agreement with people ─────────────────────────────────────────────────

/** How far attune's answers to one question agreed with people's, with the 95 % interval of kappa. */
export interface MeasuredQuestion {
  /** A label, or the id of a criterion. */
  readonly name: string;
  readonly kind: 'label' | 'criterion';
  /** Items that both answered. */
  readonly n: number;
  /** Cohen's; null where it is undefined. */
  readonly kappa: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** Shares of those with "present" or "met", and of those without, in which attune says the same. */
  readonly sensitivity: number | null;
  readonly specificity: number | null;
}

/** What `attune calibrate --save` writes. */
export interface MeasuredAgreement {
  readonly kind: 'agreement';
  readonly schema: 1;
  readonly rubric: { readonly id: string; readonly version: string; readonly hash: string };
  readonly ratings: number;
  readonly raters: number;
  readonly questions: readonly MeasuredQuestion[];
}

// ── Macros ─────────────────────────────────────────────────────────────────

export type Severity = 'error' | 'warning' | 'note';

/** Lines and columns count from 1, columns in UTF-16 units; the end is exclusive (SARIF §3.30). */
export interface Region {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** One thing that lint found in a macro, or in a file of macros. */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly location: Region;
  /** Id and title of the macro; absent where a whole file is meant. */
  readonly macro?: string;
  readonly title?: string;
  /** The words that it is about, as written. */
  readonly quote?: string;
  /** What placeholders held in the rendering that shows it: `{"customer name": ""}`. */
  readonly values?: Readonly<Record<string, string>>;
  /** What to anchor on or to do; never a sentence to paste. */
  readonly suggestion?: string;
  /** Mechanical repair: replace [start, end) of the decoded file by the text. */
  readonly fix?: Span & { readonly text: string };
  /** `sha256:` of rule, title, sentence and words; the same wherever the macro moves. */
  readonly fingerprint: string;
  /** Why it does not count: known from a baseline, or suppressed by a comment or sidecar with its reason. */
  readonly suppressed?: { readonly kind: 'baseline' | 'inline' | 'sidecar'; readonly reason?: string };
}

export interface LintedMacro {
  readonly id: string;
  readonly title: string;
  readonly path: string;
  readonly line: number;
  readonly source: string;
  readonly locale?: string;
  readonly category: string;
  readonly categoryFrom: 'declared' | 'inferred' | 'presumed';
  /** 0–100 of its worst rendering by the rubric; null where nothing is asked of it. */
  readonly score: number | null;
  readonly renderings: number;
  readonly findings: number;
}

/** A rule as reports show it. */
export interface RuleCard {
  readonly id: string;
  readonly severity: Severity;
  readonly title: string;
  readonly why: string;
  readonly docs: string;
}

/** What the reporters of `attune lint` render. */
export interface LintReport {
  readonly kind: 'lint';
  readonly schema: 1;
  readonly macros: readonly LintedMacro[];
  readonly findings: readonly Finding[];
  readonly rules: readonly RuleCard[];
  readonly accounts: {
    readonly files: number;
    readonly macros: number;
    readonly linted: number;
    /** Reason → macros; with `linted` they add up to `macros`. */
    readonly skipped: Readonly<Record<string, number>>;
    readonly sources: Readonly<Record<string, number>>;
  };
  /** Mean of the macros' scores; null when none has one. */
  readonly mean: number | null;
  /** The lowest severity that fails a run; findings that are suppressed never do. */
  readonly failOn: Severity | 'never';
  readonly passed: boolean;
  readonly failures: readonly string[];
  readonly receipt: Omit<Receipt, 'inputHash'>;
}

/** Turns that come about in one way: how many, how many of them had to answer a feeling, and what they made of it. */
export interface UseTally {
  readonly turns: number;
  readonly judged: number;
  /** Of those judged, turns with a clause of empathy. */
  readonly empathic: number;
  /** Mean score of those judged; null where there are none. */
  readonly mean: number | null;
}

/** Turns by how they come from macros; `changed` is the mean share of words changed of those that come from one. */
export interface UseGroup {
  readonly key: string;
  readonly turns: number;
  readonly uses: Readonly<Record<MacroUse['how'], UseTally>>;
  readonly changed: number | null;
}

/** What tracing conversations to a library of macros came to. */
export interface TraceSummary {
  readonly kind: 'trace';
  readonly schema: 1;
  readonly library: {
    readonly macros: number;
    /** Ids of macros that are too short to be known again, or no templates. */
    readonly untraceable: readonly string[];
    /** Of those that can be known again, how many never were. */
    readonly unused: number;
  };
  readonly overall: UseGroup;
  readonly agents: readonly UseGroup[];
  readonly macros: readonly UseGroup[];
  readonly receipt: Omit<Receipt, 'inputHash'>;
}

/** A traced turn. */
export interface TracedTurn {
  readonly kind: 'turn';
  readonly schema: 1;
  readonly conversation: string;
  readonly turn: number;
  readonly agent: string | null;
  readonly how: MacroUse['how'];
  readonly macro: string | null;
  readonly share: number | null;
  readonly score: number | null;
  readonly empathy: number;
}

// ── Comparing two rubrics ──────────────────────────────────────────────────

/**
 * One field that differs, named as in the file: `weight.2`, `when.with`, `credit.empathy & sympathy`; empty where the
 * entry has no fields, such as a band.
 */
export interface FieldChange {
  readonly field: string;
  /** The values; absent where there is none. */
  readonly before?: string | number | boolean;
  readonly after?: string | number | boolean;
  /** Of a list of words or patterns instead of the values: what came, and what went. */
  readonly added?: readonly string[];
  readonly removed?: readonly string[];
  /** `file:line:column` in the newer rubric, or in the older one where only that has the field. */
  readonly place?: string;
}

/** One entry of a rubric that differs. */
export interface RubricChange {
  /** `cues`, `criteria`, `classes` …; `rubric` for what belongs to no entry. */
  readonly part: string;
  readonly id: string;
  /** `disabled` and `enabled`: it stands in both, switched off in one. */
  readonly change: 'added' | 'removed' | 'changed' | 'disabled' | 'enabled';
  readonly place?: string;
  /** What differs in an entry that both have. */
  readonly fields: readonly FieldChange[];
  /** Of a class: the cues whose patterns use it, also by way of another class. */
  readonly cues?: readonly string[];
}

/** A label that a turn has at another level. The words and cues are those of the side that has the higher level. */
export interface TurnFlip {
  readonly turn: number;
  readonly label: string;
  readonly from: number;
  readonly to: number;
  readonly cues: readonly string[];
  readonly quote: string;
  readonly place: Place;
}

/** All turns in which a label went from one level to another. */
export interface Flip {
  readonly label: string;
  readonly from: number;
  readonly to: number;
  readonly turns: number;
  /** Cue → turns in which it is the reason, or one of several. */
  readonly cues: Readonly<Record<string, number>>;
  readonly examples: readonly {
    readonly conversation: string;
    readonly turn: number;
    readonly cues: readonly string[];
    readonly quote: string;
    readonly place: Place;
  }[];
}

/** Paired differences of scores, newer less older, in points with two decimals. */
export interface Difference {
  /** Conversations with both scores, and those of them whose score went up or down. */
  readonly n: number;
  readonly up: number;
  readonly down: number;
  /** Mean of all n differences with its 95 % interval; null where there are too few. */
  readonly mean: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

export interface GroupDifference extends Difference {
  readonly key: string;
  /** How far n carries (SCORING §9.4). */
  readonly evidence: 'too_few' | 'indicative' | 'reportable';
  /** Whether 0 lies outside the interval, and whether that holds after Holm's correction for all groups compared. */
  readonly beyond: boolean;
  readonly holm: boolean;
}

/** Points of one criterion in one conversation, adjustments by its rule included. */
export interface PointsChange {
  readonly rule: string;
  readonly before: { readonly earned: number; readonly possible: number };
  readonly after: { readonly earned: number; readonly possible: number };
}

/** A conversation whose score moved, and why. */
export interface Mover {
  readonly conversation: string;
  readonly place: Place;
  readonly agent?: string;
  readonly before: number;
  readonly after: number;
  /** Largest first. */
  readonly points: readonly PointsChange[];
  readonly flips: readonly TurnFlip[];
}

/** What becomes of the same conversations when they are scored otherwise. */
export interface Comparison {
  readonly conversations: number;
  readonly difference: Difference;
  /** Difference in tenths of a point → conversations. */
  readonly moves: Readonly<Record<string, number>>;
  /** Conversations that got a score, and that lost theirs. */
  readonly gainedScore: number;
  readonly lostScore: number;
  /** From band to band, null for none; they add up to the conversations. */
  readonly bands: readonly {
    readonly from: string | null;
    readonly to: string | null;
    readonly conversations: number;
  }[];
  /** Critical criteria that failed, or called for a review, in only one of the two. */
  readonly critical: readonly {
    readonly criterion: string;
    readonly what: 'failed' | 'review';
    /** Conversations in which they do so only now, and in which they no longer do. */
    readonly began: number;
    readonly ended: number;
  }[];
  readonly flips: readonly Flip[];
  /** Group column → groups in order of their key. */
  readonly groups: Readonly<Record<string, readonly GroupDifference[]>>;
  /** The largest moves first. */
  readonly movers: readonly Mover[];
}

/** One of the two rubrics. */
export interface RubricSide {
  readonly card: RubricCard;
  readonly hash: string;
  /** The files it was made of, the named one first. */
  readonly files: readonly string[];
}

/** What the reporters of `attune rubric diff` render. */
export interface RubricDiff {
  readonly kind: 'rubric-diff';
  readonly schema: 1;
  readonly before: RubricSide;
  readonly after: RubricSide;
  readonly changes: readonly RubricChange[];
  /** What the change does to transcripts, where there are some. */
  readonly effect?: {
    readonly before: Summary;
    readonly after: Summary;
    readonly comparison: Comparison;
  };
  readonly passed: boolean;
  readonly failures: readonly string[];
}
