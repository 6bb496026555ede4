/** What is made when it is first asked for: most runs never need what they might. */

/** `make`, but for its second call and all later ones, which give what the first has made. */
export function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
