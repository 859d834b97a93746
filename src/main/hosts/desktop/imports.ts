import { dialog, type BrowserWindow } from 'electron'
import type { Client } from '../../../shared/contract.ts'
import { problemOf } from './trouble.ts'

/** Imports files that were named outside the page; how each goes is seen there, like any import. */
export async function importFiles(
  client: Client,
  window: BrowserWindow,
  files: readonly string[],
): Promise<void> {
  for (const path of files) {
    await tellingTrouble(window, () => client.ask('dataset.import', { source: { path } }))
  }
}

export async function chooseFiles(client: Client, window: BrowserWindow): Promise<void> {
  await tellingTrouble(window, async () => {
    const chosen = await client.ask('dialog.candles', {})
    if (chosen !== null) await importFiles(client, window, chosen.paths)
  })
}

async function tellingTrouble(window: BrowserWindow, work: () => Promise<unknown>): Promise<void> {
  try {
    await work()
  } catch (error) {
    const { code, message, hint } = problemOf(error)
    await dialog.showMessageBox(window, { type: 'warning', message: `${message} (${code})`, detail: hint })
  }
}
