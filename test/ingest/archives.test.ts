import { crc32, deflateRawSync, gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { csv, daily, imported, refusal } from './importing.ts'

interface Entry {
  readonly name: string
  readonly content: Uint8Array | string
  readonly stored?: boolean
  readonly crc?: number
  readonly flags?: number
  readonly method?: number
}

/** A zip file, or one that lies about itself. */
function zip(entries: readonly Entry[], { remark = '', count = entries.length } = {}): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const { name, content, stored = false, crc, flags = 0, method } of entries) {
    const raw = Buffer.from(content)
    const packed = stored ? raw : deflateRawSync(raw)
    const about = Buffer.alloc(26)
    about.writeUInt16LE(20, 0)
    about.writeUInt16LE(flags, 2)
    about.writeUInt16LE(method ?? (stored ? 0 : 8), 4)
    about.writeUInt32LE(crc ?? crc32(raw), 10)
    about.writeUInt32LE(packed.length, 14)
    about.writeUInt32LE(raw.length, 18)
    about.writeUInt16LE(Buffer.byteLength(name), 22)
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), about, Buffer.from(name), packed])
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(at, 10)
    directory.push(Buffer.concat([Buffer.from('PK\u0001\u0002\u0014\0'), about, tail, Buffer.from(name)]))
    parts.push(local)
    at += local.length
  }
  const list = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.write('PK\u0005\u0006')
  end.writeUInt16LE(count, 8)
  end.writeUInt16LE(count, 10)
  end.writeUInt32LE(list.length, 12)
  end.writeUInt32LE(at, 16)
  end.writeUInt16LE(remark.length, 20)
  return Buffer.concat([...parts, list, end, Buffer.from(remark)])
}

const text = csv(daily(30))
const table = { name: 'GOOG_1d.csv', content: text }

test('D1 gzip and zip hold the same candles as the file itself, and the archive is what was handed over', async () => {
  const plain = await imported(text, { settings: { symbol: 'X' } })
  const archives = {
    gzip: gzipSync(text),
    'gzip in two parts': Buffer.concat([gzipSync(text.slice(0, 200)), gzipSync(text.slice(200))]),
    zip: zip([table]),
    'zip, stored': zip([{ ...table, stored: true }]),
    'zip with a remark': zip([table], { remark: 'made by hand' }),
    'zip beside a report': zip([
      { name: 'a/status.txt', content: 'all fine' },
      { name: '__MACOSX/x.csv', content: 'x' },
      table,
    ]),
    'zip of one text file': zip([{ ...table, name: 'GOOG.txt' }]),
    'zip of UTF-16': zip([{ ...table, content: Buffer.from(`\uFEFF${text}`, 'utf16le') }]),
  }
  for (const [how, content] of Object.entries(archives)) {
    const { dataset } = await imported(content, { settings: { symbol: 'X' } })
    expect(dataset.datasetId, how).toBe(plain.dataset.datasetId)
    expect(dataset.source.bytes, how).toBe(content.length)
    expect(dataset.recognised[0]).toMatchObject({ what: 'container' })
  }
})

test('D2 the symbol comes from the name inside a zip, which is never a path', async () => {
  const symbol = async (name: string) =>
    (await imported(zip([{ ...table, name }]), { name: 'pack.zip' })).dataset.symbol
  expect(await symbol('GOOG_1d.csv')).toBe('GOOG')
  expect(await symbol('../../etc/AAPL.csv')).toBe('AAPL')
  expect(await symbol('C:\\windows\\MSFT.csv')).toBe('MSFT')
})

test('T6 archives that hold no table, several, or something locked are refused, and named', async () => {
  const code = async (entries: readonly Entry[]) => {
    const { code, hint, details } = await refusal(zip(entries))
    expect(hint).not.toBe('')
    return [code, details['files']]
  }
  expect(await code([])).toEqual(['CSV_DIALECT_UNKNOWN', []])
  expect(
    await code([
      { name: 'a.png', content: 'x' },
      { name: 'b.png', content: 'x' },
    ]),
  ).toEqual(['CSV_DIALECT_UNKNOWN', ['a.png', 'b.png']])
  expect(await code([table, { ...table, name: '<b>\u202e.csv', flags: 0x800 }])).toEqual([
    'CSV_DIALECT_UNKNOWN',
    ['GOOG_1d.csv', '<b>\\u202e.csv'],
  ])
  expect(await code([{ ...table, flags: 1 }])).toEqual(['CSV_DIALECT_UNKNOWN', ['GOOG_1d.csv']])
  expect(await code([{ ...table, method: 12 }])).toEqual(['CSV_DIALECT_UNKNOWN', ['GOOG_1d.csv']])
  expect(await code([{ name: '[Content_Types].xml', content: 'x' }, table])).toEqual([
    'CSV_BINARY',
    undefined,
  ])
  expect(await code([{ name: 'inner.csv', content: zip([table]) }])).toEqual(['CSV_BINARY', undefined])
})

test('T6 damaged archives are never taken in part', async () => {
  const packed = gzipSync(csv(daily(20_000)))
  const inZip = zip([{ ...table, content: csv(daily(20_000)) }])
  const cases = {
    'a cut gzip': packed.subarray(0, packed.length >> 1),
    'a gzip without its checksum': packed.subarray(0, packed.length - 6),
    'a gzip with a wrong checksum': packed.with(packed.length - 5, (packed.at(-5) ?? 0) ^ 255),
    'a cut zip': inZip.subarray(0, inZip.length >> 1),
    'a wrong checksum': zip([{ ...table, crc: 1 }]),
    'a list that promises more': zip([table], { count: 3 }),
    'a list elsewhere': (() => {
      const bytes = zip([table])
      bytes.writeUInt32LE(0x7fff_ffff, bytes.length - 6)
      return bytes
    })(),
    'a beginning alone': Buffer.from('PK\u0003\u0004rest'),
  }
  for (const [how, content] of Object.entries(cases)) {
    expect((await refusal(content)).code, how).toBe('FILE_UNREADABLE')
  }
})

test('T6 a bomb is stopped by what comes out of it, long before it is all out', async () => {
  const rows = Buffer.alloc(96 << 20, '2024-01-01,1,1,1,1,1\n')
  const before = process.memoryUsage.rss()
  for (const content of [gzipSync(rows), zip([{ ...table, content: rows }])]) {
    expect(content.length).toBeLessThan(1 << 20)
    const { code, details } = await refusal(content)
    expect(code).toBe('FILE_TOO_LARGE')
    expect(details['bytes']).toBeLessThan(80 << 20)
  }
  expect(process.memoryUsage.rss() - before).toBeLessThan(400 << 20)
  const tight = { limits: { bytes: 4000 } }
  expect(await refusal(gzipSync(csv(daily(1000))), tight)).toMatchObject({ code: 'FILE_TOO_LARGE' })
})
