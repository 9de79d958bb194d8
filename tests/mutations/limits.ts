import type { Mutation } from './mutation.ts'

const test = 'tests/functions/accounts/sign-in-limits.test.ts'
const file = 'functions/accounts/sign-in-limits.ts'

export const mutations: Mutation[] = [
  {
    promise: 'whoever has an IPv6 network, of 18 trillion addresses, is one network',
    ...{ file, before: '.slice(0, 4)', after: '.slice(0, 8)', test },
  },
  {
    promise: 'those whose network nobody knows have a limit together, which asks no Redis',
    ...{ file, before: "[named('mail-everyone', ''), address]", after: '[address]', test },
  },
  {
    promise: 'one address is sent no more mails than its limit, from however many networks',
    file,
    before: '${asker.email}`), address]',
    after: '${asker.email}`)]',
    test,
  },
]
