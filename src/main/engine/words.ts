/** Something to say. What takes a while to word is worded only where somebody listens. */
export type Words<Text extends string = string> = Text | (() => Text)

export const worded = <Text extends string>(words: Words<Text>): Text =>
  typeof words === 'string' ? words : words()

/** What is made when it is first asked for, and then kept. */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null
  return () => (made ??= { value: make() }).value
}
