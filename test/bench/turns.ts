/** Ways of doing the same take turns, so that a busy machine is unfair to none. */
export type Line = [what: string, ours: string, reference: string, ratio: string]

export const ROUNDS = 5

/** What each of them takes in milliseconds, or says it took: the median of the rounds. */
export async function inTurn(...works: readonly (() => unknown)[]): Promise<number[]> {
  const times = works.map((): number[] => [])
  for (let round = 0; round <= ROUNDS; round++) {
    for (const [index, work] of works.entries()) {
      const began = performance.now()
      const said = await work()
      // The first round warms up.
      if (round > 0) times[index]?.push(typeof said === 'number' ? said : performance.now() - began)
    }
  }
  return times.map(median)
}

export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN

export const per = (amount: number, ms: number, unit: string): string =>
  `${(amount / ms / 1000).toFixed(1)} M ${unit}/s`
