/** What names, titles and texts are put together from. One row of the table `words`, a list a column. */
export const words = {
  firsts:
    'Ada Akira Alan Alice Amara Ana Anita Anna Antonio Aoife Barbara Bengt Bo Chen Chidi Clara Dana Daniel David Dewi Elena Emeka Esther Eva Farid Fatima Femi Frances Grace Hana Hassan Hedy Henri Ines Ingrid Ivan Jaya Jean Joan Jun Karen Karol Kwame Lars Leila Lin Lucia Lynn Mae Malik Marie Mario Mei Mira Nadia Niklaus Noor Olga Omar Paula Priya Radia Rosa Sam Sara Shafi Sophie Stefan Tariq Tim Uma Vera Wei Yusuf Zara'.split(
      ' ',
    ),
  lasts:
    'Abe Adeyemi Allen Andersson Backus Baker Bauer Borg Brown Byron Cerf Chowdhury Clarke Costa Dahl Diaz Dubois Eckert Engel Eriksen Farah Fischer Flores Garcia Goldberg Gupta Haddad Hansen Hopper Huang Ito Ivanova Jensen Johnson Jones Kapoor Keller Khan Kim Kovacs Lamarr Larsen Lee Lopez Lovelace Martin Mensah Moreau Murphy Nakamura Nguyen Nielsen Novak Okafor Olsen Park Patel Perlman Petrov Ramos Rossi Sato Schmidt Silva Singh Smith Svensson Tanaka Turing Vega Wagner Walker Wang Weber Wilson Yang Yilmaz Young Zhang'.split(
      ' ',
    ),
  adjectives:
    'amber brisk calm clever copper distant early gentle golden grand green hidden humble keen late little lively lucid mellow modern noble northern open patient plain polite quick quiet rapid red royal silver slow small solid southern steady sunny swift tidy tiny upper useful velvet vivid warm western wide wild young'.split(
      ' ',
    ),
  nouns:
    'anchor arch badger beacon bridge brook canal cedar cloud compass crane delta ember engine falcon ferry fjord forge garden gate glacier harbour heron hill island kettle kite lantern lighthouse loom maple meadow mill moor mountain otter owl pier prairie quarry reef river rocket summit terrace tide tower tram valley willow'.split(
      ' ',
    ),
  formats: ['Conf', 'Days', 'Summit', 'Camp', 'Week', 'Meetup', 'Forum', 'Fest'],
  subjects:
    'accessibility compilers databases deployments diagrams documentation editors encryption feedback fonts forms games gardens graphics hardware incidents inference interfaces kernels languages libraries licences logging maps memory migrations monoliths networks parsers patterns performance pipelines privacy protocols queues releases robots schedulers search security sensors services sockets standards streams syntax teams tests tooling translations typography version-control'.split(
      ' ',
    ),
  ways: [
    'A field guide to',
    'Building',
    'Debugging',
    'Growing up with',
    'How we lost and found',
    'In praise of',
    'Lessons from',
    'Living with',
    'Measuring',
    'Rethinking',
    'Scaling',
    'The hidden cost of',
    'The joy of',
    'Towards better',
    'What nobody tells you about',
    'Why we rewrote our',
  ],
  places: [
    'at sea',
    'for beginners',
    'for everyone',
    'in production',
    'in public',
    'in ten years',
    'on a small team',
    'on the edge',
    'under pressure',
    'without tears',
  ],
  sentences: [
    'This is about what went well, what did not, and what we would do again.',
    'We show the numbers from three years, and the one graph that changed our minds.',
    'You need no knowledge of the subject, only an interest in how things come to be.',
    'After a short history we look at the code together and change it step by step.',
    'Much has been written about the theory; this is the practice, with its scars.',
    'There will be time for questions, and the material is free to take home.',
    'Half of what everybody knows about this is no longer true, and we can prove it.',
    'Expect diagrams, a live demonstration and at least one thing that breaks.',
  ],
  tracks: ['Main', 'Web', 'Systems', 'Data', 'Community', 'Design', 'Security', 'Beginners'],
  languages: ['en', 'en', 'en', 'en', 'de', 'fr', 'ja', 'pt-BR', 'es'],
  staff: ['Organiser', 'Programme committee', 'Volunteer lead', 'Sponsor lead'],
} satisfies Record<string, readonly string[]>

/** Names of topics, most frequent first. */
export const topicNames =
  'General,JavaScript,Python,Data,DevOps,Security,UX,Java,Rust,Go,Accessibility,CSS,Product,Leadership,Ruby,Android,iOS,.NET,PHP,Open source,Testing,Machine learning,TypeScript,C++,Kotlin,Scala,Performance,Networking,APIs,GraphQL,Elixir,Clojure,Haskell,Databases,Cloud,Kubernetes,Linux,Embedded,Games,Graphics,Typography,Documentation,Robotics,Privacy,Identity,Payments,Health,Education,Science,Maps,Music,Art,Law,Ethics,Sustainability,Blockchain,Quantum computing,Hardware,Radio,Libraries'.split(
    ',',
  )
