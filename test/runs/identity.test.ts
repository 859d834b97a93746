import { expect, test } from 'vitest'
import type { DatasetId, Millis } from '../../src/shared/brand.ts'
import type { RunInputs } from '../../src/shared/run.ts'
import { DEFAULT_SETTINGS } from '../../src/shared/settings.ts'
import { identify } from '../../src/main/runs/identity.ts'

const INPUTS: RunInputs = {
  schema: 1,
  engine: 'tapedeck-engine/1',
  strategy: { id: 'sma-cross', version: '1' },
  params: { fast: 10, slow: 30 },
  datasets: ['ab'.repeat(32) as DatasetId],
  timeframe: '1d',
  window: { from: null, to: null },
  settings: DEFAULT_SETTINGS,
  skipVolumeFilter: false,
  journal: 'events',
}

test('R1 the id of known inputs is known, on every machine', () => {
  // Recomputed outside this program: sha256 of "run/v1", a zero byte and the RFC 8785 text.
  expect(identify(INPUTS)).toMatchInlineSnapshot(`
    {
      "inputsSha256": "cea6a9f0887bc0fd560a961d5d2cefa805db7d54c3bf2c6327a7d4c2fd164c5a",
      "runId": "d1d32affefbf2927868491f50067ce5a9045ae331e8ab769cbaf6f385fbfad3d",
    }
  `)
})

test('R1 P1 a change of any single field changes the id', () => {
  const seen = new Map([[identify(INPUTS).runId, 'nothing']])
  for (const [where, changed] of everyChange(INPUTS)) {
    const { runId } = identify(changed)
    expect(seen.get(runId), `${where} gives the id of a change of ${seen.get(runId)}`).toBeUndefined()
    seen.set(runId, where)
  }
  expect(seen.size).toBeGreaterThan(20)
})

/** One change per leaf, made from the value itself, so that a new field is never forgotten. */
function* everyChange(inputs: RunInputs): Generator<[string, RunInputs]> {
  for (const path of leaves(inputs)) {
    const copy = structuredClone(inputs)
    change(copy as unknown as Record<string, unknown>, path)
    yield [path.join('.'), copy]
  }
}

function* leaves(value: unknown, path: string[] = []): Generator<string[]> {
  if (typeof value !== 'object' || value === null) yield path
  else for (const [key, inner] of Object.entries(value)) yield* leaves(inner, [...path, key])
}

function change(holder: Record<string, unknown>, [key = '', ...rest]: string[]): void {
  if (rest.length > 0) return change(holder[key] as Record<string, unknown>, rest)
  const value = holder[key]
  if (typeof value === 'boolean') holder[key] = !value
  else if (typeof value === 'number') holder[key] = value + 1
  else if (value === null) holder[key] = 0 as Millis
  else holder[key] = `${String(value)}x`
}
