/** What combinations of labels amount to; label meanings are fixed on purpose and no matter of a rubric (SCORING §11). */

export type Labels = Readonly<Record<string, number>>;

function has(labels: Labels, label: string, level = 1): boolean {
  return (labels[label] ?? 0) >= level;
}

/** The agent does or offers something: either one alone is worth .6 or more of action (SCORING §3). */
export function acts(labels: Labels): boolean {
  return has(labels, 'ownership') || has(labels, 'solution');
}

/** Talk about the feeling and not about the matter (SCORING §5.2). */
export function relates(labels: Labels): boolean {
  return has(labels, 'empathy') || has(labels, 'sympathy') || has(labels, 'apology');
}

function listens(labels: Labels): boolean {
  return has(labels, 'reflection') || has(labels, 'exploration');
}

export function empathises(labels: Labels): boolean {
  return has(labels, 'empathy');
}

export function dismisses(labels: Labels): boolean {
  return has(labels, 'dismissive');
}

/** Whether what was said so far answers an opportunity of this severity (SCORING §2.2, "addressed"). */
export function addresses(labels: Labels, severity: number): boolean {
  if (empathises(labels)) return true;
  return acts(labels) && (relates(labels) || (severity === 1 && listens(labels)));
}

/** Whether this turn makes up for an earlier dismissive one (SCORING §4). */
export function repairs(labels: Labels): boolean {
  return !dismisses(labels) && (has(labels, 'empathy', 2) || (has(labels, 'apology', 2) && acts(labels)));
}

/** A warm last word (SCORING §5.4). */
export function closesWarmly(labels: Labels): boolean {
  return has(labels, 'gratitude') || has(labels, 'reassurance') || has(labels, 'name_use');
}
