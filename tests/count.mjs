// Adds up the runners' reports: one TRX for each .NET test project named on the command line, and forge.json. A report that is missing
// counts as a failure: a runner that died must not look like one that had nothing to do.
import fs from 'node:fs'
import path from 'node:path'

const [folder, ...projects] = process.argv.slice(2)
const total = { passed: 0, failed: 0, skipped: 0 }

function add(name, counts) {
  console.log(`${name.padEnd(28)} ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`)
  for (const key of Object.keys(total)) total[key] += counts[key]
}

function read(name) {
  try {
    return fs.readFileSync(path.join(folder, name), 'utf8')
  } catch {
    console.log(`${name}: no report`)
    total.failed++
    return null
  }
}

for (const project of projects) {
  const name = path.basename(project)
  const trx = read(`${name}.trx`)
  if (trx === null) continue
  const number = attribute => Number(trx.match(new RegExp(`<Counters[^>]*\\b${attribute}="(\\d+)"`))?.[1] ?? NaN)
  const counts = { passed: number('passed'), failed: number('failed') + number('error') + number('timeout') + number('aborted'), skipped: number('total') - number('executed') }
  if (Object.values(counts).some(Number.isNaN) || number('total') === 0) {
    console.log(`${name}.trx: no counts`)
    total.failed++
  } else {
    add(name, counts)
  }
}

const forge = read('forge.json')
if (forge !== null) {
  const results = Object.values(JSON.parse(forge)).flatMap(suite => Object.values(suite.test_results))
  const count = status => results.filter(result => result.status === status).length
  if (results.length === 0) total.failed++
  add('contracts', { passed: count('Success'), failed: count('Failure'), skipped: count('Skipped') })
}

console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`)
process.exitCode = total.failed === 0 ? 0 : 1
