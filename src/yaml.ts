/** The two YAML libraries, each loaded when it is first asked for: most runs read nothing but shipped rubrics. */
import { createRequire } from 'node:module';
import { lazily } from './lazy.ts';

const require = createRequire(import.meta.url);

/** The one that knows places and comments. */
export const yaml = lazily(() => require('yaml') as typeof import('yaml'));

/** The one that knows nothing but the data, several times as fast. */
export const quickYaml = lazily(() => require('js-yaml') as typeof import('js-yaml'));
