/** Layouts of brokers and platforms, as CSV-DIALECTS.md section 2 lists them, and ticks of section 4. */
import { expect, test } from 'vitest'
import type { ImportSettings } from '../../src/shared/dataset.ts'
import { DAY, type Drawn, drawnMarket, HOUR, MINUTE, parts, wanted } from './drawn-market.ts'
import { imported, refusal, rowsOf } from './importing.ts'

const hours = drawnMarket()
const minutes = drawnMarket({ step: 5 * MINUTE })
/** Past the twelfth, so that no month can be meant. */
const later = drawnMarket({ step: 5 * MINUTE, from: Date.UTC(2024, 0, 16) })
const days = drawnMarket({ step: DAY, weekends: false })
const withoutVolume = hours.map((drawn) => ({ ...drawn, volume: 0 }))
const lines = (
  header: string,
  market: readonly Drawn[],
  row: (drawn: Drawn, i: number) => string,
  end = '\n',
) => `${header === '' ? '' : `${header}${end}`}${market.map(row).join(end)}${end}`
const prices = (d: Drawn, mark = ',') => [d.open, d.high, d.low, d.close].join(mark)

type Layout = readonly [
  text: string | Uint8Array,
  market: readonly Drawn[],
  settings?: ImportSettings,
  shift?: number,
]

const mt5 = lines(
  '<DATE>\t<TIME>\t<OPEN>\t<HIGH>\t<LOW>\t<CLOSE>\t<TICKVOL>\t<VOL>\t<SPREAD>',
  hours,
  (d) => {
    const { yyyy, MM, dd, clock } = parts(d.time)
    return `${yyyy}.${MM}.${dd}\t${clock}\t${prices(d, '\t')}\t${d.volume}\t0\t7`
  },
  '\r\n',
)
const amibroker = (clock: (time: ReturnType<typeof parts>) => string, market = minutes) =>
  lines('<TICKER>,<PER>,<DATE>,<TIME>,<OPEN>,<HIGH>,<LOW>,<CLOSE>,<VOL>,<OPENINT>', market, (d) => {
    const time = parts(d.time)
    return `EURUSD,5,${time.yyyy}${time.MM}${time.dd},${clock(time)},${prices(d)},${d.volume},0`
  })

