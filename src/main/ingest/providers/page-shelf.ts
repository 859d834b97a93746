/**
 * What a market has told once, kept on disk so that it is never asked for again and is there without
 * a network: one file a page, the digits as they came, under a hash that notices any change.
 */
import { createHash } from 'node:crypto'
import { mkdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { replaceFile } from '../../disk/durable-file.ts'
import { asTrouble, codeOf } from '../../disk/trouble.ts'

/** One candle: its open time in milliseconds, and its numbers as the digits they were written with. */
export interface CandleDigits {
  readonly time: number
  readonly open: string
  readonly high: string
  readonly low: string
  readonly close: string
  readonly volume: string
}

export const digitsOf = ({ time, open, high, low, close, volume }: CandleDigits): string =>
  [time, open, high, low, close, volume].join(',')

/** Candles of a page that open before `until`, oldest first; from there on nothing is known yet. */
export interface Page {
  readonly until: number
  readonly candles: readonly CandleDigits[]
}

const SCHEMA = 'tapedeck page 1'

export class PageShelf {
  readonly #folder: string

  private constructor(folder: string) {
    this.#folder = folder
  }

  static async open(folder: string): Promise<PageShelf> {
    await mkdir(folder, { recursive: true }).catch((error: unknown) => {
      throw asTrouble(error)
    })
    return new PageShelf(folder)
  }

  /** Null where the page was never kept, or is not what it was when it was kept. */
  async read(from: number): Promise<Page | null> {
    try {
      return unpacked(await readFile(this.#file(from), 'utf8'))
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return null
      throw asTrouble(error)
    }
  }

  async keep(from: number, page: Page): Promise<void> {
    await replaceFile(this.#file(from), packed(page))
  }

  #file(from: number): string {
    return path.join(this.#folder, `${from / 1000}.page`)
  }
}

function packed({ until, candles }: Page): string {
  const body = [until, ...candles.map(digitsOf)].join('\n')
  return `${SCHEMA} ${hashOf(body)}\n${body}`
}

function unpacked(text: string): Page | null {
  const end = text.indexOf('\n')
  const body = text.slice(end + 1)
  if (text.slice(0, end) !== `${SCHEMA} ${hashOf(body)}`) return null
  const [until = '', ...rows] = body.split('\n')
  const candles = rows.map((row) => {
    const [time = '', open = '', high = '', low = '', close = '', volume = ''] = row.split(',')
    return { time: Number(time), open, high, low, close, volume }
  })
  return { until: Number(until), candles }
}

const hashOf = (body: string): string => createHash('sha256').update(body).digest('hex')
