/** What a trader set for this home, beside what a window remembers: limits, and the read-only mode. */
import { document } from './columns.ts'
import { type Connection, guarded } from './connection.ts'

export interface SettingTable {
  /** undefined where it was never set. */
  read(name: string): unknown
  write(name: string, value: number | boolean): void
  /** Back to its default. */
  forget(name: string): void
}

export function settingTable(connection: Connection): SettingTable {
  const one = connection.prepare<[string], string>('SELECT value FROM settings WHERE name = ?').pluck()
  const put = connection.prepare(`
    INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value`)
  const drop = connection.prepare('DELETE FROM settings WHERE name = ?')
  return {
    read: (name) => guarded(() => document<unknown>(one.get(name)) ?? undefined),
    write: (name, value) => guarded(() => void put.run(name, JSON.stringify(value))),
    forget: (name) => guarded(() => void drop.run(name)),
  }
}
