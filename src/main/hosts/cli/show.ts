import { type MetricName, METRICS } from '../../../shared/metrics.ts'
import { command } from './command.ts'
import { figureRow, shortTime } from './figures.ts'
import { namedRun } from './named-run.ts'
import { pairs } from './table.ts'

export const show = command({
  name: 'show',
  does: 'Show a run: manifest and metrics',
  takes: 'RUN',
  flags: {},
  example: 'tapedeck show 3f9a1c',
  async run(given, desk) {
    const client = await desk.client()
    const id = await namedRun(client, given.rest[0] ?? '')
    const { run, manifest, metrics, periodsPerYear } = await client.ask('run.read', { run: id })
    const artifacts = await desk.runFolder(id)
    return {
      json: { runId: id, status: run.state, manifest, metrics, periodsPerYear, artifacts },
      text: [
        `${run.strategyTitle} on ${run.symbol} ${run.timeframe}, ${shortTime(run.from)} to ${shortTime(run.to)}`,
        pairs([
          ...Object.entries(run.params).map(([name, value]) => [name, String(value)] as const),
          ['Capital', manifest.inputs.settings.capital],
          ['Data', `${run.dataIntegrity}${run.synthetic ? ', synthetic' : ''}`],
          ...(run.problem === null
            ? []
            : [['Failed', `${run.problem.message} [${run.problem.code}]`] as const]),
          ['Run', id],
          ['Artifacts', artifacts],
        ]),
        '',
        pairs(NAMES.map((name) => figureRow(metrics, name))),
      ].join('\n'),
    }
  },
})

const isMetric = (name: string): name is MetricName => Object.hasOwn(METRICS, name)
const NAMES = Object.keys(METRICS).filter(isMetric)
