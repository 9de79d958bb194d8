import { expect, test } from 'vitest'
import { ErrorPage } from '#workers/web/errors/error-page.tsx'
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

test('what is only a pause asks for no report, and the message is text', async () => {
  const pause = { status: 503, title: 'Back soon', message: 'Read-only (<b>moving</b>)' }
  const html = await renderPage(<ErrorPage {...pause} requestId="abc-123" />)
  expect(html).toContain('Read-only (&lt;b&gt;moving&lt;/b&gt;).')
  expect(html).not.toContain('abc-123')
})
