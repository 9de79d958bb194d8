import { expect, test } from 'vitest'
import { renderPage } from '../../support/render-page.ts'

test('the head says what the page is, escaped', async () => {
  const html = await renderPage(<p>Hi</p>, {
    title: 'A "B" <c>',
    description: 'd & e',
    canonical: '/2026/x/',
    at: '/2026/x/?utm=1',
  })
  expect(html).toContain('<title>A &quot;B&quot; &lt;c&gt; · Hallway</title>')
  expect(html).toContain('<meta name="description" content="d &amp; e"/>')
  expect(html).toContain('<link rel="canonical" href="http://localhost/2026/x/"/>')
  expect(html).toMatch(/<link rel="stylesheet" href="\/assets\/site\.[0-9a-f]{10}\.css"\/>/)
  expect(html).not.toMatch(/ style="|onclick|<script>/)
})

test('a page that search engines should not keep says so, and claims no address', async () => {
  const html = await renderPage(<p>Hi</p>, { noindex: true })
  expect(html).toContain('<meta name="robots" content="noindex"/>')
  expect(html).not.toContain('rel="canonical"')
})

test('the header knows the section, and leads back after signing in', async () => {
  const html = await renderPage(<p>Hi</p>, { at: '/topics/rust/?after=x' })
  expect(html).toContain('<a href="/topics/" aria-current="true">')
  expect(html).toContain('href="/sign-in/?next=%2Ftopics%2Frust%2F%3Fafter%3Dx"')
  expect(html).not.toContain('Dashboard')
})

test('one menu in the header leads the signed-in to their dashboard, their profile and the way out', async () => {
  const viewer = { handle: 'ada', name: 'Ada', roles: new Map() }
  const html = await renderPage(<p>Hi</p>, { viewer, at: '/dashboard/' })
  const [, menu = ''] =
    /<header[\s\S]*(<details class="menu own"[\s\S]*?<\/details>)/.exec(html) ?? []
  expect(menu).toContain('<a href="/dashboard/" aria-current="page">Dashboard</a>')
  expect(menu).toContain('<a href="/people/ada/">Your profile</a>')
  expect(menu).toMatch(/<form method="post" action="\/sign-out\/"><button type="submit">Sign out/)
  expect(html).not.toContain('Sign in')
})
