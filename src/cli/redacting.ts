/** The flags that say whether personal data is taken out, and how. */
import type { Command } from 'commander';
import { UserError } from '../errors.ts';
import type { RedactOptions, Redactor } from '../redact/index.ts';

export interface RedactFlags {
  readonly redact?: true;
  readonly redactKey?: string;
  readonly redactCountry?: string;
}

export const redacting = (command: Command): Command =>
  command
    .option('--redact', 'write pseudonyms in place of personal data: [NAME_1], [EMAIL_1] …')
    .option('--redact-key <key>', 'secret key of the pseudonyms of agents and of columns')
    .option('--redact-country <code>', 'where phone numbers without a country code are from (default: US)');

/**
 * The redactor that the flags ask for, or `undefined`. It is loaded here, because its tables of phone numbers take
 * time to read.
 * @throws UserError for a country that does not exist, or where nothing is to be redacted.
 */
export async function redactorOf(flags: RedactFlags): Promise<Redactor | undefined> {
  const options = await redactOptionsOf(flags);
  return options && (await import('../redact/index.ts')).createRedactor(options);
}

/** What the flags say of redaction; `undefined` where there is to be none. @throws UserError as `redactorOf`. */
export async function redactOptionsOf(flags: RedactFlags): Promise<RedactOptions | undefined> {
  const { redact, redactKey: key, redactCountry } = flags;
  if (!redact) {
    const stray =
      key !== undefined ? '--redact-key' : redactCountry !== undefined ? '--redact-country' : undefined;
    if (stray) throw new UserError(`${stray} says how to redact: add --redact`);
    return undefined;
  }
  const { isCountry } = await import('../redact/index.ts');
  const country = redactCountry?.toUpperCase();
  if (country !== undefined && !isCountry(country))
    throw new UserError(
      `--redact-country ${redactCountry}: write a country as two letters, such as US or GB`,
    );
  if (key === '') throw new UserError('--redact-key: an empty key keeps no secret');
  return { ...(country !== undefined && { country }), ...(key !== undefined && { key }) };
}
