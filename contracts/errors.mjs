// Checks that a test expects each custom error that the sources declare.
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

const textsIn = (folder) => readdirSync(folder, { recursive: true }).filter(name => name.endsWith('.sol')).map(name => readFileSync(join(folder, name), 'utf8'))
const tests = textsIn('test').join('\n')
const errors = textsIn('src').flatMap(text => [...text.matchAll(/^\s*error (\w+)\(/gm)].map(([, name]) => name))
const untested = errors.filter(name => !new RegExp(`\\b${name}\\.selector\\b`).test(tests))
if (errors.length === 0 || untested.length > 0) {
  console.error(`Errors without a test: ${errors.length === 0 ? 'none was found at all' : untested.join(', ')}`)
  process.exit(1)
}
console.log(`${errors.length} errors, each expected by a test`)
