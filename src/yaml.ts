/** The two YAML libraries, each loaded when it is first asked for: most runs read nothing but shipped rubrics. */
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
let places: typeof import('yaml') | undefined;
let data: typeof import('js-yaml') | undefined;

/** The one that knows places and comments. */
export function yaml(): typeof import('yaml') {
  places ??= require('yaml') as typeof import('yaml');
  return places;
}

/** The one that knows nothing but the data, several times as fast. */
export function quickYaml(): typeof import('js-yaml') {
  data ??= require('js-yaml') as typeof import('js-yaml');
  return data;
}
