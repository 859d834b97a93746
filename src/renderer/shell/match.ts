interface Words {
  readonly title: string
  /** Found too, word by word, after everything whose title fits. */
  readonly about: string
}

/** The best first; everything, in its own order, while nothing is typed. */
export function ranked<T>(typed: string, things: readonly T[], wordsOf: (thing: T) => Words): readonly T[] {
  if (typed.trim() === '') return things
  return things
    .flatMap((thing) => {
      const { title, about } = wordsOf(thing)
      const score = match(typed, title) ?? mention(typed, `${title} ${about}`)
      return score === null ? [] : [{ thing, score }]
    })
    .toSorted((a, b) => b.score - a.score)
    .map(({ thing }) => thing)
}

/** How well what was typed fits a title: its letters in order, each of which follows on or begins a word. */
export function match(typed: string, title: string): number | null {
  const wanted = typed.toLowerCase().replaceAll(/\s+/g, '')
  const score = fit(wanted, title.toLowerCase(), 0)
  // Of two equally good ones, the shorter title says less beside the point.
  return score === null ? null : score - title.length / 100
}

function fit(wanted: string, text: string, at: number): number | null {
  const letter = wanted[0]
  if (letter === undefined) return 0
  for (let place = at; place < text.length; place += 1) {
    const follows = place === at
    if (text[place] !== letter || !(follows || beginsWord(text, place))) continue
    const rest = fit(wanted.slice(1), text, place + 1)
    if (rest !== null) return rest + (follows ? 3 : 2)
  }
  return null
}

const beginsWord = (text: string, at: number): boolean => at === 0 || /[^a-z0-9]/.test(text[at - 1] ?? '')

function mention(typed: string, text: string): number | null {
  const found = text.toLowerCase()
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean)
  return words.every((word) => found.includes(word)) ? -text.length : null
}
