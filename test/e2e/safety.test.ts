/** The switch that stops everything, as a person finds it, and what the window shows of health and log. */
import { afterEach, expect, test } from 'vitest'
import { launch, SMALL, type App } from '../support/e2e/launch.ts'
import { button, fillIn, field, noise, openRun, place, tryDemo } from '../support/e2e/person.ts'

let app: App
afterEach(() => expect(noise(app)).toEqual([]))

test('K1 U6 one press stops everything, a restart changes nothing, and releasing it asks why', async () => {
  app = await launch({ size: SMALL })
  await tryDemo(app.page)
  await button(app.page, 'Engage the kill switch').click()
  const banner = () => app.page.getByRole('alert').filter({ hasText: 'The kill switch is engaged.' })
  await banner().waitFor()
  await fillIn(app.page)
  await button(app.page, 'Run').click()
  await app.page.getByText('KILL_SWITCH_ON').first().waitFor()

  await app.restart()
  await banner().waitFor()
  await place(app.page, 'Health').click()
  const parts = app.page.getByRole('list', { name: 'Parts' })
  await parts.getByText('KILL_SWITCH_ON').waitFor()
  await app.page
    .getByRole('list', { name: 'Newest lines of the log' })
    .getByText('killswitch.engaged')
    .waitFor()

  await button(app.page, 'Release…').click()
  const release = button(app.page, 'Release the kill switch')
  expect(await release.isDisabled()).toBe(true)
  await field(app.page, 'Why may it be released?').fill('only a drill')
  await release.click()
  await banner().waitFor({ state: 'detached' })
  await fillIn(app.page)
  await button(app.page, 'Run').click()
  await openRun(app.page)
})
