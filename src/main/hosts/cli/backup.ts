import { join } from 'node:path'
import { command, yes } from './command.ts'
import { iso } from './figures.ts'
import { table } from './table.ts'

export const backup = command({
  name: 'backup',
  does: 'Copy the store, which is made once a day anyway',
  takes: '',
  flags: { list: yes('Only list the copies there are') },
  example: 'tapedeck backup --list',
  async run(given, desk) {
    const client = await desk.client()
    const made = given.has('list') ? null : await client.ask('backup.make', {})
    const { backups } = await client.ask('backup.list', {})
    const folder = join(desk.home, 'backups')
    const shown = backups.map((copy) => ({ ...copy, madeAt: iso(copy.madeAt) }))
    const rows = shown.map(({ name, reason, bytes }) => [name, reason, String(bytes)])
    const list = table([{ title: 'Backup' }, { title: 'Why' }, { title: 'Bytes', align: 'right' }], rows)
    return {
      json: {
        folder,
        backups: shown,
        ...(made === null ? {} : { made: { ...made, madeAt: iso(made.madeAt) } }),
      },
      text:
        made === null ? (rows.length === 0 ? 'There are no backups yet.' : list) : join(folder, made.name),
    }
  },
})
