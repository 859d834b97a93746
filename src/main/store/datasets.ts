import type { DatasetId } from '../../shared/brand.ts'
import type { Dataset } from '../../shared/dataset.ts'
import { type Connection, guarded } from './connection.ts'
import { document, toBytes } from './columns.ts'

export interface DatasetTable {
  /** Keeps what is already known about a dataset: the first import of the same candles wins. */
  add(dataset: Dataset): void
  find(id: DatasetId): Dataset | null
  /** Newest import first. */
  list(): Dataset[]
}

export function datasetTable(connection: Connection): DatasetTable {
  const insert = connection.prepare(`
    INSERT INTO datasets (dataset_id, symbol, timeframe, rows, start_ms, end_ms, card, imported_ms)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (dataset_id) DO NOTHING`)
  const one = connection.prepare('SELECT card FROM datasets WHERE dataset_id = ?').pluck()
  const all = connection.prepare('SELECT card FROM datasets ORDER BY imported_ms DESC, dataset_id').pluck()
  return {
    add(dataset) {
      const { datasetId, symbol, timeframe, rows, start, end, importedAt } = dataset
      const card = JSON.stringify(dataset)
      guarded(() => insert.run(toBytes(datasetId), symbol, timeframe, rows, start, end, card, importedAt))
    },
    find: (id) => guarded(() => document<Dataset>(one.get(toBytes(id)))),
    list: () => guarded(() => all.all().flatMap((card) => document<Dataset>(card) ?? [])),
  }
}
