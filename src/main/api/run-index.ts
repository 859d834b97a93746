/** Keeps `index.json` beside the runs up to date: soon after a change, and for certain at the end. */
import { writeIndex } from '../runs/publish.ts'
import type { RunTable } from '../store/runs.ts'
import type { Log } from './log.ts'

const SOON_MS = 200

export class RunIndex {
  readonly #root: string
  readonly #runs: RunTable
  readonly #log: Log
  #soon: NodeJS.Timeout | null = null
  #writing: Promise<void> = Promise.resolve()

  constructor(root: string, runs: RunTable, log: Log) {
    this.#root = root
    this.#runs = runs
    this.#log = log
  }

  changed(): void {
    this.#soon ??= setTimeout(() => void this.flush(), SOON_MS)
  }

  /** One writer at a time, so that an older list never replaces a newer one. */
  flush(): Promise<void> {
    if (this.#soon !== null) clearTimeout(this.#soon)
    this.#soon = null
    this.#writing = this.#writing.then(() =>
      writeIndex(this.#root, this.#runs).then(
        () => this.#log.write('registry.updated', {}),
        (error: unknown) => void this.#log.defect(error, 'index'),
      ),
    )
    return this.#writing
  }
}
