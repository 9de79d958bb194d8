/** What a developer, or whoever hosts this on one machine, may choose instead of a part of the stack. */
export const OWN_SETTINGS = [
  'ORIGIN',
  'CLIENT_ADDRESS',
  'ALERT_MAIL',
  'ALERT_URL',
  'GITHUB_CLIENT_ID',
  'GITHUB_CLIENT_SECRET',
  'MAIL_FROM',
  'RESEND_URL',
  'RESEND_API_KEY',
  'MASTODON_URLS',
  'X_URL',
  'X_BEARER_TOKEN',
  'X_MONTHLY_POSTS',
  'RECONCILE_EVERY_MINUTES',
]
