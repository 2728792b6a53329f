import classes from './customer.module.css'

/** Why something was not kept; read out at once. */
export function Problem({ text }: { text: string | null }) {
  return (
    text !== null && (
      <p role="alert" className={classes.problem}>
        {text}
      </p>
    )
  )
}
