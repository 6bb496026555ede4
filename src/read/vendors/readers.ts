/** Every vendor as a format of its own, for `--from`: the JSON or NDJSON reader, told what to find. */

import { json } from '../json.ts';
import { ndjson } from '../ndjson.ts';
import type { Reader } from '../reader.ts';
import { VENDOR_NAMES, type VendorName, vendorOf } from './index.ts';

/** Never recognised by the beginning of a file: `json` and `ndjson` look for vendors in what they have parsed. */
export const VENDOR_READERS = Object.fromEntries(
  VENDOR_NAMES.map((name): [VendorName, Reader] => [
    name,
    {
      description: vendorOf(name).description,
      recognised: vendorOf(name).recognised,
      sniff: () => false,
      read: (bytes, context, head) =>
        (ndjson.sniff(head, context.path) ? ndjson : json).read(bytes, { ...context, vendor: name }, head),
    },
  ]),
) as Readonly<Record<VendorName, Reader>>;
