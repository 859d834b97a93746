/**
 * Keeps the window of loaded candles around what is on the screen. It asks when the view has moved
 * far enough and rests a moment between questions; an answer that a later one has overtaken is
 * dropped. What an answer is made of, and how it is drawn, is for others to know.
 */
import type { ChartCandles } from '../../shared/candles.ts'
import { type Question, lacks, questionFor, sameQuestion } from './question.ts'
import type { View } from './view.ts'

/** Anything that comes with candles: the chart's answers bring equity and markers too. */
interface Window {
  readonly candles: ChartCandles
}

interface FeedOptions<W extends Window> {
  readonly ask: (question: Question) => Promise<W>
  /** The whole series, roughly; nothing is followed before it is known. */
  readonly map: () => ChartCandles | null
  readonly show: (window: W) => void
  readonly failed: (reason: unknown) => void
  /** Pixels that the candles have. */
  readonly width: () => number
}

export interface Feed<W extends Window> {
  /** The view is this now; more is loaded if it needs to be. */
  look(view: View): void
  /** Loads a stretch that was named by time, and answers it unless something newer came first. */
  load(question: Question): Promise<W | null>
  loaded(): W | null
  close(): void
}

export const SETTLE_MS = 80

export function openFeed<W extends Window>({ ask, map, show, failed, width }: FeedOptions<W>): Feed<W> {
  let loaded: W | null = null
  let current: View | null = null
  let asked: Question | null = null
  let sent = 0
  let shown = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let open = true

  async function load(question: Question): Promise<W | null> {
    sent += 1
    const number = sent
    asked = question
    try {
      const window = await ask(question)
      if (!open || number <= shown) return null
      shown = number
      loaded = window
      show(window)
      return window
    } catch (reason) {
      if (open && number === sent) {
        // The same question may be put again once the view moves.
        asked = null
        failed(reason)
      }
      return null
    }
  }

  function wanted(view: View): Question | null {
    const known = map()
    if (loaded === null || known === null) return null
    const question = questionFor({ loaded: loaded.candles, map: known }, view, width())
    return sameQuestion(question, asked) ? null : question
  }

  async function follow(): Promise<void> {
    timer = undefined
    const question = current === null ? null : wanted(current)
    if (current === null || question === null) return
    const window = await load(question)
    // The view may have moved on while the answer was under way.
    if (window !== null) look(current)
  }

  function look(view: View): void {
    current = view
    if (loaded === null || !open || wanted(view) === null) return
    // Near the edge of what is loaded it no longer waits for the hand to rest.
    const pressing = lacks(loaded.candles, view, 0.25)
    if (timer !== undefined && pressing) return
    clearTimeout(timer)
    timer = setTimeout(() => void follow(), SETTLE_MS)
  }

  return {
    look,
    load,
    loaded: () => loaded,
    close() {
      open = false
      clearTimeout(timer)
    },
  }
}
