import fc from 'fast-check'
import { expect, test } from 'vitest'
import { HANDLE_MAX_LENGTH, handle, numberedHandles } from '#functions/people/handle.ts'

test.each([
  ['ada', 'ada'],
  [' @Ada-L ', 'ada-l'],
  ['4711', '4711'],
  ['ada\n', 'ada'],
])('%j is the handle %s', (typed, kept) => {
  expect(handle.parse(typed)).toBe(kept)
})

test.each(['', 'a', '-ada', 'ada-', 'a--b', 'a_b', 'a b', 'адa', 'x'.repeat(31)])(
  '%j is no handle',
  (typed) => {
    expect(handle.safeParse(typed).success).toBe(false)
  },
)

test.each([
  ...['Admin', '@hallway', 'you', 'sign-in', 'team', 'staff', 'root'],
  ...['hallway-admin', 'official-ada', 'ada-official', 'berlin-moderator', 'the-hallway'],
  ...['support-team', 'supportteam', 'help-desk', 'hallwaysupport', 'mod-ops', 'staff-support'],
  ...[
    'adm1n',
    '4dm1n',
    'admln',
    'adrnin',
    'ha11way',
    'hallvvay',
    'h4llw4y',
    '0ps',
    '5upp0rt',
    'm0d',
  ],
  ...['officia1-news', 't3am', 'r00t', 'ad-min', 'h-a-l-l-w-a-y', 'sys-admin', 'no-reply'],
  ...['admin-2', 'admin1', '1-admin', 'hallway2', 'support-2', '007admin', 'mod42'],
  ...['administrator-fan', 'admins', 'the-moderators', 'officials'],
])('%s could be taken for ours', (typed) => {
  const { error } = handle.safeParse(typed)
  expect(error?.issues[0]?.message).toMatch(/Choose another/)
})

test.each([
  ...[
    'staffan',
    'staffan-2',
    'adminka',
    'teamwork',
    'admira',
    'modesta',
    'modi',
    'helper',
    'opsahl',
  ],
  ...[
    'leopold-staff',
    'jane-root',
    'ada-mod',
    'help-me-ada',
    'python-support',
    'red-team',
    'rooth',
  ],
  ...['hallways', 'officially', 'moderata', 'rootbeer', 'supporter', 'stafford', 'steam', 'amod'],
  ...['youyou', 'meme', 'mali', 'm3', 'news-ada', 'an-you', 'ada-press', 'hostetler', 'abused'],
])('%s is a handle like any other', (typed) => {
  expect(handle.parse(typed)).toBe(typed)
})

test('what is suggested beside a handle is itself a handle, and each another', () => {
  const some = fc.stringMatching(/^[a-z0-9](-?[a-z0-9]){1,29}$/)
  fc.assert(
    fc.property(some, (wanted) => {
      fc.pre(handle.safeParse(wanted).success)
      const numbered = numberedHandles(wanted)
      expect(numbered[0]).toMatch(/-2$/)
      expect(new Set(numbered).size).toBe(numbered.length)
      for (const choice of numbered)
        expect(handle.safeParse(choice)).toMatchObject({ data: choice })
    }),
  )
  expect(numberedHandles('x'.repeat(HANDLE_MAX_LENGTH)).at(-1)).toHaveLength(HANDLE_MAX_LENGTH)
})
