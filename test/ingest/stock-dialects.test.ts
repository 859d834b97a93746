/** Layouts of stock sites and spreadsheets, as CSV-DIALECTS.md section 3 lists them. */
import { expect, test } from 'vitest'
import type { ImportSettings } from '../../src/shared/dataset.ts'
import { DAY, type Drawn, drawnMarket, HOUR, parts, wanted } from './drawn-market.ts'
import { blame, imported, refusal, rowsOf } from './importing.ts'

const days = drawnMarket({ step: DAY, weekends: false })
const newestFirst = days.toReversed()
/** Prices from 900 up, so that some have thousands and some have not. */
const dear = drawnMarket({ step: DAY, weekends: false, price: 999 })
const hours = drawnMarket()
const withoutVolume = (market: readonly Drawn[]) => market.map((drawn) => ({ ...drawn, volume: 0 }))
const inThousands = (market: readonly Drawn[]) =>
  market.map((drawn) => ({ ...drawn, volume: Math.round(drawn.volume / 10) * 10 }))
const lines = (
  header: string,
  market: readonly Drawn[],
  row: (drawn: Drawn, i: number) => string,
  end = '\n',
) => `${header === '' ? '' : `${header}${end}`}${market.map(row).join(end)}${end}`
const prices = (d: Drawn, mark = ',') => [d.open, d.high, d.low, d.close].join(mark)
const date = (d: Drawn) => parts(d.time).date
const quoted = (...cells: (string | number)[]) => cells.map((cell) => `"${cell}"`).join(',')
const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')
const month = (d: Drawn) => MONTHS[new Date(d.time).getUTCMonth()]

/** `1234.5` with these marks, two decimals. */
const written = (value: number, decimal: string, thousands: string) => {
  const [whole = '', fraction = ''] = value.toFixed(2).split('.')
  let grouped = whole
  for (let at = whole.length - 3; at > 0; at -= 3)
    grouped = `${grouped.slice(0, at)}${thousands}${grouped.slice(at)}`
  return `${grouped}${decimal}${fraction}`
}
const numbers = (d: Drawn, decimal: string, thousands: string) =>
  [d.open, d.high, d.low, d.close].map((price) => written(price, decimal, thousands))

type Layout = readonly [text: string | Uint8Array, market: readonly Drawn[], settings?: ImportSettings]

/** investing.com: the close first, everything quoted, newest first. */
const investing = (header: string, when: (d: Drawn) => string, decimal: string, thousands: string) =>
  `\uFEFF${lines(
    header,
    dear.toReversed(),
    (d) => {
      const [open = '', high = '', low = '', close = ''] = numbers(d, decimal, thousands)
      const volume = (Math.round(d.volume / 10) / 100).toFixed(2).replace('.', decimal)
      return quoted(when(d), close, open, high, low, `${volume}K`, `-1${decimal}23%`)
    },
    '\r\n',
  )}`
const dotted = (d: Drawn) => `${parts(d.time).dd}.${parts(d.time).MM}.${parts(d.time).yyyy}`
const slashed = (d: Drawn) => `${parts(d.time).dd}/${parts(d.time).MM}/${parts(d.time).yyyy}`
const american = (d: Drawn) => `${parts(d.time).MM}/${parts(d.time).dd}/${parts(d.time).yyyy}`

