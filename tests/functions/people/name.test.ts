import fc from 'fast-check'
import { expect, test } from 'vitest'
import { newPerson } from '#functions/people/create-person.ts'

const read = (name: string) => newPerson.safeParse({ name, handle: 'ada' })
const kept = (name: string) => read(name).data?.name ?? 'refused'
const reasons = (name: string) => read(name).error?.issues.map(({ message }) => message)

/** As their bearers write them. */
const realNames = [
  // Latin, with all that hangs on it
  ...['Nguyễn Thị Ánh Nguyệt', 'Trần Đại Nghĩa', 'Lê Thị Hồng Gấm'],
  ...['Adébáyọ̀ Fálétí', 'Ọláńrewájú Ṣóyínká', 'Títílayọ̀ Ọ̀ṣun', 'Chinụa Àchèbé', 'Ṣẹ̀yẹ Ọṣọ́'],
  ...['Łukasz Żółć', 'Zoë Müller-Weiß', 'Søren Åkesson', 'Þórbjörg Ægisdóttir', 'Ģirts Ķeniņš'],
  ...['Šarūnė Žąsytė', 'Dvořák', 'İbrahim Şimşek', 'Ángel Ñúñez', 'Mëkkä Ȩ̀kpō', 'J̌ǎn M̄a'],
  ...['Keoni Kahananui Kaʻaʻawa', 'Liliʻuokalani', 'Hastíín Tłʼah', 'Ashkii Łitsxooí', 'Bįįh Tsoh'],
  ...["Siobhán O'Neill", 'Conor O’Brien', 'Jean-Luc d’Été', "Nuku'alofa Taufaʻāhau", 'X Æ A-Xii'],
  ...[
    'Dr. Martin Luther King, Jr.',
    'Maria (Mia) Silva',
    'J. R. R. Tolkien',
    'Anne & Tom',
    'bell hooks',
  ],
  // Cyrillic, Greek, Armenian, Georgian
  ...['Анна Ёлкина', 'Дем’ян Ґудзь', 'Зоя Їжакевич', 'МухIаммад МагIомедов', 'Өнөр Ұлы', 'Ӕхсар'],
  ...[
    'Αθηνά Ὀδυσσέως',
    'Ἀριστοτέλης ᾯ',
    'Γιώργος Παπαδόπουλος',
    'Արամ Խաչատրյան',
    'თამარ ქართველი',
  ],
  // Hebrew, pointed and with cantillation; Arabic, with harakat; Persian and Urdu
  ...['דוד בן־גוריון', 'שָׁלוֹם עֲלֵיכֶם', 'שִּׁ֣מְעוֹן', 'יְרוּשָׁלִַ֖ם', 'שָּֽׁ֖', 'ג׳ורג׳ פרץ'],
  ...['محمد بن سلمان', 'مُحَمَّدٌ', 'اَلرَّحْمٰنِ', 'علی‌رضا نیک‌نام', 'می‌ترا', 'فاطمہ زہرا', 'هٰذا ٱللَّٰه'],
  ...['ދިވެހި އަލީ', 'ܐܦܪܝܡ', 'ߒߞߏ ߛߎ߬ߟߊ߫'],
  // Indic scripts
  ...['अनिरुद्ध शर्मा', 'श्रीकृष्ण क़ाज़ी', 'क्‍ष', 'তারেক র‍্যাহমান', 'ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ', 'હેમાંગ શાહ'],
  ...['தமிழ்ச்செல்வி', 'ஸ்ரீநிவாசன்', 'వేంకటేశ్వర్లు', 'ಕೃಷ್ಣಮೂರ್ತಿ', 'കൃഷ്ണന്‍ നായര്‍', 'അവന്‌', 'ශ්‍රී ලංකා'],
  // South-East Asia, Tibet, Mongolia
  ...[
    'สมชาย น้ำใจดี',
    'ปิ่นแก้ว',
    'ຄຳແພງ',
    'សុខ ដារា',
    'အောင်ဆန်းစုကြည်',
    'မြို့ကြွှို့',
    'བསྟན་འཛིན་རྒྱ་མཚོ',
    'ཨོཾ་མ་ཎི་པདྨེ་ཧཱུྃ',
  ],
  ...['ᠮᠣᠩᠭᠣᠯ ᠊᠋᠊', 'ᠴᠢᠩᠭᠢᠰ'],
  // East Asia
  ...[
    '王小明',
    '歐陽娜娜',
    '渡邉󠄀 花子',
    '辻󠄀 太郎',
    '佐藤 さくら',
    'マリア・ガルシア',
    '髙橋 ﾊﾅｺ',
    '김민준',
    '남궁 옥분',
    'ㄅㄆㄇ 小明',
  ],
  // Africa, America
  ...['አበበ ቢቂላ', 'ጸጋዬ ገብረ መድኅን', 'ⵎⴰⵙⵙⵉⵏ', 'ᏣᎳᎩ ᏎᏉᏯ', 'ᐊᓕᓯ ᐃᓄᒃ', '𞤀𞤣𞤤𞤢𞤥'],
  // With a picture
  ...[
    'Łukasz 🎷',
    'Zoe 👩🏽‍💻',
    'Sam 🏳️‍🌈',
    'Mia ❤️‍🔥',
    'Ewan 🏴󠁧󠁢󠁳󠁣󠁴󠁿',
    'The Kims 👨‍👩‍👧‍👦',
    'Nº 1️⃣ Fan',
    'Jo ☺️',
    'Kim ♂︎',
  ],
]

