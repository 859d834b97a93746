import { expect, test, vi } from 'vitest'
import { differences } from '../../src/renderer/screens/doctor/differences.ts'
import { columnsIn, tell, withColumn } from '../../src/renderer/screens/doctor/choices.ts'
import { doctorStore } from '../../src/renderer/state/doctor.ts'
import type { GivenFile } from '../../src/renderer/state/imports.ts'
import type { UploadId } from '../../src/shared/brand.ts'
import type { Ask } from '../../src/shared/contract.ts'
import type { ImportSettings, Inspection } from '../../src/shared/dataset.ts'
import { Problem } from '../../src/shared/problem.ts'
import { scriptedClient, type Script } from './scripted-client.ts'

const path = (name: string): GivenFile => ({ is: 'path', path: name, name })

function drawn(part: Partial<Inspection> = {}): Inspection {
  const none = { recognised: [], settings: {}, columns: [], lines: [], problems: [], preview: [], rows: 0 }
  return { name: 'a.csv', bytes: 10, refusal: null, complete: true, about: null, ...none, ...part }
}

/** A host that looks at files as the test says, and remembers preferences. */
function stage(
  inspect: (ask: Ask<'dataset.inspect'>) => Inspection | Promise<Inspection>,
  more: Script = {},
) {
  const asked: Ask<'dataset.inspect'>[] = []
  const kept = new Map<string, string>()
  const { client } = scriptedClient({
    'dataset.inspect': (ask) => {
      asked.push(ask)
      return inspect(ask)
    },
    'preference.list': () => ({ preferences: Object.fromEntries(kept) }),
    'preference.write': ({ name, value }) => {
      kept.set(name, value)
      return {}
    },
    ...more,
  })
  return { doctor: doctorStore(client), asked, kept }
}

test('A6 a file is looked at with what was chosen, and what is let go of is recognised again', async () => {
  const { doctor, asked } = stage(({ settings }) => drawn({ settings: settings ?? {} }))
  const { open, choose } = doctor.getState()
  open(path('/data/a.csv'))
  choose('timezone', 'UTC')
  choose('delimiter', 'tab')
  choose('timezone', null)
  await vi.waitFor(() => expect(doctor.getState().look.is).toBe('ready'))
  expect(asked.map(({ settings }) => settings)).toEqual([
    {},
    { timezone: 'UTC' },
    { timezone: 'UTC', delimiter: 'tab' },
    { delimiter: 'tab' },
  ])
  expect(doctor.getState().look.seen?.settings).toEqual({ delimiter: 'tab' })
})

test('A6 what was seen stays while it is looked at otherwise, also where that is refused', async () => {
  let refuse = false
  const { doctor } = stage(() => {
    if (refuse) throw new Problem('CONFIG_INVALID', {}, 'No such zone.', 'Name another.')
    return drawn({ rows: 7 })
  })
  doctor.getState().open(path('/data/a.csv'))
  await vi.waitFor(() => expect(doctor.getState().look.is).toBe('ready'))
  refuse = true
  doctor.getState().choose('timezone', 'Nowhere')
  expect(doctor.getState().look).toMatchObject({ is: 'waiting', seen: { rows: 7 } })
  await vi.waitFor(() => expect(doctor.getState().look.is).toBe('refused'))
  expect(doctor.getState().look).toMatchObject({ because: { code: 'CONFIG_INVALID' }, seen: { rows: 7 } })
})

test('A6 an answer about a file that was put away is dropped', async () => {
  const slow = Promise.withResolvers<Inspection>()
  const { doctor } = stage(({ source }) =>
    'path' in source && source.path === '/data/slow.csv' ? slow.promise : drawn({ name: 'quick.csv' }),
  )
  doctor.getState().open(path('/data/slow.csv'))
  doctor.getState().open(path('/data/quick.csv'))
  await vi.waitFor(() => expect(doctor.getState().look.is).toBe('ready'))
  slow.resolve(drawn({ name: 'slow.csv' }))
  await slow.promise
  await Promise.resolve()
  expect(doctor.getState().look.seen?.name).toBe('quick.csv')
  doctor.getState().close()
  expect(doctor.getState()).toMatchObject({ patient: null, look: { is: 'waiting', seen: null } })
})

test('A6 a file without a path is sent once, and again only where the host has lost it', async () => {
  let sent = 0
  let lost = false
  const { doctor, asked } = stage(
    () => {
      if (!lost) return drawn()
      lost = false
      throw new Problem('UPLOAD_NOT_FOUND', {}, 'It is gone.', 'Send it again.')
    },
    {
      'upload.open': () => {
        sent += 1
        return { upload: `u${sent}` as UploadId }
      },
      'upload.write': ({ at, slice }) => ({ received: at + slice.length }),
    },
  )
  const settled = () => vi.waitFor(() => expect(doctor.getState().look.is).toBe('ready'))
  doctor.getState().open({ is: 'file', file: new File(['time,open'], 'a.csv') })
  await settled()
  doctor.getState().choose('symbol', 'BTC')
  await settled()
  expect(sent).toBe(1)
  lost = true
  doctor.getState().choose('symbol', 'ETH')
  await settled()
  expect(sent).toBe(2)
  expect(asked.at(-1)?.source).toEqual({ upload: 'u2' })
})