const LAYOUTS: Record<string, Layout> = {
  'Yahoo: the adjusted close before the volume': [
    lines(
      'Date,Open,High,Low,Close,Adj Close,Volume',
      days,
      (d) => `${date(d)},${prices(d)},7.5,${d.volume}`,
    ),
    days,
  ],
  'Yahoo, old': [
    lines(
      'Date,Open,High,Low,Close,Volume,Adj Close',
      newestFirst,
      (d) => `${date(d)},${prices(d)},${d.volume},7.5`,
    ),
    days,
  ],
  'Yahoo, rows of null': [
    lines('Date,Open,High,Low,Close,Adj Close,Volume', days, (d, i) =>
      i % 9 === 4 ? `${date(d)},null,null,null,null,null,null` : `${date(d)},${prices(d)},7.5,${d.volume}`,
    ),
    days.filter((_, i) => i % 9 !== 4),
  ],
  'yfinance: three lines of names': [
    lines('Price,Close,High,Low,Open,Volume\nTicker,AAPL,AAPL,AAPL,AAPL,AAPL\nDate,,,,,', days, (d) =>
      [date(d), d.close, d.high, d.low, d.open, d.volume].join(','),
    ),
    days,
  ],
  'yfinance by the hour': [
    lines('Price,Close,High,Low,Open,Volume\nTicker,AAPL,AAPL,AAPL,AAPL,AAPL\nDatetime,,,,,', hours, (d) =>
      [`${date(d)} ${parts(d.time).clock}+00:00`, d.close, d.high, d.low, d.open, d.volume].join(','),
    ),
    hours,
  ],
  'a nameless index': [
    lines(',Open,High,Low,Close,Volume', days, (d) => `${date(d)},${prices(d)},${d.volume}`),
    days,
  ],
  'Alpha Vantage': [
    lines(
      'timestamp,open,high,low,close,volume',
      newestFirst,
      (d) => `${date(d)},${prices(d)},${d.volume}`,
      '\r\n',
    ),
    days,
  ],
  'Alpha Vantage, adjusted': [
    lines(
      'timestamp,open,high,low,close,adjusted_close,volume,dividend_amount,split_coefficient',
      newestFirst,
      (d) => `${date(d)},${prices(d)},3,${d.volume},0.0000,1.0`,
    ),
    days,
  ],
  'Stooq, in Polish, without the volume it names': [
    lines(
      'Data,Otwarcie,Najwyzszy,Najnizszy,Zamkniecie,Wolumen',
      days,
      (d) => `${date(d)},${prices(d)}`,
      '\r\n',
    ),
    withoutVolume(days),
  ],
  'Stooq, in Polish': [
    lines(
      'Data,Otwarcie,Najwyższy,Najniższy,Zamknięcie,Wolumen',
      days,
      (d) => `${date(d)},${prices(d)},${d.volume}`,
    ),
    days,
  ],
  'Stooq in bulk': [
    lines('<TICKER>,<PER>,<DATE>,<TIME>,<OPEN>,<HIGH>,<LOW>,<CLOSE>,<VOL>,<OPENINT>', days, (d) =>
      ['AAPL.US', 'D', date(d).replaceAll('-', ''), '000000', prices(d), d.volume, 0].join(','),
    ),
    days,
  ],
  'investing.com in English, months by name': [
    investing(
      '"Date","Price","Open","High","Low","Vol.","Change %"',
      (d) => `${month(d)} ${parts(d.time).dd}, 2024`,
      '.',
      ',',
    ),
    inThousands(dear),
  ],
  'investing.com in English, month first': [
    investing('"Date","Price","Open","High","Low","Vol.","Change %"', american, '.', ','),
    inThousands(dear),
  ],
  'investing.com in German': [
    investing('"Datum","Zuletzt","Eröffn.","Hoch","Tief","Vol.","+/- %"', dotted, ',', '.'),
    inThousands(dear),
  ],
  'investing.com in Portuguese': [
    investing('"Data","Último","Abertura","Máxima","Mínima","Vol.","Var%"', dotted, ',', '.'),
    inThousands(dear),
  ],
  'investing.com in Spanish': [
    investing('"Fecha","Último","Apertura","Máximo","Mínimo","Vol.","% var."', dotted, ',', '.'),
    inThousands(dear),
  ],
  'investing.com in French': [
    investing('"Date","Dernier","Ouv."," Plus Haut","Plus Bas","Vol.","Variation %"', slashed, ',', '.'),
    inThousands(dear),
  ],
  'investing.com in Italian': [
    investing('"Data","Ultimo","Apertura","Massimo","Minimo","Vol.","Var. %"', dotted, ',', '.'),
    inThousands(dear),
  ],
  'investing.com in Polish': [
    investing('"Data","Ostatnio","Otwarcie","Max.","Min.","Wol.","Zmiana%"', dotted, ',', ' '),
    inThousands(dear),
  ],
  'Google Finance: two digits of the year': [
    lines(
      'Date,Open,High,Low,Close,Volume',
      newestFirst,
      (d) => `${Number(parts(d.time).dd)}-${month(d)}-24,${prices(d)},${d.volume}`,
    ),
    days,
  ],
  'GOOGLEFINANCE in a sheet': [
    lines('Date,Open,High,Low,Close,Volume', days, (d) => {
      const { yyyy, MM, dd } = parts(d.time)
      return `${Number(MM)}/${Number(dd)}/${yyyy} 16:00:00,${prices(d)},${d.volume}`
    }),
    days.map((d) => ({ ...d, time: d.time + 16 * HOUR })),
    { timezone: 'UTC' },
  ],
  'Nasdaq.com: dollars, the close first': [
    lines('Date,Close/Last,Volume,Open,High,Low', newestFirst, (d) =>
      [american(d), `$${d.close}`, d.volume, `$${d.open}`, `$${d.high}`, `$${d.low}`].join(','),
    ),
    days,
  ],
  'WSJ: blanks in names, two digits of the year': [
    lines(
      'Date, Open, High, Low, Close, Volume',
      newestFirst,
      (d) => `${parts(d.time).MM}/${parts(d.time).dd}/24, ${prices(d, ', ')}, ${d.volume}`,
    ),
    days,
  ],
  'MarketWatch: thousands in quotes': [
    lines('Date,Open,High,Low,Close,Volume', dear.toReversed(), (d) =>
      [
        american(d),
        ...numbers(d, '.', ',').map((n) => `"${n}"`),
        `"${written(d.volume, '.', ',').slice(0, -3)}"`,
      ].join(','),
    ),
    dear,
  ],
  'Barchart: words below the last row': [
    `${lines('Time,Open,High,Low,Last,Change,%Chg,Volume', newestFirst, (d) =>
      [american(d), prices(d), 0.5, '0.12%', d.volume].join(','),
    )}"Downloaded from Barchart.com as of 03-14-2024 05:12am CDT"`,
    days,
  ],
  'Quandl: raw and adjusted beside each other': [
    lines(
      'Date,Open,High,Low,Close,Volume,Ex-Dividend,Split Ratio,Adj. Open,Adj. High,Adj. Low,Adj. Close,Adj. Volume',
      newestFirst,
      (d) => `${date(d)},${prices(d)},${d.volume}.0,0.0,1.0,1,2,3,4,5.0`,
    ),
    days,
  ],
  Tiingo: [
    lines(
      'date,close,high,low,open,volume,adjClose,adjHigh,adjLow,adjOpen,adjVolume,divCash,splitFactor',
      days,
      (d) =>
        [`${date(d)} 00:00:00+00:00`, d.close, d.high, d.low, d.open, d.volume, 1, 2, 3, 4, 5, 0, 1].join(
          ',',
        ),
    ),
    days,
  ],
  EODHD: [
    `${lines('Date,Open,High,Low,Close,Adjusted_close,Volume', days, (d) => `${date(d)},${prices(d)},9,${d.volume}`)}Total: 40\n`,
    days,
  ],
  'EODHD within the day': [
    lines('Timestamp,Gmtoffset,Datetime,Open,High,Low,Close,Volume', hours, (d) =>
      [d.time / 1000, 0, `${date(d)} ${parts(d.time).clock}`, prices(d), d.volume].join(','),
    ),
    hours,
  ],
  'NSE India: blanks in names, a close before today, Indian thousands': [
    `\uFEFF${lines(
      '"Date ","series ","OPEN ","HIGH ","LOW ","PREV. CLOSE ","ltp ","close ","vwap ","52W H","VOLUME ","VALUE "',
      dear.toReversed(),
      (d) => {
        const [open = '', high = '', low = '', close = ''] = numbers(d, '.', ',')
        const when = `${parts(d.time).dd}-${month(d)}-${parts(d.time).yyyy}`
        return quoted(
          when,
          'EQ',
          open,
          high,
          low,
          '1.00',
          close,
          close,
          '5.00',
          '9,999.00',
          d.volume,
          '1,23,45,678.90',
        )
      },
    )}`,
    dear,
  ],
  'a German spreadsheet': [
    `\uFEFF${lines(
      'Datum;Eröffnung;Hoch;Tief;Schluss;Volumen',
      hours,
      (d) => `${dotted(d)} ${parts(d.time).HH}:00;${numbers(d, ',', '.').join(';')};${d.volume}`,
      '\r\n',
    )}`,
    hours,
    { timezone: 'UTC', dateOrder: 'dmy' },
  ],
  'a German broker in Windows-1252': [
    Buffer.from(
      lines('Datum;Erster;Hoch;Tief;Schlusskurs;Stücke', dear, (d) =>
        [dotted(d), ...numbers(d, ',', '.'), d.volume].join(';'),
      ),
      'latin1',
    ),
    dear,
  ],
  'a French spreadsheet in Windows-1252, no-break spaces': [
    Buffer.from(
      lines('Date;Ouverture;Plus haut;Plus bas;Clôture;Volume', dear, (d) =>
        [slashed(d), ...numbers(d, ',', '\u00a0'), d.volume].join(';'),
      ),
      'latin1',
    ),
    dear,
  ],
  'a French spreadsheet, narrow no-break spaces': [
    lines('Date;Ouverture;Plus haut;Plus bas;Clôture;Volume', dear, (d) =>
      [slashed(d), ...numbers(d, ',', '\u202f'), d.volume].join(';'),
    ),
    dear,
  ],
  'a Swiss spreadsheet, apostrophes': [
    lines('Datum;Eröffnung;Hoch;Tief;Schluss', dear, (d) => [dotted(d), ...numbers(d, '.', "'")].join(';')),
    withoutVolume(dear),
  ],
  'Excel in America: no zeros in front, no seconds': [
    lines('Time,Open,High,Low,Close', days, (d) => {
      const { yyyy, MM, dd } = parts(d.time)
      return `${Number(MM)}/${Number(dd)}/${yyyy} 7:00,${prices(d)}`
    }),
    withoutVolume(days.map((d) => ({ ...d, time: d.time + 7 * HOUR }))),
    { timezone: 'UTC' },
  ],
  'Excel, twelve hours': [
    lines('Time,Open,High,Low,Close', drawnMarket({ from: Date.UTC(2024, 0, 15) }), (d) => {
      const { yyyy, MM, dd, HH } = parts(d.time)
      return `${Number(MM)}/${Number(dd)}/${yyyy} ${((Number(HH) + 11) % 12) + 1}:00:00 ${Number(HH) < 12 ? 'AM' : 'PM'},${prices(d)}`
    }),
    withoutVolume(drawnMarket({ from: Date.UTC(2024, 0, 15) })),
    { timezone: 'UTC' },
  ],
  'Excel in Europe: a hint for the separator, a blank line below the names': [
    `\uFEFFsep=;\n${lines('"Time";"Open";"High";"Low";"Close"\n', days, (d) => `"${slashed(d)}";"${prices(d, '";"')}"`)}`,
    withoutVolume(days),
  ],
  'midnights that lost their time of day': [
    lines('Time,Open,High,Low,Close', drawnMarket({ from: Date.UTC(2024, 0, 15) }), (d) => {
      const clock = parts(d.time).clock
      return `${date(d)}${clock === '00:00:00' ? '' : ` ${clock}`},${prices(d)}`
    }),
    withoutVolume(drawnMarket({ from: Date.UTC(2024, 0, 15) })),
    { timezone: 'UTC' },
  ],
  'dates of the eighteenth century': [
    lines(
      'Date,Open,High,Low,Close',
      drawnMarket({ step: DAY, from: Date.UTC(1789, 4, 1) }),
      (d) => `${date(d)},${prices(d)}`,
    ),
    withoutVolume(drawnMarket({ step: DAY, from: Date.UTC(1789, 4, 1) })),
  ],
}

