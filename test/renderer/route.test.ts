import { expect, test } from 'vitest'
import { formatRoute, parseRoute, type Route } from '../../src/renderer/state/route.ts'
import { type DatasetId, millis, type RunId } from '../../src/shared/brand.ts'

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
    { is: 'doctor' },
    { is: 'dataset', dataset, gap: null },
    { is: 'dataset', dataset, gap: { after: millis(1000), until: millis(9000) } },
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

test('U2 a gap that is none leaves the dataset, shown whole', () => {
  for (const gap of ['', '5', '9-5', 'x-y', '-1-5', '1e3-9e3']) {
    expect(parseRoute(`#/datasets/${HASH}?gap=${gap}`)).toEqual({ is: 'dataset', dataset, gap: null })
  }
  expect(parseRoute('#/datasets/not-a-hash')).toEqual({ is: 'library', dataset: null })
})
