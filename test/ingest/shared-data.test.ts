import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { resample } from '../../src/main/ingest/resample.ts'
import type { CandleSeries, Timeframe } from '../../src/shared/candles.ts'
import { blame, imported, importedFile, refusal, rowsOf } from './importing.ts'

const data = fileURLToPath(new URL('../../../shared/data', import.meta.url))
const absent = !existsSync(data)

interface Candle {
  readonly t: string
  readonly o: number
  readonly h: number
  readonly l: number
  readonly c: number
  readonly v: number | null
}
interface Listed {
  readonly file: string
  readonly expected?: {
    readonly n_rows: number
    readonly modal_step_s: number
    readonly first_chronological: Candle
    readonly last_chronological: Candle
  }
}
const listed = (): Listed[] =>
  absent
    ? []
    : (JSON.parse(readFileSync(path.join(data, 'manifest.json'), 'utf8')) as { files: Listed[] }).files

/** What the list says of each file that no setting but a zone would make right. */
const ZONES: Readonly<Record<string, string>> = {
  'series/EURUSD_1m_2017H1_histdata.csv.gz': '-05:00',
  'dialects/histdata_DAT_ASCII_EURUSD_M1_201702.csv': '-05:00',
}
/** One day is in this file twice, with other values: which to keep is for the trader to say. */
const CONFLICTING = 'dialects/cryptodatadownload_Binance_BTCUSDT_d.csv'

test.skipIf(absent)(
  'D2 every real file imports to the candle (needs ../shared/data)',
  { timeout: 120_000 },
  async () => {
    const recognised: string[] = []
    for (const { file, expected } of listed()) {
      if (expected === undefined || file === CONFLICTING) continue
      const settings = { timezone: ZONES[file] ?? 'UTC' }
      const { series } = await importedFile(path.join(data, file), { settings })
      expect(edgesOf(series), file).toEqual([
        expected.n_rows,
        as(expected.first_chronological),
        as(expected.last_chronological),
      ])
      recognised.push(file)
    }
    expect(recognised.length).toBeGreaterThanOrEqual(54)
  },
)

const as = ({ t, o, h, l, c, v }: Candle) => [`${t.slice(0, 19)}.000Z`, o, h, l, c, v ?? 0]
const edgesOf = (series: CandleSeries) => {
  const rows = rowsOf(series)
  return [rows.length, rows[0], rows.at(-1)]
}

test.skipIf(absent)(
  'D3 a real file that contradicts itself on one day names it, and keeps what it is told to (needs ../shared/data)',
  async () => {
    const content = readFileSync(path.join(data, CONFLICTING))
    expect(await blame(content)).toMatchObject({ code: 'CSV_TIMESTAMP_DUPLICATE', line: 1287, column: 2 })
    const expected = listed().find(({ file }) => file === CONFLICTING)?.expected
    const { series, dataset } = await imported(content, { settings: { repair: ['keep-first'] } })
    expect(edgesOf(series)).toEqual([
      1408,
      as(expected!.first_chronological),
      as(expected!.last_chronological),
    ])
    expect(dataset.quality.repairs).toEqual([{ repair: 'keep-first', rows: 1 }])
  },
)

test.skipIf(absent)(
  'D2 quotes and trades are recognised, not taken for candles (needs ../shared/data)',
  async () => {
    for (const name of ['ticks_kraken_trades_BCHEUR.csv', 'ticks_truefx_usdjpy_quotes.csv']) {
      const problem = await refusal(readFileSync(path.join(data, 'dialects', name)))
      expect(problem, name).toMatchObject({ code: 'CSV_COLUMNS_MISSING', details: { line: 1 } })
      expect(problem.message).toContain('quotes or trades')
    }
  },
)

test.skipIf(absent)(
  'D2 real files without a time zone need none when they hold dates or epochs (needs ../shared/data)',
  { timeout: 120_000 },
  async () => {
    for (const { file, expected } of listed()) {
      if (expected === undefined || file === CONFLICTING || !file.startsWith('dialects/')) continue
      if (expected.modal_step_s < 86_400 && !expected.first_chronological.t.endsWith('Z')) continue
      if (ZONES[file] !== undefined) continue
      await expect(importedFile(path.join(data, file)), file).resolves.toBeDefined()
    }
  },
)

