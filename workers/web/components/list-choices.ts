import type { Deps } from '#functions/deps.ts'
import { notFound } from '#functions/errors.ts'
import { listPlaces } from '#functions/places/queries.ts'
import { listTopics } from '#functions/topics/queries.ts'
import type { ListChoices } from './filter-fields.tsx'

type Filter = { readonly topic?: string | undefined; readonly place?: string | undefined }

/** What a list can be narrowed to, in the trip of what is asked beside it. */
export async function findChoices({ read }: Deps): Promise<ListChoices> {
  const [topics, places] = await Promise.all([listTopics(read), listPlaces(read)])
  return { topics, ...places }
}

/** An empty list is an answer; one for a topic or a place that there is not, is a wrong address. */
export function mustExist({ topic, place }: Filter, { topics, countries, cities }: ListChoices) {
  const among = (items: readonly { slug: string }[], one: string) =>
    items.some(({ slug }) => slug === one)
  if (topic && !among(topics, topic)) throw notFound(`The topic ${topic}`)
  if (place && !among([...countries, ...cities], place)) throw notFound(`The place ${place}`)
}
