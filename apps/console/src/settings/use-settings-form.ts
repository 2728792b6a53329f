import { useConsole } from '../console-context.ts'
import { useWords } from '../i18n/index.ts'
import { own } from '../state/own.ts'
import { useStore } from '../state/store.ts'
import { useForm, type Form, type FormOptions } from '../ui/use-form.ts'
import { saidWords } from '../words/errors.ts'
import { unsavedOf } from './unsaved.ts'

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
  const { forms } = useWords()
  const store = unsavedOf(useConsole())
  const edited = useStore(store, (all) => own(all, id)) as V | undefined
  return useForm<V>({
    ...options,
    edited: edited ?? null,
    setEdited(next) {
      store.update((all) => {
        const { [id]: _, ...others } = all
        const isChanged = next && JSON.stringify(next) !== JSON.stringify(options.initial)
        return isChanged ? { ...others, [id]: next } : others
      })
    },
    refusal(error, values) {
      if (error.code === 'NAME_TAKEN' && nameField !== undefined) {
        const text = nameTaken ?? forms.nameTaken(String(values[nameField]))
        return { [nameField]: text } as { [K in keyof V]?: string }
      }
      return forms.refused(saidWords(error))
    },
  })
}
