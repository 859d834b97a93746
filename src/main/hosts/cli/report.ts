import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { REPORT_FORMATS, type ReportFormat } from '../../../shared/run.ts'
import { usage } from './arguments.ts'
import { command, text } from './command.ts'
import { namedRun } from './named-run.ts'
import { writing } from './writing.ts'

export const report = command({
  name: 'report',
  does: 'Write the report of a run',
  takes: 'RUN',
  flags: {
    format: text('LIST', `Which, of ${REPORT_FORMATS.join(',')}; html where not said`),
    out: text('DIR', 'Where to; the exports folder of the data folder where not said'),
  },
  example: 'tapedeck report 3f9a1c --format html,csv --out reports',
  async run(given, desk) {
    const formats = (given.text('format') ?? 'html').split(',').map(asFormat)
    const client = await desk.client()
    const run = await namedRun(client, given.rest[0] ?? '')
    const out = given.text('out')
    const { operation } = await client.ask('report.export', {
      run,
      formats,
      ...(out === undefined ? {} : { place: await desk.grant(await folder(desk.path(out))) }),
    })
    const result = await desk.follow(operation, 'export')
    const files = result.files.map(({ name }) => join(result.folder, name))
    return { json: { runId: run, files }, text: files.join('\n') }
  },
})

async function folder(path: string): Promise<string> {
  await writing(path, () => mkdir(path, { recursive: true }))
  return path
}

function asFormat(typed: string): ReportFormat {
  const format = REPORT_FORMATS.find((name) => name === typed.trim())
  if (format === undefined) {
    throw usage('format', `“${typed}” is no format of a report.`, `There are ${REPORT_FORMATS.join(', ')}.`)
  }
  return format
}
