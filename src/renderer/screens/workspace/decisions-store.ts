/** Decision records, read a page at a time as they come into view: a run can have a million of them. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { RunId } from '../../../shared/brand.ts'
import type { Client } from '../../../shared/contract.ts'
import type { ProblemShape } from '../../../shared/problem.ts'
import type { DecisionRecord } from '../../../shared/run.ts'
import { problemOf } from '../../state/loaded.ts'

export interface DecisionsState {
  readonly total: number | null
  readonly pages: ReadonlyMap<number, readonly DecisionRecord[]>
  readonly refused: ProblemShape | null
  /** Lines of this stretch are wanted now. */
  readonly need: (first: number, last: number) => void
  readonly again: () => void
}

const PAGE = 200
/** Enough to scroll back a good way without asking again. */
const KEPT_PAGES = 50

export const lineAt = (pages: DecisionsState['pages'], line: number): DecisionRecord | null =>
  pages.get(Math.floor(line / PAGE))?.[line % PAGE] ?? null

export function decisionsStore(client: Client, run: RunId): StoreApi<DecisionsState> {
  const asked = new Set<number>()
  return createStore<DecisionsState>((set, get) => {
    const read = async (page: number): Promise<void> => {
      if (asked.has(page)) return
      asked.add(page)
      try {
        const { decisions, total } = await client.ask('run.decisions', {
          run,
          first: page * PAGE,
          most: PAGE,
        })
        const pages = new Map(get().pages)
        const [oldest] = pages.keys()
        if (pages.size >= KEPT_PAGES && oldest !== undefined) {
          pages.delete(oldest)
          asked.delete(oldest)
        }
        set({ total, pages: pages.set(page, decisions), refused: null })
      } catch (thrown) {
        asked.delete(page)
        set({ refused: problemOf(thrown) })
      }
    }
    return {
      total: null,
      pages: new Map(),
      refused: null,
      need(first, last) {
        for (let page = Math.floor(first / PAGE); page <= Math.floor(last / PAGE); page++) void read(page)
      },
      again() {
        set({ refused: null })
        void read(0)
      },
    }
  })
}
