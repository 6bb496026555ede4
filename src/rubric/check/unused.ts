/** Rules about what nobody uses: labels, classes, and cues that never find their words. */
import { HYGIENE } from '../../detect/index.ts';
import { entryPath } from '../places.ts';
import { type Found, gives, type Review } from './review.ts';

export function* unusedLabels({ open: { rubric } }: Review): Iterable<Found> {
  const used = new Set([
    ...rubric.criteria.flatMap((c) => [
      ...c.credit.flatMap(({ all }) => all.map(({ label }) => label)),
      ...(c.avoid ?? []).map(({ label }) => label),
      ...c.when.customer.map(({ label }) => label),
    ]),
    ...rubric.cues.flatMap(({ when }) => [...when.with, ...when.without]),
  ]);
  for (const [label, { on }] of Object.entries(rubric.labels)) {
    if (on === 'customer' || used.has(label)) continue;
    yield {
      about: label,
      at: (file) => file.labels?.[label] && ['labels', label],
      message: `no criterion uses the label ${label}; it is found and earns nothing`,
      remedy: 'name it in the credit or avoid of a criterion, or take it out',
    };
  }
}

/** `hygiene` is found by a detector. */
export function* labelsWithoutCue({ open: { rubric } }: Review): Iterable<Found> {
  for (const label of Object.keys(rubric.labels)) {
    if (label === HYGIENE || rubric.cues.some((cue) => gives(cue, label))) continue;
    yield {
      about: label,
      at: (file) => file.labels?.[label] && ['labels', label],
      message: `no cue finds the label ${label}`,
      remedy: 'add cues for it, or take it out',
    };
  }
}

export function* unusedClasses({ open: { rubric } }: Review): Iterable<Found> {
  const patterns = [
    ...rubric.cues.flatMap(({ pattern, unless }) => [...pattern, ...unless]),
    ...Object.values(rubric.classes).flat(),
  ];
  const named = new Set(
    patterns.flatMap((text) => [...text.matchAll(/<([^>]+)>/g)].map((match) => match[1])),
  );
  for (const name of Object.keys(rubric.classes)) {
    if (named.has(name)) continue;
    yield {
      about: name,
      at: (file) => file.classes?.[name] && ['classes', name],
      message: `no pattern uses the class <${name}>`,
      remedy: 'use it or take it out',
    };
  }
}

export function* deadCues({ open: { rubric }, talk }: Review): Iterable<Found> {
  if (talk === undefined) return;
  for (const cue of rubric.cues) {
    if (talk.fired(cue) > 0) continue;
    yield {
      about: cue.id,
      at: (file) => entryPath(file, 'cues', cue.id),
      message: `cue ${cue.id} finds its words in none of ${talk.conversations} conversations`,
      remedy: 'widen its pattern, take it out, or say why it is rare',
    };
  }
}
