import type { Mutation } from './mutation.ts'

const publicPages = 'workers/public-pages.ts'
const gateway = 'workers/gateway/gateway.ts'
const answerPage = 'workers/gateway/answer-page.ts'
const pageCache = 'tests/workers/gateway/page-cache.test.ts'
const test = 'tests/workers/edge/cached-answers.test.ts'

export const mutations: Mutation[] = [
  {
    promise: 'a 503 is kept by no cache, neither for a minute nor for when the next one fails',
    file: publicPages,
    before: 'new Set([200, 301, 404, 410])',
    after: 'new Set([200, 301, 404, 410, 503])',
    test,
  },
  {
    promise: 'no page is older than a minute, whenever an isolate took it from the edge',
    file: publicPages,
    before: "MAX_AGE_S - c.get('settings').PAGE_CACHE_SECONDS",
    after: 'MAX_AGE_S',
    test,
  },
  {
    promise: 'the edge keeps an error in JSON and the same as HTML apart',
    file: publicPages,
    before: "headers.set('Vary', 'Accept')",
    after: '',
    test,
  },
  {
    promise: 'the isolate keeps an error in JSON and the same as HTML apart',
    file: answerPage,
    before: 'json ? `json ${path}` : path',
    after: 'path',
    test,
  },
  {
    promise: 'a program that asks for JSON is not given the HTML of an error that is cached',
    file: gateway,
    before: ' || page.status !== 200',
    after: '',
    test,
  },
  {
    promise: 'a public page that sets a cookie is a bug, and goes to nobody',
    file: answerPage,
    before: "headers.has('set-cookie')",
    after: 'false',
    test,
  },
  {
    promise: 'of the pages in the cache, the one used last stays longest',
    file: 'workers/gateway/kept-pages.ts',
    before: 'this.#place(key, page, page.isProven)\n    if (!page.isProven) this.#prove(key, page)',
    after: 'if (page.isProven) this.#place(key, page, page.isProven)',
    test: pageCache,
  },
  {
    promise: 'a page that is asked for again and again stands in no other’s way',
    file: 'workers/gateway/kept-pages.ts',
    before: 'this.#place(key, page, page.isProven)\n    if (!page',
    after: 'if (!page',
    test: pageCache,
  },
  {
    promise: 'a render that was given up takes nothing from the one that came after it',
    file: 'workers/gateway/renders.ts',
    before: 'if (this.#underWay.get(key) === underWay) this',
    after: 'this',
    test: 'tests/workers/gateway/renders.test.ts',
  },
]
