import type * as z from 'zod'
import { endedSession } from '#functions/accounts/end-auth-session.ts'
import { signInRequest } from '#functions/accounts/request-sign-in.ts'
import { newCoverage } from '#functions/coverage/add-coverage.ts'
import { coverageUrlKey } from '#functions/coverage/url-key.ts'
import { htmlToText } from '#functions/exports/html-to-text.ts'
import * as clean from '#functions/imports/clean.ts'
import { undated } from '#functions/imports/group-editions.ts'
import { readDays } from '#functions/imports/markup/event-days.ts'
import { degreesOf, textOf } from '#functions/imports/markup/linked-data.ts'
import { compareTitles, readBilling } from '#functions/imports/programmes/same-talk.ts'
import { billedNames } from '#functions/imports/recordings/billed-names.ts'
import { linkedCoverage } from '#functions/imports/schedules/linked-coverage.ts'
import { kindOf } from '#functions/imports/schedules/session-words.ts'
import { websiteKey } from '#functions/imports/website-key.ts'
import { newPerson } from '#functions/people/create-person.ts'
import { textToHtml } from '#functions/posts/post-html.ts'
import { cleanLine } from '#functions/text/clean-line.ts'
import { textToParagraphs } from '#functions/text/description.ts'
import { redact } from '#functions/text/error-text.ts'
import { fold, slugify } from '#functions/text/fold.ts'
import { languageOf } from '#functions/text/language-of.ts'
import { hasText } from '#functions/text/sanitize-html.ts'
import { fill, type Parser } from './parser.ts'

/** Every source cuts its titles and names. */
const billing = (text: string) =>
  readBilling({
    ...{ title: text.slice(0, 500), names: [text.slice(0, 200)] },
    ...{ day: null, startsAt: null },
  })
/** A form of which each field is this text. */
const everyField = (form: z.ZodObject) => (text: string) =>
  form.safeParse(Object.fromEntries(Object.keys(form.shape).map((name) => [name, text])))
const link = (url: string, label: string) => ({ url, label, type: '', isAttached: false })

/** Functions that are given a text of strangers as it came, by name. */
const readers: Readonly<Record<string, (text: string) => unknown>> = {
  cleanText: clean.cleanText,
  cleanLines: clean.cleanLines,
  cleanUrl: clean.cleanUrl,
  cleanDay: clean.cleanDay,
  cleanLanguages: clean.cleanLanguages,
  handles: (text) => [
    clean.cleanXHandle(text),
    clean.cleanMastodonHandle(text),
    clean.cleanBlueskyHandle(text),
  ],
  fold,
  slugify,
  'a line of a post': (text) => cleanLine(text, 200),
  'a text of a post': (text) => textToHtml(text, []),
  'a plain description': (text) => htmlToText(textToParagraphs(text)),
  'a plain description, is it anything': (text) => hasText(textToParagraphs(text)),
  'a name with its year': (text) => undated(text.slice(0, 200), '2030-01-01'),
  days: (text) => readDays(text, text, 'Europe/Berlin'),
  degrees: (text) => [degreesOf(text, 90), textOf(text)],
  'a title held against another': (text) => compareTitles(billing(text), billing(`x${text}`)),
  'who is billed': (text) => billedNames([text, text]),
  'a word for a kind': (text) => kindOf(text.slice(0, 200), text.slice(0, 500), false),
  'a language': languageOf,
  'a link': (text) => linkedCoverage([link(text, text), link('https://a.example/x', text)], text),
  'a website': websiteKey,
  'an error': redact,
  newCoverage: everyField(newCoverage),
  newPerson: everyField(newPerson),
  signInRequest: everyField(signInRequest),
  endedSession: everyField(endedSession),
  'an address of coverage': (text) => coverageUrlKey(`https://a.example/${text.slice(0, 2_000)}`),
}

/** What regular expressions go back for, between two letters. */
const units =
  ' |\t|\n|\r| \n|\u00a0|.|..|-|--|_|(|)|()|[|]|a|a |a.|.a|a-|a@|@|@.|@a.|,|;|a,|/|//|:|://|?|#|&|&#1|&amp;|<|<a|<p>|<a >|</|"|\'|`|\\|0|01|12:|+|*|a*|and |and a |a and |lunch and |break |by (|http://|www.|https://t.co/|\u0301|\u0301\u0316|\u093f|क\u093f|\uff9e|\uff9e\u0316|é|ß|漢|😀|\ud800|\u200b|\u202e|…|...'
    .split('|')
    .concat('|')

export const textParsers: readonly Parser[] = Object.entries(readers).map(([name, read]) => ({
  name,
  files: [],
  read,
  cases: Object.fromEntries(units.map((unit) => [JSON.stringify(unit), fill(unit, 'a', 'b')])),
}))
