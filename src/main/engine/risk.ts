/** The last word before an order: what was wanted may go to the broker, or may not, and why. */
import type { Side } from '../../shared/run.ts'
import type { Refused } from '../../shared/order.ts'
import { DAY } from '../text/utc.ts'
import { MEANINGS, type Wanted } from './decision.ts'
import { RATE_DECIMALS, tenTo, textOf } from './exact.ts'
import { money, units } from './fill.ts'
import type { Proposal } from './placing.ts'
import type { EntryOrder } from './position.ts'
import type { Size, Terms } from './terms.ts'
import { type Words, worded } from './words.ts'

export interface Verdict {
  readonly approved: boolean
  readonly reasons: readonly Words[]
  /** What the executor may do: leave what is held, and enter. */
  readonly exits: boolean
  readonly order: EntryOrder | null
  /** The entry that may not be, as far as it is known, and all that speaks against it. */
  readonly refused: RefusedEntry | null
}

export interface RefusedEntry {
  readonly side: Side
  readonly asked: EntryOrder | null
  readonly against: readonly Words<Refused>[]
}

/** The account as risk sees it at a close. */
export interface Account {
  readonly candle: number
  readonly equity: bigint
  /** Positions that will be open when the order fills, without its own. */
  readonly positions: number
  /** The candle of the last exit, or null. */
  readonly exited: number | null
}

const PERCENT = 100n * tenTo(RATE_DECIMALS)
const percent = (share: bigint): string => `${textOf(share, RATE_DECIMALS)} %`
/** A way out is never refused. */
const OPEN_WAY: Verdict = {
  approved: true,
  reasons: ['risk approves: a way out is always open'],
  exits: true,
  order: null,
  refused: null,
}

export class Risk {
  readonly #terms: Terms
  /** Whether a loss may stop the run, so that every close must be looked at. */
  readonly isWatching: boolean
  #day = NaN
  #atDayStart: bigint
  #last: bigint
  #peak: bigint
  #dayIsOver: Refused | null = null
  #runIsOver: Refused | null = null

  constructor(terms: Terms) {
    const { capital, risk } = terms
    this.#terms = terms
    this.isWatching = risk.dailyLoss !== null || risk.maxDrawdown !== null
    this.#atDayStart = capital
    this.#last = capital
    this.#peak = capital
  }

  /** Looks at a close. Answers why everything must be left now; null where nothing must. */
  watch(time: number, equity: bigint): Refused | null {
    const { dailyLoss, maxDrawdown } = this.#terms.risk
    const day = Math.floor(time / DAY)
    if (day !== this.#day) {
      this.#day = day
      this.#atDayStart = this.#last
      this.#dayIsOver = null
    }
    this.#last = equity
    if (equity > this.#peak) this.#peak = equity
    const was = this.#runIsOver ?? this.#dayIsOver
    if (maxDrawdown !== null && this.#runIsOver === null && hasFallen(this.#peak, equity, maxDrawdown)) {
      this.#runIsOver = `MAX_DRAWDOWN: the equity of ${money(equity)} is ${percent(maxDrawdown)} or more below its peak of ${money(this.#peak)}, and the run trades no more`
    }
    if (dailyLoss !== null && this.#dayIsOver === null && hasFallen(this.#atDayStart, equity, dailyLoss)) {
      this.#dayIsOver = `DAILY_LOSS: the equity of ${money(equity)} is ${percent(dailyLoss)} or more below the ${money(this.#atDayStart)} at the start of the day, and the day is over`
    }
    return was === null ? (this.#runIsOver ?? this.#dayIsOver) : null
  }

  /**
   * Judges with what is known at the close. Whether the cash covers an order is not: its fill
   * decides that, and the broker refuses then.
   */
  judge(wanted: Exclude<Wanted, 'nothing'>, account: Account, propose: () => Proposal): Verdict {
    const { exits, enters } = MEANINGS[wanted]
    if (enters === null) return OPEN_WAY
    const against = this.#against(account)
    if (account.equity <= 0n) return rejected(enters, null, against, exits)
    const proposal = propose()
    if ('against' in proposal) return rejected(enters, proposal.asked, [...against, proposal.against], exits)
    if (against.length > 0) return rejected(enters, proposal.order, against, exits)
    const { order } = proposal
    const reasons = [() => `risk approves: ${enters}, ${sizeInWords(order.size)}`]
    return { approved: true, reasons, exits, order, refused: null }
  }

  #against({ candle, equity, positions, exited }: Account): Words<Refused>[] {
    const { maxPositions, cooldown } = this.#terms.risk
    const reasons: Words<Refused>[] = []
    if (equity <= 0n) reasons.push(() => `NON_POSITIVE_EQUITY: equity is ${money(equity)}`)
    if (this.#runIsOver !== null) reasons.push(this.#runIsOver)
    if (this.#dayIsOver !== null) reasons.push(this.#dayIsOver)
    if (positions >= maxPositions) {
      reasons.push(() => `MAX_POSITIONS: ${positions} open, and ${maxPositions} the most`)
    }
    if (exited !== null && candle - exited < cooldown) {
      reasons.push(() => `COOLDOWN: ${candle - exited} of ${cooldown} candles since the last exit`)
    }
    return reasons
  }
}

const rejected = (
  side: Side,
  asked: EntryOrder | null,
  against: readonly Words<Refused>[],
  exits: boolean,
): Verdict => ({
  approved: false,
  reasons: against.map((reason) => () => `risk rejects: ${worded(reason)}`),
  exits,
  order: null,
  refused: { side, asked, against },
})

/** Whether an amount fell by a share of what it was, or more. */
const hasFallen = (from: bigint, to: bigint, share: bigint): boolean => (from - to) * PERCENT >= from * share

function sizeInWords({ is, value }: Size): string {
  switch (is) {
    case 'cash':
      return `${money(value)} of cash`
    case 'fraction':
      return `${textOf(value, RATE_DECIMALS - 2)} % of the equity`
    default:
      return `${units(value)} units`
  }
}
