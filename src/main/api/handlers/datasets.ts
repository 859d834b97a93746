import path from 'node:path'
import { millis } from '../../../shared/brand.ts'
import type { ImportSource } from '../../../shared/contract.ts'
import type { OperationResult } from '../../../shared/operation.ts'
import { Problem } from '../../../shared/problem.ts'
import { Control } from '../control.ts'
import type { Imported } from '../jobs/jobs.ts'
import type { Handlers, Rooms } from './rooms.ts'

/** Files that come in, and the datasets they became. */
export function datasetHandlers(
  rooms: Rooms,
): Handlers<
  | 'upload.open'
  | 'upload.write'
  | 'upload.discard'
  | 'dataset.import'
  | 'dataset.inspect'
  | 'dataset.demo'
  | 'dataset.list'
  | 'dataset.read'
> {
  const { session, home, store, events, pool, candles, operations, uploads, limits } = rooms

  const fileLimits = () => ({ bytes: limits.value('fileBytes'), rows: limits.value('rows') })

  function keep({ dataset, existed }: Imported): OperationResult {
    store.datasets.add({ ...dataset, importedAt: millis(Date.now()) })
    events.tell('dataset.changed', { dataset: dataset.datasetId })
    return { kind: 'import', dataset: dataset.datasetId, existed }
  }

  async function take(
    source: ImportSource,
  ): Promise<{ path: string; name: string; discard: () => Promise<void> }> {
    if ('upload' in source) return uploads.finish(source.upload)
    if (!session.paths) {
      throw new Problem(
        'NOT_SUPPORTED_HERE',
        { field: 'source.path' },
        'Files can not be named by path from here.',
        'Hand the file over with upload.open and upload.write, or drop it on the window.',
      )
    }
    return { path: source.path, name: path.basename(source.path), discard: async () => {} }
  }

  return {
    'upload.open': async ({ name, bytes }) => ({ upload: await uploads.open(name, bytes) }),
    'upload.write': async ({ upload, at, slice }) => ({ received: await uploads.write(upload, at, slice) }),
    async 'upload.discard'({ upload }) {
      await uploads.discard(upload)
      return {}
    },
    async 'dataset.import'({ source, settings = {} }) {
      const file = await take(source)
      try {
        const { id } = operations.start('import', `Import ${file.name}`, async ({ control, begin }) => {
          const job = {
            path: file.path,
            name: file.name,
            settings,
            folder: home.candles,
            limits: fileLimits(),
          }
          return keep(await pool.run('candles.import', job, control, begin).finally(file.discard))
        })
        return { operation: id }
      } catch (error) {
        await file.discard()
        throw error
      }
    },
    async 'dataset.inspect'({ source, settings = {} }) {
      const { path, name } = 'upload' in source ? uploads.look(source.upload) : await take(source)
      return pool.run('candles.inspect', { path, name, settings, limits: fileLimits() }, new Control())
    },
    'dataset.demo'() {
      const { id } = operations.start('import', 'Make the demo market', async ({ control, begin }) =>
        keep(await pool.run('candles.demo', { folder: home.candles }, control, begin)),
      )
      return { operation: id }
    },
    'dataset.list': () => ({ datasets: store.datasets.list() }),
    'dataset.read': ({ dataset }) => candles.dataset(dataset),
  }
}
