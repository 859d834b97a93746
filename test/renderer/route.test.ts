import { expect, test } from 'vitest'
import { formatRoute, parseRoute, type Route } from '../../src/renderer/state/route.ts'
import type { DatasetId, RunId } from '../../src/shared/brand.ts'

const HASH = 'a1'.repeat(32)
const dataset = HASH as DatasetId
const run = HASH as RunId

test('U2 every place has an address, and the address leads back to it', () => {
  const places: readonly Route[] = [
    { is: 'library', dataset: null },
    { is: 'library', dataset },
    { is: 'runs' },
    { is: 'run', run },
    { is: 'new-run', dataset: null, strategy: null },
    { is: 'new-run', dataset, strategy: 'sma-cross' },
    { is: 'about' },
  ]
  expect(places.map((place) => parseRoute(formatRoute(place)))).toEqual(places)
})

test('U2 runs live at #/runs/<id>, a new one at #/runs/new', () => {
  expect(formatRoute({ is: 'run', run })).toBe(`#/runs/${HASH}`)
  expect(formatRoute({ is: 'new-run', dataset, strategy: 'a b&c' })).toBe(
    `#/runs/new?dataset=${HASH}&strategy=a+b%26c`,
  )
})

test('U2 what is no address of ours is the library, and no bad name gets through', () => {
  const library: Route = { is: 'library', dataset: null }
  expect(
    ['', '#', '#/nowhere', `#/library?dataset=${HASH}0`, '#/library?dataset=../x'].map(parseRoute),
  ).toEqual(Array.from({ length: 5 }, () => library))
  expect(parseRoute('#/runs/not-a-hash')).toEqual({ is: 'runs' })
})
