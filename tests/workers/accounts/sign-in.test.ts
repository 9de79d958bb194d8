import { expect, test } from 'vitest'
import { limits } from '#functions/rate-limits.ts'
import { makeAccount, makePerson } from '../../support/make.ts'
import { queue } from '../../support/queue.ts'
import { anEmail, arriveToSignIn, aVisitor, copyOf } from '../../support/sign-in-mail.ts'
import { Visitor } from '../../support/visitor.ts'

const aHandle = () => `h${crypto.randomUUID().replaceAll('-', '').slice(0, 12)}`

test('from the form through the mail to the dashboard, with a name chosen on the way', async () => {
  const { visitor, readMail } = arriveToSignIn()
  const [email, handle] = [anEmail(), aHandle()]

  const form = await (await visitor.get('/sign-in/?next=/2026/dconstruct/')).text()
  expect(form).toContain('name="next" value="/2026/dconstruct/"')
  expect(form).not.toContain('GitHub')
  const asked = await visitor.post('/sign-in/', { email, next: '/2026/dconstruct/' })
  expect([asked.status, asked.headers.get('location')]).toEqual([303, '/sign-in/sent/'])

  const { link } = await readMail()
  const page = await visitor.get(link)
  expect(await page.text()).toContain(email)
  expect([...visitor.cookies.keys()]).toEqual(['__Host-asked'])
  const used = await visitor.post(link)
  expect(used.headers.get('location')).toBe('/welcome/?next=%2F2026%2Fdconstruct%2F')
  expect((await visitor.get('/dashboard/')).headers.get('location')).toBe(
    '/welcome/?next=%2Fdashboard%2F',
  )

  const named = await visitor.post('/welcome/', { name: 'Ada', handle, next: '/2026/dconstruct/' })
  expect([named.status, named.headers.get('location')]).toEqual([303, '/2026/dconstruct/'])
  expect(await (await visitor.get('/dashboard/')).text()).toContain('Ada')
})

test('the answer is the same whether or not the address has an account', async () => {
  const { edge } = arriveToSignIn()
  const known = await makeAccount()
  await makePerson({ accountId: known.id })

  const answers = await Promise.all(
    [known.email, anEmail()].map((email) => aVisitor(edge).post('/sign-in/', { email })),
  )

  const [one, other] = await Promise.all(
    answers.map(async (answer) => {
      const headers = [...answer.headers].map((header) => header.join(': '))
      // Which request and which mail it was differs from one to the next, as does the time taken.
      const differs = /(?<=__Host-asked=)[^;]+|(?<=x-request-id: ).*|(?<=dur=)[\d.]+/g
      const same = headers.join('\n').replace(differs, '…')
      return [answer.status, same, await answer.text()]
    }),
  )
  expect(one).toEqual(other)
  expect(one?.[1]).toContain('__Host-asked=…')
})

test('a form sent by another site signs nobody in or out', async () => {
  const { visitor, ask } = arriveToSignIn()
  const { link } = await ask(visitor)
  const foreign = {
    Origin: 'https://evil.example',
    'Sec-Fetch-Site': 'cross-site',
    'Content-Type': 'application/x-www-form-urlencoded',
  }

  const forms = [
    link,
    '/sign-in/',
    '/sign-in/sent/',
    '/sign-out/',
    '/sign-out/everywhere/',
    '/welcome/',
  ]
  for (const path of forms) {
    const answer = await copyOf(visitor).send(path, { method: 'POST', body: '', headers: foreign })
    expect([path, answer.status]).toEqual([path, 403])
  }
  expect((await visitor.post(link)).status).toBe(303)
})

test.each(['', 'ada', 'ada@', '@example.org', 'a b@example.org', `${'x'.repeat(250)}@example.org`])(
  '%j is no address: the form comes back with what was typed',
  async (email) => {
    const { edge, visitor } = arriveToSignIn()
    const before = queue.taken.length

    const answer = await visitor.post('/sign-in/', { email, next: '/topics/' })

    expect(answer.status).toBe(422)
    const page = await answer.text()
    expect(page).toContain('aria-invalid="true"')
    expect(page).toContain(`value="${email}"`)
    expect(page).toContain('value="/topics/"')
    await edge.settle()
    expect(queue.taken.length).toBe(before)
  },
)

test('one mail too many is told when to try again, and keeps what was typed', async () => {
  const { edge, visitor } = arriveToSignIn()
  const email = anEmail()
  const { most, windowS } = limits['mail-asker']
  const post = (who: Visitor) => who.post('/sign-in/', { email })
  for (let time = 0; time < most; time++) expect((await post(visitor)).status).toBe(303)

  const answer = await post(visitor)

  expect(answer.status).toBe(429)
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(windowS - 60)
  expect(await answer.text()).toContain(email)
  // Whoever that is, the address is not locked: its owner asks from elsewhere.
  expect((await post(aVisitor(edge))).status).toBe(303)
})

test('nobody is led away from here, however they ask', async () => {
  const { edge, visitor, readMail } = arriveToSignIn()
  const evil = 'https://evil.example/'
  expect(await (await visitor.get(`/sign-in/?next=${evil}`)).text()).not.toContain('name="next"')
  await visitor.post('/sign-in/', { email: anEmail(), next: '//evil.example/' })
  const used = await visitor.post((await readMail()).link)
  expect(used.headers.get('location')).toBe('/welcome/')
  const named = { name: 'Ada', handle: aHandle(), next: '/\\evil.example' }
  expect((await visitor.post('/welcome/', named)).headers.get('location')).toBe('/dashboard/')
  expect((await visitor.get(`/welcome/?next=${evil}`)).headers.get('location')).toBe('/dashboard/')
  expect((await visitor.get(`/sign-in/?next=${evil}`)).headers.get('location')).toBe('/dashboard/')
  expect((await new Visitor(edge).get('/welcome/')).headers.get('location')).toMatch(/^\/sign-in\//)
})

test('a handle that is taken, or is none, comes back with everything that was typed', async () => {
  const { visitor, ask } = arriveToSignIn()
  const taken = await makePerson({ handle: aHandle() })
  await visitor.post((await ask(visitor)).link)

  const clash = await visitor.post('/welcome/', { name: 'Eve <3', handle: taken.handle })
  expect(clash.status).toBe(409)
  const page = await clash.text()
  expect(page).toContain('value="Eve &lt;3"')
  expect(page).toContain(`How about ${taken.handle}-2?`)

  const wrong = await visitor.post('/welcome/', {
    name: '',
    handle: 'not a handle',
    next: '/topics/',
  })
  expect(wrong.status).toBe(422)
  expect(await wrong.text()).toContain('value="not a handle"')
})

test('a body that is no form is refused with a clear page', async () => {
  const { visitor } = arriveToSignIn()
  const headers = { Origin: 'http://localhost', 'Content-Type': 'multipart/form-data; boundary=x' }

  const answer = await visitor.send('/sign-in/', { method: 'POST', body: 'not a form', headers })

  expect([400, 422]).toContain(answer.status)
  expect(await answer.text()).toContain('<h1>')
})
