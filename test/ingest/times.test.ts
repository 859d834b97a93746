import fc from 'fast-check'
import { expect, test } from 'vitest'
import { shortIsoTime } from '../../src/main/text/utc.ts'
import { TimeReader } from '../../src/main/ingest/dialect/time-reader.ts'
import { zoneOf } from '../../src/main/ingest/zone.ts'
import { blame, csv, imported, refusal } from './importing.ts'

const hourly = (...times: string[]) => csv(times.map((time) => `${time},1,1,1,1,1`))
const startOf = async (text: string, timezone?: string) => {
  const { dataset } = await imported(text, { settings: timezone === undefined ? {} : { timezone } })
  return new Date(dataset.start).toISOString()
}

test('D3 times of day without a zone need one; dates alone do not', async () => {
  const text = hourly('2024-07-01 09:00:00', '2024-07-01 10:00:00')
  expect(await blame(text)).toEqual({
    code: 'CSV_TIMEZONE_AMBIGUOUS',
    line: 2,
    column: 1,
    field: 'time',
    text: '2024-07-01 09:00:00',
  })
  expect(await startOf(text, 'UTC')).toBe('2024-07-01T09:00:00.000Z')
  expect(await startOf(text, '+05:30')).toBe('2024-07-01T03:30:00.000Z')
  expect(await startOf(text, '-03:00')).toBe('2024-07-01T12:00:00.000Z')
  expect(await startOf(text, 'America/New_York')).toBe('2024-07-01T13:00:00.000Z')
  expect(await startOf(hourly('2024-07-01', '2024-07-02'), 'America/New_York')).toBe(
    '2024-07-01T00:00:00.000Z',
  )
})

test('D3 an offset in a row wins over the setting, and may change within a file', async () => {
  const text = hourly('2017-10-29T01:00:00+02:00', '2017-10-29T02:00:00+02:00', '2017-10-29T02:00:00+01:00')
  expect(await startOf(text, 'Asia/Tokyo')).toBe('2017-10-28T23:00:00.000Z')
  const west = hourly('2024-01-01T09:00:00-03:30', '2024-01-01T10:00:00-03:30')
  expect(await startOf(west)).toBe('2024-01-01T12:30:00.000Z')
})

test('D2 the same day of other months is another day', async () => {
  const { series } = await imported(hourly('2024-01-15', '2024-02-15', '2024-03-15', '2025-03-15'), {
    settings: { timeframe: '1mo' },
  })
  expect([...series.time].map(shortIsoTime)).toEqual([
    '2024-01-15T00:00:00Z',
    '2024-02-15T00:00:00Z',
    '2024-03-15T00:00:00Z',
    '2025-03-15T00:00:00Z',
  ])
})

test('D3 a column that is called UTC or GMT says the zone', async () => {
  const named = (name: string) => hourly('2024-01-01 09:00', '2024-01-01 10:00').replace('time', name)
  for (const name of ['timestamp_utc', 'Gmt time', 'GMT_Time']) {
    expect(await startOf(named(name)), name).toBe('2024-01-01T09:00:00.000Z')
  }
  expect((await refusal(named('timestamp'))).code).toBe('CSV_TIMEZONE_AMBIGUOUS')
})

test('D3 a local time that a clock change skipped or repeated names its line', async () => {
  const settings = { timezone: 'America/New_York' }
  const at = { code: 'CSV_TIMESTAMP_INVALID', line: 3, column: 1 }
  expect(
    await blame(hourly('2024-03-10 01:30', '2024-03-10 02:30', '2024-03-10 03:30'), { settings }),
  ).toMatchObject(at)
  expect(
    await blame(hourly('2024-11-03 00:30', '2024-11-03 01:30', '2024-11-03 02:30'), { settings }),
  ).toMatchObject(at)
})

test('D8 no zone of the machine ever has a say', async () => {
  const text = hourly('2024-07-01 09:00:00', '2024-07-01 10:00:00')
  const before = process.env['TZ']
  try {
    for (const TZ of ['Asia/Kolkata', 'America/St_Johns', 'UTC']) {
      process.env['TZ'] = TZ
      expect(await startOf(text, 'Europe/Berlin')).toBe('2024-07-01T07:00:00.000Z')
    }
  } finally {
    if (before === undefined) delete process.env['TZ']
    else process.env['TZ'] = before
  }
})

test('D8 every hour of some years in zones with odd clocks goes there and back', () => {
  for (const name of [
    'Europe/Berlin',
    'America/St_Johns',
    'Australia/Lord_Howe',
    'Africa/Casablanca',
    'Asia/Kolkata',
  ]) {
    const zone = zoneOf(name)
    const format = new Intl.DateTimeFormat('sv-SE', {
      timeZone: name,
      dateStyle: 'short',
      timeStyle: 'medium',
    })
    let skipped = 0
    for (let utc = Date.UTC(2023, 0, 1); utc < Date.UTC(2025, 0, 1); utc += 3_600_000) {
      const wall = Date.parse(`${format.format(utc).replace(' ', 'T')}Z`)
      const back = zone.utc(wall)
      if (back === null) skipped++
      else if (back !== utc) expect(shortIsoTime(back), name).toBe(shortIsoTime(utc))
    }
    expect(skipped, name).toBeLessThanOrEqual(8)
  }
})

test('D2 whatever is written as ISO or epoch reads as the same moment', () => {
  const reader = new TimeReader()
  const read = (text: string) => {
    const bytes = new TextEncoder().encode(`${text}\n`)
    return reader.read(bytes, 0) === bytes.length - 1 ? reader.value : Number.NaN
  }
  fc.assert(
    fc.property(fc.integer({ min: 1_000_000_000_000, max: Date.UTC(2100, 0, 1) }), (time) => {
      const iso = new Date(time).toISOString()
      expect(read(iso)).toBe(time)
      expect(read(iso.replace('T', ' ').replace('Z', '+0000'))).toBe(time)
      expect(read(`${iso.slice(0, 23)}000000+00`)).toBe(time)
      expect(read(String(time))).toBe(time)
      expect(read(`${time}000`)).toBe(time)
      expect(read(`${time}000000`)).toBe(time)
      expect(read(`${time}001`)).toBeNaN()
    }),
  )
})

test('D3 a row that names a zone nobody knows is named, and can be left out', async () => {
  const row = (zone: string, at: number) => `2024-01-02 0${at}:00 ${zone},1,1,1,1`
  const text = `time,open,high,low,close\n${[1, 2, 3, 4].map((at) => row(at === 3 ? 'Europe/Olympus' : 'Europe/Berlin', at)).join('\n')}\n`
  expect(await refusal(text)).toMatchObject({
    code: 'CSV_TIMESTAMP_INVALID',
    message: 'The zone that this row names is not known.',
    details: { line: 4, column: 1 },
  })
  expect((await imported(text, { settings: { repair: ['drop-bad'] } })).dataset.rows).toBe(3)
})
