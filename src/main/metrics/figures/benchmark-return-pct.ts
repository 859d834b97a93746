import { absent, type Metric, present } from '../metric.ts'

/** What buying and holding would have made, in percent. Absent where there was no market to hold. */
export const benchmarkReturnPct: Metric = ({ benchmarkReturnPct }) =>
  benchmarkReturnPct === null ? absent('TOO_FEW_PERIODS') : present(benchmarkReturnPct)
