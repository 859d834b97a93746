/** What the tests of the command line stand on: a data folder, a file of candles, a usual question. */
import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { tempFolder } from '../support/temp-folder.ts'
import { marketCsv } from './market.ts'

export const SMA = ['--strategy', 'sma-cross', '--param', 'fast=10', '--param', 'slow=30']

export interface RunAnswer {
  readonly runId: string
  readonly status: string
  readonly reused: boolean
  readonly artifacts: string
  readonly metrics: { readonly [name: string]: { readonly value: number | null } }
  readonly timings: { readonly [part: string]: number }
}

/** A data folder and a file of candles beside it. */
export function desk(rows = 1500): { home: string; file: string; folder: string; at: readonly string[] } {
  const folder = tempFolder()
  const file = join(folder, 'BTCUSD_1h.csv')
  writeFileSync(file, marketCsv(rows))
  const home = join(folder, 'home')
  return { home, file, folder, at: ['--home', home] }
}

/** Runs, whole or half, that a data folder holds. */
export const remains = (home: string): string[] =>
  ['runs', 'runs/.staging'].flatMap((folder) => {
    const place = join(home, folder)
    const names = existsSync(place) ? readdirSync(place) : []
    return names.filter((name) => name !== 'index.json' && name !== '.staging')
  })
