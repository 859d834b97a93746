/** In every end-to-end test file: an app lives as long as the test, or the file, that launched it. */
import { afterAll, afterEach, beforeEach } from 'vitest'
import { closeApps, openApps } from './launch.ts'
import { closeBrowser } from './standin-app.ts'

let before = openApps()
beforeEach(() => {
  before = openApps()
})
afterEach(() => closeApps(before))

afterAll(async () => {
  await closeApps()
  await closeBrowser()
})
