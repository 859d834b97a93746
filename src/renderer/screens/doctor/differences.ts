import type { ImportSettings } from '../../../shared/dataset.ts'

/** In words, what would change; empty where nothing would. */
export function differences(habit: ImportSettings, now: ImportSettings): readonly string[] {
  const { timezone, timeframe, delimiter, decimal, dateOrder, stamp, columns } = habit
  const other = <T>(is: T | undefined, was: T | undefined, words: string) =>
    was === undefined || JSON.stringify(is) === JSON.stringify(was) ? [] : [words]
  return [
    ...other(now.timezone, timezone, `times in ${timezone}`),
    ...other(now.timeframe, timeframe, `candles of ${timeframe}`),
    ...other(now.delimiter, delimiter, `${delimiter} between cells`),
    ...other(now.decimal, decimal, `decimal ${decimal}`),
    ...other(now.dateOrder, dateOrder, `dates as ${dateOrder}`),
    ...other(now.stamp, stamp, `times at the ${stamp}`),
    ...other(now.columns, columns, 'other columns'),
  ]
}
