import { fill, type Parser } from './parser.ts'

const calendar = (unit: string | ((i: number) => string), before = '', behind = '') =>
  fill(unit, `BEGIN:VCALENDAR\r\n${before}`, `${behind}\r\nEND:VCALENDAR\r\n`)
const vevent = (inner: string) =>
  `BEGIN:VEVENT\r\nDTSTART:20270201T090000Z\r\n${inner}\r\nEND:VEVENT\r\n`
const rules = (rule: string, start = '20270201T090000Z') =>
  calendar((i) => `BEGIN:VEVENT\r\nUID:${i}\r\nDTSTART:${start}\r\nRRULE:${rule}\r\nEND:VEVENT\r\n`)

/** Calendars that keep whoever reads them busy. */
export const calendarCases: Parser['cases'] = {
  folds: calendar('\r\n a', 'BEGIN:VEVENT\r\nSUMMARY:a'),
  'lines that are none': calendar('\r\n'),
  'letters that are no UTF-8': calendar('SUMMARY:\u00ff\r\n'),
  'components in one another': calendar('BEGIN:X\r\n'),
  'components that never began': calendar('END:VEVENT\r\n'),
  events: calendar((i) => vevent(`UID:${i}\r\nSUMMARY:x`)),
  'events that are the same': calendar(() => vevent('SUMMARY:x')),
  'one event of many properties': calendar('X:1\r\n', 'BEGIN:VEVENT\r\n'),
  'one property of many parameters': calendar((i) => `;A${i}=b`, 'BEGIN:VEVENT\r\nSUMMARY', ':x'),
  'colons of a date': calendar(':20300101', 'BEGIN:VEVENT\r\nDTSTART'),
  'colons and spaces of a date': calendar(':20300101  ', 'BEGIN:VEVENT\r\nDTSTART'),
  quotes: calendar('"', 'BEGIN:VEVENT\r\nSUMMARY'),
  escapes: calendar('\\n', 'BEGIN:VEVENT\r\nDTSTART:20300101\r\nDESCRIPTION:'),
  categories: calendar('a,', 'BEGIN:VEVENT\r\nDTSTART:20300101\r\nCATEGORIES:'),
  'moments that are left out': calendar('20300101,', 'BEGIN:VEVENT\r\nDTSTART:20300101\r\nEXDATE:'),
  zones: calendar((i) => `BEGIN:VTIMEZONE\r\nTZID:Europe/A${i}\r\nEND:VTIMEZONE\r\n`),
  'events of many zones': calendar(
    (i) =>
      `BEGIN:VEVENT\r\nDTSTART;TZID=Europe/A${i}:20270201T090000\r\nSUMMARY:x\r\nEND:VEVENT\r\n`,
  ),
  'a description of tags': calendar('<p ', 'BEGIN:VEVENT\r\nDTSTART:20300101\r\nDESCRIPTION:'),
  'one description, many times': (n) =>
    calendar(
      (i) =>
        `BEGIN:VEVENT\r\nUID:${i}\r\nDTSTART:20270201T090000Z\r\nRRULE:FREQ=DAILY\r\nDESCRIPTION:<p>${'<i>x</i>'.repeat(3_000)}\r\nEND:VEVENT\r\n`,
    )(n),
  'organisers of many hosts': calendar(
    '@a.',
    'BEGIN:VEVENT\r\nDTSTART:20300101\r\nSUMMARY:x\r\nORGANIZER;CN=x:mailto:a',
  ),
  'titles of brackets': calendar(() => vevent(`SUMMARY:x ${'(by '.repeat(70)}`)),
  'titles of dashes': calendar(() => vevent(`SUMMARY:${'x - '.repeat(70)}:`)),
  'titles of meals': calendar(() => vevent(`SUMMARY:Lunch${' and a'.repeat(40)}?`)),
  'a rule of many days': calendar(
    'MO,',
    'BEGIN:VEVENT\r\nDTSTART:20270201T090000Z\r\nRRULE:FREQ=MONTHLY;BYDAY=',
    'MO',
  ),
  'every day': rules('FREQ=DAILY'),
  never: rules('FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30'),
  'never by the day': rules('FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30'),
  'never by the month': rules('FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=2'),
  'a fifth Monday in no leap year': rules('FREQ=MONTHLY;INTERVAL=48;BYDAY=5MO'),
  'a place that no set has': rules('FREQ=MONTHLY;BYDAY=MO;BYSETPOS=300'),
  'a week that no year has': rules('FREQ=YEARLY;BYWEEKNO=53;BYDAY=MO;BYMONTH=6'),
  'the last of all days of a year': rules(
    'FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYMONTH=1,2,3,4,5,6,7,8,9,10,11,12;BYSETPOS=366',
  ),
  'the last of all days of a month': rules('FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYSETPOS=-1'),
  'a day that no February has, each day': rules(
    'FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYMONTHDAY=31;BYMONTH=2',
  ),
  'many days of a year': rules(
    `FREQ=YEARLY;BYYEARDAY=${Array.from({ length: 100 }, (_, i) => i + 1).join(',')}`,
  ),
}
