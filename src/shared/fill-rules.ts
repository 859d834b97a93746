/**
 * The rules that gave fills their prices, and the fill profiles, in words: for whoever clicks a trade
 * or reads a report. The ids are those of the fill records.
 */
import type { FillProfileName } from './settings.ts'

interface FillRule {
  readonly title: string
  /** What the rule says, for either side: "worse" and "better" are as the order sees them. */
  readonly words: string
}

export const FILL_RULES: { readonly [id: string]: FillRule } = {
  F01: {
    title: 'Market order',
    words: 'An order decided at a close fills at the open of the next candle, whatever that is.',
  },
  F02: {
    title: 'Stop and target in one candle',
    words:
      'The candle reaches both legs and does not say which came first. The pessimistic reading takes the stop; the candle counts as ambiguous.',
  },
  F04: {
    title: 'Gap through the stop',
    words: 'The candle opened beyond the stop, so nobody could have sold at it: the fill is the open.',
  },
  F05: {
    title: 'Gap beyond the target',
    words:
      'The candle opened beyond the target. A limit gets its own price; the better open is not believed unless the profile does.',
  },
  F06: {
    title: 'Stop touched',
    words: 'The candle reached the stop. Touching is enough, and the fill is the stop’s price.',
  },
  F08: {
    title: 'Limit traded through',
    words:
      'The price went beyond the limit, which proves that the order was reached: it fills at its own price as maker. Being touched is not enough unless the profile says so.',
  },
  F09: {
    title: 'Limit passed by the open',
    words: 'The open was already better than the limit: it fills at its own price, and pays the taker fee.',
  },
  F10: {
    title: 'Stop entry reached',
    words: 'The candle reached the price at which the order becomes a market order, and filled it there.',
  },
  F11: {
    title: 'Stop entry gapped',
    words: 'The candle opened beyond the stop entry: it fills at the open, which is worse than asked.',
  },
  F12: {
    title: 'Stop in the candle of a stop entry',
    words:
      'After the entry the candle may or may not have come back to the stop. The pessimistic reading says it did; the candle counts as ambiguous.',
  },
  F13: {
    title: 'Target in the candle of a stop entry',
    words: 'Beyond the entry lies the target, and the stop was not touched: the order of events is certain.',
  },
  F14: {
    title: 'Trailing stop, perhaps met',
    words:
      'The stop followed the best price, and the candle does not say whether the worst came before or after. The pessimistic reading keeps the position; the candle counts as ambiguous.',
  },
  F15: {
    title: 'Trailing stop, proven',
    words: 'The stop followed the best price of the candle, and the close is beyond it: it was met for sure.',
  },
  F23: {
    title: 'Part of an order',
    words: 'The volume of a candle carried only a part; the rest goes on at the next.',
  },
  B4: {
    title: 'Bracket that can’t be placed',
    words:
      'The price of the entry left a leg on its wrong side. A position that nothing protects is left at once.',
  },
}

/** Null for a rule of an engine that is newer than this window. */
export const fillRule = (id: string): FillRule | null =>
  Object.hasOwn(FILL_RULES, id) ? (FILL_RULES[id] ?? null) : null

export const PROFILE_TITLES: { readonly [name in FillProfileName]: string } = {
  conservative: 'Conservative',
  tradingview: 'TradingView',
  backtestingpy: 'backtesting.py',
  freqtrade: 'freqtrade',
}

/** How each reads what a candle does not say; for reproducing a number that one knows from there. */
export const PROFILE_WORDS: { readonly [name in FillProfileName]: string } = {
  conservative:
    'Believes nothing good that a candle does not prove: limits must be traded through, gaps go through stops, and of two legs the stop came first.',
  tradingview:
    'Walks from the open to the nearer extreme first, so a target may come before a stop; limits fill when touched, and at the open where it is better.',
  backtestingpy:
    'Of two legs the stop comes first; limits fill when touched; legs of a resting entry mostly wait for the next candle, and a trailing stop moves at closes only.',
  freqtrade:
    'A stop fills at its own price even where the open was beyond it, which is kinder than a market; limits fill when touched, and a trailing stop follows to the high first.',
}

const isProfile = (name: string): name is FillProfileName => Object.hasOwn(PROFILE_TITLES, name)
export const profileTitle = (name: string): string => (isProfile(name) ? PROFILE_TITLES[name] : name)
