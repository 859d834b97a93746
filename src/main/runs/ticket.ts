/**
 * A trade as an order ticket (B5): the entry, its target and its stop at the product's increments,
 * rounded against the trader (F21), under a name that the same decision always has.
 */
import type { OrderRecord } from '../../shared/order.ts'
import { Problem } from '../../shared/problem.ts'
import { productNamed, PRODUCTS, productOf } from '../../shared/products.ts'
import type { Manifest, TradeRecord } from '../../shared/run.ts'
import type { Product } from '../../shared/settings.ts'
import type { OrderTicket, TicketPayload } from '../../shared/ticket.ts'
import { readDecimal, roundDown, roundUp, tenTo, textOf } from '../engine/exact.ts'
import { readIsoTime, shortIsoTime } from '../text/utc.ts'
import { candleLength } from './candle-length.ts'
import { canonical } from './canonical.ts'
import { sha256 } from './identity.ts'

/** Every price and quantity here is a whole number of 1e-12. */
const DECIMALS = 12
export const TICKET_PREFIX = 'ANX4'

export interface TicketSource {
  readonly manifest: Manifest
  readonly trade: TradeRecord
  /** The order that became the trade. */
  readonly entry: Pick<OrderRecord, 'time'>
  readonly prefix?: string
}

export function ticketOf({ manifest, trade, entry, prefix = TICKET_PREFIX }: TicketSource): OrderTicket {
  const { side, quantity, entryPrice, initialStop, initialTarget } = trade
  const { symbol, product } = productIn(manifest, trade.symbol)
  if (initialStop === null || initialTarget === null || initialTarget === undefined) {
    throw impossible(
      trade,
      'it has no stop or no target, and a bracket needs both',
      'Set bracket.stop and bracket.target, such as pct:2 and pct:4, and run again.',
    )
  }
  const notes: string[] = []
  const [down, up] = side === 'long' ? [roundDown, roundUp] : [roundUp, roundDown]
  const stepped = (what: string, text: string, step: string, round: typeof roundDown): Stepped => {
    const asked = exact(text)
    const value = round(asked, exact(step))
    const said = fixed(value, step)
    if (value !== asked) notes.push(`${what} ${text} is between two increments and became ${said}`)
    return { value, text: said }
  }
  const limit = stepped('the entry', entryPrice, product.quoteIncrement, down)
  const target = stepped('the target', initialTarget, product.quoteIncrement, down)
  const stop = stepped('the stop', initialStop, product.quoteIncrement, up)
  const size = stepped('the quantity', quantity, product.baseIncrement, roundDown)
  requireValue(limit.value, size.value, product)
  if (!isBetween(stop.value, limit.value, target.value)) {
    throw impossible(
      trade,
      'at the product’s increments its entry is not between stop and target',
      'Set the legs further away.',
    )
  }
  const open = readIsoTime(entry.time)
  const decided = shortIsoTime(open + candleLength(manifest.inputs.timeframe, open))
  const identity = {
    product: symbol,
    side,
    qty: size.text,
    entry: limit.text,
    tp: target.text,
    stop: stop.text,
    decisionBar: decided,
    variant: manifest.inputsSha256,
  }
  const payload: TicketPayload = {
    client_order_id: [
      prefix,
      manifest.runId.slice(0, 8),
      symbol.replaceAll(/[^\w-]/g, '-'),
      decided.slice(0, 19).replaceAll(/[-:]/g, ''),
      sha256(canonical(identity)).slice(0, 8),
    ].join('_'),
    product_id: symbol,
    side: side === 'long' ? 'BUY' : 'SELL',
    order_configuration: {
      limit_limit_gtc: { base_size: size.text, limit_price: limit.text, post_only: false },
    },
    attached_order_configuration: {
      trigger_bracket_gtc: { limit_price: target.text, stop_trigger_price: stop.text },
    },
  }
  return { payload, notes }
}

interface Stepped {
  readonly value: bigint
  readonly text: string
}

/** The run's own product under its own name; else one that is known, by whatever way it is written. */
function productIn({ inputs }: Manifest, symbol: string): { symbol: string; product: Product } {
  const { product: given } = inputs.settings
  if (given !== null) return { symbol, product: given }
  const name = productNamed(symbol)
  const product = name === null ? null : productOf(name)
  if (name !== null && product !== null) return { symbol: name, product }
  const available = Object.keys(PRODUCTS)
  throw new Problem(
    'SYMBOL_UNKNOWN',
    { text: symbol.slice(0, 80), available },
    `A ticket needs the increments of ${symbol}, and there is no such product. There are ${available.join(', ')}.`,
    'Run it with the product given: --set product.baseIncrement=…, product.quoteIncrement=… and product.calendar=24/7, 24/5 or sessions.',
  )
}

/** METRICS 2.3: what an order is worth is looked at once it is rounded. */
function requireValue(price: bigint, quantity: bigint, { baseIncrement, minFunds, maxFunds }: Product): void {
  const value = (price * quantity) / tenTo(DECIMALS)
  const refuse = (why: string) =>
    new Problem(
      'ORDER_VALUE_OUT_OF_RANGE',
      { text: textOf(value, DECIMALS) },
      `The exchange would not take this order: ${why}.`,
      'Size the run otherwise, or correct the product.',
    )
  if (quantity <= 0n) throw refuse(`the quantity is below the smallest step of ${baseIncrement}`)
  if (minFunds !== null && value < exact(minFunds)) throw refuse(`it is worth less than ${minFunds}`)
  if (maxFunds !== null && value > exact(maxFunds)) throw refuse(`it is worth more than ${maxFunds}`)
}

const isBetween = (one: bigint, middle: bigint, other: bigint): boolean =>
  (one < middle && middle < other) || (other < middle && middle < one)

const impossible = ({ trade }: TradeRecord, why: string, hint: string): Problem =>
  new Problem('TICKET_IMPOSSIBLE', { trade }, `Trade ${trade} can not be an order ticket: ${why}.`, hint)

function exact(text: string): bigint {
  const value = readDecimal(text, DECIMALS)
  if (value === null) throw new TypeError(`"${text}" is finer than a ticket can say`)
  return value
}

/** With as many decimals as the increment has: the way an exchange prints it. */
function fixed(value: bigint, step: string): string {
  const decimals = step.includes('.') ? step.length - step.indexOf('.') - 1 : 0
  const digits = (value / tenTo(DECIMALS - decimals)).toString().padStart(decimals + 1, '0')
  const point = digits.length - decimals
  return decimals === 0 ? digits : `${digits.slice(0, point)}.${digits.slice(point)}`
}
