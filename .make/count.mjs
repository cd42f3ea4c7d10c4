// count.mjs --failed="PART..." PART...: sums up the parts' JUnit reports and ends with the one line that tells. A part
// that failed without a failed test (it did not compile, a check found something) counts as one failure.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { data, root } from './processes.mjs'

const failsafe = join(root, 'backend', 'target', 'failsafe-reports')
const reports = {
  backend: [join(root, 'backend', 'target', 'surefire-reports'), failsafe],
  chaos: [failsafe],
  frontend: [join(data, 'reports', 'frontend')],
  e2e: [join(data, 'reports', 'e2e')],
}
const [failedOption, ...parts] = process.argv.slice(2)
const failedParts = failedOption.replace('--failed=', '').split(' ')

const sum = { passed: 0, failed: 0, skipped: 0 }
for (const part of parts) {
  const counts = countIn(reports[part])
  if (failedParts.includes(part)) {
    counts.failed = Math.max(counts.failed, 1)
  } else if (counts.passed === 0) {
    console.error(`${part}: no report of a passed test`)
    counts.failed += 1
  }
  console.log(`${part}: ${line(counts)}`)
  for (const key of Object.keys(sum)) {
    sum[key] += counts[key]
  }
}
console.log(line(sum))
process.exitCode = sum.failed > 0 ? 1 : 0

function countIn(directories) {
  const counts = { passed: 0, failed: 0, skipped: 0 }
  for (const file of directories.flatMap(reportsIn)) {
    for (const [suite] of readFileSync(file, 'utf8').matchAll(/<testsuite\s[^>]*>/g)) {
      const number = (attribute) => Number(suite.match(new RegExp(`\\s${attribute}="(\\d+)"`))?.[1] ?? 0)
      const failed = number('failures') + number('errors')
      counts.failed += failed
      counts.skipped += number('skipped')
      counts.passed += number('tests') - failed - number('skipped')
    }
  }
  return counts
}

// Failsafe's summary is XML too, but no suite.
function reportsIn(directory) {
  const names = existsSync(directory) ? readdirSync(directory) : []
  return names.filter((name) => name.endsWith('.xml')).map((name) => join(directory, name))
}

function line({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}
