/**
 * The data folder made whole again: what dead processes left half-done is removed, what they finished is
 * found again, and a run whose folder is gone is put on record.
 */
import { recover, type Recovered } from '../runs/recover.ts'
import { sweepRecords } from '../runs/records.ts'
import { adoptCandles, runAdopter } from './adoption.ts'
import type { Rooms } from './handlers/rooms.ts'

export interface PutInOrder extends Recovered {
  /** Datasets that were found again by their files. */
  readonly datasets: number
  /** Runs whose rows were left unfinished, and swept. */
  readonly rows: number
}

export async function putInOrder(
  { home, store, reader }: Pick<Rooms, 'home' | 'store' | 'reader'>,
  isAlive: (pid: number) => boolean,
): Promise<PutInOrder> {
  const datasets = await adoptCandles(home, store, reader)
  const found = await recover({
    root: home.runs,
    runs: store.runs,
    damages: store.damages,
    isAlive,
    toRow: runAdopter(home, store),
    now: Date.now,
  })
  return { ...found, datasets, rows: await sweepRecords(store.records, isAlive) }
}
