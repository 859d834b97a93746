import { expect, test } from 'vitest'
import { Handed } from '../../../src/main/hosts/desktop/handed.ts'

const importOf = (path: unknown) => ({ source: { path } })

test('K5 a file may be imported once a person handed it over, as often as wanted', () => {
  const handed = new Handed()
  const ask = () => handed.admit('dataset.import', importOf('/data/a.csv'))
  expect(ask).toThrow(expect.objectContaining({ code: 'UNAUTHORIZED' }))
  handed.take(['/data/a.csv'])
  expect(ask).not.toThrow()
  expect(ask).not.toThrow()
  expect(() => handed.admit('dataset.import', importOf('/data/b.csv'))).toThrow()
  expect(() => handed.admit('dataset.inspect', importOf('/data/a.csv'))).not.toThrow()
  expect(() => handed.admit('dataset.inspect', importOf('/data/b.csv'))).toThrow()
})

test('K5 nothing that is no path is taken for one', () => {
  const handed = new Handed()
  handed.take(['', null, 7, { path: '/data/a.csv' }])
  for (const path of ['', '/data/a.csv']) {
    expect(() => handed.admit('dataset.import', importOf(path))).toThrow()
  }
})

test('other requests, and imports by upload, are no concern of the gate', () => {
  const handed = new Handed()
  for (const ask of [
    undefined,
    null,
    'text',
    {},
    { source: null },
    { source: { upload: 'u1' } },
    importOf(7),
  ]) {
    expect(() => handed.admit('dataset.import', ask)).not.toThrow()
  }
  expect(() => handed.admit('run.list', importOf('/data/a.csv'))).not.toThrow()
})
