import { Router } from 'express'
import type { Request } from 'express'
import { createMessage } from '../carrier/create-message.ts'
import { sendCallback } from '../carrier/status-callbacks.ts'
import type { Context } from '../context.ts'
import { CarrierError, notFound } from '../errors.ts'
import type { Message, MessageStatus } from '../store/model.ts'
import { Form, formOf } from './form.ts'
import { listMessages } from './list-messages.ts'
import { cutPage } from './page.ts'
import { accountPath, toMessageJson } from './representations.ts'
import { answer } from './rest-faults.ts'

const final: MessageStatus[] = ['delivered', 'undelivered', 'failed', 'canceled', 'received']
const cancelable: MessageStatus[] = ['scheduled', 'accepted', 'queued']

/** Messages.json and Messages/{Sid}.json (twilio.com/docs/messaging/api/message-resource). */
export function messageRoutes(context: Context): Router {
  const router = Router({ mergeParams: true })
  router.post('/Messages.json', async (req, res) => {
    await answer(
      context,
      req,
      res,
      201,
      toMessageJson(context, createMessage(context, readSend(req))),
    )
  })
  router.get('/Messages.json', async (req, res) => {
    const path = `${accountPath(context)}/Messages.json`
    const { items, frame } = cutPage(listMessages(context, new Form(req.query)), path, req.query)
    const messages = items.map((message) => toMessageJson(context, message))
    await answer(context, req, res, 200, { ...frame, messages })
  })
  router.get('/Messages/:sid.json', async (req, res) => {
    await answer(context, req, res, 200, toMessageJson(context, findMessage(context, req)))
  })
  router.post('/Messages/:sid.json', async (req, res) => {
    const message = update(context, findMessage(context, req), formOf(req))
    await answer(context, req, res, 200, toMessageJson(context, message))
  })
  router.delete('/Messages/:sid.json', async (req, res) => {
    const message = findMessage(context, req)
    mustBeFinal(message)
    context.store.removeMessage(message.sid)
    await answer(context, req, res, 204)
  })
  return router
}

/** The message a path names; those that are no part of the log are not found. */
export function findMessage({ store }: Context, req: Request): Message {
  const message = store.messages.get(String(req.params['sid']))
  if (message && !message.automatic) return message
  throw notFound(req.originalUrl.split('?')[0] ?? '')
}

function readSend(req: Request) {
  const form = formOf(req)
  return {
    to: form.filled('To'),
    from: form.filled('From'),
    messagingServiceSid: form.filled('MessagingServiceSid'),
    body: form.text('Body'),
    mediaUrls: form.all('MediaUrl').filter((url) => url !== ''),
    statusCallback: form.filled('StatusCallback'),
    scheduleType: form.filled('ScheduleType'),
    sendAt: form.filled('SendAt'),
  }
}

function update(context: Context, message: Message, form: Form): Message {
  const status = form.text('Status')
  if (status === 'canceled') return cancel(context, message)
  if (status !== undefined) throw new CarrierError(400, 20001, `Status cannot be set to ${status}`)
  const body = form.text('Body')
  if (body === undefined) return message
  if (body !== '') throw new CarrierError(400, 20001, 'Body can only be emptied')
  mustBeFinal(message)
  return context.store.patchMessage(message.sid, { body: '' }) ?? message
}

function cancel(context: Context, message: Message): Message {
  if (!cancelable.includes(message.status))
    throw new CarrierError(409, 30409, 'The message can no longer be canceled')
  const canceled = context.store.patchMessage(message.sid, { status: 'canceled' }) ?? message
  sendCallback(context, canceled)
  return canceled
}

function mustBeFinal({ status }: Message): void {
  if (!final.includes(status))
    throw new CarrierError(
      409,
      20009,
      'Cannot change or delete this resource before it is complete',
    )
}
