import { sql } from 'drizzle-orm'
import { check, index, pgTable, smallint, text, unique } from 'drizzle-orm/pg-core'
import { belongsTo, createdAt, id, instant } from './columns.ts'

/** Someone who can sign in. What the public sees of them is a person. */
export const accounts = pgTable(
  'accounts',
  {
    id: id(),
    email: text().notNull(),
    githubId: text(),
    createdAt: createdAt(),
  },
  (table) => [
    unique('accounts_email_key').on(table.email),
    unique('accounts_github_id_key').on(table.githubId),
    check('accounts_email_is_lower_case', sql`${table.email} = lower(${table.email})`),
  ],
)

/** One browser that is signed in. Signing out deletes the row; signing out everywhere, all of them. */
export const authSessions = pgTable(
  'auth_sessions',
  {
    id: id(),
    accountId: belongsTo(() => accounts.id),
    createdAt: createdAt(),
    expiresAt: instant().notNull(),
  },
  (table) => [
    index('auth_sessions_account_id_idx').on(table.accountId),
    index('auth_sessions_expires_at_idx').on(table.expiresAt),
  ],
)

/** One sign-in mail that was asked for. Its secrets are not here, only the SHA-256 of its link's. */
export const signInTokens = pgTable(
  'sign_in_tokens',
  {
    id: id(),
    tokenHash: text().notNull(),
    email: text().notNull(),
    next: text(),
    /** How often somebody tried to use it. */
    tries: smallint().notNull().default(0),
    createdAt: createdAt(),
    expiresAt: instant().notNull(),
  },
  (table) => [
    unique('sign_in_tokens_token_hash_key').on(table.tokenHash),
    index('sign_in_tokens_expires_at_idx').on(table.expiresAt),
  ],
)
