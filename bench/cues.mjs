/** Rubrics of any size, from invented cues. */
// @ts-check

/**
 * The default rubric with so many invented cues on top: words in two or three places, a class, a short gap, examples.
 * @param {number} count
 */
export function rubricWith(count) {
  const nouns =
    'parcel invoice booking router card seat meter claim plan order ticket refund account line app'.split(
      ' ',
    );
  const verbs = 'check move change send trace review close raise hold pause split swap track log test'.split(
    ' ',
  );
  const cues = Array.from({ length: count }, (_, i) => {
    const [verb, noun] = [verbs[i % verbs.length], nouns[Math.floor(i / verbs.length) % nouns.length]];
    return `  - id: X${i}
    label: ownership
    tier: B
    pattern: "(i|we) will [<INT>] ${verb} (your|the) ..3 (${noun}|${word(i)}) ${word(i)}"
    examples:
      match: ["We will ${verb} your ${noun} ${word(i)}."]
      no_match: ["We ${verb} nothing."]
`;
  });
  return `id: large\nversion: 1.0.0\nextends: empathy\ncues:\n${cues.join('')}`;
}

/** An invented word for a number. @param {number} i */
export function word(i) {
  let text = 'q';
  let rest = i;
  do {
    text += `${'bcdfghjklmnprstvz'[rest % 17]}${'aeiou'[Math.floor(rest / 17) % 5]}`;
    rest = Math.floor(rest / 85);
  } while (rest > 0);
  return text;
}
