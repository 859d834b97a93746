import { PROBLEMS } from '../../../shared/problem.ts'
import type { Diagnosis } from '../../../shared/proof.ts'
import { readOnlyRefusal } from '../../api/admission.ts'
import { setDamagedStoreAside } from '../../api/rescue.ts'
import { command, yes } from './command.ts'
import { shortId } from './figures.ts'

export const doctor = command({
  name: 'doctor',
  does: 'Look at every file of every run and dataset, and say what is damaged',
  takes: '',
  flags: { rebuild: yes('Make the index anew, from the folders alone') },
  example: 'tapedeck doctor --rebuild',
  async run(given, desk) {
    const rebuild = given.has('rebuild')
    if (rebuild && desk.readOnly) throw readOnlyRefusal()
    const wasDamaged = rebuild && setDamagedStoreAside(desk.home)
    const { operation } = await (await desk.client()).ask('doctor.start', { rebuild })
    const { kind: _, ...found } = await desk.follow(operation, 'doctor')
    const isWell = found.damaged.length + found.damagedDatasets.length === 0
    return {
      json: { ok: isWell, ...found, storeSetAside: wasDamaged },
      text: inWords(found, wasDamaged),
      exit: isWell ? 0 : PROBLEMS.ARTIFACT_TAMPERED.exit,
    }
  },
})

function inWords(found: Diagnosis, wasDamaged: boolean): string {
  const { runs, datasets, damaged, damagedDatasets, adopted, forgotten, orphans, rebuilt } = found
  const unwell = damaged.length + damagedDatasets.length
  return [
    ...(wasDamaged ? ['The damaged store was moved to the folder backups, and a new one made.'] : []),
    ...(rebuilt ? [`The index was made anew from ${runs} folders.`] : []),
    `${runs} runs and ${datasets} datasets: ${unwell === 0 ? 'every file is as it was written.' : `${unwell} damaged.`}`,
    ...damaged.map(({ runId, artifact }) => `  run ${shortId(runId)}: ${artifact}`),
    ...damagedDatasets.map((id) => `  dataset ${shortId(id)}: its candles`),
    ...(adopted > 0 ? [`${adopted} runs were found again by their folders.`] : []),
    ...forgotten.map(
      (id) => `  run ${shortId(id)} has no whole folder and was given up; a backup still lists it.`,
    ),
    ...(orphans > 0 ? [`${orphans} folders that are no whole runs lie in .orphans.`] : []),
    ...(damaged.length > 0 ? ['Run them again with the same settings: they are put right.'] : []),
  ].join('\n')
}
