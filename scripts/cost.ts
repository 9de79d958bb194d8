import { costBars } from './bench/cost/dollars.ts'
import { measureCosts } from './bench/cost/measure-cost.ts'
import { costTables } from './bench/cost/print-cost.ts'
import { keepDirectory } from './bench/filled-stack.ts'
import { commandLine } from './command-line.ts'

commandLine(
  'npm run cost --',
  'Count what each action asks of services that bill by the piece, and print the tables of docs/cost.md. BENCH_SCALE is the directory’s size (default 0.1). Exit code 1 when a bar is missed.',
).parse()

const port = Number(process.env.BENCH_PORT ?? 26_100)
const directory = await keepDirectory(port, Number(process.env.BENCH_SCALE ?? 0.1))
const costs = await measureCosts(port, directory)
const bars = costBars(costs)
console.log(costTables(costs))
for (const { name, bar, found, pass } of bars)
  console.error(`${pass ? 'PASS' : 'FAIL'}  ${name}: ${found} (${bar})`)
process.exitCode = bars.every(({ pass }) => pass) ? 0 : 1
