import { writeFileSync } from 'node:fs'

/** Loaded before a command (`node --import`): when it ends, writes its largest memory, in KiB, to the file PEAK_MEMORY names. */
process.once('exit', () => {
  const file = process.env.PEAK_MEMORY
  if (file) writeFileSync(file, String(process.resourceUsage().maxRSS))
})
