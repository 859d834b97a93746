/**
 * Whether this machine calculates as every other one does. A few thousand results of the arithmetic that
 * runs are made of are hashed and held against what they must be; a processor, a compiler or a flag that
 * rounds otherwise is found before it makes a run, and not by somebody who wonders about one.
 */
import { createHash } from 'node:crypto'
import { Problem } from '../../shared/problem.ts'
import { exp, log, power } from '../metrics/exact-math.ts'

const PLAIN = 10_000
const FINE = 40
export const EXPECTED = 'b76a768d4097c528e9d9c02ce3d56541e4b77a4835a50e4045f31f5b10e0be5f'

let proven = false

/** Throws NUMERIC_PROBE; costs a few milliseconds the first time and nothing afterwards. */
export function proveNumbers(): void {
  if (proven) return
  const found = probe()
  if (found !== EXPECTED) {
    throw new Problem(
      'NUMERIC_PROBE',
      { found: found.slice(0, 12), expected: EXPECTED.slice(0, 12) },
      'This machine rounds numbers otherwise than others do; a run made here would not be the same elsewhere.',
      'Start Tapedeck without special flags, or with the Node that it came with.',
    )
  }
  proven = true
}

/** Values from a recipe, so that nothing about them is this machine's own. */
export function probe(root: (value: number) => number = Math.sqrt): string {
  const results = new Float64Array(4 * PLAIN + 3 * FINE)
  let state = 20_261_121
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0
    return ((state >>> 0) + 1) / 65_537
  }
  let at = 0
  for (let step = 0; step < PLAIN; step++) {
    const [a, b] = [next(), next()]
    results[at++] = a + b / 3
    results[at++] = a * b
    results[at++] = a / b
    results[at++] = root(a)
  }
  for (let step = 0; step < FINE; step++) {
    const value = next()
    results[at++] = log(value)
    results[at++] = exp(value / 100_000)
    results[at++] = power(value, 0.37)
  }
  const bytes = Buffer.alloc(8 * results.length)
  for (const [index, value] of results.entries()) bytes.writeDoubleLE(value, 8 * index)
  return createHash('sha256').update(bytes).digest('hex')
}
