/** Layouts that can be read wrong without anybody noticing: read right, or refused. */
import { expect, test } from 'vitest'
import type { ImportSettings } from '../../src/shared/dataset.ts'
import { DAY, type Drawn, drawnMarket, HOUR, MINUTE, parts, wanted } from './drawn-market.ts'
import { imported, refusal, rowsOf } from './importing.ts'

const hours = drawnMarket({ rows: 120, price: 240 })
const days = drawnMarket({ rows: 60, step: DAY, weekends: false })
/** One day, on which day and month could be either. */
const minutes = drawnMarket({ rows: 120, step: MINUTE, from: Date.UTC(2024, 2, 4, 6) })
const prices = (d: Drawn, mark = ',') => [d.open, d.high, d.low, d.close].join(mark)
const rest = (d: Drawn) => `${prices(d)},${d.volume}`
const table = (header: string, market: readonly Drawn[], row: (drawn: Drawn, at: number) => string) =>
  `${[...(header === '' ? [] : [header]), ...market.map(row)].join('\n')}\n`
const NAMES = 'Date,Open,High,Low,Close,Volume'
/** Every price has three decimals, and so could be thousands. */
const three = (d: Drawn) => [d.open, d.high, d.low, d.close].map((price) => price.toFixed(3)).join(';')
const busy = days.map((d, at) => ({ ...d, volume: 12_000 + at }))
const digits = (time: number, until: number) => parts(time).iso.replaceAll(/\D/g, '').slice(0, until)
const money = (d: Drawn) => ((d.volume * (d.high + d.low)) / 2).toFixed(2)

const READ: Record<string, [text: string, market: readonly Drawn[], settings?: ImportSettings]> = {
  'three decimals between semicolons, beside larger numbers without a mark': [
    table(NAMES.replaceAll(',', ';'), busy, (d) => `${parts(d.time).date};${three(d)};${d.volume}`),
    busy,
  ],
  'three decimals between semicolons as platforms write them, without names': [
    table('', days, (d) => `${digits(d.time, 8)} 000000;${three(d)};0`),
    days.map((d) => ({ ...d, volume: 0 })),
    { timezone: 'UTC' },
  ],
  'ten digits that are a date and an hour, and no second of 2034': [
    table(NAMES, hours, (d) => `${digits(d.time, 10)},${rest(d)}`),
    hours,
    { timezone: 'UTC' },
  ],
  'twelve digits that are a date and a minute, and no millisecond of 1976': [
    table(NAMES, days, (d) => `${digits(d.time, 8)}0000,${rest(d)}`),
    days,
  ],
  'twelve digits of a minute market': [
    table(NAMES, minutes, (d) => `${digits(d.time, 12)},${rest(d)}`),
    minutes,
    { timezone: 'UTC' },
  ],
  'twelve digits of epoch milliseconds': [
    table(NAMES, hours, (d) => `${d.time - 26 * 365 * DAY},${rest(d)}`),
    hours.map((d) => ({ ...d, time: d.time - 26 * 365 * DAY })),
  ],
  'two digits of the year first': [
    table(NAMES, days, (d) => `${parts(d.time).date.slice(2)},${rest(d)}`),
    days,
  ],
  'a day with points, which is never a month': [
    table('', minutes, ({ time, ...d }) => {
      const { dd, MM, yyyy, HH, mm } = parts(time)
      return `${dd}.${MM}.${yyyy} ${HH}:${mm};${prices({ time, ...d }, ';').replaceAll('.', ',')};${d.volume}`
    }),
    minutes,
    { timezone: 'UTC' },
  ],
  'an adjusted close between close and volume, without names': [
    table('', days, (d) => `${parts(d.time).date},${prices(d)},${(d.close * 0.97).toFixed(2)},${d.volume}`),
    days,
  ],
  'the close of the day before in front of the open, without names': [
    table('', days, (d, i) => `${parts(d.time).date},${days[i - 1]?.close ?? d.open},${rest(d)}`),
    days,
  ],
  'money called volume, and units called amount': [
    table('id,open,high,low,close,amount,vol', hours, (d) => `${d.time / 1000},${rest(d)},${money(d)}`),
    hours,
  ],
  'a volume of money before one of units': [
    table(
      'Date,Open,High,Low,Close,Volume USD,Volume BTC',
      hours,
      (d) => `${parts(d.time).iso},${prices(d)},${money(d)},${d.volume}`,
    ),
    hours,
  ],
  'blanks that no line may be broken at': [
    table(NAMES, days, (d) => `${parts(d.time).date}\u00a0,\u00a0${rest(d)}\u00a0`),
    days,
  ],
  'names that are numbered': [
    table(',1. open,2. high,3. low,4. close,5. volume', days, (d) => `${parts(d.time).date},${rest(d)}`),
    days,
  ],
  'a settlement for a close': [
    table(
      'Trade Date,Open,High,Low,Settle,Change,Volume,Open Interest',
      days,
      (d) => `${parts(d.time).date},${prices(d)},0.5,${d.volume},9`,
    ),
    days,
  ],
  'blanks between thousands': [
    table('time\topen\thigh\tlow\tclose', hours, (d) =>
      [parts(d.time).iso, ...[d.open, d.high, d.low, d.close].map((price) => `1 ${price.toFixed(2)}`)].join(
        '\t',
      ),
    ),
    hours.map(({ time, ...d }) => {
      const dearer = (price: number) => Number((1000 + price).toFixed(2))
      return {
        time,
        open: dearer(d.open),
        high: dearer(d.high),
        low: dearer(d.low),
        close: dearer(d.close),
        volume: 0,
      }
    }),
  ],
}

