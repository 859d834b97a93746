import { absent, type Metric, present } from '../metric.ts'

/** Time in a position over evaluated time, by the clock and not by candles, of all symbols; 0 to 1. */
export const exposure: Metric = ({ trades, evaluatedMs }) =>
  evaluatedMs === 0 ? absent('TOO_FEW_PERIODS') : present(trades.heldMs / evaluatedMs)
