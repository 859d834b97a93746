/** How well what was typed fits a title: letters in order, better where they begin words or follow on. */
export function match(typed: string, title: string): number | null {
  const wanted = typed.toLowerCase().replaceAll(/\s+/g, '')
  const text = title.toLowerCase()
  let score = 0
  let at = -1
  for (const letter of wanted) {
    const next = text.indexOf(letter, at + 1)
    if (next === -1) return null
    const beginsWord = next === 0 || /[^a-z0-9]/.test(text[next - 1] ?? '')
    score += next === at + 1 ? 3 : beginsWord ? 2 : 0
    at = next
  }
  // Of two equally good ones, the shorter title says less beside the point.
  return score - text.length / 100
}

/** The best first; everything, in its own order, while nothing is typed. */
export function ranked<T>(typed: string, things: readonly T[], titleOf: (thing: T) => string): readonly T[] {
  if (typed.trim() === '') return things
  return things
    .flatMap((thing) => {
      const score = match(typed, titleOf(thing))
      return score === null ? [] : [{ thing, score }]
    })
    .toSorted((a, b) => b.score - a.score)
    .map(({ thing }) => thing)
}
