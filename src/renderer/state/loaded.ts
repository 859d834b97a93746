import { Problem, type ProblemShape } from '../../shared/problem.ts'

/** Something that is asked for: on its way, here, or refused with a reason. */
export type Loaded<T> =
  | { readonly is: 'waiting' }
  | { readonly is: 'ready'; readonly value: T }
  | { readonly is: 'refused'; readonly because: ProblemShape }

export const WAITING: Loaded<never> = { is: 'waiting' }
export const ready = <T>(value: T): Loaded<T> => ({ is: 'ready', value })

/** What to tell the trader about anything that was thrown. */
export const problemOf = (thrown: unknown): ProblemShape =>
  thrown instanceof Problem
    ? thrown.shape
    : {
        code: 'INTERNAL',
        message: 'Something went wrong inside Tapedeck.',
        hint: 'Nothing that was finished is lost. Try again; if it happens again, please report it.',
        details: {},
      }

export const refused = (thrown: unknown): Loaded<never> => ({ is: 'refused', because: problemOf(thrown) })

/** Answers loaded things in the order they were asked for: a late answer never covers a newer one. */
export function latest<T>(show: (loaded: Loaded<T>) => void): (question: Promise<T>) => Promise<void> {
  let asked = 0
  return async (question) => {
    asked += 1
    const mine = asked
    const loaded = await question.then(ready, refused)
    if (mine === asked) show(loaded)
  }
}
