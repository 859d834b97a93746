/** What a torture is: something cruel done so many times, what was counted, and what went wrong. */
export interface Outcome {
  readonly counts: { readonly [what: string]: number }
  /** Each is a broken promise; none is what is hoped for. */
  readonly broken: readonly string[]
  /** Why it was not done here. */
  readonly skipped?: string
}

export interface Torture {
  readonly name: string
  /** `times` is how often; a torture says itself what once is. */
  run(times: number): Promise<Outcome>
  /** For `npm run torture`, and for `npm run torture -- --full`. */
  readonly times: { readonly usual: number; readonly full: number }
}

/** Counts by name, and the sentences about what went wrong, at most a few of each kind. */
export class Findings {
  readonly counts: { [what: string]: number } = {}
  readonly broken: string[] = []

  count(what: string, by = 1): void {
    this.counts[what] = (this.counts[what] ?? 0) + by
  }

  break(what: string, where: string): void {
    this.count(what)
    if ((this.counts[what] ?? 0) <= 3) this.broken.push(`${what}: ${where}`)
  }

  get outcome(): Outcome {
    return { counts: this.counts, broken: this.broken }
  }
}

/** Several outcomes as one. */
export function together(outcomes: readonly Outcome[]): Outcome {
  const findings = new Findings()
  for (const { counts } of outcomes)
    for (const [what, count] of Object.entries(counts)) findings.count(what, count)
  const skipped = outcomes.find((outcome) => outcome.skipped !== undefined)?.skipped
  return {
    counts: findings.counts,
    broken: outcomes.flatMap(({ broken }) => broken),
    ...(skipped === undefined ? {} : { skipped }),
  }
}