test.each(Object.entries(LAYOUTS))('D2 %s', async (_, [text, market, settings = {}]) => {
  const { series, dataset } = await imported(text, { settings })
  expect(rowsOf(series)).toEqual(wanted(market))
  expect(dataset.quality.repairs).toEqual([])
})

test('D2 what is left out is said: rows of null, words at the end, the symbol in the second line', async () => {
  const recognised = async (name: string) => (await imported(LAYOUTS[name]![0])).dataset
  expect((await recognised('Yahoo, rows of null')).recognised).toContainEqual(
    expect.objectContaining({ what: 'rows', value: '4 rows without prices skipped' }),
  )
  expect((await recognised('Barchart: words below the last row')).recognised).toContainEqual(
    expect.objectContaining({ what: 'rows', value: 'line 42 skipped' }),
  )
  expect((await recognised('yfinance: three lines of names')).symbol).toBe('AAPL')
})

test('D3 words between rows are no end of the file', async () => {
  const [text] = LAYOUTS['Barchart: words below the last row']!
  const more = `${String(text)}\n${american(days[0]!)},${prices(days[0]!)},0.5,0.12%,5\n`
  expect(await blame(more)).toMatchObject({ code: 'CSV_ROW_TRUNCATED', line: 42 })
})

test('D3 day and month that nothing tells apart are asked about', async () => {
  const few = drawnMarket({ from: Date.UTC(2024, 0, 8), rows: 20 })
  const text = lines(
    'Time,Open,High,Low,Close',
    few,
    (d) => `${american(d)} ${parts(d.time).clock},${prices(d)}`,
  )
  const problem = await refusal(text, { settings: { timezone: 'UTC' } })
  expect(problem).toMatchObject({
    code: 'CSV_TIMESTAMP_INVALID',
    details: { line: 2, column: 1, text: '01/08/2024 00:00:00' },
  })
  expect(problem.hint).toContain('--date-order')
  const read = async (dateOrder: 'dmy' | 'mdy') =>
    new Date((await imported(text, { settings: { timezone: 'UTC', dateOrder } })).dataset.start).toISOString()
  expect(await read('mdy')).toBe('2024-01-08T00:00:00.000Z')
  expect(await read('dmy')).toBe('2024-08-01T00:00:00.000Z')
})

