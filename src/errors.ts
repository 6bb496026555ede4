/** The one class of mistakes that a user can mend; everything else is a bug and keeps its stack. */

/**
 * A mistake in the command line, the input or the rubric. `messages` holds one clear line a mistake, each with
 * its place and what to do; the program prints them without a stack and exits with 2.
 */
export class UserError extends Error {
  readonly messages: readonly string[];

  constructor(messages: string | readonly string[]) {
    const list = typeof messages === 'string' ? [messages] : messages;
    super(list.join('\n'));
    this.name = 'UserError';
    this.messages = list;
  }
}
