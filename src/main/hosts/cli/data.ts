/** What stands after --data: a dataset that is here already, or a file to import first. */
import { existsSync } from 'node:fs'
import { basename } from 'node:path'
import type { DatasetId } from '../../../shared/brand.ts'
import type { Dataset, ImportSettings } from '../../../shared/dataset.ts'
import { Problem } from '../../../shared/problem.ts'
import type { Desk } from './desk.ts'

const LEAST_PREFIX = 6

/** The dataset named by its id, by the beginning of its id, or by its symbol; null where none is. */
export function namedDataset(name: string, datasets: readonly Dataset[]): Dataset | null {
  const byId = datasets.filter(({ datasetId }) => isPrefix(name) && datasetId.startsWith(name.toLowerCase()))
  const bySymbol = datasets.filter(({ symbol }) => symbol.toLowerCase() === name.toLowerCase())
  const found = byId.length > 0 ? byId : bySymbol
  if (found.length > 1) throw several(name, found)
  return found[0] ?? null
}

export async function dataset(desk: Desk, name: string): Promise<Dataset> {
  const { datasets } = await (await desk.client()).ask('dataset.list', {})
  const found = namedDataset(name, datasets)
  if (found === null) throw notFound(name, datasets)
  return found
}

/** The same, or the dataset that the file of this name becomes. */
export async function datasetOrFile(desk: Desk, name: string, settings: ImportSettings): Promise<Dataset> {
  const { datasets } = await (await desk.client()).ask('dataset.list', {})
  const found = namedDataset(name, datasets)
  if (found !== null) return found
  // A word that looks like no file was meant as a symbol: a list of those helps, a missing file does not.
  if (!/[./\\]/.test(name) && !existsSync(desk.path(name))) throw notFound(name, datasets)
  return importFile(desk, name, settings)
}

export async function importFile(desk: Desk, file: string, settings: ImportSettings): Promise<Dataset> {
  const client = await desk.client()
  const path = desk.path(file)
  const { operation } = await client.ask('dataset.import', { source: { path }, settings })
  const result = await desk.follow(operation, 'import')
  return client.ask('dataset.read', { dataset: result.dataset })
}

const isPrefix = (name: string): boolean => name.length >= LEAST_PREFIX && /^[0-9a-f]{6,64}$/i.test(name)

const brief = ({ datasetId, symbol, timeframe }: Dataset) => ({ datasetId, symbol, timeframe })

const several = (name: string, found: readonly Dataset[]): Problem =>
  new Problem(
    'USAGE',
    { field: 'data', text: name, available: found.map(brief) },
    `${found.length} datasets are called “${name}”.`,
    `Name one by the beginning of its id: ${found.map(({ datasetId }) => shortest(datasetId)).join(', ')}.`,
  )

const notFound = (name: string, datasets: readonly Dataset[]): Problem =>
  new Problem(
    'DATASET_NOT_FOUND',
    { field: 'data', text: basename(name), available: datasets.map(brief) },
    `There is no dataset “${name}” here.`,
    datasets.length === 0
      ? 'Nothing was imported yet: name a file, or import one first.'
      : `There are ${[...new Set(datasets.map(({ symbol }) => symbol))].slice(0, 10).join(', ')}; tapedeck datasets lists them.`,
  )

const shortest = (id: DatasetId): string => id.slice(0, 12)
