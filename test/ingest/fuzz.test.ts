import { expect, test } from 'vitest'
import { tempFolder } from '../support/temp-folder.ts'
import { importMutants, ORIGINALS } from './mutants.ts'

/** Ten thousand in all; a million of them is `npm run torture imports`. */
const MUTANTS = Math.ceil(10_000 / Object.keys(ORIGINALS).length)

test.each(Object.entries(ORIGINALS))(
  'P8 mutants of %s: no crash, no unknown code, nothing left behind by a refusal',
  { timeout: 120_000 },
  async (name, original) => {
    const plan = { seed: name.length, count: MUTANTS, folder: tempFolder(), files: tempFolder() }
    const seen = await importMutants(original, plan)
    // The mutants are worth their time only while they get everywhere; a packed file is mostly broken.
    expect(seen.size).toBeGreaterThan(name === 'gzip' ? 2 : 6)
    if (name !== 'gzip') expect(seen.get('fine')).toBeGreaterThan(15)
  },
)
