import { ImagePlus } from 'lucide-react'
import { useRef } from 'react'
import { MAX_PICTURES, pictureTypes } from '@switchboard/protocol'
import { useAllWords } from '../i18n/later.ts'
import { IconButton } from '../ui/button.tsx'

/** Chooses pictures from the disk, or takes one where there is a camera. */
export function AttachButton({ onFiles }: { onFiles: (files: File[]) => void }) {
  const words = useAllWords().media
  const field = useRef<HTMLInputElement>(null)
  return (
    <>
      <IconButton label={words.attach(MAX_PICTURES)} onClick={() => field.current?.click()}>
        <ImagePlus size={18} strokeWidth={1.75} aria-hidden="true" />
      </IconButton>
      <input
        ref={field}
        type="file"
        multiple
        hidden
        accept={pictureTypes.join()}
        aria-label={words.pictures}
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])])
          // The same file may be chosen again after it was removed.
          event.target.value = ''
        }}
      />
    </>
  )
}