const LAYOUTS: Record<string, Layout> = {
  'MetaTrader 5': [mt5, hours],
  'MetaTrader 5, UTF-16 LE with its mark': [Buffer.from(`\uFEFF${mt5}`, 'utf16le'), hours],
  'MetaTrader 5, UTF-16 LE without': [Buffer.from(mt5, 'utf16le'), hours],
  'MetaTrader 5, UTF-16 BE': [Buffer.from(`\uFEFF${mt5}`, 'utf16le').swap16(), hours],
  'MetaTrader 5, days: no time of day': [
    lines('<DATE>\t<OPEN>\t<HIGH>\t<LOW>\t<CLOSE>\t<TICKVOL>\t<VOL>\t<SPREAD>', days, (d) =>
      [parts(d.time).date.replaceAll('-', '.'), prices(d, '\t'), d.volume, 0, 7].join('\t'),
    ),
    days,
  ],
  'MetaTrader 4, no header': [
    lines('', hours, (d) => {
      const { yyyy, MM, dd, HH, mm } = parts(d.time)
      return `${yyyy}.${MM}.${dd},${HH}:${mm},${prices(d)},${d.volume}`
    }),
    hours,
  ],
  'HistData minutes': [
    lines('', hours, (d) => {
      const { yyyy, MM, dd, HH, mm, ss } = parts(d.time)
      return `${yyyy}${MM}${dd} ${HH}${mm}${ss};${prices(d, ';')};0`
    }),
    withoutVolume,
    { timezone: '-05:00' },
    5 * HOUR,
  ],
  Dukascopy: [
    lines('Gmt time,Open,High,Low,Close,Volume', hours, (d) => {
      const { yyyy, MM, dd, clock } = parts(d.time)
      return `${dd}.${MM}.${yyyy} ${clock}.000,${prices(d)},${d.volume}`
    }),
    hours,
    {},
  ],
  'Dukascopy, local time with its offset': [
    lines('Local time,Open,High,Low,Close,Volume', hours, (d) => {
      const { yyyy, MM, dd, clock } = parts(d.time + 2 * HOUR)
      return `${dd}.${MM}.${yyyy} ${clock}.000 GMT+0200,${prices(d)},${d.volume}`
    }),
    hours,
    {},
  ],
  'Dukascopy-node': [
    lines('timestamp,open,high,low,close,volume', hours, (d) => `${d.time},${prices(d)},${d.volume}`),
    hours,
    {},
  ],
  'OANDA: no volume': [
    lines(
      'timestamp,open,high,low,close',
      hours,
      (d) => `${parts(d.time).date} ${parts(d.time).clock}+00:00,${prices(d)}`,
    ),
    withoutVolume,
    {},
  ],
  'NinjaTrader, ends of candles': [
    lines(
      '',
      minutes,
      (d) => {
        const { yyyy, MM, dd, HH, mm, ss } = parts(d.time + 5 * MINUTE)
        return `${yyyy}${MM}${dd} ${HH}${mm}${ss};${prices(d, ';')};${d.volume}`
      },
      '\r\n',
    ),
    minutes,
    { timezone: 'UTC', stamp: 'end' },
  ],
  'NinjaTrader, days': [
    lines('', days, (d) => `${parts(d.time).date.replaceAll('-', '')};${prices(d, ';')};${d.volume}`),
    days,
    {},
  ],
  'TradingView, seconds and indicators': [
    lines('time,open,high,low,close,Volume,"MA (20, close)",CVD (Haut,RSI', hours, (d, i) =>
      [d.time / 1000, prices(d), d.volume, i < 5 ? 'NaN' : 1, '', i < 5 ? '' : 2].join(','),
    ),
    hours,
    {},
  ],
  'TradingView, a separator in a name without quotes': [
    lines('time,open,high,low,close,MA (20, close),Volume MA', hours, (d) =>
      [d.time / 1000, prices(d), 7, 8].join(','),
    ),
    withoutVolume,
    {},
  ],
  'TradingView, ISO with an offset': [
    lines(
      'time,open,high,low,close',
      hours,
      (d) => `${parts(d.time + HOUR).date}T${parts(d.time + HOUR).clock}+01:00,${prices(d)}`,
    ),
    withoutVolume,
    {},
  ],
  'Sierra Chart': [
    lines('Date, Time, Open, High, Low, Last, Volume, NumberOfTrades, BidVolume, AskVolume', hours, (d) => {
      const { yyyy, MM, dd, clock } = parts(d.time)
      return `${yyyy}/${Number(MM)}/${Number(dd)}, ${clock}.000000, ${prices(d, ', ')}, ${d.volume}, 5, 0, 0`
    }),
    hours,
  ],
  'TradeStation: volume is up and down together': [
    lines('"Date","Time","Open","High","Low","Close","Up","Down"', later, (d) => {
      const { yyyy, MM, dd, HH, mm } = parts(d.time)
      return `${MM}/${dd}/${yyyy},${HH}:${mm},${prices(d)},${d.volume - 300},300`
    }),
    later,
  ],
  'TradeStation, Vol and OI': [
    lines('"Date","Time","Open","High","Low","Close","Vol","OI"', later, (d) => {
      const { yyyy, MM, dd, HH, mm } = parts(d.time)
      return `${MM}/${dd}/${yyyy},${HH}:${mm},${prices(d)},${d.volume},300`
    }),
    later,
  ],
  'Interactive Brokers: two blanks and a zone by name': [
    lines('Date,Open,High,Low,Close,Volume,Average,BarCount', hours, (d) => {
      const { yyyy, MM, dd, clock } = parts(d.time - 5 * HOUR)
      return `${yyyy}${MM}${dd}  ${clock} US/Eastern,${prices(d)},${d.volume},-1,5`
    }),
    hours,
    {},
  ],
  'Interactive Brokers: two blanks': [
    lines('Date,Open,High,Low,Close,Volume,WAP,BarCount', hours, (d) => {
      const { yyyy, MM, dd, clock } = parts(d.time)
      return `${yyyy}${MM}${dd}  ${clock},${prices(d)},${d.volume},-1,5`
    }),
    hours,
  ],
  'Interactive Brokers, days': [
    lines(
      'Date,Open,High,Low,Close,Volume,Average,BarCount',
      days,
      (d) => `${parts(d.time).date.replaceAll('-', '')},${prices(d)},${d.volume},-1,5`,
    ),
    days,
    {},
  ],
  'thinkorswim: free text on top, two digits of the year': [
    lines(
      'AAPL chart data\nExported for you, on demand\n\nDate,Time,Open,High,Low,Close,Volume',
      hours,
      (d) => {
        const { yyyy, MM, dd, HH, mm } = parts(d.time)
        return `${Number(MM)}/${Number(dd)}/${yyyy.slice(2)},${HH}:${mm},${prices(d)},${d.volume}`
      },
    ),
    hours,
  ],
  'AmiBroker, HHmmss': [amibroker(({ HH, mm, ss }) => `${HH}${mm}${ss}`), minutes],
  'AmiBroker, HHmmss that lost its zeros': [
    amibroker(({ HH, mm, ss }) => String(Number(`${HH}${mm}${ss}`))),
    minutes,
  ],
  'AmiBroker, HHmm': [amibroker(({ HH, mm }) => `${HH}${mm}`), minutes],
  'AmiBroker, HHmm that lost its zeros': [amibroker(({ HH, mm }) => String(Number(`${HH}${mm}`))), minutes],
  'MetaStock: DTYYYYMMDD': [
    amibroker(({ HH, mm, ss }) => `${HH}${mm}${ss}`).replace('<DATE>', '<DTYYYYMMDD>'),
    minutes,
  ],
  'Finam, semicolons': [amibroker(({ HH, mm, ss }) => `${HH}${mm}${ss}`).replaceAll(',', ';'), minutes],
  'LEAN, hours': [
    lines('', hours, (d) => {
      const { yyyy, MM, dd, HH, mm } = parts(d.time)
      return `${yyyy}${MM}${dd} ${HH}:${mm},${prices(d)},${d.volume}`
    }),
    hours,
  ],
  'freqtrade: a nameless index in front': [
    lines(',date,open,high,low,close,volume', hours, (d, i) =>
      [i, `${parts(d.time).date} ${parts(d.time).clock}+00:00`, prices(d), d.volume].join(','),
    ),
    hours,
    {},
  ],
  backtrader: [
    lines('Date,Time,Open,High,Low,Close,Volume,OpenInterest', minutes, (d) =>
      [parts(d.time).date, parts(d.time).clock, prices(d), d.volume, 0].join(','),
    ),
    minutes,
  ],
  'Databento: nanoseconds in ISO': [
    lines('ts_event,rtype,publisher_id,instrument_id,open,high,low,close,volume,symbol', hours, (d) =>
      [
        `${parts(d.time).date}T${parts(d.time).clock}.000000000Z`,
        33,
        1,
        5482,
        prices(d),
        d.volume,
        'ESH4',
      ].join(','),
    ),
    hours,
    {},
  ],
  'Databento: epoch nanoseconds': [
    lines('ts_event,rtype,publisher_id,instrument_id,open,high,low,close,volume', hours, (d) =>
      [`${d.time}000000`, 33, 1, 5482, prices(d), d.volume].join(','),
    ),
    hours,
    {},
  ],
  Polygon: [
    lines('ticker,volume,open,close,high,low,window_start,transactions', hours, (d) =>
      ['X:ETHUSD', d.volume, d.open, d.close, d.high, d.low, `${d.time}000000`, 5].join(','),
    ),
    hours,
    {},
  ],
  'FirstRate: six columns without names': [
    lines('', hours, (d) => `${parts(d.time).date} ${parts(d.time).clock},${prices(d)},${d.volume}`),
    hours,
  ],
  'Kibot: month first, no names': [
    lines('', later, (d) => {
      const { yyyy, MM, dd, HH, mm } = parts(d.time)
      return `${MM}/${dd}/${yyyy},${HH}:${mm},${prices(d)},${d.volume}`
    }),
    later,
  ],
  'columns between blanks': [
    lines('Date       Time     Open   High   Low    Close  Volume', hours, (d) =>
      [parts(d.time).date, parts(d.time).clock, prices(d, '   '), d.volume].join('  '),
    ),
    hours,
  ],
  'a zone in a column of its own': [
    lines('time,tz,open,high,low,close,volume', hours, (d) =>
      [
        `${parts(d.time - 5 * HOUR).date} ${parts(d.time - 5 * HOUR).clock}`,
        'America/New_York',
        prices(d),
        d.volume,
      ].join(','),
    ),
    hours,
    {},
  ],
  'unknown names, known behaviour': [
    lines(
      'when,a,b,c,d,e',
      hours,
      (d) => `${parts(d.time).iso},${d.close},${d.low},${d.high},${d.open},${d.volume}`,
    ),
    hours,
    {},
  ],
  'lines that end in a carriage return alone': [
    lines(
      'time,open,high,low,close,volume',
      hours,
      (d) => `${parts(d.time).iso},${prices(d)},${d.volume}`,
      '\r',
    ),
    hours,
    {},
  ],
}

