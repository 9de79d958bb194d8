import { atLeast, atMost, type Bar, exact, rounded } from './bar.ts'
import type { Crowd } from './crowd.ts'
import type { AllGrowth, Growth } from './growth.ts'
import type { Measured } from './measure.ts'
import type { Imported } from './measure-import.ts'
import { overloadBars } from './overload-bars.ts'
import type { Overload } from './overload-measure.ts'
import { PAGE_KINDS, type PageKind, pageKinds } from './page-kinds.ts'
import type { PageSeen } from './pages.ts'
import type { PartCpu } from './part-cpu.ts'
import type { Scenario } from './scenarios.ts'
import type { Sizes } from './sizes.ts'
import type { Startup } from './startup.ts'

export type Results = {
  measured: Record<Scenario, Measured>
  overload: Overload
  pages: readonly PageSeen[]
  crowd: Crowd
  sizes: Sizes
  startup: Startup
  growth: AllGrowth
  imported: Imported
}

const KIB = 1024

/** Whether each bar of the design was met. A value that could not be measured meets none. */
export function checkBars(results: Results): Bar[] {
  const { measured, overload, pages, crowd, sizes, startup, growth, imported } = results
  const { ceiling, cached, uncached, popular, track } = measured
  const heaviest = Math.max(...pages.map(({ htmlGzip }) => htmlGzip))
  const anonymous = pages.filter(({ signedIn }) => !signedIn)
  const signedIn = pages.filter((page) => page.signedIn)
  return [
    rounded(atLeast('cached page, of the ceiling', cached.ofCeiling, 0.9)),
    exact(atLeast('uncached page, of the ceiling', uncached.ofCeiling, 0.06)),
    exact(atLeast('signed-in page, of the ceiling', measured['signed-in'].ofCeiling, 0.04)),
    exact(atLeast('signed-in page, popular, of the ceiling', popular.ofCeiling, 0.06)),
    ...workerBar('uncached page, CPU of the Worker, of a hello-world', uncached, ceiling, 10),
    atMost('trips, anonymous page', mostTrips(uncached, anonymous), 1),
    atMost('trips, signed-in page', mostTrips(measured['signed-in'], signedIn), 1),
    atMost('trips, write', mostTrips(track, []), 1),
    atMost(`renders, ${crowd.visitors} visitors on one cold page`, crowd.renders, 1),
    atMost('failed requests', failures(measured, pages, crowd), 0),
    atMost('uncached requests that found a page', foundCached(uncached), 0),
    inKib('Worker bundle, gzip', sizes.workerGzip, 400),
    rounded(atMost('start-up beyond a hello-world, of its own', startup.beyond, 1)),
    inKib('style, gzip', sizes.cssGzip, 20),
    inKib('script, gzip', sizes.jsGzip, 10),
    inKib('heaviest page, gzip', heaviest, 14),
    ...cpuBar('uncached page', uncached.cpuMs, growth, 12),
    ...postgresBar('uncached page', uncached.cpuMs),
    ...overloadBars(overload),
    ...PAGE_KINDS.flatMap((kind) => growthBars(kind, growth, 10)),
    ...workerBar(
      "topic page, CPU of the Worker, of a session page's",
      growth.kinds.topic.large,
      growth.kinds.session.large,
      1.3,
    ),
    atMost('import of 1,000 sessions, s', imported.tookMs / 1000, 5),
    atMost('import of 1,000 sessions, MiB', Math.round(imported.peakMib), 200),
  ]
}

/** That one kind of page takes little longer in a directory so many times as large. */
export function growthBars(kind: PageKind, growth: AllGrowth, times: number): Bar[] {
  const { large, small, ratio }: Growth = growth.kinds[kind]
  const name = `${kind} page`
  return [
    rounded(atMost(`${name}, at ${times} times the size`, ratio, 1.5)),
    atMost(`${name}, trips`, Math.max(large.mostTrips, small.mostTrips), 1),
    atMost(
      `${name}, failed or cached`,
      large.failed + large.cached + small.failed + small.cached,
      0,
    ),
    ...cpuBar(name, large.cpuMs, growth, pageKinds[kind].maxCpu),
  ]
}

/** In multiples of the reference page's, since one bundle takes three times as long on another machine. */
function cpuBar(
  name: string,
  cpuMs: PartCpu | null,
  { referenceCpuMs }: AllGrowth,
  most: number,
): Bar[] {
  if (cpuMs === null || referenceCpuMs === null) return []
  return [
    rounded(atMost(`${name}, CPU of the reference page's`, cpuMs.worker / referenceCpuMs, most)),
  ]
}

type WithCpu = { readonly cpuMs: PartCpu | null }

/** How many times as much of the Worker's time one takes as another. */
const workerBar = (name: string, one: WithCpu, other: WithCpu, most: number): Bar[] =>
  one.cpuMs === null || other.cpuMs === null
    ? []
    : [rounded(atMost(name, one.cpuMs.worker / other.cpuMs.worker, most))]

/** What the database takes is compute that is paid by the hour. */
const postgresBar = (name: string, cpuMs: PartCpu | null): Bar[] =>
  cpuMs === null
    ? []
    : [
        rounded(
          atMost(`${name}, CPU of Postgres, of the Worker's`, cpuMs.postgres / cpuMs.worker, 0.5),
        ),
      ]

/** The worst of all answers; NaN, which meets no bar, when none of them told. */
function mostTrips(load: Measured, pages: readonly PageSeen[]): number {
  const counts = Object.keys(load.trips).map(Number)
  if (counts.length === 0) return Number.NaN
  return Math.max(...counts, ...pages.map(({ trips }) => trips))
}

function failures(measured: Results['measured'], pages: readonly PageSeen[], crowd: Crowd): number {
  const loads = Object.values(measured).reduce((sum, { failed }) => sum + failed, 0)
  return loads + crowd.failed + pages.filter(({ status }) => status !== 200).length
}

function foundCached({ caches, requests }: Measured): number {
  return requests === 0 ? Number.NaN : requests - (caches.miss ?? 0)
}

const inKib = (name: string, bytes: number, kib: number): Bar => ({
  name: `${name}, KiB`,
  bar: `≤ ${kib}`,
  found: (bytes / KIB).toFixed(1),
  pass: bytes <= kib * KIB,
})
