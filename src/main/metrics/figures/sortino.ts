import { absent, type Metric, present } from '../metric.ts'
import { sum } from '../sum.ts'

/** Mean session return over downside deviation of all sessions, per year. Absent without a losing session. */
export const sortino: Metric = ({ sessions: { unusable, returns, sample }, periodsPerYear }) => {
  if (unusable !== null) return absent(unusable)
  const downside = Math.sqrt(sum(returns.map((value) => (value < 0 ? value * value : 0))) / sample.count)
  return downside === 0 ? absent('NO_LOSSES') : present((sample.mean / downside) * Math.sqrt(periodsPerYear))
}