test.each(Object.entries(READ))('D2 %s', async (_, [text, market, settings = {}]) => {
  const { series } = await imported(text, { settings })
  expect(rowsOf(series)).toEqual(wanted(market))
})

test('D2 which column holds money is said with the reason', async () => {
  const text = table('id,open,high,low,close,amount,vol', hours, (d) => `${d.time},${rest(d)},${money(d)}`)
  const { dataset } = await imported(text)
  expect(dataset.recognised).toContainEqual({
    what: 'columns',
    value: 'time = id, open = open, high = high, low = low, close = close, volume = amount',
    because: 'the names of the columns; column 7 is amount times the price, so it counts money',
  })
})

const DOT_NET = 621_355_968_000_000_000n
const FILE_TIME = 116_444_736_000_000_000n
const windows = (from: bigint) => table(NAMES, hours, (d) => `${BigInt(d.time) * 10_000n + from},${rest(d)}`)
/** Quotes that come when they come. */
const quotes = hours.map((d, i) => ({ ...d, time: 1_709_510_400_000 + i * 1500 + ((i * i * 37) % 977) }))
const TICKS = 'CSV_COLUMNS_MISSING'

const REFUSED: Record<string, [text: string, code: string]> = {
  'three digits behind every mark between semicolons, and nothing that tells': [
    table('Date;Open;High;Low;Close', days, (d) => `${parts(d.time).date};${three(d)}`),
    'CSV_NUMBER_INVALID',
  ],
  'steps of 100 ns since the year 1': [windows(DOT_NET), 'CSV_TIMESTAMP_INVALID'],
  'steps of 100 ns since 1601': [windows(FILE_TIME), 'CSV_TIMESTAMP_INVALID'],
  'days counted from 1900': [
    table(NAMES, days, (d) => `${d.time / DAY + 25_569},${rest(d)}`),
    'CSV_TIMESTAMP_INVALID',
  ],
  'hours counted from 1970': [
    table(NAMES, hours, (d) => `${d.time / HOUR},${rest(d)}`),
    'CSV_TIMESTAMP_INVALID',
  ],
  'weeks of a year': [
    table(NAMES, days, (d, i) => `2023-W${String(1 + (i % 52)).padStart(2, '0')},${rest(d)}`),
    'CSV_TIMESTAMP_INVALID',
  ],
  'quarters of a year': [
    table(NAMES, days, (d, i) => `${2000 + (i >> 2)}Q${1 + (i % 4)},${rest(d)}`),
    'CSV_TIMESTAMP_INVALID',
  ],
  'an average where the close is missing, in German': [
    table(
      'Datum;Eröffnung;Hoch;Tief;Durchschnitt',
      days,
      (d) => `${parts(d.time).date};${d.open};${d.high};${d.low};${((d.high + d.low) / 2).toFixed(3)}`,
    ),
    'CSV_COLUMNS_MISSING',
  ],
  'a date with strokes on which day and month could be either': [
    table('Date,Time,Open,High,Low,Close,Volume', minutes, (d) => {
      const { dd, MM, yyyy, HH, mm } = parts(d.time)
      return `${MM}/${dd}/${yyyy},${HH}:${mm},${rest(d)}`
    }),
    'CSV_TIMESTAMP_INVALID',
  ],
  'two cells in a row': [table('DATE,SP500', days, (d) => `${parts(d.time).date},${d.close}`), TICKS],
  'quotes with sizes': [
    table('Gmt time,Ask,Bid,AskVolume,BidVolume', quotes, (d) => `${d.time},${d.high},${d.low},1.5,2.25`),
    TICKS,
  ],
  'quotes with sizes, without names': [
    table('', quotes, (d, i) => `${d.time},${d.high},${d.low},${1 + (i % 7)}.5,${300 + (i % 5)}.25`),
    TICKS,
  ],
  'trades of a platform to 100 ns': [
    table(
      '',
      hours,
      (d) =>
        `${digits(d.time, 8)} ${digits(d.time, 14).slice(8)} 1230000;${d.close};${d.low};${d.high};${d.volume}`,
    ),
    TICKS,
  ],
}

test.each(Object.entries(REFUSED))('D3 %s: refused', async (_, [text, code]) => {
  const refused = await refusal(text, { settings: { timezone: 'UTC' } })
  expect(refused.code).toBe(code)
  expect(refused.details['line']).toBeGreaterThan(0)
  expect(refused.hint).not.toBe('')
})

test.each([
  'Gmt time,Ask,Bid,AskVolume,BidVolume',
  'timestamp,bid_price,bid_size,ask_price,ask_size',
  'id,time,price,quantity,side',
])('D3 a file of ticks %j is refused with what to do', async (names) => {
  const refused = await refusal(table(names, quotes, (d) => `${d.time},${d.high},${d.low},1.5,2.25`))
  expect(refused).toMatchObject({
    code: 'CSV_COLUMNS_MISSING',
    message: 'These look like single quotes or trades, not candles.',
    hint: 'Build candles with open, high, low and close from them first.',
  })
})
