/** The contract between the vendor table and one vendor's format. */

/** One object of the vendor's list: something said, something left out for a reason, or something unreadable. */
export type Entry = Said | { readonly dropped: string } | { readonly wrong: string; readonly key?: string };

export interface Said {
  /** The message's own id, by which repeated ones are told. */
  readonly turnId?: string;
  /** A role word, or the vendor's own label of a speaker whose role the format does not tell. */
  readonly label: string;
  /** As the file has it: a string, or nothing; anything else is set aside. */
  readonly text: unknown;
  /** Key of the text, for the place of a mistake. */
  readonly key?: string;
  readonly speaker?: string | undefined;
  readonly internal?: boolean;
  readonly time?: string | undefined;
  /** Where the segment ends, in the unit of `time`. */
  readonly end?: string | undefined;
  /** Objects of the file that were joined to this one; 1 unless told. */
  readonly records?: number;
}

/** An entry and where it stands, as a JSON pointer into the document. */
export type Placed = Entry & { readonly pointer: string };

/** One conversation in the vendor's terms. */
export interface VendorConversation {
  readonly pointer: string;
  readonly id?: string | undefined;
  readonly channel?: string | undefined;
  readonly agent?: string | undefined;
  readonly customerName?: string | undefined;
  readonly startedAt?: string | undefined;
  readonly meta?: Readonly<Record<string, string>>;
  readonly entries: readonly Placed[];
  /** A name that says the unit of the times (FORMATS §0.3), or nothing where the magnitude must. */
  readonly timeName?: string;
  /** The vendor lists the newest entry first; entries without a time are then read from the end. */
  readonly newestFirst?: boolean;
  /** Whether the entries stand in the order in which they were said, whatever their times. */
  readonly inOrder?: boolean;
  /** What the user should know about this conversation, such as text that the vendor has cut. */
  readonly warnings?: readonly string[];
}

/** What a vendor may use to make text of a body. */
export interface Tools {
  readonly html: (html: string) => string;
}

export interface Vendor {
  readonly description: string;
  /** How a document of this vendor is told from the others, in one line. */
  readonly recognised: string;
  /** Whether bodies may hold HTML, so that the converter has to be loaded. */
  readonly html?: boolean;
  /** Whether a parsed document or line is of this vendor; of all vendors, one at most says yes. */
  readonly matches: (value: unknown) => boolean;
  /** Whether a value is one message that may stand loose in a list or on a line. */
  readonly isMessage?: (value: unknown) => boolean;
  /** Which conversation a loose message belongs to; without it, all of a file are one. */
  readonly threadOf?: (value: unknown) => string | undefined;
  /** Reads a document that matches, or a list of loose messages. Never throws, whatever the value is. */
  readonly read: (value: unknown, tools: Tools) => VendorConversation[];
}
