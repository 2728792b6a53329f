/**
 * Time zones of states and provinces whose clocks agree, by country and the carrier's name for them (ISO 3166-2).
 * Those with two times (Texas, Florida, Ontario…) are left out: a wrong hour is worse than none.
 * https://www.iana.org/time-zones, `zone1970.tab` and `northamerica`
 */
const states: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  US: {
    'America/New_York': 'CT DE DC GA ME MD MA NH NJ NY NC OH PA RI SC VT VA WV',
    'America/Chicago': 'AL AR IL IA LA MN MS MO OK WI',
    'America/Denver': 'CO MT NM UT WY',
    'America/Phoenix': 'AZ',
    'America/Los_Angeles': 'CA NV WA',
    'America/Anchorage': 'AK',
    'Pacific/Honolulu': 'HI',
  },
  CA: {
    'America/Edmonton': 'AB',
    'America/Winnipeg': 'MB',
    'America/Moncton': 'NB',
    'America/Halifax': 'NS PE',
    'America/Regina': 'SK',
    'America/Whitehorse': 'YT',
  },
}

/** The zone of a state, province or territory; undefined where it is not known or not one. */
export function zoneOfState(country: string, state: string | undefined): string | undefined {
  const zones = Object.hasOwn(states, country) ? Object.entries(states[country] ?? {}) : []
  return zones.find(([, names]) => state !== undefined && names.split(' ').includes(state))?.[0]
}
