/**
 * Where candles come from. A provider hands over a series that is canonical and checked, and says
 * where it has it from; what comes after is the same for all of them.
 */
import { Problem } from '../../../shared/problem.ts'
import type { ProviderCard } from '../../../shared/provider.ts'
import { type Imported, keepCandles, type Provided } from '../kept-candles.ts'

export interface ImportListener {
  stopped(): boolean
  /** Bytes of a file, candles of a market. */
  progress(done: number, of: number): void
}

export interface Provider<Wish> {
  readonly card: ProviderCard
  provide(wish: Wish, listener: ImportListener): Promise<Provided>
}

export async function importFrom<Wish>(
  provider: Provider<Wish>,
  wish: Wish,
  folder: string,
  listener: ImportListener,
): Promise<Imported> {
  const provided = await provider.provide(wish, listener)
  return keepCandles(folder, provided, () => {
    if (listener.stopped()) throw cancelled()
  })
}

export const cancelled = (): Problem =>
  new Problem(
    'CANCELLED',
    {},
    'The import was stopped.',
    'No dataset was made of it; start it again when you like.',
  )
