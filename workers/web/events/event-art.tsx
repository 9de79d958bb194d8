import { memoize } from '#functions/memoize.ts'
import { Html } from '../../jsx/jsx-runtime.ts'
import { hashOf } from '../components/hue.ts'

const TILES = 24
/** A quarter of a disc from each corner of its tile, a disc, and a drop. */
const shapes = [
  'h8a8 8 0 0 1-8 8z',
  'm8 0v8a8 8 0 0 1-8-8z',
  'm8 8h-8a8 8 0 0 1 8-8z',
  'm0 8v-8a8 8 0 0 1 8 8z',
  'm1 4a3 3 0 0 1 6 0a3 3 0 0 1-6 0z',
  'h4a4 4 0 0 1 0 8a4 4 0 0 1-4-4z',
]

/** A row of tiles, each one of the shapes, light or full: which ones follows from the name alone. */
const drawing = memoize((name) => {
  const paths = ['', '']
  for (let tile = 0; tile < TILES; tile++) {
    const bits = hashOf(`${name} ${tile}`)
    const layer = bits & 1
    paths[layer] += `M${tile * 8} 0${shapes[(bits >>> 8) % shapes.length]}`
  }
  const [light, full] = paths
  return new Html(
    `<svg class="art" viewBox="0 0 ${TILES * 8} 8" preserveAspectRatio="xMidYMid slice" aria-hidden="true"><path class="light" d="${light}"></path><path d="${full}"></path></svg>`,
  )
})

type Props = {
  event: { readonly slug: string; readonly series: { readonly slug: string } | null }
}

/** A picture for an event that has none, in its colour: the same for all editions of a series, and no other's. */
export const EventArt = ({ event: { slug, series } }: Props) => drawing(series?.slug ?? slug)
