import { runStack } from '#scripts/start.ts'

/** `npm start` with a fault that no gateway catches, whenever it is told to. */
process.on('SIGUSR2', () => {
  setImmediate(() => {
    throw new Error('a gateway broke')
  })
})
await runStack({}, 'Hallway runs')
