import { run } from './ops/run.ts'

process.exitCode = await run(process.argv.slice(2))