test.each(realNames)('%s is a name, and kept as it is written', (name) => {
  expect(reasons(name)).toBeUndefined()
  expect(kept(name)).toBe(name.normalize('NFC'))
})

test('names stay names side by side, and typed letter by letter', () => {
  const some = fc.constantFrom(...realNames)
  fc.assert(
    fc.property(some, some, fc.constantFrom('NFC', 'NFD'), (first, last, form) => {
      const name = `${first} ${last}`
      fc.pre(name.normalize('NFC').length <= 80)
      expect(kept(name.normalize(form))).toBe(name.normalize('NFC'))
    }),
  )
})

test.each([
  ['Ada\u200b\u00adLovelace\ufeff', 'AdaLovelace'],
  ['\u200fדוד\u200e', 'דוד'],
  ['  Ada \u00a0  Lovelace ', 'Ada Lovelace'],
])('what came along from where %j was copied is left out', (typed, name) => {
  expect(kept(typed)).toBe(name)
})

test.each(['\u093f', '\u0301\u0316', 'a', ' a'])(
  'a form full of %j is told how long a name is, and nothing else',
  (unit) => {
    expect(reasons(`क${unit.repeat(20_000)}`)).toEqual(['A name has at most 80 characters'])
  },
)

const placeholders = [
  ...['\u3164', '\u115f', '\u1160', '\uffa0', '\u2800', '\u034f', '\u17b4', '\u180e', '\ufe0f'],
  ...['\u200d', '\u200c', '\u2063', '\u206a', '\u202e', '\u2067', '\u{e0041}', '\u{e0100}'],
  ...['\u{13441}', '\u{1d159}', '\u{16fe4}', '\ufffc', '\ue000', '\u0378', '\u0007'],
]

test.each(placeholders)(
  '%j shows nothing: not alone, not beside letters, not between them',
  (blank) => {
    for (const name of [blank, `${blank} ${blank}`, `Ada${blank}`, `${blank}Ada`, `A${blank}da`])
      expect([name, kept(name)]).toEqual([name, 'refused'])
    expect(reasons(`Ada${blank}Lovelace`)?.join()).toMatch(/cannot be shown\. Type the name rather/)
  },
)

test.each([
  '\u0301',
  '\u0301\u0302',
  ' \u0e49 ',
  'Ada \u0301',
  '\u20dd',
  '\u0301Ada',
  '...',
  '🎷',
  '',
  ' ',
])('%j is no name: it has no letter, or an accent without one', (name) => {
  expect(kept(name)).toBe('refused')
})

test('accents stack as high as scripts need, and no higher', () => {
  const marks = fc.constantFrom(...'\u0300\u0301\u0302\u0308\u0323\u0489\u20dd\u0e49\u05b4\u064f')
  // What would part them without being seen.
  const between = fc.constantFrom('', '', '\u034f', '\u0903', '\u200d')
  const pile = fc.array(fc.tuple(marks, between), { minLength: 6, maxLength: 39 })
  fc.assert(
    fc.property(fc.constantFrom('q', 'я', 'ก', 'क', '王'), pile, (letter, parts) => {
      expect(kept(`Ada ${letter}${parts.flat().join('')}`)).toBe('refused')
    }),
  )
  expect(reasons(`a${'\u0301'.repeat(79)}`)?.join()).toMatch(/more than 5 marks\. Leave some/)
  expect(kept(`q${'\u0301'.repeat(5)}`)).not.toBe('refused')
})
