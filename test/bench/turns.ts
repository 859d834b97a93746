/** Two ways of doing the same take turns, so that a busy machine is unfair to neither. */
export type Line = [what: string, ours: string, reference: string, ratio: string]

export const ROUNDS = 5

/** Medians, in milliseconds. */
export async function inTurn(ours: () => unknown, reference: () => unknown): Promise<[number, number]> {
  const times: [number[], number[]] = [[], []]
  for (let round = 0; round <= ROUNDS; round++) {
    for (const [index, work] of [ours, reference].entries()) {
      const began = performance.now()
      await work()
      // The first round warms up.
      if (round > 0) times[index]?.push(performance.now() - began)
    }
  }
  return [median(times[0]), median(times[1])]
}

export const median = (values: number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN
export const per = (amount: number, ms: number, unit: string): string =>
  `${(amount / ms / 1000).toFixed(1)} M ${unit}/s`
