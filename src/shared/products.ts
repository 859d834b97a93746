/**
 * What can be traded and in which steps, by the exchange's own name of it (B1). A table and not a
 * file: the steps are part of what determines a result, so they change only with a version, and
 * every process has them without a disk. A run may be given other ones (`product` of its settings).
 */
import type { Product } from './settings.ts'

const coin = (baseIncrement: string): Product => ({
  baseIncrement,
  quoteIncrement: '0.01',
  minFunds: '1',
  maxFunds: null,
  calendar: '24/7',
})

const currency = (quoteIncrement: string): Product => ({
  baseIncrement: '1',
  quoteIncrement,
  minFunds: null,
  maxFunds: null,
  calendar: '24/5',
})

const stock: Product = {
  baseIncrement: '1',
  quoteIncrement: '0.01',
  minFunds: null,
  maxFunds: null,
  calendar: 'sessions',
}

export const PRODUCTS: { readonly [symbol: string]: Product } = {
  'BTC-USD': coin('0.00000001'),
  'ETH-USD': coin('0.00000001'),
  'SOL-USD': coin('0.00000001'),
  'EUR-USD': currency('0.00001'),
  'GBP-USD': currency('0.00001'),
  'AUD-USD': currency('0.00001'),
  'NZD-USD': currency('0.00001'),
  'USD-CAD': currency('0.00001'),
  'USD-CHF': currency('0.00001'),
  'EUR-GBP': currency('0.00001'),
  'USD-JPY': currency('0.001'),
  'EUR-JPY': currency('0.001'),
  'GBP-JPY': currency('0.001'),
  AAPL: stock,
  AMZN: stock,
  META: stock,
  MSFT: stock,
  NVDA: stock,
  QQQ: stock,
  TSLA: stock,
}

/** Null for a symbol that is not known: a run then takes the steps of its data (Q14). */
export const productOf = (symbol: string): Product | null =>
  Object.hasOwn(PRODUCTS, symbol) ? (PRODUCTS[symbol] ?? null) : null

/**
 * The exchange's own name of what a file calls `BTCUSD` or `BTC/USD`; null where there is none. Only
 * for what goes to an exchange: a run takes its steps by the exact name, so that candles of another
 * venue keep the steps of their own data.
 */
export const productNamed = (symbol: string): string | null =>
  Object.keys(PRODUCTS).find((name) => lettersOf(name) === lettersOf(symbol)) ?? null

const lettersOf = (symbol: string): string => symbol.toUpperCase().replaceAll(/[^A-Z0-9]/g, '')
