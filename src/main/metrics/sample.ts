/** Mean, deviation and shape of a few numbers, in a fixed order of operations. */
import { sum } from './sum.ts'

export interface Sample {
  readonly count: number
  readonly mean: number
  /** Sample standard deviation (n - 1); 0 for fewer than two. */
  readonly deviation: number
  /** No spread worth dividing by: equal values still differ by rounding. */
  readonly isConstant: boolean
}

export function sample(values: Float64Array): Sample {
  const count = values.length
  const mean = count === 0 ? 0 : sum(values) / count
  const deviation = count < 2 ? 0 : Math.sqrt(centralSum(values, mean, 2) / (count - 1))
  return { count, mean, deviation, isConstant: deviation <= 1e-12 * Math.max(1, Math.abs(mean)) }
}

/** Population skewness, and raw kurtosis: 3 for a normal distribution, not 0. */
export function shape(values: Float64Array, { count, mean }: Sample): { skewness: number; kurtosis: number } {
  const variance = centralSum(values, mean, 2) / count
  return {
    skewness: centralSum(values, mean, 3) / count / (variance * Math.sqrt(variance)),
    kurtosis: centralSum(values, mean, 4) / count / (variance * variance),
  }
}

const centralSum = (values: Float64Array, mean: number, power: 2 | 3 | 4): number =>
  sum(
    values.map((value) => {
      const square = (value - mean) * (value - mean)
      return power === 2 ? square : power === 3 ? square * (value - mean) : square * square
    }),
  )
