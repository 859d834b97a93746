import { absent, type Metric, present } from '../metric.ts'
import { cagr } from './cagr.ts'

/** Growth per year over the largest drawdown, both as fractions; absent where either is. */
export const calmar: Metric = (study) => {
  const growth = cagr(study)
  if (growth.value === null) return growth
  const { maxDrawdownShare } = study.equity
  return maxDrawdownShare === 0 ? absent('NO_DRAWDOWN') : present(growth.value / maxDrawdownShare)
}
