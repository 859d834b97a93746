/** What a conversation about the contract needs to be there first: candles, a run of them, a report. */
import type { DatasetId, OperationId, RunId, UploadId } from '../../src/shared/brand.ts'
import type { Client } from '../../src/shared/contract.ts'
import { isOver, type Operation } from '../../src/shared/operation.ts'
import { marketCsv } from './market.ts'

export interface Stage {
  readonly client: Client
  readonly dataset: DatasetId
  readonly run: RunId
  /** A finished export, and one of its files. */
  readonly exported: OperationId
  readonly file: string
}

const SLICE = 1024 * 1024

/** Hands a file over as a client without paths does. */
export async function upload(client: Client, name: string, text: string): Promise<UploadId> {
  const bytes = new TextEncoder().encode(text)
  const { upload } = await client.ask('upload.open', { name, bytes: bytes.length })
  for (let at = 0; at < bytes.length; at += SLICE) {
    await client.ask('upload.write', { upload, at, slice: bytes.slice(at, at + SLICE) })
  }
  return upload
}

/** Waits until an operation is over. Listens first, so that the end can not be missed. */
export async function ended(client: Client, operation: OperationId): Promise<Operation> {
  const over = Promise.withResolvers<Operation>()
  const stop = client.on('operation.changed', (changed) => {
    if (changed.id === operation && isOver(changed)) over.resolve(changed)
  })
  try {
    const now = await client.ask('operation.read', { operation })
    return isOver(now) ? now : await over.promise
  } finally {
    stop()
  }
}

export async function setStage(client: Client): Promise<Stage> {
  const csv = await upload(client, 'BTCUSD_1h.csv', marketCsv(2000))
  const importing = await client.ask('dataset.import', { source: { upload: csv } })
  const imported = await ended(client, importing.operation)
  if (imported.result?.kind !== 'import') throw new Error(`not imported: ${JSON.stringify(imported.problem)}`)
  const { dataset } = imported.result

  const started = await client.ask('run.start', {
    datasets: [dataset],
    strategy: 'sma-cross',
    params: { fast: 10, slow: 30 },
  })
  const replayed = await ended(client, started.operation)
  if (replayed.state !== 'succeeded') throw new Error(`not run: ${JSON.stringify(replayed.problem)}`)

  const { operation: exported } = await client.ask('report.export', { run: started.run, formats: ['json'] })
  const written = await ended(client, exported)
  if (written.result?.kind !== 'export') throw new Error(`not exported: ${JSON.stringify(written.problem)}`)
  const [file] = written.result.files
  return { client, dataset, run: started.run, exported, file: file?.name ?? '' }
}
