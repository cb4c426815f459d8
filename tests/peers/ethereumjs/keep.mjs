// Runs a program as long as its owner lives: node keep.mjs PROGRAM ARGUMENTS…
// The owner holds our standard input open. When it is gone for any reason, the program is killed. Ctrl-C is passed on.
import { spawn } from 'node:child_process'

const [program, ...args] = process.argv.slice(2)
const child = spawn(program, args, { stdio: ['ignore', 'inherit', 'inherit'] })
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
process.stdin.on('end', () => child.kill('SIGKILL'))
process.stdin.on('error', () => child.kill('SIGKILL'))
process.stdin.resume()
child.on('error', error => { process.stderr.write(`${error.message}\n`); process.exit(127) })
child.on('exit', code => process.exit(code ?? 1))
