/** What stands on the desk in the pictures: customers with something to say, two agents, and what went wrong. */
export const numbers = {
  maya: '+14155550132',
  furious: '+15125550119',
  failed: '+16175550150',
  unknown: '+12125550188',
  stopped: '+13125550120',
  wang: '+14155550171',
  rosa: '+13055550161',
  stale: '+14155550137',
  arabic: '+971501234567',
  much: '+14155550190',
  photo: '+14155550126',
}

const names = {
  maya: 'Maya Chen',
  furious: 'Dana Whitfield',
  failed: 'Tom Becker',
  unknown: 'Marco Bianchi',
  stopped: 'Sam O’Neill',
  wang: '王芳',
  rosa: 'Rosa Delgado',
  stale: 'Priya Nair',
  photo: 'June Park',
  much: 'Wolfeschlegelsteinhausenbergerdorff von Ockenburg-Hohenzollern',
}

/** Customers text, Ada and Bob answer, and the carrier has a bad moment; resolves when all is told. */
export async function playDesk(network, ada, bob) {
  const { carrier } = network
  await maya(carrier, ada)
  for (const body of [
    'The heating is broken again. Third time this month. This is terrible.',
    'I hate this. Nobody answers, nothing works, worst service ever.',
    'Furious. Cancel my contract, you are useless!',
  ])
    await text(network, ada, numbers.furious, body)
  await text(network, ada, numbers.failed, 'Is the parking garage open on Sundays?')
  await carrier.fault('undelivered', { number: numbers.failed, errorCode: 30003 })
  await reply(ada, numbers.failed, 'It is, from 9 to 18 h.')
  await text(network, ada, numbers.unknown, 'Your technician just left. Fantastic job!')
  await carrier.fault('answer-lost', { number: numbers.unknown })
  await carrier.fault('list-lag', { scope: 'rest', count: null, ms: 600_000 })
  await carrier.fault('callback-lost', { number: numbers.unknown, count: 9 })
  await reply(ada, numbers.unknown, 'That will please him, thank you!')
  await text(network, ada, numbers.stopped, 'what time do you close today')
  await text(network, ada, numbers.stopped, 'STOP')
  await text(network, ada, numbers.wang, '你好，我昨天收到的杯子是坏的，可以换一个吗？')
  await text(network, ada, numbers.rosa, 'Hola, ¿puedo cambiar mi cita del jueves al viernes?')
  await reply(bob, numbers.rosa, 'Claro, ¿a las 10 le viene bien?')
  await text(network, ada, numbers.stale, 'I was charged twice for the same invoice.')
  await text(
    network,
    ada,
    numbers.arabic,
    'مرحبا، متى يصل طلبي؟ لقد انتظرت أسبوعين ولم يصل شيء حتى الآن.',
  )
  await much(network, ada)
  for (const [who, name] of Object.entries(names))
    await ada.request('update-customer', { number: numbers[who], name })
}

/** As much as there can be: the longest texts, a dozen labels, and (above) a name. */
async function much(network, ada) {
  const { much: number } = numbers
  await text(
    network,
    ada,
    number,
    'I have waited since Tuesday, and all I get is silence. '.repeat(29),
  )
  const labels = []
  for (let n = 1; n <= 12; n += 1) {
    const name = n === 1 ? 'A rather long label that somebody once found useful' : `Label ${n}`
    const { label } = await ada.request('put-label', { name })
    labels.push(label.id)
  }
  await ada.request('set-labels', { number, labels })
  await reply(ada, number, 'We are so sorry. '.repeat(94).trim())
}

async function maya(carrier, ada) {
  await carrier.text(numbers.maya, 'Hi! My order 4417 was due yesterday. Is it on its way?')
  await known(ada, numbers.maya)
  await reply(ada, numbers.maya, 'Hello Maya, let me look for you.')
  await ada.request('note', {
    number: numbers.maya,
    body: 'Courier lost the first parcel; the second left at noon.',
    clientMessageId: crypto.randomUUID(),
  })
  await carrier.text(numbers.maya, 'This is the second time, I am really disappointed.')
  await reply(ada, numbers.maya, 'I am sorry. It left our house at noon and is with you tomorrow.')
  await carrier.text(numbers.maya, 'Oh that is wonderful, thank you so much! 😊')
}

function reply(agent, number, body) {
  return agent.request('reply', { number, body, clientMessageId: crypto.randomUUID() })
}

async function text({ carrier }, agent, number, body) {
  await carrier.text(number, body)
  await known(agent, number)
}

/** Until the switchboard has the newest text of this customer. */
async function known(agent, number) {
  for (let tries = 0; tries < 100; tries += 1) {
    const page = await agent.request('entries', { number }).catch(() => null)
    if (page?.conversation) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`The text from ${number} did not arrive.`)
}
