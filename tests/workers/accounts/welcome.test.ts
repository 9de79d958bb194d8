import { expect, test } from 'vitest'
import { makeEdge } from '../../support/edge.ts'
import { makePerson, makeSignedIn } from '../../support/make.ts'
import { signInAs } from '../../support/sign-in-as.ts'

const edge = makeEdge()
const unique = () => crypto.randomUUID().replaceAll('-', '').slice(0, 12)
const newcomer = async () => signInAs(edge, await makeSignedIn())

const taken = await makePerson({ name: `Coco ${Date.now()}`, handle: `ame-${unique()}` })
const lookalike = taken.name.replace('Coco', 'Сосо')
const likeTaken = taken.handle.replace('ame', 'arne')

const refused = [
  ['a blank name', { name: '\u3164', handle: unique() }, 422, /Type the name rather than paste it/],
  ['79 accents', { name: `a${'\u0301'.repeat(79)}`, handle: unique() }, 422, /Leave some of them/],
  ['a lookalike', { name: lookalike, handle: unique() }, 422, /all of it in one alphabet, or add/],
  ['our handle', { name: 'Ada', handle: 'hallway-adm1n' }, 422, /kept free\. Choose another/],
  ['a handle like another', { name: 'Ada', handle: likeTaken }, 409, /looks like ame-.*, which is/],
  ['a taken handle', { name: 'Ada', handle: taken.handle }, 409, /is taken/],
] as const

test.each(refused)(
  '%s comes back in the form, with what to do',
  async (_, form, status, reason) => {
    const answer = await (await newcomer()).post('/welcome/', form)
    const page = await answer.text()

    expect(answer.status).toBe(status)
    expect(page).toMatch(reason)
    expect(page).toContain(`value="${form.name}"`)
    expect(page).toContain(`value="${form.handle}"`)
    expect(page).toMatch(/<div class="error-summary" role="alert"/)
    if (status === 409) expect(page).toMatch(/How about [a-z0-9-]+-2\?/)
  },
)

test.each(refused)(
  '%s is told as a problem to who asks for JSON',
  async (_, form, status, reason) => {
    const visitor = await newcomer()
    const body = new URLSearchParams(form).toString()
    const headers = {
      ...{ Origin: 'http://localhost', Accept: 'application/json' },
      'Content-Type': 'application/x-www-form-urlencoded',
    }

    const answer = await visitor.send('/welcome/', { method: 'POST', body, headers })

    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/)
    expect(await answer.json()).toMatchObject({ status, detail: expect.stringMatching(reason) })
    expect(answer.status).toBe(status)
  },
)

test('a name of two alphabets that nobody is called like is welcome', async () => {
  const form = { name: `Ӕxмеd ${unique()}`, handle: unique() }

  const answer = await (await newcomer()).post('/welcome/', form)

  expect([answer.status, answer.headers.get('location')]).toEqual([303, '/dashboard/'])
})
