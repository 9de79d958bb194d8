import { type SampleSession, session, type When } from './sample-session.ts'

const HALL = 'Main hall'
const STUDIO = 'Studio'
const ATTIC = 'The Attic'

/** In the order of the building, for whoever walks through it. */
export const sampleRooms = [HALL, STUDIO, ATTIC] as const
export const sampleProgrammeOf = 'hallway-conf'

const pause = (slug: string, title: string, when: When) =>
  session([slug, title], when, null, '', { kind: 'break' })
const people = { track: 'People' } as const
const design = { track: 'Design' } as const
const craft = { track: 'Craft' } as const

const firstDay: readonly SampleSession[] = [
  pause('badges', 'Badges and coffee', [0, '08:30', 60]),
  session(
    ['opening', 'Opening: why the corridor is the conference'],
    [0, '09:30', 45],
    HALL,
    'tamsin, dermot',
    {
      ...{ ...people, kind: 'keynote', subtitle: 'And what to do with that' },
      abstract:
        '<p>The talks bring us here, and the corridor keeps us. Tamsin and Dermot open three days with a plain question: <em>who will you have met by Sunday?</em></p><p>Bring a pen.</p>',
    },
  ),
  session(['quiet-standups', 'The quiet stand-up'], [0, '10:30', 40], HALL, 'priya', {
    ...people,
    level: 'beginner',
    abstract:
      '<p>Four teams stopped talking at ten past nine. Here is what they do in its place.</p>',
  }),
  session(
    ['forms-that-forgive', 'Forms that forgive'],
    [0, '10:30', 40],
    STUDIO,
    'ines, Marguerite Ojukwu',
    {
      ...design,
      level: 'intermediate',
    },
  ),
  session(['soldering', 'Solder your own badge'], [0, '10:30', 90], ATTIC, 'hemi, wiremu', {
    ...{ kind: 'workshop', level: 'beginner', notRecorded: true },
    abstract: '<p>Twelve seats, twelve irons. No experience needed; sleeves rolled up.</p>',
  }),
  session(['growing-up-remote', 'Growing up remote'], [0, '11:20', 40], HALL, 'njeri', people),
  session(['colour-for-everyone', 'Colour for everyone'], [0, '11:20', 40], STUDIO, 'yara', {
    ...design,
    movedFrom: { room: HALL, from: '16:00' },
  }),
  pause('lunch-friday', 'Lunch', [0, '12:00', 75]),
  session(
    ['feedback-without-sandwich', 'Feedback without the sandwich'],
    [0, '13:15', 40],
    HALL,
    'leila',
    people,
  ),
  session(
    ['type-in-ten-scripts', 'Type in ten scripts'],
    [0, '13:15', 40],
    STUDIO,
    'kavitha, farouk',
    {
      ...design,
      level: 'advanced',
    },
  ),
  session(['reading-old-code', 'Reading old code aloud'], [0, '13:15', 40], ATTIC, 'oskar', craft),
  session(
    ['cancelled-flight', 'What I learnt from a cancelled flight'],
    [0, '14:05', 40],
    HALL,
    'quentin',
    {
      ...people,
      withdrawn: true,
    },
  ),
  session(['estimates', 'Estimates are conversations'], [0, '14:05', 40], STUDIO, 'marisol', craft),
  session(
    [
      'long-title',
      'A rather thorough account of everything that went wrong, then right, then wrong again while we moved two hundred services, one database and a great many opinions',
    ],
    ...([[0, '14:05', 40], ATTIC, 'jonas'] as const),
    craft,
  ),
  pause('tea-friday', 'Tea', [0, '14:45', 30]),
  session(
    ['managers-panel', 'Ask four managers anything'],
    [0, '15:15', 60],
    HALL,
    'gwen, elif, sipho, Rosalind Achterberg',
    {
      ...people,
      kind: 'panel',
    },
  ),
  session(
    ['kanittamil', 'கணினியில் தமிழ்: எழுத்துருவிலிருந்து தேடல் வரை'],
    [0, '15:15', 60],
    STUDIO,
    'kavitha',
    {
      ...design,
      language: 'ta',
    },
  ),
  session(['party', 'Pier party'], [0, '25:00', 150], HALL, '', {
    kind: 'meetup',
    notRecorded: true,
  }),
]