test.each(Object.entries(LAYOUTS))(
  'D2 %s',
  async (_, [text, market, settings = { timezone: 'UTC' }, shift = 0]) => {
    const { series, dataset } = await imported(text, { settings })
    expect(rowsOf(series)).toEqual(wanted(market, shift))
    expect(dataset.recognised.every(({ because }) => because !== '')).toBe(true)
  },
)

const stamp = (d: Drawn) => `${parts(d.time).date} ${parts(d.time).clock}`
const TICKS: Record<string, string> = {
  TrueFX: lines('', hours, (d) => `EUR/USD,${stamp(d).replaceAll('-', '')}.295,${d.low},${d.high}`),
  'TrueFX, names': lines('timestamp,bid,ask', hours, (d) => `${stamp(d)}.295,${d.low},${d.high}`),
  'Kraken trades': lines('', hours, (d) => `${d.time / 1000}.1234,${d.close},${d.volume}`),
  bitcoincharts: lines('', hours, (d) => `${d.time / 1000},${d.close}0000000000,${d.volume}.123456789012`),
  'Binance aggTrades': lines(
    '',
    hours,
    (d, i) => `${100 + i},${d.close},${d.volume},${i},${i},${d.time},True,True`,
  ),
  'Dukascopy ticks': lines(
    'Gmt time,Ask,Bid,AskVolume,BidVolume',
    hours,
    (d) => `${stamp(d)},${d.high},${d.low},1,2`,
  ),
  'MetaTrader 5 ticks': lines('<DATE>\t<TIME>\t<BID>\t<ASK>\t<LAST>\t<VOLUME>\t<FLAGS>', hours, (d) =>
    [parts(d.time).date.replaceAll('-', '.'), `${parts(d.time).clock}.123`, d.low, d.high, '', '', 6].join(
      '\t',
    ),
  ),
  'HistData ticks': lines(
    '',
    hours,
    (d) => `${stamp(d).replaceAll('-', '').replaceAll(':', '')}065,${d.low},${d.high},0`,
  ),
  'NinjaTrader ticks': lines(
    '',
    hours,
    (d) => `${stamp(d).replaceAll('-', '').replaceAll(':', '')};${d.close};3`,
  ),
}
test.each(Object.entries(TICKS))('D2 quotes and trades are refused as such: %s', async (_, text) => {
  const problem = await refusal(text, { settings: { timezone: 'UTC' } })
  expect(problem).toMatchObject({ code: 'CSV_COLUMNS_MISSING', details: { line: 1 } })
  expect(problem.message).toContain('quotes or trades')
})

