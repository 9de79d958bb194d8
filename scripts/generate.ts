import { parseArgs } from 'node:util'
import { fillDirectory } from './generate/fill-directory.ts'
import { LARGEST_SCALE } from './generate/sizes.ts'
import { openLocal } from './ops/target.ts'

/**
 * `npm run generate`: fills the stack that `npm start` runs here with an invented directory of the size
 * that Hallway has to be quick with; `--replace` throws the sample away first. Never a deployed site:
 * there is no option for one.
 */
const { values } = parseArgs({
  options: {
    scale: { type: 'string', default: '1' },
    seed: { type: 'string', default: '1' },
    replace: { type: 'boolean', default: false },
  },
})
const { replace } = values
const scale = Number(values.scale)
const seed = Number(values.seed)
if (!(scale > 0 && scale <= LARGEST_SCALE) || !Number.isInteger(seed)) {
  console.error(
    `npm run generate -- [--scale 0.1 (above 0, at most ${LARGEST_SCALE})] [--seed 1 (a whole number)] [--replace]`,
  )
  process.exit(2)
}

const startedAtMs = performance.now()
const target = await openLocal(process.env.HALLWAY_DATA ?? '.hallway')
await fillDirectory(target, { scale, seed, replace, onStep: say })
say('done')

function say(what: string) {
  console.error(`${((performance.now() - startedAtMs) / 1000).toFixed(1).padStart(6)} s  ${what}`)
}
