import { startStack } from '#scripts/stack/stack.ts'

/** The stack that is measured, until it is told to stop. Takes PORT and HALLWAY_DATA, as `npm start` does. */
const stack = await startStack({
  port: Number(process.env.PORT),
  dataDir: process.env.HALLWAY_DATA ?? '',
  reports: { onIncident: console.error, onGivingUp: console.error },
})

process.once('SIGINT', () => void stack.stop().then(() => process.exit(0)))
