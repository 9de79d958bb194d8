import type { Mutation } from './mutation.ts'

export const mutations: Mutation[] = [
  {
    promise: 'a talk that could be either of two on the other side is neither',
    file: 'functions/imports/programmes/pair-up.ts',
    before: 'ofLeft.get(left) === 1 && ',
    after: '',
    test: 'tests/functions/imports/programmes/pair-up.test.ts',
  },
  {
    promise: 'two talks that could be the same one are neither',
    file: 'functions/imports/programmes/pair-up.ts',
    before: ' && ofRight.get(right) === 1',
    after: '',
    test: 'tests/functions/imports/programmes/pair-up.test.ts',
  },
]
