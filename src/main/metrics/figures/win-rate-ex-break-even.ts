import { absent, type Metric, present } from '../metric.ts'

/** Wins over wins and losses, 0 to 1. Absent where nothing was decided either way. */
export const winRateExBreakEven: Metric = ({ trades: { all, wins, losses } }) => {
  if (all.count === 0) return absent('NO_TRADES')
  const decided = wins.count + losses.count
  return decided === 0 ? absent('NO_WINS') : present(wins.count / decided)
}
