/** What is made when it is first asked for: most runs never need what they might. */

/** `make`, but for its second call and all later ones, which give what the first has made; what it made that from is let go of. */
export function lazily<T>(make: () => T): () => T {
  let open: (() => T) | undefined = make;
  let made: T;
  return () => {
    if (open !== undefined) {
      made = open();
      open = undefined;
    }
    return made;
  };
}
