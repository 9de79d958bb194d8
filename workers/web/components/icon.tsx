import { memoize } from '#functions/memoize.ts'
import { Html } from '../../jsx/jsx-runtime.ts'

const shapes = {
  arrow: 'M4 10h12M11 5l5 5-5 5',
  calendar: 'M4 5.500h12v11H4zM4 9h12M7 3v4M13 3v4',
  check: 'M4.500 10.500l3.500 3.500 7.500-8',
  code: 'M7 5.500L2.500 10 7 14.500M13 5.500l4.500 4.500-4.500 4.500',
  cross: 'M5 5l10 10M15 5L5 15',
  eye: 'M2.500 10s2.700-5 7.500-5 7.500 5 7.500 5-2.700 5-7.500 5-7.500-5-7.500-5zM10 12.200a2.200 2.200 0 1 0 0-4.400 2.200 2.200 0 0 0 0 4.400z',
  globe:
    'M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM3 10h14M10 3c2.500 2 2.500 12 0 14M10 3c-2.500 2-2.500 12 0 14',
  hash: 'M8 3L6.500 17M13.500 3L12 17M3.500 7.500h13.500M3 12.500h13.500',
  headphones: 'M3.500 14v-3a6.500 6.500 0 0 1 13 0v3M3.500 11.500h3v5h-3zM13.500 11.500h3v5h-3z',
  link: 'M8.500 11.500a3 3 0 0 0 4.300 0l3-3a3 3 0 0 0-4.300-4.300l-1 1M11.500 8.500a3 3 0 0 0-4.300 0l-3 3a3 3 0 0 0 4.300 4.300l1-1',
  list: 'M7.500 5.500h9M7.500 10h9M7.500 14.500h9M3.500 5.500h.500M3.500 10h.500M3.500 14.500h.500',
  menu: 'M3.500 6h13M3.500 10h13M3.500 14h13',
  page: 'M5 3h6.500l3.500 3.500v10.500h-10zM8 10h4M8 13h4',
  pencil: 'M4 16l.800-3.300 8.700-8.700 2.500 2.500-8.700 8.700z',
  person: 'M10 10a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM4 17c.500-3.300 3-5 6-5s5.500 1.700 6 5',
  photo: 'M3 4.500h14v11h-14zM3 13l4-4 4 4 2.500-2.500 3.500 3.500M13 7.500h.500',
  pin: 'M10 17.500s5.500-5 5.500-9a5.500 5.500 0 0 0-11 0c0 4 5.500 9 5.500 9zM10 10.500a2 2 0 1 0 0-4 2 2 0 0 0 0 4z',
  play: 'M6.500 4l9.500 6-9.500 6z',
  plus: 'M10 4v12M4 10h12',
  search: 'M9 14.500a5.500 5.500 0 1 0 0-11 5.500 5.500 0 0 0 0 11zM13 13l4 4',
  shield: 'M10 3l5.500 2v5c0 3.500-2.300 6-5.500 7-3.200-1-5.500-3.500-5.500-7V5z',
  slides: 'M3 4h14M4.500 4v8.500h11v-8.500M10 12.500v2M7 17l3-2.500 3 2.500',
  speech: 'M3.500 4.500h13v9h-7l-3.500 3v-3h-2.500z',
} as const

export type IconName = keyof typeof shapes

const drawing = memoize(
  (shape) =>
    new Html(
      `<svg class="icon" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true"><path d="${shape}"></path></svg>`,
    ),
)

/**
 * A 20-pixel stroke drawing beside words. It says nothing by itself, so machines skip it. Written out
 * once: no elements cost more to render than those of a drawing.
 */
export const Icon = ({ name }: { name: IconName }) => drawing(shapes[name])
