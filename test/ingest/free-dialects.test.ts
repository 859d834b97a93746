/** Layouts of nobody in particular: regular ones are read, whoever wrote them. */
import { expect, test } from 'vitest'
import { DAY, type Drawn, drawnMarket, parts, wanted } from './drawn-market.ts'
import { imported, rowsOf } from './importing.ts'

const hours = drawnMarket()
/** Past the twelfth, so that no month can be meant. */
const later = drawnMarket({ from: Date.UTC(2024, 0, 15) })
const days = drawnMarket({ step: DAY, weekends: false })
const withoutVolume = (market: readonly Drawn[]) => market.map((drawn) => ({ ...drawn, volume: 0 }))
const lines = (header: string, market: readonly Drawn[], row: (drawn: Drawn) => string) =>
  [...(header === '' ? [] : [header]), ...market.map(row)].join('\n')
const prices = (d: Drawn, mark = ',') => [d.open, d.high, d.low, d.close].join(mark)
const rest = (d: Drawn) => `${prices(d)},${d.volume}`
const words = (d: Drawn) => new Date(d.time).toUTCString()

const LAYOUTS: Record<string, [text: string, market: readonly Drawn[]]> = {
  'an epoch beside a date': [
    lines(
      'Unix Timestamp,Date,Symbol,Open,High,Low,Close,Volume',
      hours,
      (d) => `${d.time},${parts(d.time).date} ${parts(d.time).clock},ETHUSD,${rest(d)}`,
    ),
    hours,
  ],
  'names in Dutch': [
    lines('Datum;Openen;Hoog;Laag;Sluiten;Volume', days, (d) => {
      const { dd, MM, yyyy } = parts(d.time)
      return `${dd}-${MM}-${yyyy};${prices(d, ';').replaceAll('.', ',')};${d.volume}`
    }),
    days,
  ],
  'names in Finnish, which is not known here': [
    lines('Päivä;Avaus;Ylin;Alin;Päätös;Vaihto', days, (d) => {
      const { dd, MM, yyyy } = parts(d.time)
      return `${dd}.${MM}.${yyyy};${prices(d, ';').replaceAll('.', ',')};${d.volume}`
    }),
    days,
  ],
  'names in Hungarian, of which two are known from other languages': [
    lines(
      'Dátum;Nyitó;Max.;Min.;Záró;Forgalom',
      days,
      (d) => `${parts(d.time).date.replaceAll('-', '.')};${prices(d, ';').replaceAll('.', ',')};${d.volume}`,
    ),
    days,
  ],
  'names in Japanese': [
    lines(
      '日付,始値,高値,安値,終値,出来高',
      days,
      (d) => `${parts(d.time).date.replaceAll('-', '/')},${rest(d)}`,
    ),
    days,
  ],
  'names run together': [
    lines(
      'openTime,openPrice,highPrice,lowPrice,closePrice,baseVolume',
      hours,
      (d) => `${d.time},${rest(d)}`,
    ),
    hours,
  ],
  'letters for names': [
    lines('datetime,o,h,l,c,v', hours, (d) => `${parts(d.time).date}T${parts(d.time).clock}.000,${rest(d)}`),
    hours,
  ],
  'no names, newest first': [lines('', days.toReversed(), (d) => `${parts(d.time).date},${rest(d)}`), days],
  'no names, a twelve-hour clock': [
    lines('', later, (d) => {
      const { MM, dd, yyyy, HH } = parts(d.time)
      return `${MM}/${dd}/${yyyy} ${((Number(HH) + 11) % 12) + 1}:00 ${Number(HH) < 12 ? 'AM' : 'PM'},${rest(d)}`
    }),
    later,
  ],
  'fourteen digits of time': [
    lines('', hours, (d) => `${parts(d.time).iso.replaceAll(/\D/g, '')};${prices(d, ';')};${d.volume}`),
    hours,
  ],
  'days of the week': [
    lines('Date,Open,High,Low,Close', hours, (d) => `"${words(d)}",${prices(d)}`),
    withoutVolume(hours),
  ],
  'names of months first': [
    lines(
      'Date,Open,High,Low,Close',
      days,
      (d) => `${words(d).slice(0, 3)} ${words(d).slice(8, 11)} ${parts(d.time).dd} 2024,${prices(d)}`,
    ),
    withoutVolume(days),
  ],
  'a separator behind every row': [
    lines('time,open,high,low,close,volume', hours, (d) => `${parts(d.time).iso},${rest(d)},`),
    hours,
  ],
  'remarks above the names': [
    lines(
      '# exported\n#x,y\ntime,open,high,low,close,volume',
      hours,
      (d) => `${parts(d.time).iso},${rest(d)}`,
    ),
    hours,
  ],
  'one set of bids': [
    lines('time,bid_open,bid_high,bid_low,bid_close,volume', hours, (d) => `${parts(d.time).iso},${rest(d)}`),
    hours,
  ],
  'units without a blank before them': [
    lines(
      'Time,Open,High,Low,Close,Volume(BTC),Volume(USD)',
      hours,
      (d) => `${parts(d.time).iso},${rest(d)},3`,
    ),
    hours,
  ],
  'seconds with a fraction': [
    lines('time,open,high,low,close', hours, (d) => `${d.time / 1000}.000000,${prices(d)}`),
    withoutVolume(hours),
  ],
}

test.each(Object.entries(LAYOUTS))('D2 %s', async (_, [text, market]) => {
  const { series } = await imported(text, { settings: { timezone: 'UTC' } })
  expect(rowsOf(series)).toEqual(wanted(market))
})

test('D2 a time that most rows write is not given up for one that a single row writes', async () => {
  const text = lines('Date,Open,High,Low,Close', days, (d) => `${parts(d.time).date},${prices(d)}`)
  const mixed = text.replace(parts(days[20]!.time).date, '05.02.2024')
  await expect(imported(mixed)).rejects.toMatchObject({
    code: 'CSV_TIMESTAMP_INVALID',
    details: { line: 22 },
  })
})
