/** Setting a priority. */
export const setPriority = {
  title: 'Priority',
  reason: 'Why? (optional)',
  reasonPlaceholder: 'For whoever takes it next',
  set: 'Set priority',
}
