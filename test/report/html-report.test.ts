import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { htmlReport, type ReportInput } from '../../src/main/report/index.ts'
import { STYLE } from '../../src/main/report/style.ts'
import { millis } from '../../src/shared/brand.ts'
import { METRICS } from '../../src/shared/metrics.ts'
import { drawnReport } from './drawn-report.ts'
import { skeleton, unescaped } from './skeleton.ts'

const sha256base64 = (text: string) => createHash('sha256').update(text).digest('base64')
const page = (input: ReportInput) => htmlReport(input, sha256base64)

const ordinary = page(drawnReport())

test('D13 a report has no clock and no person in it: the same run gives the same bytes', () => {
  const input = drawnReport()
  const run = { ...input.details.run, createdBy: 'somebody else', completedAt: millis(1) }
  expect(page({ ...input, details: { ...input.details, run } })).toBe(ordinary)
})

test('D14 a report is made of lines that end in LF, the last one too', () => {
  expect(ordinary.includes('\r')).toBe(false)
  expect(ordinary.startsWith('<!doctype html>\n')).toBe(true)
  expect(ordinary.endsWith('</html>\n')).toBe(true)
})

test('X3 a report asks for nothing: no script, no address, no inline style, one style sheet allowed by hash', () => {
  const { tags } = skeleton(ordinary)
  expect(
    tags.filter((tag) => /^(?:script|link|img|iframe|object|embed|base|form|use|image|font)\b/.test(tag)),
  ).toEqual([])
  expect(tags.filter((tag) => / (?:style|src|srcset|on\w+|xlink:href)\b/.test(tag))).toEqual([])
  expect(ordinary).not.toMatch(/https?:|url\(|@import|href="(?!#)/)

  const sheets = Array.from(ordinary.matchAll(/<style>([^]*?)<\/style>/g), ([, sheet = '']) => sheet)
  expect(sheets).toEqual([STYLE])
  const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(ordinary)?.[1] ?? ''
  expect(unescaped(policy)).toBe(
    `default-src 'none'; style-src 'sha256-${sha256base64(STYLE)}'; base-uri 'none'; form-action 'none'`,
  )
  expect(ordinary.indexOf('http-equiv')).toBeLessThan(ordinary.indexOf('<style>'))
})

test('X1 every figure is shown with its definition one hover away, and again in the glossary', () => {
  const text = unescaped(ordinary)
  for (const [name, { title, definition }] of Object.entries(METRICS)) {
    expect(text.match(new RegExp(`href="#${name}"`, 'g')), name).toHaveLength(1)
    expect(text).toContain(`<div id="${name}">\n<dt>${title}</dt>\n<dd>${definition}</dd>`)
    expect(text).toContain(`title="${definition}"`)
  }
})

test('X3 the page says what was run, what it assumes, and what it is known by', () => {
  const { text } = skeleton(ordinary)
  const said = unescaped(text)
  const { manifest } = drawnReport().details
  for (const words of [
    'Moving-average cross · BTC-USD 4h · Tapedeck',
    '2017-06-01 to 2018-01-20 04:00 UTC',
    'Some candles had no volume: 17, 0.05 %.',
    'filled at the open of the next one',
    'Fees are 10 bps for market and stop orders and 0 bps for limit orders',
    '30 candles before the first evaluated one only warmed the strategy up',
    `tapedeck show ${manifest.runId}`,
    ...manifest.artifacts.map(({ name }) => name),
  ]) {
    expect(said).toContain(words)
  }
  expect(said).not.toContain('SYNTHETIC')
})

test('A1 a result that hangs on hidden candles says between what it lies, and one that does not says so', () => {
  const input = drawnReport()
  const interval = { netProfitPctLow: -2.34, netProfitPctHigh: 9.87, ambiguous: 14, resolved: 9 }
  const said = unescaped(skeleton(page({ ...input, details: { ...input.details, interval } })).text)
  const between = 'between −2.3\u202f% and +9.9\u202f%'
  expect(said).toContain(between)
  expect(said).toContain('−2.3 … +9.9\u202f%')
  expect(said).toContain('14 candles hide what came first; finer candles explained 9 more.')
  expect(unescaped(skeleton(ordinary).text)).toContain('No candle hid what came first')
})

test('A1 an exit that its candle hides is ringed on the page', () => {
  const input = drawnReport()
  const markers = input.markers.map((marker) => ({
    ...marker,
    ambiguous: marker.trade === 2 && marker.kind === 'exit',
  }))
  const made = page({ ...input, markers })
  expect(made.match(/class="exit \w+ hidden"/g)).toHaveLength(1)
  expect(unescaped(made)).toMatch(
    /Trade 2: long exit at [\d,.]+, [-\d: ]+, one of two ways to read its candle/,
  )
})

test('B2 legs that the settings gave are among the assumptions', () => {
  const { details, ...rest } = drawnReport()
  const { manifest } = details
  const settings = {
    ...manifest.inputs.settings,
    bracket: { stop: 'atr:3', target: 'none', stopBufferPct: '5' },
  } as const
  const inputs = { ...manifest.inputs, settings }
  const said = skeleton(page({ ...rest, details: { ...details, manifest: { ...manifest, inputs } } })).text
  expect(said).toContain('Every entry has a stop 3 average true ranges from its price.')
  expect(said).toContain('No target is placed')
})

test('X3 made-up candles are called that at the top of the page', () => {
  const said = skeleton(page(drawnReport({ synthetic: true }))).text
  expect(said).toContain('SYNTHETIC')
  expect(said).toContain('made by a generator, not by a market')
})

test('X3 all trades are in the table: 5,000 of them in blocks that a browser can skip', () => {
  const input = drawnReport({ candles: 20_004, every: 4, hours: 1 })
  expect(input.trades).toHaveLength(5000)
  const { tags } = skeleton(page(input))
  const count = (wanted: string) => tags.filter((tag) => tag === wanted).length
  // Besides the trades there is the table of months: a head and three years.
  expect(count('table class')).toBe(25 + 1)
  expect(count('tr')).toBe(25 + 5000 + 1 + 3)
})

test.each([
  ['nothing traded', drawnReport({ candles: 50, every: 1000 }), 'This run made no trades.'],
  ['one candle', drawnReport({ candles: 1, every: 1000 }), '(too few sessions)'],
])('E1 E10 %s still makes a page, without NaN or Infinity', (_, input, words) => {
  const made = page(input)
  expect(made).not.toMatch(/NaN|Infinity|undefined|\[object/)
  expect(skeleton(made).text).toContain(words)
})

test('U7 text can be read on its ground in both colour schemes: contrast 4.5 to 1 (WCAG AA)', () => {
  const schemes = Array.from(
    STYLE.matchAll(/color-scheme:(\w+);(--ground[^}]*)/g),
    ([, name = '', text = '']) => ({
      name,
      colours: new Map(text.split(';').map((part) => part.trim().split(':') as [string, string])),
    }),
  )
  expect(schemes.map(({ name }) => name)).toEqual(['dark', 'light', 'light'])
  for (const { name, colours } of schemes) {
    for (const ground of ['--ground', '--panel']) {
      for (const text of ['--text', '--dim', '--gain', '--loss', '--warn']) {
        const ratio = contrast(colours.get(text) ?? '', colours.get(ground) ?? '')
        expect(ratio, `${text} on ${ground}, ${name}`).toBeGreaterThanOrEqual(4.5)
      }
    }
  }
})

function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b)
  return (lighter + 0.05) / (darker + 0.05)
}

function luminance(colour: string): number {
  const digits = colour.length === 4 ? colour.replace(/[0-9a-f]/g, '$&$&') : colour
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(digits.slice(at, at + 2), 16) / 255
    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
