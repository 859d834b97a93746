import { type Metric, present } from '../metric.ts'

/** Largest fall if each candle had ended at its worst, 0 to 100; never less than at closes. */
export const maxDrawdownPctIntrabar: Metric = ({ equity }) => present(100 * equity.maxDrawdownShareInside)
