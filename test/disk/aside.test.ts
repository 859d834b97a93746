import { readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { asideOf, sweepAsides } from '../../src/main/disk/aside.ts'
import { createDurably, replaceFile } from '../../src/main/disk/durable-file.ts'
import { tempFolder } from '../support/temp-folder.ts'

test('P5 what a dead process wrote aside is swept; ours, and everything else, stays', async () => {
  const folder = tempFolder()
  const aside = asideOf(path.join(folder, 'index.json'))
  for (const file of [aside, path.join(folder, 'index.json'), path.join(folder, 'notes.aside')])
    writeFileSync(file, '')
  await sweepAsides(folder, (pid) => pid === process.pid)
  expect(readdirSync(folder)).toHaveLength(3)
  await sweepAsides(folder, () => false)
  expect(readdirSync(folder).sort()).toEqual(['index.json', 'notes.aside'])
})

test('P6 a replaced file has the new text and leaves nothing aside', async () => {
  const folder = tempFolder()
  const file = path.join(folder, 'index.json')
  await replaceFile(file, 'one')
  await Promise.all(Array.from({ length: 20 }, (_, i) => replaceFile(file, `text ${i}`)))
  expect(readdirSync(folder)).toEqual(['index.json'])
})

test('P7 a folder that is gone is told, and nothing is left', async () => {
  const file = path.join(tempFolder(), 'gone', 'index.json')
  await expect(replaceFile(file, 'text')).rejects.toMatchObject({ code: 'ENOENT' })
})

test('R2 a durable file is created once, and says how long it is and what its hash is', () => {
  const file = path.join(tempFolder(), 'a')
  const durable = createDurably(file)
  durable.write('ä'.repeat(700_000))
  durable.write(Buffer.from('b'))
  durable.write('c')
  // The hash was taken with another program.
  expect(durable.finish()).toEqual({
    bytes: 1_400_002,
    sha256: '671f1e32d1e0fcd7f26a827844719539b587b8ac372d26a0fa06609f0348e1c3',
  })
  expect(() => createDurably(file)).toThrow('EEXIST')
})
