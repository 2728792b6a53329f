import * as v from 'valibot'

/** A customer's phone on the desk of the simulator. */
export const phoneDeviceSchema = v.object({ number: v.string(), name: v.string() })

export const phonePictureSchema = v.object({
  sid: v.string(),
  /** Path on the page's own origin. */
  url: v.string(),
  contentType: v.string(),
})

/**
 * A text as the customer's phone sees it. Inbound (typed on the phone): `sent` until the Line took it, then
 * `delivered`, or `unanswered` when the Line did not take it (the carrier keeps it). Outbound: `coming` until it
 * is `delivered`; a `lost` one never reaches the phone.
 */
export const phoneTextSchema = v.object({
  sid: v.string(),
  number: v.string(),
  line: v.string(),
  direction: v.picklist(['inbound', 'outbound']),
  body: v.string(),
  pictures: v.array(phonePictureSchema),
  state: v.picklist(['sent', 'delivered', 'unanswered', 'coming', 'lost']),
  /** The carrier's own answer to STOP, START or HELP. */
  automatic: v.boolean(),
  at: v.string(),
})

/** A fault of the simulated carrier that is switched on; `remaining` is null until it is switched off. */
export const phoneFaultSchema = v.object({
  id: v.string(),
  kind: v.string(),
  remaining: v.nullable(v.number()),
  scope: v.picklist(['send', 'rest']),
  ms: v.optional(v.number()),
  errorCode: v.optional(v.number()),
  number: v.optional(v.string()),
})

/** A webhook that failed or was answered badly, as Twilio's debugger shows it. */
export const phoneTroubleSchema = v.object({
  sid: v.string(),
  at: v.string(),
  level: v.picklist(['error', 'warning']),
  code: v.number(),
  message: v.string(),
  url: v.nullable(v.string()),
  messageSid: v.nullable(v.string()),
  httpStatus: v.nullable(v.number()),
})

/** Customers who text by a script: how far their hour of 60 minutes is, and how many texts they sent in it. */
export const phoneBusyHourSchema = v.object({
  running: v.boolean(),
  minute: v.number(),
  texts: v.number(),
})

/** What the simulator sends to a phone page. `desk` comes first and replaces everything the page knew. */
export const phoneFrameSchema = v.variant('type', [
  v.object({
    type: v.literal('desk'),
    line: v.string(),
    phones: v.array(phoneDeviceSchema),
    texts: v.array(phoneTextSchema),
    faults: v.array(phoneFaultSchema),
    troubles: v.array(phoneTroubleSchema),
    busyHour: phoneBusyHourSchema,
  }),
  v.object({ type: v.literal('busy-hour'), busyHour: phoneBusyHourSchema }),
  v.object({ type: v.literal('phone'), phone: phoneDeviceSchema }),
  v.object({ type: v.literal('text'), text: phoneTextSchema }),
  v.object({ type: v.literal('removed'), sid: v.string() }),
  v.object({ type: v.literal('faults'), faults: v.array(phoneFaultSchema) }),
  v.object({ type: v.literal('trouble'), trouble: phoneTroubleSchema }),
])

export type PhoneDevice = v.InferOutput<typeof phoneDeviceSchema>
export type PhonePicture = v.InferOutput<typeof phonePictureSchema>
export type PhoneText = v.InferOutput<typeof phoneTextSchema>
export type PhoneFault = v.InferOutput<typeof phoneFaultSchema>
export type PhoneTrouble = v.InferOutput<typeof phoneTroubleSchema>
export type PhoneBusyHour = v.InferOutput<typeof phoneBusyHourSchema>
export type PhoneFrame = v.InferOutput<typeof phoneFrameSchema>

/** A received frame, checked; null for what this version does not know. */
export function parsePhoneFrame(text: string): PhoneFrame | null {
  try {
    const { success, output } = v.safeParse(phoneFrameSchema, JSON.parse(text))
    return success ? output : null
  } catch {
    return null
  }
}
