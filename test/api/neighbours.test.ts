import { expect, test } from 'vitest'
import { tempFolder } from '../support/temp-folder.ts'
import { ended } from '../support/ended.ts'
import { importDrawn, workstation } from '../support/workstation.ts'

test('O1 what another process adds to the same folder is announced here', async () => {
  const home = tempFolder()
  const window = await workstation(home)
  const heard: string[] = []
  window.client.on('dataset.changed', ({ dataset }) => heard.push(dataset))
  window.client.on('run.changed', ({ run }) => heard.push(run))
  // A second connection to the same file, as another process has.
  const terminal = await workstation(home)
  const dataset = await importDrawn(terminal.client)
  const { operation, run } = await terminal.client.ask('run.start', {
    datasets: [dataset],
    strategy: 'donchian',
  })
  await ended(terminal.client, operation)
  await expect.poll(() => heard, { timeout: 10_000 }).toEqual(expect.arrayContaining([dataset, run]))
})
