/** Layouts of exchanges and crypto data sites, as CSV-DIALECTS.md section 1 lists them. */
import { expect, test } from 'vitest'
import { DAY, type Drawn, drawnMarket, HOUR, MINUTE, parts, wanted } from './drawn-market.ts'
import { imported, rowsOf } from './importing.ts'

const hours = drawnMarket()
const minutes = drawnMarket({ step: MINUTE })
const days = drawnMarket({ step: DAY })
const seconds = (time: number) => String(time / 1000)
const lines = (header: string, market: readonly Drawn[], row: (drawn: Drawn, i: number) => string) =>
  `${header === '' ? '' : `${header}\n`}${market.map(row).join('\n')}\n`

const klines = (digits: (time: number) => string) => (d: Drawn) =>
  [
    digits(d.time),
    `${d.open},${d.high},${d.low},${d.close},${d.volume}`,
    digits(d.time + MINUTE - 1),
    (d.volume * d.close).toFixed(4),
    `79,${d.volume / 2},${d.volume * 2},0`,
  ].join(',')

const LAYOUTS: Record<string, [text: string, market: readonly Drawn[], shift?: number]> = {
  'Binance klines, no header, epoch ms': [lines('', minutes, klines(String)), minutes],
  'Binance klines, no header, epoch us': [
    lines(
      '',
      minutes,
      klines((time) => `${time}000`),
    ),
    minutes,
  ],
  'Binance klines with names': [
    lines(
      'open_time,open,high,low,close,volume,close_time,quote_volume,count,taker_buy_volume,taker_buy_quote_volume,ignore',
      minutes,
      klines(String),
    ),
    minutes,
  ],
  'Binance API, quoted': [
    lines('', minutes, (d) =>
      klines(String)(d)
        .split(',')
        .map((cell) => `"${cell}"`)
        .join(','),
    ),
    minutes,
  ],
  'CryptoDataDownload, new: a title, unix and date, two volumes': [
    lines(
      'https://www.CryptoDataDownload.com\nunix,date,symbol,open,high,low,close,Volume BTC,Volume USDT,tradecount',
      hours.toReversed(),
      (d) =>
        `${d.time},${parts(d.time).date} ${parts(d.time).clock},BTC/USDT,${d.open},${d.high},${d.low},${d.close},${d.volume},${d.volume * 7},3`,
    ),
    hours,
  ],
  'CryptoDataDownload, old: twelve-hour clock, a zone in the title': [
    lines(
      'Timestamps are UTC timezone,https://www.CryptoDataDownload.com\ndate,symbol,open,high,low,close,volume_btc,volume',
      hours.toReversed(),
      (d) => {
        const { date, HH } = parts(d.time)
        const hour = String(((Number(HH) + 11) % 12) + 1).padStart(2, '0')
        return `${date} ${hour}-${Number(HH) < 12 ? 'AM' : 'PM'},BTCUSD,${d.open},${d.high},${d.low},${d.close},${d.volume},${d.volume * 9}`
      },
    ),
    hours,
  ],
  'Kraken OHLCVT': [
    lines('', hours, (d) => `${seconds(d.time)},${d.open},${d.high},${d.low},${d.close},${d.volume},12`),
    hours,
  ],
  'Kraken API: an average price before the volume': [
    lines('', hours, (d) =>
      [seconds(d.time), d.open, d.high, d.low, d.close, ((d.high + d.low) / 2).toFixed(3), d.volume, 12].join(
        ',',
      ),
    ),
    hours,
  ],
  'Coinbase API, names': [
    lines('time,low,high,open,close,volume', hours.toReversed(), (d) =>
      [seconds(d.time), d.low, d.high, d.open, d.close, d.volume].join(','),
    ),
    hours,
  ],
  'Coinbase API, no names': [
    lines('', hours.toReversed(), (d) =>
      [seconds(d.time), d.low, d.high, d.open, d.close, d.volume].join(','),
    ),
    hours,
  ],
  'Bitstamp: every minute there, idle ones NaN': [
    lines('Timestamp,Open,High,Low,Close,Volume_(BTC),Volume_(Currency),Weighted_Price', minutes, (d, i) =>
      i % 5 === 3
        ? `${seconds(d.time)}.0,NaN,NaN,NaN,NaN,NaN,NaN,NaN`
        : `${seconds(d.time)}.0,${d.open},${d.high},${d.low},${d.close},${d.volume},1,${d.low}`,
    ),
    minutes.filter((_, i) => i % 5 !== 3),
  ],
  'Bitfinex API: open, close, high, low': [
    lines('', minutes, (d) => [d.time, d.open, d.close, d.high, d.low, d.volume].join(',')),
    minutes,
  ],
  'Bitfinex API, newest first': [
    lines('', minutes.toReversed(), (d) => [d.time, d.open, d.close, d.high, d.low, d.volume].join(',')),
    minutes,
  ],
  KuCoin: [
    lines('time,open,close,high,low,volume,turnover', hours.toReversed(), (d) =>
      [seconds(d.time), d.open, d.close, d.high, d.low, d.volume, d.volume * 3].join(','),
    ),
    hours,
  ],
  'Gate.io: quote volume first, base volume last': [
    lines('', hours, (d) =>
      [seconds(d.time), d.volume * 88, d.close, d.high, d.low, d.open, d.volume].join(','),
    ),
    hours,
  ],
  'OKX: the time in column 9': [
    lines(
      'instrument_name,open,high,low,close,vol,vol_ccy,vol_quote,open_time,confirm',
      minutes.toReversed(),
      (d) => `BTC-USDT,${d.open},${d.high},${d.low},${d.close},${d.volume},${d.volume * 2},1,${d.time},1`,
    ),
    minutes,
  ],
  'OKX API, no names': [
    lines('', minutes, (d) =>
      [d.time, d.open, d.high, d.low, d.close, d.volume, d.volume * 2, d.volume * 99, 1].join(','),
    ),
    minutes,
  ],
  Bybit: [
    lines('symbol,interval,start_at,open,high,low,close,volume,turnover', hours.toReversed(), (d) =>
      ['BTCUSDT', 60, seconds(d.time), d.open, d.high, d.low, d.close, d.volume, 5].join(','),
    ),
    hours,
  ],
  'Bybit, startTime': [
    lines('startTime,openPrice,highPrice,lowPrice,closePrice,volume,turnover', hours, (d) =>
      [d.time, d.open, d.high, d.low, d.close, d.volume, 5].join(','),
    ),
    hours,
  ],
  BitMEX: [
    lines(
      'timestamp,symbol,open,high,low,close,trades,volume,vwap,lastSize,turnover,homeNotional,foreignNotional',
      hours,
      (d) =>
        `${parts(d.time + HOUR).date}T${parts(d.time + HOUR).clock}.000Z,XBTUSD,${d.open},${d.high},${d.low},${d.close},9,${d.volume},${d.low},1,2,3,4`,
    ),
    hours,
    HOUR,
  ],
  CryptoCompare: [
    lines('"time","timeDate","close","high","low","open","volumefrom","volumeto"', hours, (d) =>
      [seconds(d.time), `"${parts(d.time).date}"`, d.close, d.high, d.low, d.open, d.volume, 7].join(','),
    ),
    hours,
  ],
  'CoinMarketCap: four times in a row': [
    lines(
      'timeOpen;timeClose;timeHigh;timeLow;name;open;high;low;close;volume;marketCap;timestamp',
      days.toReversed(),
      (d) => {
        const { date } = parts(d.time)
        const last = `"${date}T23:59:59.999Z"`
        const prices = [d.open, d.high, d.low, d.close, d.volume].join(';')
        return `"${date}T00:00:00.000Z";${last};"${date}T04:11:00.000Z";"${date}T17:00:00.000Z";"2781";${prices};12345.6;${last}`
      },
    ),
    days,
  ],
  'Kaggle coins: stamped at the last second of the day': [
    lines('SNo,Name,Symbol,Date,High,Low,Open,Close,Volume,Marketcap', days, (d, i) =>
      [
        i + 1,
        'Bitcoin',
        'BTC',
        `${parts(d.time).date} 23:59:59`,
        d.high,
        d.low,
        d.open,
        d.close,
        d.volume,
        1,
      ].join(','),
    ),
    days,
  ],
  'Kaiko, no names': [
    lines('', minutes, (d) => [d.time, d.open, d.high, d.low, d.close, d.volume].join(',')),
    minutes,
  ],
  'FTX: six digits of a second': [
    lines('timestamp,open,high,low,close,volume', minutes, (d) =>
      [`${parts(d.time).date} ${parts(d.time).clock}.000000`, d.open, d.high, d.low, d.close, d.volume].join(
        ',',
      ),
    ),
    minutes,
  ],
}

