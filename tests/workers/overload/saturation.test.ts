import { expect, test } from 'vitest'
import { Saturation } from '#workers/overload/saturation.ts'

/** As many places as there are answer one after the other, each after so long. */
function makeSite(saturation = new Saturation()) {
  let nowMs = 1_000_000
  const places = 16
  /** Answers for so long; how long one takes may depend on how many there are at once. */
  const answer = (forMs: number, took: (atOnce: number) => number) => {
    for (const untilMs = nowMs + forMs; nowMs < untilMs; ) {
      const atOnce = places * saturation.part
      const ms = took(atOnce)
      nowMs += ms / atOnce
      saturation.measureHeld(nowMs - ms, nowMs)
    }
  }
  const pause = (ms: number) => {
    nowMs += ms
    return nowMs
  }
  return {
    saturation,
    answer,
    pause,
    /** A timer comes so much too late. */
    late: (ms: number) => {
      pause(ms)
      saturation.measureLate(ms, nowMs)
    },
  }
}

/** By one processor, that works all the time. */
const inTurn = (atOnce: number) => 10 * atOnce

/** A site that was found to be saturated a moment ago. */
function makeSaturated() {
  const site = makeSite()
  site.answer(3_000, inTurn)
  expect(site.saturation).toMatchObject({ isSaturated: true, part: 1 / 4 })
  return site
}

test('what answers one after the other is saturated, and what only answers late is not', () => {
  makeSaturated()
  const { saturation, answer } = makeSite()
  answer(60_000, () => 400)
  expect(saturation.isSaturated).toBe(false)
})

test('one slow moment makes nothing look as if it had room again', () => {
  const { saturation, answer } = makeSaturated()
  let most = 0
  for (let round = 0; round < 20; round += 1) {
    answer(1_400, inTurn)
    answer(1_400, (atOnce) => {
      most = Math.max(most, saturation.part)
      return inTurn(atOnce) * (saturation.part === 1 / 4 ? 4 : 1)
    })
    expect(saturation.isSaturated).toBe(true)
  }
  expect(most).toBe(1 / 2)
})

test('all places are used again once answers only take long, however long', () => {
  for (const ms of [20, 200, 2_000]) {
    const { saturation, answer } = makeSaturated()
    answer(30 * Math.max(1_000, ms), () => ms)
    expect(saturation).toMatchObject({ isSaturated: false })
  }
})

test('timers that come late tell of the thread at once, and for as long as they do', () => {
  const { saturation, answer, late } = makeSite()
  const busy = (forMs: number) => {
    for (let ms = 0; ms < forMs; ms += 40) {
      late(20)
      answer(20, () => 20)
    }
  }
  busy(1_000)
  expect(saturation.isSaturated).toBe(true)
  busy(20_000)
  expect(saturation.isSaturated).toBe(true)
  // Nobody waits any more, so that no timer tells that it is over.
  answer(20_000, () => 20)
  expect(saturation.isSaturated).toBe(false)
})

test('a collection of garbage now and then is no busy thread, however many wait', () => {
  const { saturation, answer, late, pause } = makeSite()
  for (let times = 0; times < 20; times += 1) {
    late(150)
    for (let others = 0; others < 30; others += 1) saturation.measureLate(150, pause(0))
    for (let looks = 0; looks < 100; looks += 1) {
      answer(50, () => 200)
      late(0.1)
      expect(saturation.isSaturated).toBe(false)
    }
  }
})

test('what was found is forgotten once there was no overload for five seconds', () => {
  const { saturation, answer, pause } = makeSaturated()
  pause(5_001)
  answer(1, () => 100)
  expect(saturation).toMatchObject({ isSaturated: false, part: 1 })
})
