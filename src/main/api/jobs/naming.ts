import { Problem } from '../../../shared/problem.ts'

/** What is wrong with a file says which file, by its base name: there may be several on their way. */
export async function naming<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof Problem) || error.code === 'CANCELLED') throw error
    throw new Problem(error.code, { file, ...error.details }, error.message, error.hint)
  }
}
