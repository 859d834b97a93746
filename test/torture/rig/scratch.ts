/** A folder to be cruel to, in memory where there is some: thousands of disks are made and thrown away. */
import { accessSync, constants, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { openStore } from '../../../src/main/store/store.ts'

const MEMORY = '/dev/shm'

function base(): string {
  try {
    accessSync(MEMORY, constants.W_OK)
    return MEMORY
  } catch {
    return tmpdir()
  }
}

export async function inScratch<T>(work: (scratch: string) => Promise<T>, where = base()): Promise<T> {
  const scratch = mkdtempSync(path.join(where, 'tapedeck-torture-'))
  try {
    return await work(scratch)
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

/** A data folder as a first start leaves it. */
export function freshHome(scratch: string, name: string): string {
  const home = path.join(scratch, name)
  mkdirSync(path.join(home, 'runs'), { recursive: true })
  openStore(path.join(home, 'tapedeck.db')).close()
  return home
}
