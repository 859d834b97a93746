import { expect, test, vi } from 'vitest'
import { safetyStore } from '../../src/renderer/state/safety.ts'
import { millis } from '../../src/shared/brand.ts'
import { Problem } from '../../src/shared/problem.ts'
import type { Safety } from '../../src/shared/safety.ts'
import { scriptedClient } from './scripted-client.ts'

const off: Safety = {
  killSwitch: { engaged: false, by: [], who: null, reason: null, at: null },
  readOnly: false,
}
const on: Safety = {
  killSwitch: { engaged: true, by: ['switch'], who: 'me', reason: 'look', at: millis(1) },
  readOnly: false,
}

test('K1 the window shows how the switch stands, flips it, and hears when somebody else does', async () => {
  let now = off
  const { client, announce, asked } = scriptedClient({
    'safety.read': () => now,
    'killSwitch.set': ({ engaged }) => {
      now = engaged ? on : off
      return now.killSwitch
    },
  })
  const store = safetyStore(client)
  await vi.waitFor(() => expect(store.getState().safety).toEqual(off))
  await store.getState().flip(true, 'look')
  expect(store.getState().safety).toEqual(on)
  expect(asked).toContain('killSwitch.set')
  announce('safety.changed', off)
  expect(store.getState().safety).toEqual(off)
})

test('K1 a flip that is refused says why, and the next that is not says nothing', async () => {
  let refuses = true
  const { client } = scriptedClient({
    'safety.read': () => on,
    'killSwitch.set': () => {
      if (refuses) throw new Problem('KILL_SWITCH_ON', {}, 'The environment holds it.')
      return off.killSwitch
    },
  })
  const store = safetyStore(client)
  await store.getState().flip(false, 'please')
  expect(store.getState().trouble).toMatchObject({ code: 'KILL_SWITCH_ON' })
  refuses = false
  await store.getState().flip(false, 'please')
  expect(store.getState().trouble).toBe(null)
})
