/** The style and the script of the page, which lie beside this module as files of their own. */

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** The modules of the script, those first that others import; every import and export in them takes one line. */
const MODULES = ['dom', 'unpack', 'thread', 'list', 'main'];

export interface Assets {
  readonly style: string;
  readonly script: string;
  /** What the page may do: run this script, apply this style, and nothing else; no network. */
  readonly policy: string;
}

/** Reads the files; they are part of the program, so a missing one is a bug and throws. */
export function loadAssets(): Assets {
  const style = part('style.css');
  // A page that stands alone has nothing to import from: its modules become one script.
  const modules = MODULES.map((name) => part(`${name}.js`).replace(/^(?:import .*\n|export )/gm, ''));
  const script = `(() => {\n'use strict';\n${modules.join('\n')}\n})();\n`;
  const policy = [
    "default-src 'none'",
    `script-src '${hashOf(script)}'`,
    `style-src '${hashOf(style)}'`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return { style, script, policy };
}

function part(name: string): string {
  return readFileSync(new URL(`./page/${name}`, import.meta.url), 'utf8').replaceAll('\r\n', '\n');
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
