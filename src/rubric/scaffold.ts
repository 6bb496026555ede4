/** A first rubric of one's own: small, commented, and passing its own tests. */

export interface Scaffold {
  readonly id: string;
  /** Rubric that it changes. */
  readonly base: string;
  /** Where the JSON Schema lies, for the editor. */
  readonly schema: string;
}

/** The text of a new rubric. It passes `rubric test` and `rubric check` as it stands. */
export function scaffoldRubric({ id, base, schema }: Scaffold): string {
  return `# yaml-language-server: $schema=${schema}
# What is written here changes "${base}"; what is not stays as it is there.
#   attune rubric show ${base}        what there is to change
#   attune rubric test THIS-FILE      runs the examples below
#   attune rubric check THIS-FILE     reviews the rest
#   attune rubric diff ${base} THIS-FILE transcripts/   shows what your change does
extends: ${base}
id: ${id}
version: 1.0.0
title: ${id}

# Words of your own. A cue is a pattern that is evidence for a label; its examples are its tests.
#   word · stem* · ~inflected · (a|b c) · [optional] · <class> · ..4 (up to four words) · ^ $ (sentence start, end)
#   !( ) not followed by · -( ) not in the three words before · _name_ _n_ _money_ … typed words
cues:
  - id: ${id}.promise
    label: ownership               # what it is evidence for: attune rubric show ${base} lists the labels
    tier: B                        # how often it is right: A 95 in 100, B 85, C 70
    pattern: "you have my word"
    why: A promise in the first person.
    examples:
      match: ["You have my word, I'll ring you on Friday."]
      no_match: ["You have my number."]
#  - id: E45                       # a cue of "${base}", switched off
#    disable: true

# What labels are worth. Override a criterion by its id; what you leave out stays.
criteria:
  - id: recognition
    weight: {1: 25, 2: 40}         # points by how hard the moment is: 1 trouble, 2 distress
#  - id: used-name                 # a question of your own, asked once a conversation
#    title: Used the customer's name
#    scope: conversation
#    weight: 5
#    credit: {name_use: 1}
#    applies: customer name known

# Lowest score of each band.
bands: {strong: 75, adequate: 50, weak: 25, missed: 0}
`;
}
