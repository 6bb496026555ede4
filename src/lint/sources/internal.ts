/** Notes for colleagues among macros: told by their titles, or by being a log instead of a letter. */

/** "Internal note – …", "Escalation to Billing"; a notice to the customer is none. */
const TITLE =
  /\binternal(?:[ -]use)?[ -](?:notes?|only|comments?)\b|\bescalat(?:ion|e) to (?!(?:the |our )?(?:customer|client)s?\b)|^[^\p{L}]*(?:internal|private) note/iu;

/** "(Internal note – not sent to customers)" at the beginning of a body. */
const REMARK = /^[^\p{L}]{0,5}internal (?:notes?|use only|only)\b/iu;

/** What a line of a log begins with. */
const LABEL =
  /^[\s>*_-]*(?:summary|issue|problem|steps(?: to reproduce| taken)?|(?:attempted|customer|internal) steps|expected(?: result)?|actual(?: result)?|outcome|customer(?: details| impact| environment| history)?|environment|impact(?: level)?|notes?|next steps|attachments?|findings|request|risk level|context|attempts|status|actions? taken|priority|troubleshooting(?: steps)?|solution(?:\/troubleshooting)?|resolution|root cause|workaround|tone|agent notes?)(?:\s*[*_]+)?\s*:/i;

/** A word to somebody: logs have none. */
const ADDRESS = /\b(?:you|your|please|hi|hello|dear|thanks|thank)\b/i;

/** Whether a macro is for colleagues, going by its title and text. */
export function isInternal(title: string, text: string): boolean {
  return TITLE.test(title) || REMARK.test(text) || isLog(text);
}

/** Lines of labels and bullets and nobody addressed: "Summary: … Attempted steps: … Next steps: …". */
function isLog(text: string): boolean {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  if (!LABEL.test(lines[0] ?? '') || ADDRESS.test(text)) return false;
  const labels = lines.filter((line) => LABEL.test(line)).length;
  const bullets = lines.filter((line) => /^\s*(?:[-*•]|\d+[.)])\s/.test(line)).length;
  return labels >= 3 || labels + bullets === lines.length;
}
