// What one writes with: pictures both ways, prepared answers, emoji, and what stands there without a connection.
import { numbers } from './desk.mjs'

/** A customer shows what is broken; the team has answers prepared. */
export async function prepare(network, ada, browser) {
  for (const [shortcut, text] of [
    ['hours', 'We are open from 9 to 18 h, Saturdays until 14 h.'],
    ['new-one', 'I am sorry about that. A new one leaves today, {customer}. {agent}'],
    ['address', 'Mill Lane 7, right behind the station.'],
  ])
    await ada.request('put-canned-response', { shortcut, text, owner: null })
  const photo = await cracked(browser)
  await network.carrier.text(numbers.photo, 'It arrived with a crack. Can I have another one?', {
    mediaUrls: [`data:image/png;base64,${photo.toString('base64')}`],
  })
  return photo
}

/** A picture as a customer might take one: a mug with a crack. */
async function cracked(browser) {
  const page = await browser.newPage({ viewport: { width: 640, height: 480 } })
  await page.setContent(`<body style="margin:0"><svg viewBox="0 0 640 480" width="640" height="480">
    <rect width="640" height="480" fill="#d9c7ad"/><rect y="330" width="640" height="150" fill="#8a6748"/>
    <ellipse cx="300" cy="395" rx="150" ry="22" fill="#6f5038"/>
    <path d="M415 200h45a60 60 0 0 1 0 120h-45" fill="none" stroke="#f3efe8" stroke-width="26"/>
    <path d="M180 140h250v190a60 60 0 0 1-60 60H240a60 60 0 0 1-60-60z" fill="#f3efe8"/>
    <ellipse cx="305" cy="140" rx="125" ry="20" fill="#5b3a24"/>
    <path d="M330 152l-22 60 34 30-28 58 20 34-12 50" fill="none" stroke="#2b2420" stroke-width="5"/>
  </svg>`)
  const photo = await page.screenshot()
  await page.close()
  return photo
}

export async function writing(page, { show, shoot, leave, photo }) {
  const cut = await cuttable(page)
  await show(page, numbers.photo)
  const reply = page.getByRole('textbox', { name: 'Reply' })
  const picture = page.getByRole('log').getByRole('button', { name: /^Picture from/ })
  await picture.waitFor()
  await page
    .getByLabel('Pictures', { exact: true })
    .setInputFiles({ name: 'mug.png', mimeType: 'image/png', buffer: photo })
  await page.getByRole('img', { name: 'mug.png' }).waitFor()
  await reply.fill('This one here? We’ll send another 🙂')
  await shoot(page, 'pictures')
  await picture.click()
  await page.getByRole('dialog', { name: /^Picture from/ }).waitFor()
  await shoot(page, 'lightbox')
  await leave(page)
  await page.getByRole('button', { name: 'Remove picture 1' }).click()
  await reply.fill('')
  await reply.pressSequentially('/')
  await page.getByRole('option', { name: /new-one/ }).waitFor()
  await shoot(page, 'canned-responses')
  await leave(page)
  await reply.fill('')
  await page.getByRole('button', { name: 'Emoji', exact: true }).click()
  await page.getByRole('searchbox', { name: 'Find an emoji' }).pressSequentially('heart')
  await page.getByRole('listbox', { name: 'Emoji' }).waitFor()
  await shoot(page, 'emoji')
  await leave(page)
  await cut()
  await page
    .getByText(/^Reconnecting/)
    .first()
    .waitFor()
  await reply.fill('A new one leaves today.')
  await reply.press('Control+Enter')
  await shoot(page, 'offline')
}

/** Resolves with what cuts the page's connection and lets no other one come about. */
async function cuttable(page) {
  const sockets = []
  let isCut = false
  await page.routeWebSocket(/\/agent$/, (socket) => {
    if (isCut) return void socket.close()
    socket.connectToServer()
    sockets.push(socket)
  })
  return async () => {
    isCut = true
    await page.context().setOffline(true)
    for (const socket of sockets) void socket.close()
  }
}
