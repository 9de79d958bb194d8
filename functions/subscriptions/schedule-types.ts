/** The media types under which schedules and calendars are served. Some servers know no better than the last. */
export const scheduleTypes = [
  'application/xml',
  'text/xml',
  'application/json',
  'text/calendar',
  'text/plain',
  'application/octet-stream',
]
