/** What the Worker must be told before it renders a page; none of it is there. */
export const LEAST_SETTINGS = {
  ORIGIN: 'http://127.0.0.1',
  PAGE_CACHE_SECONDS: '60',
  DATABASE_URL: 'postgres://a:a@db.invalid/a',
  UPSTASH_REDIS_REST_URL: 'http://redis.invalid',
  UPSTASH_REDIS_REST_TOKEN: 'a',
  QSTASH_TOKEN: 'a',
  QSTASH_CURRENT_SIGNING_KEY: 'a',
  QSTASH_NEXT_SIGNING_KEY: 'a',
  SESSION_SECRET: 'a'.repeat(32),
  RESEND_API_KEY: 'a',
  MAIL_FROM: 'a@mail.invalid',
}
