/** Small patterns and texts over the same few words, so that they often nearly match. */
import fc from 'fast-check';

const letter = fc.constantFrom('ax', 'bx', 'cx', 'dx', 'ab', 'abc', '3', 'two', '.', '?', 'oh', 'so');
const atom = fc.constantFrom(
  'ax',
  'bx',
  'cx',
  'dx',
  'ab*',
  'ax*',
  '~ab',
  '_n_',
  '?',
  '.',
  '(ax|bx cx)',
  '[bx]',
  '..1',
  '..3',
  '$',
);
const tail = fc.constantFrom('', ' $', ' !(bx)', ' !(cx|ax bx)');
const head = fc.constantFrom('', '^ ', '-(ax) ', '-(bx cx|dx) ');
const group = fc.array(atom, { minLength: 1, maxLength: 4 }).map((items) => items.join(' '));

/** A pattern that the pattern language can read. */
export const pattern = fc
  .tuple(
    head,
    fc.constantFrom('ax', 'bx', '(ax|cx)', 'ab*', '_n_'),
    fc.array(
      fc.oneof(
        atom,
        group.map((g) => `(${g} ax|${g} bx)`),
        group.map((g) => `[${g} cx]`),
      ),
      { maxLength: 4 },
    ),
    tail,
  )
  .map(([h, first, rest, t]) => `${h}${[first, ...rest].join(' ')}${t}`);

/** A text of up to fourteen words and marks. */
export const words = fc.array(letter, { maxLength: 14 }).map((list) => list.join(' '));

/** A pattern without conditions of the place, and a text that often lacks one word of it. */
export const nearly = fc.tuple(
  fc
    .array(fc.constantFrom('ax', 'bx', 'ab*', '(ax|bx cx)', '(bx (cx|dx)|ax)', '[bx]', '..1'), {
      minLength: 1,
      maxLength: 4,
    })
    .map((items) => ['ax', ...items].join(' ')),
  fc.array(fc.constantFrom('ax', 'bx', 'cx', 'dx', 'ab'), { maxLength: 7 }).map((list) => list.join(' ')),
);
