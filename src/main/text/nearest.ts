/** The name a person most likely meant, or null where none is close. */
export function nearest(given: string, names: readonly string[]): string | null {
  let best: string | null = null
  // A third of the letters may be wrong, and at least two: beyond that a guess is noise.
  let bound = Math.max(2, Math.floor(given.length / 3)) + 1
  for (const name of names) {
    const far = distance(given.toLowerCase(), name.toLowerCase())
    if (far < bound) {
      best = name
      bound = far
    }
  }
  return best
}

/** Letters to add, drop or change to get from one word to the other; a swap of neighbours counts as one. */
function distance(one: string, other: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: other.length + 1 }, (_, column) => column)
  for (let row = 1; row <= one.length; row += 1) {
    const next = [row]
    for (let column = 1; column <= other.length; column += 1) {
      const same = one[row - 1] === other[column - 1]
      let cost = Math.min(
        (last[column] ?? 0) + 1,
        (next[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (same ? 0 : 1),
      )
      const swapped = one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1]
      if (row > 1 && column > 1 && swapped) cost = Math.min(cost, (beforeLast[column - 2] ?? 0) + 1)
      next.push(cost)
    }
    beforeLast = last
    last = next
  }
  return last[other.length] ?? 0
}
