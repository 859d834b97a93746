/** Ctrl-C, once to end in order and twice to end at once. */
import { PROBLEMS } from '../../shared/problem.ts'

/** The terminal and npm may both pass on the same Ctrl-C; a person is not that quick. */
const SAME_MS = 300

export function interruption(): AbortSignal {
  const interrupted = new AbortController()
  let first = 0
  const interrupt = () => {
    if (!interrupted.signal.aborted) {
      first = performance.now()
      interrupted.abort()
    } else if (performance.now() - first > SAME_MS) {
      process.exit(PROBLEMS.CANCELLED.exit)
    }
  }
  process.on('SIGINT', interrupt)
  process.on('SIGTERM', interrupt)
  return interrupted.signal
}