test.each(Object.entries(LAYOUTS))('D2 %s', async (_, [text, market, shift = 0]) => {
  const { series, dataset } = await imported(text, { settings: { timezone: 'UTC' } })
  expect(rowsOf(series)).toEqual(wanted(market, shift))
  expect(dataset.quality.repairs).toEqual([])
})

test('D2 rows without prices are left out and counted', async () => {
  const [text] = LAYOUTS['Bitstamp: every minute there, idle ones NaN']!
  const { dataset } = await imported(text)
  expect(dataset.recognised).toContainEqual(
    expect.objectContaining({ what: 'rows', value: '8 rows without prices skipped' }),
  )
})

test('D2 candles stamped at their end are kept by their beginning, where that is said', async () => {
  const [text] = LAYOUTS['BitMEX']!
  const { series } = await imported(text, { settings: { stamp: 'end' } })
  expect(rowsOf(series)).toEqual(wanted(hours))
})

test('D3 a column that says no unit twice over is not taken for the candle (CoinGecko)', async () => {
  const text = lines('snapped_at,price,market_cap,total_volume', days, (d) =>
    [`${parts(d.time).date} 00:00:00 UTC`, d.close, 9, d.volume].join(','),
  )
  await expect(imported(text)).rejects.toMatchObject({ code: 'CSV_COLUMNS_MISSING', details: { line: 1 } })
})
