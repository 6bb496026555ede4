/** A zip archive of texts that grow side by side: each is compressed as it comes, and they are joined at the end. */

import { constants, crc32, deflateRawSync } from 'node:zlib';
import { Zip, type ZipInputFile } from 'fflate';
import { UserError } from '../../errors.ts';
import type { Scratch, Write } from '../reporter.ts';

/** Characters that are compressed at a time. */
const BLOCK = 256 * 1024;
/** What the size fields of a zip archive hold. */
const MOST_BYTES = 0xffff_ffff;
/** A date of its own would make two runs differ; this is the earliest there is. */
const NO_DATE = new Date(1980, 0, 1);

export interface Member {
  readonly name: string;
  /** Bytes so far, before compression. */
  readonly size: number;
  add(text: string): Promise<void>;
}

/** An archive whose members stay in scratch until `end`. */
export function openArchive(scratch: () => Promise<Scratch>, write: Write) {
  const members: { file: ZipInputFile; packed: Scratch; flush: (last: boolean) => Promise<void> }[] = [];

  async function add(name: string): Promise<Member> {
    const packed = await scratch();
    const file: ZipInputFile = { filename: name, size: 0, crc: 0, compression: 8, mtime: NO_DATE };
    let pending = '';
    const flush = async (last: boolean): Promise<void> => {
      const bytes = Buffer.from(pending);
      pending = '';
      file.size += bytes.length;
      file.crc = crc32(bytes, file.crc);
      // Blocks that end on a byte and need nothing before them make one stream when they stand one after another.
      const finishFlush = last ? constants.Z_FINISH : constants.Z_SYNC_FLUSH;
      await packed.write(deflateRawSync(bytes, { finishFlush }));
    };
    members.push({ file, packed, flush });
    return {
      name,
      get size() {
        return file.size;
      },
      add: async (text) => {
        pending += text;
        if (pending.length >= BLOCK) await flush(false);
      },
    };
  }

  /** Writes the archive, its members in the order of `names`. Throws a UserError when it is too large for a zip. */
  async function end(names: readonly string[]): Promise<void> {
    let parts: Uint8Array[] = [];
    let total = 0;
    const zip = new Zip((error, part) => {
      if (error) throw error;
      parts.push(part);
    });
    const drain = async (): Promise<void> => {
      for (const part of parts) {
        total += part.length;
        await write(part);
      }
      parts = [];
      if (total > MOST_BYTES)
        throw new UserError('--format xlsx: the workbook would be larger than 4 GB; use parquet or csv');
    };
    for (const name of names) {
      const { file, packed, flush } = members.find((member) => member.file.filename === name)!;
      await flush(true);
      zip.add(file);
      for await (const part of packed.read()) {
        file.ondata!(null, new Uint8Array(part), false);
        await drain();
      }
      file.ondata!(null, new Uint8Array(), true);
    }
    zip.end();
    await drain();
  }

  return { add, end };
}
