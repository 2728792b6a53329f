import type { Label } from '@switchboard/protocol'
import { join } from './join.ts'
import classes from './label-chip.module.css'

/** A label by its name, told apart by a quiet dot that is the same on every screen. */
export function LabelChip({ label, isSmall = false }: { label: Label; isSmall?: boolean }) {
  return (
    <span className={join(classes.chip, isSmall && classes.small)}>
      <i
        className={classes.dot}
        style={{ '--hue': hueOf(label.id) } as React.CSSProperties}
        aria-hidden="true"
      />
      <span className={classes.name}>{label.name}</span>
    </span>
  )
}

/** A hue of the wheel, in degrees, that stays with an id. */
function hueOf(id: string): number {
  let hash = 0
  for (const character of id) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 3_600
  return (hash * 7) % 360
}
