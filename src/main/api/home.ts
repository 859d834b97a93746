/** The data folder: one place per kind of thing, and nothing outside it. */
import { mkdirSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { DatasetId } from '../../shared/brand.ts'
import { asTrouble } from '../disk/trouble.ts'

export interface Home {
  readonly folder: string
  readonly store: string
  readonly candles: string
  readonly runs: string
  readonly exports: string
  readonly uploads: string
  readonly logs: string
  candleFile(dataset: DatasetId): string
}

export function openHome(folder: string): Home {
  const root = path.resolve(folder)
  const home: Home = {
    folder: root,
    store: path.join(root, 'tapedeck.db'),
    candles: path.join(root, 'candles'),
    runs: path.join(root, 'runs'),
    exports: path.join(root, 'exports'),
    uploads: path.join(root, 'uploads'),
    logs: path.join(root, 'logs'),
    candleFile: (dataset) => path.join(root, 'candles', `${dataset}.candles`),
  }
  try {
    for (const place of [home.candles, home.runs, home.exports, home.uploads, home.logs]) {
      mkdirSync(place, { recursive: true })
    }
  } catch (error) {
    throw asTrouble(error)
  }
  return home
}

/** Where an installed application keeps its data on this system; TAPEDECK_HOME names another place. */
export function defaultHome(env: NodeJS.ProcessEnv = process.env): string {
  if (env['TAPEDECK_HOME']) return env['TAPEDECK_HOME']
  const user = os.homedir()
  switch (process.platform) {
    case 'darwin':
      return path.join(user, 'Library', 'Application Support', 'Tapedeck')
    case 'win32':
      return path.join(env['APPDATA'] ?? path.join(user, 'AppData', 'Roaming'), 'Tapedeck')
    default:
      return path.join(env['XDG_DATA_HOME'] ?? path.join(user, '.local', 'share'), 'tapedeck')
  }
}
