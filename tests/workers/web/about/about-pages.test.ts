import { expect, test } from 'vitest'
import { paths } from '#functions/paths.ts'
import { makeEdge } from '../../../support/edge.ts'

const pages = [paths.about(), paths.help(), paths.privacy()]

test.each(pages)(
  '%s is words alone: it asks no database, and every page leads to it',
  async (path) => {
    const edge = makeEdge()
    const answer = await edge.send(path)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('server-timing')).toMatch(/db;desc="0"/)
    expect(await answer.text()).not.toContain('noindex')
    const home = await (await edge.send(paths.home())).text()
    expect(home.slice(home.indexOf('<footer'))).toContain(`<a href="${path}">`)
  },
)

test('the page on privacy names each cookie, and how long somebody stays signed in', async () => {
  const text = await (await makeEdge().send(paths.privacy())).text()
  for (const name of ['session', 'seen', 'read', 'asked', 'github'])
    expect(text).toContain(`<code>__Host-${name}</code>`)
  expect(text).toContain('until 30 days after your last visit, and 90 days at most')
  expect(text).toContain('www.youtube-nocookie.com')
  // Of a visitor's network the limit of reports is told as well as that of mails.
  expect(text).toMatch(/When you report a link.*your network address limits how many reports/)
  expect(text).not.toContain('only to limit')
})