test('A6 a refused import comes with the settings that it was refused with', async () => {
  const { doctor, asked } = stage(() => drawn())
  const because = { code: 'CSV_EMPTY', message: 'Empty.', hint: '', details: {} } as const
  const item = { key: 4, name: 'a.csv', given: path('/data/a.csv'), settings: { timezone: 'UTC' } }
  doctor.getState().admit({ ...item, phase: { is: 'refused', because } })
  await vi.waitFor(() => expect(doctor.getState().look.is).toBe('ready'))
  expect(asked[0]?.settings).toEqual({ timezone: 'UTC' })
  expect(doctor.getState().patient?.refused).toBe(4)
})

test('A6 how a folder was read is remembered without what belongs to one file, and offered', async () => {
  const settings: ImportSettings = {
    symbol: 'BTC',
    timezone: 'Europe/Athens',
    repair: ['sort'],
    stamp: 'end',
  }
  const { doctor, kept } = stage((ask) => drawn({ settings: { ...settings, ...ask.settings } }))
  doctor.getState().open(path('/data/mt5/a.csv'))
  await vi.waitFor(() => expect(doctor.getState().look.is).toBe('ready'))
  expect(doctor.getState().habit).toBeNull()
  doctor.getState().remember()
  await vi.waitFor(() => expect(kept.get('folders')).toBeDefined())

  const next = stage((ask) => drawn({ settings: ask.settings ?? {} }))
  next.kept.set('folders', kept.get('folders') ?? '')
  next.doctor.getState().open(path('C:\\other\\b.csv'))
  await vi.waitFor(() => expect(next.doctor.getState().look.is).toBe('ready'))
  expect(next.doctor.getState().habit).toBeNull()
  next.doctor.getState().open(path('/data/mt5/b.csv'))
  const habit = { timezone: 'Europe/Athens', stamp: 'end' } as const
  await vi.waitFor(() => expect(next.doctor.getState().habit).toEqual(habit))
  next.doctor.getState().useHabit()
  await vi.waitFor(() => expect(next.doctor.getState().look).toMatchObject({ seen: { settings: habit } }))
  expect(differences(habit, {})).toEqual(['times in Europe/Athens', 'times at the end'])
  expect(differences(habit, habit)).toEqual([])
})

test('A6 as many folders are remembered as a preference holds, the last ones used', async () => {
  const { doctor, kept } = stage(() => drawn({ settings: { timezone: 'America/New_York' } }))
  for (let folder = 0; folder < 80; folder++) {
    doctor.getState().open(path(`/data/a-folder-with-a-long-name-${folder}/a.csv`))
    await vi.waitFor(() => expect(doctor.getState().look.is).toBe('ready'))
    doctor.getState().remember()
    await vi.waitFor(() => expect(kept.get('folders')).toContain(`name-${folder}"`))
  }
  const text = kept.get('folders') ?? ''
  expect(text.length).toBeLessThanOrEqual(4096)
  expect(JSON.parse(text).length).toBeGreaterThan(20)
  expect(text).not.toContain('name-0"')
})

test.each([
  '',
  'no json',
  '{}',
  '[1, null, {"folder": 3}]',
  '[{"folder":"/data","settings":{"stamp":"never"}}]',
])('A6 a damaged memory %j offers nothing', async (text) => {
  const { doctor, kept } = stage(() => drawn())
  kept.set('folders', text)
  doctor.getState().open(path('/data/a.csv'))
  await vi.waitFor(() => expect(doctor.getState().look.is).toBe('ready'))
  expect(doctor.getState().habit ?? {}).toEqual({})
})

test('A6 what is typed or picked is told as a setting, and nonsense as none', () => {
  const told: unknown[] = []
  const choose = (name: string, value: unknown) => void told.push([name, value])
  tell(choose, 'symbol', 'BTC-USD')
  tell(choose, 'timezone', '')
  tell(choose, 'timeframe', '4h')
  tell(choose, 'timeframe', 'four hours')
  tell(choose, 'delimiter', 'tab')
  tell(choose, 'decimal', '')
  tell(choose, 'dateOrder', 'dmy')
  tell(choose, 'stamp', 'nonsense')
  expect(told).toEqual([
    ['symbol', 'BTC-USD'],
    ['timezone', null],
    ['timeframe', '4h'],
    ['timeframe', null],
    ['delimiter', 'tab'],
    ['decimal', null],
    ['dateOrder', 'dmy'],
    ['stamp', null],
  ])
})

test('A6 columns are named as the file names them, and chosen one by one', () => {
  const options = columnsIn(drawn({ columns: ['when', 'open'] }))
  expect(options).toEqual([
    { value: '1', title: '1 · when' },
    { value: '2', title: '2 · open' },
  ])
  const two = withColumn(withColumn(undefined, 'open', 2) ?? {}, 'time', 1)
  expect(two).toEqual({ time: 1, open: 2 })
  expect(withColumn(withColumn(two ?? {}, 'time', null) ?? {}, 'open', null)).toBeNull()
})
