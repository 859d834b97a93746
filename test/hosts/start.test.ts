import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { findElectron } from '../../src/main/hosts/electron.ts'
import { tempFolder } from '../support/temp-folder.ts'
import { beginApp } from './command.ts'

/** Where Electron can run, these would open its window. */
const here = test.skipIf(process.platform !== 'linux')
const env = { DISPLAY: '', WAYLAND_DISPLAY: '' }

async function firstLines(child: ReturnType<typeof beginApp>, count: number): Promise<string[]> {
  const lines: string[] = []
  if (child.stdout === null) throw new Error('there is nothing to read')
  for await (const line of createInterface(child.stdout)) {
    lines.push(line)
    if (lines.length === count) break
  }
  return lines
}

here(
  'O1 without Electron, npm start says why in one line and prints the address of the same window',
  async () => {
    const child = beginApp(['--no-open', '--home', join(tempFolder(), 'home')], { env })
    const lines = await firstLines(child, 2)
    expect(lines).toEqual([
      expect.stringMatching(
        /^Electron is not available here \(.+\): opening Tapedeck in a browser instead\.$/,
      ),
      expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]{43}$/),
    ])
    const { origin, hash } = new URL(lines[1] ?? '')
    const headers = { Authorization: `Bearer ${hash.replace('#token=', '')}` }
    expect((await fetch(`${origin}/api/v1/session`, { headers })).status).toBe(200)
    child.kill('SIGINT')
    expect((await once(child, 'close'))[0]).toBe(0)
  },
)

here('O1 npm start takes --port and --home, and refuses what it does not know', async () => {
  for (const [words, exit, said] of [
    [['--prot', '80'], 2, 'Did you mean --port?'],
    [['--port', 'eighty'], 2, '65535'],
    [['--home'], 2, '--home DIR'],
  ] as const) {
    const child = beginApp(words, { env })
    let err = ''
    child.stderr?.on('data', (part) => (err += String(part)))
    const [code] = await once(child, 'close')
    expect([code, err]).toEqual([exit, expect.stringContaining(said)])
  }
})

test('O1 Electron is looked for and never loaded: not as root, not without a display, else where it lies', () => {
  const dist = tempFolder()
  writeFileSync(join(dist, 'electron'), '')
  const find = (uid: number, env: { [name: string]: string }) =>
    findElectron(() => undefined, {
      platform: 'linux',
      uid,
      env: { ...env, ELECTRON_OVERRIDE_DIST_PATH: dist },
    })
  expect(find(0, { DISPLAY: ':0' })).toEqual({ is: 'not-here', because: expect.stringContaining('root') })
  expect(find(1000, {})).toEqual({ is: 'not-here', because: 'there is no display' })
  expect(find(1000, { DISPLAY: ':0' })).toEqual({ is: 'here', program: join(dist, 'electron') })
  expect(find(1000, { DISPLAY: '', WAYLAND_DISPLAY: 'wayland-0' })).toMatchObject({ is: 'here' })
})
