import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { onTestFinished } from 'vitest'
import type { DatasetId } from '../../src/shared/brand.ts'
import type { Client } from '../../src/shared/contract.ts'
import { openWorkstation, type Workstation, type WorkstationOptions } from '../../src/main/api/workstation.ts'
import { ended } from './ended.ts'
import { drawnSeries, toCsv } from './drawn-series.ts'
import { tempFolder } from './temp-folder.ts'

/** A workstation on a folder of its own, closed when the test is over. */
export async function workstation(
  home = tempFolder(),
  markets: NonNullable<WorkstationOptions['markets']> = {},
): Promise<Workstation & { home: string }> {
  const session = { host: 'cli', version: '0.0.0', paths: true, dialogs: false } as const
  const opened = await openWorkstation({ home, session, markets })
  onTestFinished(opened.close)
  return { ...opened, home }
}

export async function importFile(client: Client, file: string): Promise<DatasetId> {
  const { operation } = await client.ask('dataset.import', { source: { path: file } })
  const { result, problem } = await ended(client, operation)
  if (result?.kind !== 'import') throw new Error(`the import ended otherwise: ${JSON.stringify(problem)}`)
  return result.dataset
}

/** A drawn daily market, imported. */
export async function importDrawn(client: Client, rows = 400): Promise<DatasetId> {
  const file = path.join(tempFolder(), 'DRAWN_1d.csv')
  writeFileSync(file, toCsv(drawnSeries({ rows })))
  return importFile(client, file)
}
