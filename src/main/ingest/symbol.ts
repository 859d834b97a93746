/** What the candles are called: from the trader, a column, or the name of the file. */
import { spanOf } from './timeframe.ts'

const LONGEST = 40
const UNNAMED = 'UNKNOWN'

/** Where files come from and how they are described; never what is traded. */
const NOT_A_SYMBOL = new Set(
  (
    'BINANCE BITFINEX BITSTAMP BYBIT COINBASE KRAKEN KUCOIN OKX GEMINI BITMEX NASDAQ NYSE AMEX OANDA FXCM FX ' +
    'DUKASCOPY HISTDATA YAHOO STOOQ TRADINGVIEW DAT ASCII DAILY WEEKLY MONTHLY HOURLY HOUR DAY MINUTE MIN ' +
    'INVESTING INVESTING.COM CRYPTODATADOWNLOAD ALPHAVANTAGE GOOGLE FINANCE QUANDL WIKI POLYGON BACKTRADER ' +
    'METATRADER MT4 MT5 METASTOCK SIERRA NINJATRADER KIBOT FINAM API CSV TXT UTC GMT EST ' +
    'OHLC OHLCV CANDLES CANDLESTICK DATA HISTORY HISTORICAL PRICES BID ASK SPOT FUTURES KLINES EXPORT'
  ).split(' '),
)

/** Upper case, letters, digits and `. - ^ =`; whatever else becomes a dash or is left out. */
export function safeSymbol(text: string): string {
  let symbol = ''
  for (const character of text.trim().toUpperCase()) {
    if (isLetterOrDigit(character) || (symbol !== '' && '.-='.includes(character)) || character === '^') {
      symbol += character
    } else if ('/:_ '.includes(character) && symbol !== '' && !symbol.endsWith('-')) symbol += '-'
    if (symbol.length === LONGEST) break
  }
  while (symbol.endsWith('-') || symbol.endsWith('.')) symbol = symbol.slice(0, -1)
  return symbol
}

/** `GOOG_1d.csv` is GOOG, `BINANCE_BTCUSDT, 60.csv` is BTCUSDT, `EURUSD60.csv` is EURUSD. */
export function symbolFromName(fileName: string): string {
  const [stem = ''] = withoutExtension(fileName).split(',')
  const words = stem
    .split('_')
    .flatMap((word) => word.split(' '))
    .map(withoutTimeframe)
    .filter((word) => word !== '')
  const candidates = words.filter((word) => !NOT_A_SYMBOL.has(word.toUpperCase()) && hasLetter(word))
  // Tickers are mostly written in capitals; descriptions around them are not.
  const chosen = candidates.find((word) => word === word.toUpperCase()) ?? candidates[0] ?? ''
  return safeSymbol(chosen) || UNNAMED
}

function withoutExtension(name: string): string {
  let stem = name
  for (const extension of ['.gz', '.zip', '.csv', '.txt', '.tsv']) {
    if (stem.toLowerCase().endsWith(extension)) stem = stem.slice(0, -extension.length)
  }
  return stem
}

/** Cuts what says how long candles last: `NEARUSDT-1m-2026-06`, `EURUSD60`, `1d`, `H1`. */
function withoutTimeframe(word: string): string {
  const parts = word.split('-')
  const cut = parts.findIndex((part, at) => at > 0 && (isTimeframe(part) || isNumber(part)))
  const kept = cut < 0 ? word : parts.slice(0, cut).join('-')
  if (isTimeframe(kept) || isNumber(kept)) return ''
  for (const minutes of ['1440', '240', '60', '30', '15', '5', '1']) {
    const name = kept.slice(0, -minutes.length)
    if (kept.endsWith(minutes) && name.length >= 6 && isLetters(name)) return name
  }
  return kept
}

function isTimeframe(part: string): boolean {
  if (spanOf(part.toLowerCase()) !== null) return true
  return (
    'MHDW'.includes(part.charAt(0).toUpperCase()) &&
    part.length > 1 &&
    part.length < 5 &&
    isNumber(part.slice(1))
  )
}

const isNumber = (text: string): boolean => text !== '' && [...text].every((c) => c >= '0' && c <= '9')
const isLetters = (text: string): boolean => [...text].every((c) => c >= 'A' && c <= 'Z')
const hasLetter = (text: string): boolean => [...text.toUpperCase()].some((c) => c >= 'A' && c <= 'Z')
const isLetterOrDigit = (c: string): boolean => (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
