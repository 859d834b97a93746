import { command } from './command.ts'
import { datasetTable, datasetView } from './dataset-view.ts'

export const datasets = command({
  name: 'datasets',
  does: 'List the imported candles',
  takes: '',
  flags: {},
  example: 'tapedeck datasets',
  async run(_given, desk) {
    const { datasets } = await (await desk.client()).ask('dataset.list', {})
    return {
      json: { datasets: datasets.map(datasetView) },
      text: datasets.length === 0 ? 'Nothing was imported yet: tapedeck import FILE' : datasetTable(datasets),
    }
  },
})
