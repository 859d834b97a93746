import { writeFileSync } from 'node:fs'
import type { Reporter, TestModule } from 'vitest/node'

/** How many tests passed, failed and were skipped. */
export interface Tally {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}

export const NONE: Tally = { passed: 0, failed: 0, skipped: 0 }

export const plus = (a: Tally, b: Tally): Tally => ({
  passed: a.passed + b.passed,
  failed: a.failed + b.failed,
  skipped: a.skipped + b.skipped,
})

/** The file into which vitest writes its tally for `npm test`. */
export const TALLY_FILE = 'TAPEDECK_TALLY_FILE'

/** A vitest reporter that only counts. */
export default class TallyReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], strayErrors: readonly unknown[]): void {
    const file = process.env[TALLY_FILE]
    if (file === undefined) return
    const stray: Tally = { ...NONE, failed: strayErrors.length }
    writeFileSync(file, JSON.stringify(modules.map(tallyOf).reduce(plus, stray)))
  }
}

function tallyOf(module: TestModule): Tally {
  const states = [...module.children.allTests()].map((test) => test.result().state)
  const count = (state: string): number => states.filter((each) => each === state).length
  const failed = count('failed')
  return {
    passed: count('passed'),
    // A file that could not be loaded or set up has failed without a failed test.
    failed: failed === 0 && module.state() === 'failed' ? 1 : failed,
    skipped: count('skipped'),
  }
}