test('D2 day and month are told apart by a row far behind the beginning, or by the steps between rows', async () => {
  const long = drawnMarket({ step: 60_000, rows: 18_000, from: Date.UTC(2024, 0, 1) })
  const text = lines(
    'Time,Open,High,Low,Close,Note',
    long,
    (d) => `${american(d)} ${parts(d.time).clock},${prices(d)},a remark`,
  )
  const { dataset } = await imported(text, { settings: { timezone: 'UTC' } })
  expect([dataset.start, dataset.end]).toEqual([long[0]!.time, long.at(-1)!.time])
  const short = drawnMarket({ rows: 200, from: Date.UTC(2024, 0, 2) })
  const europe = lines(
    'Time,Open,High,Low,Close',
    short,
    (d) => `${slashed(d)} ${parts(d.time).clock},${prices(d)}`,
  )
  expect((await imported(europe, { settings: { timezone: 'UTC' } })).dataset.start).toBe(short[0]!.time)
})

test('D3 a mark that may stand before decimals or between thousands is asked about', async () => {
  const whole = (decimal: string) =>
    lines('Datum;Eröffnung;Hoch;Tief;Schluss', days, (d) =>
      [date(d), `1${decimal}234`, `1${decimal}300`, `1${decimal}200`, `1${decimal}250`].join(';'),
    )
  const problem = await refusal(whole(','))
  expect(problem).toMatchObject({
    code: 'CSV_NUMBER_INVALID',
    details: { line: 2, column: 2, text: '1,234' },
  })
  expect(problem.hint).toContain('--decimal')
  expect((await refusal(whole('.'))).code).toBe('CSV_NUMBER_INVALID')
  const open = async (decimal: 'point' | 'comma') =>
    rowsOf((await imported(whole(','), { settings: { decimal } })).series)[0]?.[1]
  expect([await open('comma'), await open('point')]).toEqual([1.234, 1234])
})