test('D3 two sets of prices, bid and ask, are asked about', async () => {
  const text = lines(
    'DateTime,BidOpen,BidHigh,BidLow,BidClose,AskOpen,AskHigh,AskLow,AskClose',
    hours,
    (d) => {
      const ask = [d.open, d.high, d.low, d.close].map((price) => (price + 0.01).toFixed(2))
      return `${stamp(d)},${prices(d)},${ask.join(',')}`
    },
  )
  expect(await refusal(text)).toMatchObject({ code: 'CSV_DIALECT_UNKNOWN', details: { field: 'open' } })
  const columns = { time: 1, open: 2, high: 3, low: 4, close: 5 }
  const { series } = await imported(text, { settings: { timezone: 'UTC', columns } })
  expect(rowsOf(series)).toEqual(wanted(withoutVolume))
})

test('D3 a header that forgets a name is not shifted over the rows', async () => {
  const text = lines('Date,Open,High,Low,Close,Volume,OpenInterest', minutes, (d) =>
    [parts(d.time).date, parts(d.time).clock, prices(d), d.volume, 0].join(','),
  )
  const problem = await refusal(text, { settings: { timezone: 'UTC' } })
  expect(problem).toMatchObject({ code: 'CSV_DIALECT_UNKNOWN', details: { line: 1 } })
  expect(problem.message).toContain('7 columns')
})

test('D3 times of day in milliseconds alone name no day', async () => {
  const text = lines('', minutes, (d) => `${d.time % DAY},${prices(d)},${d.volume}`)
  expect((await refusal(text)).code).toBe('CSV_DIALECT_UNKNOWN')
})
