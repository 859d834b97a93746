import { createReadStream } from 'node:fs'
import { mkdtemp, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { usage } from './arguments.ts'
import { command, text } from './command.ts'
import { dataset } from './data.ts'
import { asTimeframe } from './import.ts'
import { moment } from './moment.ts'
import { writing } from './writing.ts'

export const candles = command({
  name: 'candles',
  does: 'Export candles as CSV',
  takes: 'DATASET',
  flags: {
    timeframe: text('TF', 'At a coarser timeframe, such as 4h'),
    from: text('D', 'From this candle on, such as 2017-06-30'),
    to: text('D', 'Candles before this time'),
    out: text('FILE', 'The file to write'),
  },
  example: 'tapedeck candles BTC-USD --timeframe 4h --out btc-4h.csv',
  async run(given, desk) {
    const out = given.text('out')
    if (out === undefined) throw usage('out', '--out is missing.', 'Name the file to write.')
    const timeframe = given.text('timeframe')
    const from = given.text('from')
    const to = given.text('to')
    const stretch = {
      ...(timeframe === undefined ? {} : { timeframe: asTimeframe(timeframe) }),
      ...(from === undefined ? {} : { from: moment('from', from) }),
      ...(to === undefined ? {} : { to: moment('to', to) }),
    }
    const file = desk.path(out)
    const { datasetId } = await dataset(desk, given.rest[0] ?? '')
    await refuseFolder(file)
    // Written aside and renamed, so that the file is whole or as it was.
    const aside = await writing(file, () => mkdtemp(join(dirname(file), '.tapedeck-')))
    try {
      const client = await desk.client()
      const place = await desk.grant(aside)
      const { operation } = await client.ask('candles.export', { dataset: datasetId, place, ...stretch })
      const { folder, files } = await desk.follow(operation, 'export')
      const written = join(folder, files[0]?.name ?? '')
      const rows = (await lines(written)) - 1
      await writing(file, () => rename(written, file))
      return { json: { file, rows }, text: `${file}\n${rows} candles` }
    } finally {
      await rm(aside, { recursive: true, force: true })
    }
  },
})

async function refuseFolder(file: string): Promise<void> {
  const there = await stat(file).catch(() => null)
  if (there?.isDirectory() !== true) return
  throw usage('out', `“${basename(file)}” is a folder.`, 'Name the file to write, such as candles.csv in it.')
}

async function lines(file: string): Promise<number> {
  let count = 0
  for await (const part of createReadStream(file, { encoding: 'latin1' })) {
    count += String(part).split('\n').length - 1
  }
  return count
}
