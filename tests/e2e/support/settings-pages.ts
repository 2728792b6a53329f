/** Each page of the settings, by the last part of its address. */
export const settingsPages = [
  'profile',
  'look',
  'notifications',
  'canned',
  'people',
  'teams',
  'lines',
  'routing',
  'labels',
  'system',
]