test.skipIf(absent)(
  'D3 bad files are refused at the right line, or accepted where they only look bad (needs ../shared/data)',
  { timeout: 120_000 },
  async () => {
    const at = (file: string) =>
      blame(readFileSync(path.join(data, 'bad', file)), { settings: { timezone: 'UTC' } }).catch(
        (error: unknown) => {
          if (error instanceof Error && error.message === 'it was accepted') return 'accepted'
          throw error
        },
      )
    const refused = (code: string, line?: number) =>
      expect.objectContaining(line === undefined ? { code } : { code, line })
    const expected: Record<string, unknown> = {
      'binary_garbage.csv': refused('CSV_DIALECT_UNKNOWN', 1),
      'csv_named_xlsx.xlsx': 'accepted',
      'duplicate_rows_identical.csv': refused('CSV_TIMESTAMP_DUPLICATE', 202),
      'duplicate_timestamps_conflicting.csv': refused('CSV_OHLC_INCONSISTENT', 107),
      'epoch_unit_mixed_s_and_ms.csv': refused('CSV_TIMESTAMP_INVALID', 3),
      'extreme_outliers.csv': 'accepted',
      'formula_injection.csv': 'accepted',
      'gap_of_two_trading_days.csv': 'accepted',
      'gzip_truncated.csv.gz': refused('FILE_UNREADABLE'),
      'header_only.csv': refused('CSV_EMPTY'),
      'header_repeated_in_middle.csv': refused('CSV_TIMESTAMP_INVALID', 102),
      'high_below_low.csv': refused('CSV_OHLC_INCONSISTENT', 52),
      'html_error_page.csv': refused('CSV_DIALECT_UNKNOWN'),
      'json_rate_limit.csv': refused('CSV_DIALECT_UNKNOWN'),
      'missing_close_column.csv': refused('CSV_COLUMNS_MISSING', 1),
      'mixed_timeframes_1h_then_4h.csv': refused('CSV_TIMEFRAME_MIXED', 255),
      'nan_null_cells.csv': refused('CSV_NUMBER_INVALID', 22),
      'negative_price.csv': refused('CSV_PRICE_NOT_POSITIVE', 102),
      'png_named_csv.csv': refused('CSV_BINARY'),
      'ragged_rows.csv': refused('CSV_ROW_TRUNCATED', 42),
      'text_in_numbers.csv': refused('CSV_NUMBER_INVALID', 12),
      'truncated_last_line.csv': refused('CSV_ROW_TRUNCATED', 502),
      'unsorted_shuffled.csv': refused('CSV_NOT_SORTED', 4),
      'zero_bytes.csv': refused('CSV_EMPTY'),
      'zero_volume_rows.csv': 'accepted',
    }
    const found: Record<string, unknown> = {}
    for (const file of Object.keys(expected)) found[file] = await at(file)
    expect(found).toEqual(expected)
  },
)

test.skipIf(absent)(
  'D5 quality of files with known flaws (needs ../shared/data)',
  { timeout: 120_000 },
  async () => {
    const quality = async (file: string) =>
      (await importedFile(path.join(data, file), { settings: { timezone: 'UTC' } })).dataset.quality
    expect(await quality('bad/extreme_outliers.csv')).toMatchObject({ outliers: 2 })
    expect(await quality('bad/zero_volume_rows.csv')).toMatchObject({ zeroVolume: 30, zeroVolumePct: 6 })
    expect((await quality('bad/gap_of_two_trading_days.csv')).gapList).toEqual([
      { after: Date.UTC(2017, 4, 2, 7), until: Date.UTC(2017, 4, 4, 8), missing: 48 },
    ])
    expect(await quality('dialects/iso_offset_changes_at_dst_EURUSD.csv')).toMatchObject({
      gaps: 0,
      duplicates: 0,
    })
    expect(await quality('series/BTCUSD_1mo.csv')).toMatchObject({ gaps: 0 })
  },
)

test.skipIf(absent)(
  'D4 a year of minutes becomes the reference hours, four hours and days (needs ../shared/data)',
  { timeout: 120_000 },
  async () => {
    const minutes = path.join(data, 'series/BTCUSD_1m_2017_bitfinex.csv.gz')
    const { series, dataset } = await importedFile(minutes)
    expect(dataset.rows).toBe(505_209)
    for (const timeframe of ['1h', '4h', '1d'] as Timeframe[]) {
      const reference = await importedFile(path.join(data, `series/BTCUSD_${timeframe}_2017_bitfinex.csv`))
      const made = resample(series, timeframe)
      expect(rowsOf(made), timeframe).toEqual(rowsOf(reference.series))
      expect(made.partial).toEqual({ first: false, last: false })
    }
  },
)
