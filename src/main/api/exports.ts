/** Where exported files go and what they are called. */
import { open } from 'node:fs/promises'
import path from 'node:path'
import type { Millis, OperationId, PlaceId } from '../../shared/brand.ts'
import type { Operation, OperationResult } from '../../shared/operation.ts'
import { Problem } from '../../shared/problem.ts'
import { codeOf } from '../disk/trouble.ts'
import type { Home } from './home.ts'
import { LIMITS } from './limits.ts'
import type { Places } from './places.ts'

export function exportFolder(
  { home, places }: { home: Home; places: Places },
  place: PlaceId | undefined,
): string {
  return place === undefined ? home.exports : places.folder(place)
}

/** A file name from words that may hold anything: letters, digits, dots and dashes are left. */
export function slug(...words: string[]): string {
  const name = words
    .map((word) => word.replaceAll(/[^A-Za-z0-9.]+/g, '-').replaceAll(/^[-.]+|[-.]+$/g, ''))
    .filter(Boolean)
  return name.join('-').slice(0, 120)
}

/** The stretch of time in an export's name, so that two of them do not replace one another. */
export const stretch = (from: Millis | undefined, to: Millis | undefined): string[] =>
  from === undefined && to === undefined ? [] : [day(from, 'start'), 'to', day(to, 'end')]

const day = (at: Millis | undefined, otherwise: string): string =>
  at === undefined ? otherwise : new Date(at).toISOString().replace(/(T00:00)?:00\.000Z$/, '')

type Exported = Extract<OperationResult, { kind: 'export' }>

export function exportOf(operation: Operation): Exported {
  if (operation.result?.kind === 'export') return operation.result
  throw new Problem(
    'USAGE',
    { field: 'operation', state: operation.state },
    'This operation has exported nothing.',
    'Wait for an export to succeed, then ask for its files.',
  )
}

/** A slice of one of the files of an export; only the names it listed can be asked for. */
export async function readExport(
  operation: Operation,
  name: string,
  at: number,
): Promise<{ slice: Uint8Array; bytes: number }> {
  const { folder, files } = exportOf(operation)
  const file = files.find((exported) => exported.name === name)
  if (file === undefined) throw gone(operation.id, name)
  try {
    const handle = await open(path.join(folder, file.name), 'r')
    try {
      // Exported again meanwhile: what was promised is no longer there.
      if ((await handle.stat()).size !== file.bytes) throw gone(operation.id, name)
      const slice = new Uint8Array(Math.max(0, Math.min(LIMITS.exportSliceBytes, file.bytes - at)))
      const { bytesRead } = await handle.read(slice, 0, slice.length, at)
      return { slice: slice.subarray(0, bytesRead), bytes: file.bytes }
    } finally {
      await handle.close()
    }
  } catch (error) {
    throw codeOf(error) === 'ENOENT' ? gone(operation.id, name) : error
  }
}

const gone = (operation: OperationId, name: string) =>
  new Problem(
    'FILE_NOT_FOUND',
    { text: name.slice(0, 80), operation },
    'That exported file is not there.',
    'Export it again.',
  )
