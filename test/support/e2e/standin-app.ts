import { chromium, type Browser } from 'playwright-core'
import { findBrowser } from './find-browser.ts'
import { EndedEarly, type RunningApp, type Start } from './host.ts'
import { root } from './root.ts'
import { startStandin, type Standin, type StandinOptions } from './standin/standin.ts'

/** Chromium's own errands: none of them belongs into a test that counts requests. */
const QUIET = [
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** One Chromium for all apps of a test file; starting it is what takes time. */
let shared: Promise<Browser> | null = null

export async function closeBrowser(): Promise<void> {
  const browser = await shared
  shared = null
  await browser?.close()
}

/** How long an app may take to close before it is ended. */
const PATIENCE_MS = 10_000

export async function startStandinApp({ args, env }: Start): Promise<RunningApp> {
  shared ??= chromium.launch({ executablePath: findBrowser(), args: QUIET })
  const options: StandinOptions = {
    browser: await shared,
    folder: root,
    main: 'out/main/index.js',
    args,
    env,
  }
  const standin = startStandin(options)
  const page = await Promise.race([standin.firstPage, endedEarly(standin)])
  return {
    kind: 'standin',
    page,
    offsite: standin.offsite,
    evaluate: async (work, argument) => (await standin.evaluate(String(work), argument)) as never,
    startSecond: (args) => startStandin({ ...options, args, alreadyRunning: standin.secondInstance }).exited,
    async quit() {
      standin.quit()
      const deadline = setTimeout(standin.kill, PATIENCE_MS)
      const code = await standin.exited
      clearTimeout(deadline)
      return code
    },
    async kill() {
      standin.kill()
      await standin.exited
    },
    exited: standin.exited,
    logs: standin.logs,
  }
}

async function endedEarly({ exited, logs }: Standin): Promise<never> {
  const code = await exited
  throw new EndedEarly(code, logs())
}
