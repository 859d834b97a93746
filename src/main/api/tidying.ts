/** Empties the log beside the store when nothing is being written, or when it has grown too long. */
import type { Store } from '../store/store.ts'
import type { Log } from './log.ts'

const IDLE_MS = 5000
const LONG_BYTES = 32 * 1024 * 1024

export function keepTidy(store: Store, log: Log, everyMs = IDLE_MS): () => void {
  let before = writesOf(store)
  const timer = setInterval(() => {
    try {
      const now = writesOf(store)
      const isIdle = now === before
      before = now
      const bytes = store.walBytes()
      if (bytes === 0 || (!isIdle && bytes <= LONG_BYTES)) return
      store.checkpoint()
      log.write('store.checkpoint', { bytes, left: store.walBytes() })
    } catch (error) {
      log.defect(error, 'tidying')
    }
  }, everyMs)
  timer.unref()
  return () => clearInterval(timer)
}

/** By this process and by others. */
const writesOf = (store: Store): string => `${store.changes()} ${store.foreignChanges()}`
