import { useAllWords } from '../i18n/later.ts'
import { useForm, type Form, type FormOptions } from '../ui/use-form.ts'
import { saidWords } from '../words/errors.ts'
import { useUnsaved } from './use-unsaved.ts'

type SettingsFormOptions<V extends object> = Pick<FormOptions<V>, 'initial' | 'check' | 'save'> & {
  /** `page` or `page/item`. */
  id: string
  /** The field a refused name belongs to. */
  nameField?: keyof V
  nameTaken?: string
}

/** A form of the settings: what is typed stays until it is saved or given up, wherever one goes meanwhile. */
export function useSettingsForm<V extends object>({
  id,
  nameField,
  nameTaken,
  ...options
}: SettingsFormOptions<V>): Form<V> {
  const { forms } = useAllWords()
  const [edited, setEdited] = useUnsaved(id, options.initial)
  return useForm<V>({
    ...options,
    edited,
    setEdited,
    refusal(error, values) {
      if (error.code === 'NAME_TAKEN' && nameField !== undefined) {
        const text = nameTaken ?? forms.nameTaken(String(values[nameField]))
        return { [nameField]: text } as { [K in keyof V]?: string }
      }
      return forms.refused(saidWords(error))
    },
  })
}
