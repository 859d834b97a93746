/** Broken files, a thousand at a time: none crashes the import, hangs it, or leaves anything behind. */
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { importMutants, ORIGINALS } from '../ingest/mutants.ts'
import { Findings, type Outcome, type Torture } from './torture.ts'

const PORTION = 1000
/** Hundreds of times what a portion takes, so that a busy machine is not taken for a hang. */
const HANGS_MS = 900_000

export const torture: Torture = { name: 'imports', run: importPortions, times: { usual: 20, full: 1000 } }

interface Share {
  readonly first: number
  readonly step: number
  readonly portions: number
}

/** Once is a portion of mutants of valid files, shared out among threads. */
export async function importPortions(portions: number): Promise<Outcome> {
  const step = os.availableParallelism()
  const findings = new Findings()
  const take = (portion: ReadonlyMap<string, number>) => {
    for (const [outcome, count] of portion) findings.count(outcome, count)
  }
  await Promise.all(
    Array.from({ length: step }, (_, first) =>
      share({ first, step, portions }, take).catch((error: unknown) =>
        findings.break('a portion gave way', String(error)),
      ),
    ),
  )
  return findings.outcome
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

async function work({ first, step, portions }: Share): Promise<void> {
  const home = mkdtempSync(path.join(os.tmpdir(), 'tapedeck-torture-'))
  const [folder, files] = [mkdtempSync(path.join(home, 'a')), mkdtempSync(path.join(home, 'b'))]
  const originals = Object.values(ORIGINALS)
  try {
    for (let portion = first; portion < portions; portion += step) {
      const original = originals[portion % originals.length] ?? ''
      const plan = { seed: 1_000_000 + portion, count: PORTION, folder, files }
      parentPort?.postMessage(await importMutants(original, plan))
    }
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
}

if (!isMainThread) await work(workerData as Share)
