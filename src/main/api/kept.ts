/** What was made from a run is kept as long as the run itself is, and made again where making it failed. */
import type { ShelvedRun } from '../runs/shelf.ts'

export function kept<T>(
  cache: WeakMap<ShelvedRun, Promise<T>>,
  run: ShelvedRun,
  make: () => Promise<T>,
): Promise<T> {
  const there = cache.get(run)
  if (there !== undefined) return there
  const made = make()
  cache.set(run, made)
  made.catch(() => cache.delete(run))
  return made
}
