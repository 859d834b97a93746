/** A million broken files: none crashes the import, hangs it, or leaves anything behind. */
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { importMutants, ORIGINALS } from '../ingest/mutants.ts'
import type { Torture } from './torture.ts'

const MUTANTS = 1_000_000
const PORTION = 1000
/** Hundreds of times what a portion takes, so that a busy machine is not taken for a hang. */
const HANGS_MS = 900_000

export const torture: Torture = { title: 'a million mutants of valid files, imported', run }

interface Share {
  readonly first: number
  readonly step: number
}

async function run(say: (progress: string) => void): Promise<string> {
  const step = os.availableParallelism()
  const seen = new Map<string, number>()
  let done = 0
  const take = (portion: ReadonlyMap<string, number>) => {
    for (const [outcome, count] of portion) {
      seen.set(outcome, (seen.get(outcome) ?? 0) + count)
      done += count
    }
    if (done % 50_000 < PORTION) say(`${done.toLocaleString('en')} of ${MUTANTS.toLocaleString('en')}`)
  }
  await Promise.all(Array.from({ length: step }, (_, first) => share({ first, step }, take)))
  return [...seen]
    .toSorted(([, a], [, b]) => b - a)
    .map(([outcome, count]) => `${outcome} ${count.toLocaleString('en')}`)
    .join(', ')
}

/** One thread's part; it has failed where it throws, or where a portion does not end. */
function share(about: Share, take: (portion: ReadonlyMap<string, number>) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: about })
    const hang = () => {
      void worker.terminate()
      reject(new Error(`a portion did not end within ${HANGS_MS / 1000} s`))
    }
    let watch = setTimeout(hang, HANGS_MS)
    worker.on('message', (portion: ReadonlyMap<string, number>) => {
      clearTimeout(watch)
      watch = setTimeout(hang, HANGS_MS)
      take(portion)
    })
    worker.once('error', reject)
    worker.once('exit', () => {
      clearTimeout(watch)
      resolve()
    })
  })
}

async function work({ first, step }: Share): Promise<void> {
  const home = mkdtempSync(path.join(os.tmpdir(), 'tapedeck-torture-'))
  const [folder, files] = [mkdtempSync(path.join(home, 'a')), mkdtempSync(path.join(home, 'b'))]
  const originals = Object.values(ORIGINALS)
  try {
    for (let portion = first; portion < MUTANTS / PORTION; portion += step) {
      const original = originals[portion % originals.length] ?? ''
      const plan = { seed: 1_000_000 + portion, count: PORTION, folder, files }
      parentPort?.postMessage(await importMutants(original, plan))
    }
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
}

if (!isMainThread) await work(workerData as Share)
