/** A layout of the house's own: a Liquid template over the document that `--format json` writes. */

import type { Reporter } from './reporter.ts';

export const template: Reporter = {
  description: 'a layout of your own, a Liquid file named by --template',
  open: async (rubric, options, write) => {
    const { openTemplate } = await import('./template/liquid.ts');
    return openTemplate(rubric, options, write);
  },
};