const secondDay: readonly SampleSession[] = [
  session(['morning-run', 'Run along the beach'], [1, '07:30', 60], null, 'anneli', {
    kind: 'meetup',
    notRecorded: true,
  }),
  session(['hiring-slowly', 'Hiring slowly'], [1, '09:30', 40], HALL, 'adaeze', people),
  session(['maps-without-tiles', 'Maps without tiles'], [1, '09:30', 40], STUDIO, 'bartek', design),
  session(
    ['arabic-interfaces', 'واجهات من اليمين إلى اليسار: ما الذي ينكسر ولماذا'],
    [1, '09:30', 40],
    ATTIC,
    'farouk',
    {
      ...design,
      language: 'ar',
    },
  ),
  session(['one-on-ones', 'One hundred one-to-ones'], [1, '10:20', 40], HALL, 'elif', {
    ...people,
    level: 'intermediate',
  }),
  session(
    ['tests-as-letters', 'Tests as letters to a stranger'],
    [1, '10:20', 40],
    STUDIO,
    'chiyo',
    craft,
  ),
  session(
    ['paper-prototypes', 'Paper prototypes, real people'],
    [1, '10:20', 90],
    ATTIC,
    'rosa, beatriz',
    {
      ...design,
      kind: 'workshop',
      notRecorded: true,
    },
  ),
  pause('coffee-saturday', 'Coffee', [1, '11:00', 20]),
  session(['on-call', 'On call with a newborn'], [1, '11:20', 40], HALL, 'uriel', people),
  session(['slow-web', 'The slow web, quickly'], [1, '11:20', 40], STUDIO, 'dermot', craft),
  pause('lunch-saturday', 'Lunch', [1, '12:00', 75]),
  session(['lightning', 'Lightning talks'], [1, '13:15', 60], HALL, 'tamsin', {
    kind: 'lightning',
  }),
  session(
    ['zeichensetzung', 'Zeichensetzung für Programmierer'],
    [1, '13:15', 40],
    STUDIO,
    'jonas',
    {
      ...craft,
      language: 'de',
    },
  ),
  session(
    ['career-ladders', 'Career ladders for people who hate heights'],
    [1, '14:30', 40],
    HALL,
    'gwen',
    people,
  ),
  session(['motion-sickness', 'Motion, and who it makes sick'], [1, '14:30', 40], STUDIO, 'ines', {
    ...design,
    level: 'beginner',
  }),
  session(['board-games', 'Board games'], [1, '19:00', 180], ATTIC, '', {
    kind: 'meetup',
    notRecorded: true,
  }),
]

const thirdDay: readonly SampleSession[] = [
  session(['small-teams', 'In praise of small teams'], [2, '10:00', 40], HALL, 'sipho', people),
  session(
    ['alt-text', 'Alt text is writing'],
    [2, '10:00', 40],
    STUDIO,
    'beatriz, Marguerite Ojukwu',
    design,
  ),
  session(['archives', 'Archives for next week'], [2, '10:00', 40], ATTIC, 'anneli', craft),
  session(['unconference', 'Unconference: you decide'], [2, '11:00', 120], null, 'hemi', {
    kind: 'other',
    notRecorded: true,
  }),
  session(['closing', 'Closing, and where to next'], [2, '13:15', 45], HALL, 'dermot, tamsin', {
    ...people,
    kind: 'keynote',
  }),
]

/** The programme of one sample event: three days, three rooms. */
export const sampleProgramme: readonly SampleSession[] = [...firstDay, ...secondDay, ...thirdDay]
