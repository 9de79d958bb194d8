import { expect, test } from 'vitest'
import { ErrorPage } from '#workers/web/errors/error-page.tsx'
import { ReadOnlyPage } from '#workers/web/errors/read-only-page.tsx'
import { renderPage } from '../../../support/render-page.ts'

test('an error on our side gives the number to ask about; a wrong address gives ways on', async () => {
  const ours = { status: 500, title: 'Oh', message: 'It broke', requestId: 'abc-123' }
  const broken = await renderPage(<ErrorPage {...ours} />)
  expect(broken).toContain('It broke.')
  expect(broken).toContain('abc-123')

  const missing = await renderPage(<ErrorPage {...ours} status={404} />)
  expect(missing).not.toContain('abc-123')
  expect(missing).toContain('href="/conferences/"')
})

test('the read-only page says why and until when, as text', async () => {
  const until = new Date('2026-06-01T13:30:00Z')
  const html = await renderPage(<ReadOnlyPage reason="<b>Moving</b>" until={until} />)
  expect(html).toContain('&lt;b&gt;Moving&lt;/b&gt;')
  expect(html).toContain('1 Jun 2026, 13:30 UTC')
})
