import { type Connection, guarded } from './connection.ts'

/** How the kill switch was last flipped; a home in which it never was has no row. */
export interface Flip {
  readonly engaged: boolean
  readonly who: string
  readonly reason: string
  readonly at: number
}

export interface KillSwitchTable {
  read(): Flip | null
  write(flip: Flip): void
}

export function killSwitchTable(connection: Connection): KillSwitchTable {
  const one = connection.prepare<[], { engaged: number; who: string; reason: string; at: number }>(
    'SELECT engaged, who, reason, at_ms AS at FROM kill_switch',
  )
  const put = connection.prepare(`
    INSERT INTO kill_switch (only, engaged, who, reason, at_ms) VALUES (1, @engaged, @who, @reason, @at)
    ON CONFLICT (only) DO UPDATE SET engaged = @engaged, who = @who, reason = @reason, at_ms = @at`)
  return {
    read: () =>
      guarded(() => {
        const row = one.get()
        return row === undefined ? null : { ...row, engaged: row.engaged !== 0 }
      }),
    write: (flip) => guarded(() => void put.run({ ...flip, engaged: flip.engaged ? 1 : 0 })),
  }
}
