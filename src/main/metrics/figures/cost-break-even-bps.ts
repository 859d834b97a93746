import { absent, type Metric, present } from '../metric.ts'

/** Round-trip cost, half on each fill, that would use up the gross result; below 0 if that is a loss already. */
export const costBreakEvenBps: Metric = ({ trades: { all, gross, turnover } }) =>
  all.count === 0 || turnover === 0n
    ? absent('NO_TRADES')
    : // The turnover is a product of two amounts and so has their scale twice.
      present((20_000 * Number(gross)) / (Number(turnover) / 1e18))
