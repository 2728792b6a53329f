/** What one customer does in a busy hour. Times are minutes of that hour. */
export interface Script {
  name: string
  /** One of the numbers that are reserved for fiction. */
  number: string
  at: number
  opening: string
  /** What they say to each answer in turn. */
  answers: readonly string[]
  /** What they say when nobody answers, one after each wait. */
  impatient: readonly string[]
}

/** Twenty people with something on their mind: pleased, puzzled, furious; three languages, one who says STOP. */
export const scripts: readonly Script[] = [
  {
    name: 'Rosa Delgado',
    number: '+13055550161',
    at: 0,
    opening:
      'Hi! My order 4417 was due yesterday and the tracking page still says "preparing". Is it on its way?',
    answers: ['Oh good, thank you for checking so fast!', 'Perfect, have a lovely day 😊'],
    impatient: [
      'Hello? Is anybody there?',
      'This is really disappointing. I needed it for a birthday.',
    ],
  },
  {
    name: 'Jonas Weber',
    number: '+16175550112',
    at: 1,
    opening: 'Do you have the grey one in size 44?',
    answers: ['Great, please keep one for me until Saturday.', 'Thanks, see you then'],
    impatient: ['Never mind, I ordered it elsewhere.'],
  },
  {
    name: 'Priya Nair',
    number: '+14155550137',
    at: 2,
    opening: 'I was charged twice for the same invoice. Please fix this.',
    answers: [
      'The invoice number is INV-20931.',
      'I see the refund now. Thanks for sorting it out.',
    ],
    impatient: [
      'Still no answer and my account is overdrawn because of you. This is awful.',
      'Unbelievable. I am angry and I want my money back now!',
    ],
  },
  {
    name: 'Sam O’Neill',
    number: '+13125550120',
    at: 3,
    opening: 'what time do you close today',
    answers: ['ok thx'],
    impatient: [],
  },
  {
    name: '王芳',
    number: '+14155550171',
    at: 4,
    opening: '你好，我昨天收到的杯子是坏的，可以换一个吗？',
    answers: ['太好了，谢谢你们！'],
    impatient: ['有人吗？等了很久了，很失望。'],
  },
  {
    name: 'Marco Bianchi',
    number: '+12125550188',
    at: 6,
    opening: 'Your technician just left. Fantastic job, really friendly too!',
    answers: ['You are welcome, he deserves it 👍'],
    impatient: [],
  },
  {
    name: 'Dana Whitfield',
    number: '+15125550119',
    at: 7,
    opening: 'The heating is broken again. Third time this month. This is terrible.',
    answers: ['Tomorrow is too late, it is freezing in here.', 'Fine. Between 8 and 10 works.'],
    impatient: [
      'I hate this. Nobody answers, nothing works, worst service ever.',
      'Furious. Cancel my contract, you are useless!',
    ],
  },
  {
    name: 'Lucía Romero',
    number: '+13055550144',
    at: 9,
    opening: 'Hola, ¿puedo cambiar mi cita del jueves al viernes?',
    answers: ['A las 10 me viene perfecto, muchas gracias.'],
    impatient: ['¿Hay alguien? Necesito saberlo hoy.'],
  },
  {
    name: 'Tom Becker',
    number: '+16175550150',
    at: 11,
    opening: 'Is the parking garage open on Sundays?',
    answers: ['Thanks'],
    impatient: [],
  },
  {
    name: 'Aisha Khan',
    number: '+12125550133',
    at: 13,
    opening: 'I got a message that my card was declined but the payment went through on my side?',
    answers: ['It ends in 4471.', 'That worked. You are a star, thank you!'],
    impatient: ['Could someone please look at this? I am worried it gets charged twice.'],
  },
  {
    name: 'Greg Olsen',
    number: '+13125550155',
    at: 15,
    opening: 'Just so you know, the link in your last text is dead.',
    answers: ['Works now.'],
    impatient: [],
  },
  {
    name: 'Hannah Lee',
    number: '+14155550109',
    at: 18,
    opening:
      'Hi, I left my umbrella at your shop this morning. Black, wooden handle. Any chance you found it?',
    answers: ['You made my day! I will pick it up after work.', 'Thank you so much ❤️'],
    impatient: ['No hurry, I just loved that umbrella.'],
  },
  {
    name: 'Victor Almeida',
    number: '+15125550175',
    at: 21,
    opening: 'Delivery window was 9–12. It is 12:40. Where is the driver?',
    answers: ['Ok, ten minutes is fine.', 'He is here. Thanks.'],
    impatient: ['I took a day off for this. Ridiculous.', 'Bad, bad, bad. Never again.'],
  },
  {
    name: 'Nobody you know',
    number: '+12125550101',
    at: 24,
    opening: 'STOP',
    answers: [],
    impatient: [],
  },
  {
    name: 'Elena Petrova',
    number: '+16175550128',
    at: 27,
    opening: 'Can I pay in three instalments?',
    answers: ['And is there any interest?', 'That is wonderful, I will take it.'],
    impatient: ['Anyone? I have it in my basket.'],
  },
  {
    name: 'Ben Carter',
    number: '+13125550142',
    at: 31,
    opening: 'The app keeps crashing when I open my messages. Android 16. Very annoying.',
    answers: ['Version 5.2.1', 'Reinstalling helped, thanks.'],
    impatient: ['It crashed again and ate my form. I am so annoyed.'],
  },
  {
    name: 'Mei Lin',
    number: '+14155550183',
    at: 36,
    opening: 'Good afternoon! Could you send the invoice for October to our new address?',
    answers: ['17 Alder Court, suite 4. Thank you!'],
    impatient: [],
  },
  {
    name: 'Oscar Lindqvist',
    number: '+15125550191',
    at: 42,
    opening: 'Your support is the best I have had anywhere. Just saying. 🎉',
    answers: ['Keep it up!'],
    impatient: [],
  },
  {
    name: 'Farah Haddad',
    number: '+13055550106',
    at: 47,
    opening: 'The package arrived open and two items are missing. Order 5120.',
    answers: ['The blue mug and the tea towels.', 'Great, thanks for the quick help.'],
    impatient: ['This is the second time something is missing. I am not happy.'],
  },
  {
    name: 'Will Turner',
    number: '+12125550166',
    at: 52,
    opening: 'are you hiring?',
    answers: ['cool, thanks!'],
    impatient: [],
  },
]
