import type { Mutation } from './mutation.ts'

export const mutations: Mutation[] = [
  {
    promise: 'what a person edits between the plan of an import and its commit stays',
    file: 'functions/imports/unless-edited.ts',
    before: '= any(${editedColumns})',
    after: "= 'none'",
    test: 'tests/functions/imports/programmes/import-programme.test.ts',
  },
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
  {
    promise: 'nor does it overwrite what a person edits while it is read',
    file: 'functions/imports/unless-edited.ts',
    before: '= any(${editedColumns})',
    after: "= 'none'",
    test: 'tests/functions/imports/upsert-event.test.ts',
  },
  {
    promise: 'a page’s markup leaves alone what a person edited',
    file: 'functions/imports/upsert-event.ts',
    before: 'edited.has(columnName(name)) || ',
    after: '',
    test: 'tests/functions/imports/upsert-event.test.ts',
  },
  {
    promise: 'of two versions of a post that come together the newer one is kept',
    file: 'functions/posts/change-posts.ts',
    before: '!other || editTime(row) > editTime(other)',
    after: 'true',
    test: 'tests/functions/posts/change-posts.test.ts',
  },
  {
    promise: 'an older version of a post that is known is not written',
    file: 'functions/posts/change-posts.ts',
    before: '!known || editTime(row) > editTime(known)',
    after: '!known || true',
    test: 'tests/functions/posts/change-posts.test.ts',
  },
  {
    promise: 'an older version of a post never overwrites a newer one, whichever job commits last',
    file: 'functions/posts/change-posts.ts',
    before: "'-infinity') < coalesce(",
    after: "'-infinity') <> coalesce(",
    test: 'tests/functions/posts/change-posts.test.ts',
  },
]
