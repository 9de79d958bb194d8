import { measureCosts } from './bench/cost/measure-cost.ts'

const costs = await measureCosts(
  Number(process.env.BENCH_PORT ?? 26_100),
  Number(process.argv[2] ?? 0.1),
)
console.table(costs)
