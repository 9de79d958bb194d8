/**
 * Where the gazetteer and everybody else differ. By country code; all spellings are compared folded
 * (see fold.ts), so accents and case need no entry.
 */
export type Names = Readonly<Record<string, Readonly<Record<string, string>>>>

/** What we call a city, by the gazetteer's name for it. People may write either. */
export const shownNames: Names = {
  BE: { Antwerpen: 'Antwerp', Brugge: 'Bruges', Gent: 'Ghent' },
  CH: {
    'Biel/Bienne': 'Biel',
    Genève: 'Geneva',
    Montana: 'Crans-Montana',
    'Sankt Gallen': 'St. Gallen',
  },
  DE: { Köln: 'Cologne', 'Marburg an der Lahn': 'Marburg' },
  DK: { Århus: 'Aarhus' },
  ES: {
    'Donostia / San Sebastián': 'San Sebastián',
    'Gasteiz / Vitoria': 'Vitoria-Gasteiz',
    Sevilla: 'Seville',
  },
  GR: { Chaniá: 'Chania', Irákleion: 'Heraklion', Pátra: 'Patras', Ródos: 'Rhodes' },
  IE: { Gaillimh: 'Galway', Luimneach: 'Limerick' },
  IL: { 'Rishon LeẔiyyon': 'Rishon LeZion' },
  IN: { Belgaum: 'Belagavi', Cochin: 'Kochi', Gurgaon: 'Gurugram', Mysore: 'Mysuru' },
  KZ: { 'Nur-Sultan': 'Astana' },
  MD: { Chisinau: 'Chișinău' },
  MT: { 'San Ġiljan': 'St. Julian’s' },
  PH: { 'Makati City': 'Makati', 'Tagbilaran City': 'Tagbilaran' },
  SE: { Göteborg: 'Gothenburg' },
  UA: { Odessa: 'Odesa' },
  US: { 'New York City': 'New York', 'Washington, D.C.': 'Washington' },
}

/** Countries by names that ISO 3166 does not know, folded. A `region` narrows the cities. */
export const otherCountries: Readonly<Record<string, { code: string; region?: string }>> = {
  uk: { code: 'GB' },
  'u k': { code: 'GB' },
  britain: { code: 'GB' },
  'great britain': { code: 'GB' },
  england: { code: 'GB', region: 'ENG' },
  scotland: { code: 'GB', region: 'SCT' },
  wales: { code: 'GB', region: 'WLS' },
  'northern ireland': { code: 'GB', region: 'NIR' },
  usa: { code: 'US' },
  'u s a': { code: 'US' },
  'u s': { code: 'US' },
  us: { code: 'US' },
  america: { code: 'US' },
  uae: { code: 'AE' },
  'u a e': { code: 'AE' },
  bosnia: { code: 'BA' },
  holland: { code: 'NL' },
  korea: { code: 'KR' },
  'the netherlands': { code: 'NL' },
  'the philippines': { code: 'PH' },
  macedonia: { code: 'MK' },
  moldova: { code: 'MD' },
  burma: { code: 'MM' },
  czechia: { code: 'CZ' },
  'ivory coast': { code: 'CI' },
  kosovo: { code: 'XK' },
  palestine: { code: 'PS' },
  macau: { code: 'MO' },
  tanzania: { code: 'TZ' },
  vietnam: { code: 'VN' },
  'viet nam': { code: 'VN' },
}

/** Where Intl's English name of a country is longer than what anybody says. */
export const shownCountries: Readonly<Record<string, string>> = {
  HK: 'Hong Kong',
  MM: 'Myanmar',
  MO: 'Macao',
}