test('D3 a spreadsheet that destroyed its epoch numbers is refused', async () => {
  const text = lines('time,open,high,low,close', days, (d) => `1.51476E+12,${prices(d)}`)
  expect((await blame(text)).code).toBe('CSV_TIMESTAMP_INVALID')
})

test('D3 prices in euros are read, a currency here and there is not', async () => {
  const everywhere = lines('Date;Open;High;Low;Close', days, (d) =>
    [date(d), ...numbers(d, ',', '.').map((n) => `${n} €`)].join(';'),
  )
  expect(rowsOf((await imported(everywhere)).series)).toEqual(wanted(withoutVolume(days)))
  const once = lines('Date,Open,High,Low,Close', days, (d, i) =>
    [date(d), i === 7 ? `$${d.open}` : d.open, d.high, d.low, d.close].join(','),
  )
  expect(await blame(once)).toMatchObject({ code: 'CSV_NUMBER_INVALID', line: 9, column: 2 })
})

test('D2 settings win over what would be recognised', async () => {
  const text = lines(
    'Date;Open;High;Low;Close;Volume',
    days,
    (d) => `${date(d)};${prices(d, ';')};${d.volume}`,
  )
  const settings = { columns: { close: 2, open: 5 }, delimiter: 'semicolon' } as const
  const { series, dataset } = await imported(text, { settings })
  expect(rowsOf(series)).toEqual(wanted(days.map((d) => ({ ...d, open: d.close, close: d.open }))))
  expect(dataset.recognised).toContainEqual({
    what: 'delimiter',
    value: 'semicolon',
    because: 'it was said at the import',
  })
})
