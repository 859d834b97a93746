/** The data folder: one place per kind of thing, and nothing outside it. */
import { existsSync, mkdirSync, statSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { DatasetId } from '../../shared/brand.ts'
import { asTrouble, codeOf } from '../disk/trouble.ts'

export interface Home {
  readonly folder: string
  readonly store: string
  readonly candles: string
  readonly runs: string
  readonly exports: string
  readonly uploads: string
  /** What markets on the network have told. */
  readonly providers: string
  readonly logs: string
  readonly backups: string
  /** A note of each process that works here. */
  readonly processes: string
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
    providers: path.join(root, 'providers'),
    logs: path.join(root, 'logs'),
    backups: path.join(root, 'backups'),
    processes: path.join(root, 'processes'),
    candleFile: (dataset) => path.join(root, 'candles', `${dataset}.candles`),
  }
  try {
    const { candles, runs, exports, uploads, providers, logs, backups, processes } = home
    const places = [candles, runs, exports, uploads, providers, logs, backups, processes]
    for (const place of places) makeFolder(place)
  } catch (error) {
    throw asTrouble(error)
  }
  return home
}

/** One level at a time: Node's own way of making parents never ends where a parent can not be made. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) {
    if (!statSync(folder).isDirectory()) throw Object.assign(new Error('not a folder'), { code: 'ENOTDIR' })
    return
  }
  makeFolder(path.dirname(folder))
  try {
    mkdirSync(folder)
  } catch (error) {
    // Another process may have made it in the same moment.
    if (codeOf(error) !== 'EEXIST') throw codeOf(error) === 'ENOENT' ? denied() : error
  }
}

const denied = (): Error => Object.assign(new Error('not possible here'), { code: 'EACCES' })

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
