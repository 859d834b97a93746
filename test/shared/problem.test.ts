import { expect, test } from 'vitest'
import { PROBLEMS } from '../../src/shared/problem.ts'

test('O1 docs/errors.md says of every code what it means, and what scripts get to see', async () => {
  const rows = Object.entries(PROBLEMS).map(
    ([code, { about, exit, http }]) => `| \`${code}\` | ${about} | ${exit} | ${http} |`,
  )
  const page = [
    '# Error codes',
    '',
    'Every refusal has one of these codes, a sentence that says what happened, and one that says what to do.',
    'The codes are stable: more may be added, none changes its meaning. `exit` is the exit code of the command',
    'line, `HTTP` the status of the API.',
    '',
    '| code | means | exit | HTTP |',
    '|---|---|---|---|',
    ...rows,
    '',
  ].join('\n')
  await expect(page).toMatchFileSnapshot('../../docs/errors.md')
})
