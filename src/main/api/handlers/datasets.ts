import { millis } from '../../../shared/brand.ts'
import type { OperationResult } from '../../../shared/operation.ts'
import { Control } from '../control.ts'
import { take } from '../import-source.ts'
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
  const { home, store, pool, candles, operations, uploads, limits } = rooms

  const fileLimits = () => ({ bytes: limits.value('fileBytes'), rows: limits.value('rows') })

  const keep = (imported: Imported) => announced(imported, rooms)

  return {
    'upload.open': async ({ name, bytes }) => ({ upload: await uploads.open(name, bytes) }),
    'upload.write': async ({ upload, at, slice }) => ({ received: await uploads.write(upload, at, slice) }),
    async 'upload.discard'({ upload }) {
      await uploads.discard(upload)
      return {}
    },
    async 'dataset.import'({ source, settings = {} }) {
      const file = await take(source, rooms)
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
      const { path, name } = 'upload' in source ? uploads.look(source.upload) : await take(source, rooms)
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

/** Puts a dataset that has just come in into the library, and says so. */
export function announced({ dataset, existed }: Imported, { store, events }: Rooms): OperationResult {
  store.datasets.add({ ...dataset, importedAt: millis(Date.now()) })
  events.tell('dataset.changed', { dataset: dataset.datasetId })
  return { kind: 'import', dataset: dataset.datasetId, existed }
}
