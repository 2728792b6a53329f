import type { PhonePicture, PhoneText } from '@switchboard/protocol'
import { DeliveredIcon, SentIcon, WarningIcon } from '../icons.tsx'
import classes from './bubble.module.css'

interface Props {
  text: PhoneText
  endsGroup: boolean
  showState: boolean
}

/** One text: the phone's own on the right in its colour, ours on the left. */
export function Bubble({ text, endsGroup, showState }: Props) {
  const own = text.direction === 'inbound'
  return (
    <div
      className={classes.row}
      data-own={own}
      data-ends-group={endsGroup}
      data-automatic={text.automatic}
    >
      {text.pictures.map((picture) => (
        <Picture key={picture.sid} picture={picture} />
      ))}
      {text.body !== '' && (
        <p className={classes.bubble} title={new Date(text.at).toLocaleString('en')}>
          {text.body}
        </p>
      )}
      {text.automatic && <p className={classes.state}>Sent by the carrier itself</p>}
      {own && showState && <State state={text.state} at={text.at} />}
    </div>
  )
}

function Picture({ picture }: { picture: PhonePicture }) {
  if (picture.contentType.startsWith('image/'))
    return <img className={classes.picture} src={picture.url} alt="Attached to the text" />
  return (
    <a className={classes.bubble} href={picture.url}>
      Attachment ({picture.contentType})
    </a>
  )
}

function State({ state, at }: Pick<PhoneText, 'state' | 'at'>) {
  const clock = new Intl.DateTimeFormat('en', { hour: 'numeric', minute: '2-digit' }).format(
    new Date(at),
  )
  if (state === 'unanswered')
    return (
      <p className={classes.state} data-bad="true">
        <WarningIcon /> Sent, but the line did not pick it up
      </p>
    )
  return (
    <p className={classes.state}>
      {state === 'sent' ? <SentIcon /> : <DeliveredIcon />}
      {state === 'sent' ? 'Sent' : 'Delivered'} <time dateTime={at}>{clock}</time>
    </p>
  )
}
