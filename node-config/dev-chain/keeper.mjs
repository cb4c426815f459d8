// Runs one anvil: starts it, saves its state safely against crashes, and stops it when its owner is gone.
//
// Why anvil alone is not enough: its dump overwrites the state file in place, so a kill during the dump would leave half a file. And
// nothing stops it when its owner is killed. Here the owner holds our standard input open. When that pipe closes for any reason, the
// state is saved and anvil ends. Ctrl-C in a terminal reaches the owner, not the chain.
//
// Argument: one JSON object {anvil, port, chainId, directory, origin}. Pages of that origin, or of none when it is null, may ask the chain.
// Output: one JSON object a line, {"event": "ready" | "failed" | "stopped"}.
import { spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import zlib from 'node:zlib'

const settings = JSON.parse(process.argv[2])
const statePath = path.join(settings.directory, 'state.json')
const runningPath = path.join(settings.directory, 'anvil.running')
const cachePath = path.join(settings.directory, 'anvil-cache')
const unzip = promisify(zlib.unzip)
const pause = ms => new Promise(resolve => setTimeout(resolve, ms))
const say = (event, detail) => process.stdout.write(JSON.stringify({ event, ...detail }) + '\n')

async function ask(port, method, params = []) {
  const response = await fetch(`http://127.0.0.1:${port}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
    signal: AbortSignal.timeout(60_000)
  })
  const answer = await response.json()
  if (answer.error) throw new Error(`${method}: ${answer.error.message}`)
  return answer.result
}

async function save(port) {
  const dump = await ask(port, 'anvil_dumpState')
  write(await unzip(Buffer.from(dump.slice(2), 'hex')))
}

// Writes a new file, flushes it and renames it over the old one, so a crash at any moment leaves one complete state.
function write(state) {
  const staged = statePath + '.new'
  const file = fs.openSync(staged, 'w', 0o600)
  try {
    fs.writeFileSync(file, state)
    fs.fsyncSync(file)
  } finally {
    fs.closeSync(file)
  }
  fs.renameSync(staged, statePath)
  if (process.platform !== 'win32') {
    const directory = fs.openSync(settings.directory, 'r')
    fs.fsyncSync(directory)
    fs.closeSync(directory)
  }
}

// At every start anvil makes a new block 0 before it loads the state, and its dump contains both. The next load picks one of them at random.
// The block 0 of the chain is the older one.
function keepFirstBlock() {
  const state = JSON.parse(fs.readFileSync(statePath, 'utf8'))
  const born = state.blocks.filter(block => BigInt(block.header.number) === 0n)
  if (born.length < 2) return
  const first = born.reduce((one, other) => BigInt(other.header.timestamp) < BigInt(one.header.timestamp) ? other : one)
  write(JSON.stringify({ ...state, blocks: state.blocks.filter(block => block === first || !born.includes(block)) }))
}

function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

const commandLine = pid => fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')

function hasKeeper(orphan) {
  try {
    return commandLine(orphan.keeper).some(argument => argument.endsWith('keeper.mjs'))
  } catch {
    return false
  }
}

// If the previous keeper was killed, its anvil may still run, with blocks that are in no file yet. The recorded process is stopped only
// if its command line names this directory, so a reused process id cannot hit another program.
async function takeOver() {
  let orphan
  try {
    orphan = JSON.parse(fs.readFileSync(runningPath, 'utf8'))
    if (!commandLine(orphan.pid).includes(cachePath)) return
  } catch {
    return // no record, no such process, or a system without /proc: nothing to take over
  }
  if (hasKeeper(orphan)) {
    say('failed', { how: 'another process runs this chain' })
    process.exit(1)
  }
  try {
    await save(orphan.port)
  } catch (error) {
    process.stderr.write(`The state of the earlier chain process could not be read: ${error.message}\n`)
  }
  process.kill(orphan.pid, 'SIGKILL')
  while (isAlive(orphan.pid)) await pause(10)
}

await takeOver()
const hasState = fs.existsSync(statePath)
if (hasState) keepFirstBlock()
const anvil = spawn(settings.anvil, [
  '--host', '127.0.0.1', '--port', String(settings.port), '--chain-id', String(settings.chainId),
  '--accounts', '0', '--quiet',
  ...(settings.origin ? ['--allow-origin', settings.origin] : ['--no-cors']),
  '--slots-in-an-epoch', '0', // one process never forks: its `finalized` tag is its latest block
  '--prune-history', '256', '--cache-path', cachePath,
  ...(hasState ? ['--load-state', statePath] : [])
], { stdio: ['ignore', 'ignore', 'pipe'], detached: process.platform !== 'win32' })

let lastWords = ''
let stopping = false
anvil.stderr.on('data', chunk => { lastWords = (lastWords + chunk).slice(-2000) })
const gone = new Promise(resolve => {
  anvil.on('error', error => resolve(error.message))
  anvil.on('exit', (code, signal) => resolve(signal ?? `code ${code}`))
})
gone.then(how => {
  fs.rmSync(runningPath, { force: true })
  if (!stopping) {
    say('failed', { how, words: lastWords.trim() })
    process.exit(1)
  }
})

process.on('SIGINT', () => {})
process.on('SIGHUP', () => {})
process.on('SIGTERM', () => stop())
process.stdout.on('error', () => {}) // the owner may be gone already
process.stdin.on('error', () => stop())
process.stdin.on('end', () => stop())
process.stdin.resume()

let lastHead
let saving = Promise.resolve()
async function saveIfGrown() {
  const head = await ask(settings.port, 'eth_blockNumber')
  if (head === lastHead) return
  await save(settings.port)
  lastHead = head
}

async function stop() {
  if (stopping) return
  stopping = true
  await saving
  try {
    await save(settings.port)
  } catch (error) {
    process.stderr.write(`The last state could not be saved: ${error.message}\n`)
  }
  anvil.kill('SIGTERM')
  if (await Promise.race([gone, pause(5000).then(() => null)]) === null) {
    anvil.kill('SIGKILL')
    await gone
  }
  say('stopped')
  process.exit(0)
}

if (anvil.pid !== undefined) {
  fs.writeFileSync(runningPath, JSON.stringify({ pid: anvil.pid, port: settings.port, keeper: process.pid }))
  for (;;) {
    try {
      await ask(settings.port, 'eth_chainId')
      break
    } catch {
      await pause(20) // not listening yet; the owner limits how long this may take
    }
  }
  if (!hasState) await save(settings.port) // block 0 is made only once
  say('ready')
  while (!stopping) {
    const began = Date.now()
    saving = saveIfGrown().catch(error => process.stderr.write(`The state could not be saved: ${error.message}\n`))
    await saving
    // The state grows with the chain. Saving may take at most a tenth of the time.
    await pause(Math.max(1000, 10 * (Date.now() - began)))
  }
}
