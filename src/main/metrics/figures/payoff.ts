import { type Metric, present } from '../metric.ts'
import { avgLoss } from './avg-loss.ts'
import { avgWin } from './avg-win.ts'

/** Average win over average loss, above 0. Absent unless there are both. */
export const payoff: Metric = (study) => {
  const loss = avgLoss(study)
  if (loss.value === null) return loss
  const win = avgWin(study)
  return win.value === null ? win : present(win.value / loss.value)
}
