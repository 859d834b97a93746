import { type Connection, guarded } from './connection.ts'

export interface PreferenceTable {
  list(): { readonly [name: string]: string }
  write(name: string, value: string): void
}

export function preferenceTable(connection: Connection): PreferenceTable {
  const all = connection.prepare<[], { name: string; value: string }>(
    'SELECT name, value FROM preferences ORDER BY name',
  )
  const put = connection.prepare(`
    INSERT INTO preferences (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value`)
  return {
    list: () => guarded(() => Object.fromEntries(all.all().map(({ name, value }) => [name, value]))),
    write: (name, value) => guarded(() => void put.run(name, value)),
  }
}
