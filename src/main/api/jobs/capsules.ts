/** Runs that leave as one file, and strangers' files taken apart. Runs in a worker. */
import { createReadStream, mkdirSync, rmSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { MetricsFile } from '../../../shared/metrics.ts'
import type { ExportedFile } from '../../../shared/operation.ts'
import { asideOf } from '../../disk/aside.ts'
import { createDurably } from '../../disk/durable-file.ts'
import { syncFolder } from '../../disk/folder.ts'
import { renamePatiently } from '../../disk/rename.ts'
import { asTrouble } from '../../disk/trouble.ts'
import { candlePath } from '../../ingest/candle-file.ts'
import { METRICS_FILE, TRADES } from '../../runs/artifacts.ts'
import { capsule, notACapsule, unpack } from '../../runs/capsule.ts'
import { cancelled, type Control } from '../control.ts'
import type { JobInput, Opened } from './jobs.ts'

export async function writeCapsule(
  { kept, candles, folder, name }: JobInput<'capsule.write'>,
  control: Control,
): Promise<ExportedFile[]> {
  const target = path.join(folder, name)
  const aside = asideOf(target)
  try {
    mkdirSync(folder, { recursive: true })
    const file = createDurably(aside)
    try {
      for await (const piece of capsule(kept, (dataset) => candlePath(candles, dataset))) {
        if (control.stopped()) throw cancelled()
        file.write(piece)
      }
      const { bytes } = file.finish()
      await renamePatiently(aside, target)
      await syncFolder(folder)
      return [{ name, bytes }]
    } finally {
      file.abandon()
    }
  } catch (error) {
    rmSync(aside, { force: true })
    throw asTrouble(error)
  }
}

export async function openCapsule({
  file,
  runStage,
  candleStage,
}: JobInput<'capsule.unpack'>): Promise<Opened> {
  const unpacked = unpack(file, runStage, candleStage)
  const { metrics } = JSON.parse(await readFile(path.join(runStage, METRICS_FILE), 'utf8')) as MetricsFile
  if (typeof metrics !== 'object') throw notACapsule('its metrics are none')
  return { ...unpacked, metrics, trades: await linesOf(path.join(runStage, TRADES)) }
}

async function linesOf(file: string): Promise<number> {
  let lines = 0
  for await (const slice of createReadStream(file)) {
    const piece: Buffer = slice
    for (let found = piece.indexOf(10); found !== -1; found = piece.indexOf(10, found + 1)) lines++
  }
  return lines
}
