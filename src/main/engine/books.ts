/** What changes when an order fills, and what an order meets in the market until it does. */
import type { Equity } from './equity.ts'
import type { FillLog } from './fill-log.ts'
import type { Gaps } from './gaps.ts'
import type { Journal } from './journal.ts'
import type { Ledger } from './ledger.ts'
import type { OrderLog } from './order-log.ts'
import type { Portfolio } from './portfolio.ts'
import type { Position } from './position.ts'
import type { Queue } from './queue.ts'
import type { Slippage } from './slippage.ts'
import type { Story } from './story.ts'
import type { VolumeCap } from './volume-cap.ts'

export interface Books {
  readonly position: Position
  readonly ledger: Ledger
  readonly equity: Equity
  readonly journal: Journal
  readonly fills: FillLog
  readonly orders: OrderLog
  readonly story: Story
  readonly queue: Queue
  /** The account, where the symbol shares it with others. */
  readonly portfolio: Portfolio | null
  readonly slippage: Slippage
  readonly cap: VolumeCap
  readonly gaps: Gaps
}
