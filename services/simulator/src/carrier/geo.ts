import type { Geo } from '../store/model.ts'

const areas: Record<string, [city: string, state: string, zip: string]> = {
  '+1212': ['NEW YORK', 'NY', '10001'],
  '+1305': ['MIAMI', 'FL', '33101'],
  '+1312': ['CHICAGO', 'IL', '60601'],
  '+1415': ['SAN FRANCISCO', 'CA', '94103'],
  '+1512': ['AUSTIN', 'TX', '78701'],
  '+1617': ['BOSTON', 'MA', '02108'],
}

const countries: [prefix: string, country: string][] = [
  ['+1', 'US'],
  ['+33', 'FR'],
  ['+44', 'GB'],
  ['+49', 'DE'],
  ['+61', 'AU'],
  ['+81', 'JP'],
  ['+86', 'CN'],
  ['+91', 'IN'],
]

/** Where a number is from, as far as its first digits tell; Twilio leaves unknown parts empty too. */
export function geoOf(number: string): Geo {
  const [city, state, zip] = areas[number.slice(0, 5)] ?? ['', '', '']
  const country = countries.find(([prefix]) => number.startsWith(prefix))?.[1] ?? ''
  return { city, state, zip, country }
}

export const areaCodes: string[] = Object.keys(areas)
