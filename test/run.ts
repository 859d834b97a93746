/**
 * `npm test`: types, lint, format, then every test, and one plain last line. With arguments
 * (`npm test -- test/engine`) only the tests that they name.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { NONE, plus, TALLY_FILE, type Tally } from './support/tally.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const require = createRequire(import.meta.url)

function main(wanted: readonly string[]): number {
  const total = wanted.length > 0 ? vitest('Tests', wanted) : everything()
  const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : ''
  console.log(`\n${total.passed} passed, ${total.failed} failed${skipped}`)
  return total.failed === 0 ? 0 : 1
}

function everything(): Tally {
  const types = check('Types', 'typescript', 'tsc', ['-b'])
  const checks = [
    types,
    check('Lint', 'oxlint', 'oxlint', ['--deny-warnings']),
    check('Format', 'oxfmt', 'oxfmt', ['--check']),
  ].reduce(plus)
  if (types.failed > 0) {
    heading('Tests')
    console.log('Not run: code that does not compile is not worth testing yet.')
    return checks
  }
  return [
    checks,
    vitest('Unit tests', ['--project', 'unit']),
    vitest('End-to-end tests', ['--project', 'e2e']),
  ].reduce(plus)
}

/** A tool that is happy or not, as one passed or failed check. */
function check(title: string, name: string, command: string, args: readonly string[]): Tally {
  heading(title)
  const happy = run(name, command, args) === 0
  if (happy) console.log('fine')
  return happy ? { ...NONE, passed: 1 } : { ...NONE, failed: 1 }
}

function vitest(title: string, args: readonly string[]): Tally {
  heading(title)
  const folder = mkdtempSync(join(tmpdir(), 'tapedeck-test-'))
  try {
    const file = join(folder, 'tally.json')
    const config = ['--config', 'test/vitest.config.ts']
    const reporters = ['--reporter=default', '--reporter=./test/support/tally.ts']
    const code = run('vitest', 'vitest', ['run', ...config, ...reporters, ...args], { [TALLY_FILE]: file })
    const tally: Tally = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : NONE
    // Whatever else vitest is unhappy about, such as no test at all.
    return code !== 0 && tally.failed === 0 ? { ...tally, failed: 1 } : tally
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Runs a package's command under this Node, so that it works the same on every platform. */
function run(name: string, command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): number {
  const manifest = require.resolve(`${name}/package.json`)
  const { bin } = require(manifest) as { bin: { readonly [command: string]: string } }
  const script = join(dirname(manifest), bin[command] ?? '')
  const { status } = spawnSync(process.execPath, [script, ...args], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  return status ?? 1
}

const heading = (title: string): void => console.log(`\n── ${title} ${'─'.repeat(60 - title.length)}`)

process.exitCode = main(process.argv.slice(2))
