/** Failures of files, in words: what can't be read or written, and why, as far as the system says. */

import { UserError } from '../errors.ts';

const READING: Readonly<Record<string, string>> = {
  ENOENT: 'it is not there',
  ENOTDIR: 'its folder is a file',
  EACCES: 'no permission',
  EPERM: 'no permission',
  EISDIR: 'this is a folder',
};

const WRITING: Readonly<Record<string, string>> = {
  ENOENT: 'its folder does not exist',
  ENOTDIR: 'its folder is a file',
  EACCES: 'no permission',
  EPERM: 'no permission',
  EISDIR: 'this is a folder; name a file in it',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EMFILE: 'too many files are open',
};

/** `FILE: cannot be read: WHY`, of an error of `node:fs`. */
export function cannotRead(shown: string, error: unknown): UserError {
  return new UserError(`${shown}: cannot be read: ${reasonOf(error, READING)}`);
}

/** `FILE: cannot be written: WHY`, of an error of `node:fs`; `more` says what it is and what to do. */
export function cannotWrite(shown: string, error: unknown, more?: string): UserError {
  const reason = reasonOf(error, WRITING);
  return new UserError(`${shown}: cannot be written: ${reason}${more === undefined ? '' : ` (${more})`}`);
}

function reasonOf(error: unknown, words: Readonly<Record<string, string>>): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return (code === undefined ? undefined : words[code]) ?? code ?? message;
}
