import { describe, expect, it } from 'vitest'
import { readMood } from '../src/index.ts'

type Sentence = readonly [text: string, sign: -1 | 0 | 1]

const sentences: Readonly<Record<'en' | 'es' | 'fr' | 'zh', readonly Sentence[]>> = {
  en: [
    ['Thanks so much!!', 1],
    ['worst service ever', -1],
    ['terrible', -1],
    ['Super', 1],
    ['My order is broken', -1],
    ["it's perfect, love it", 1],
    ['Where is my order?', 0],
    ['not happy with the delivery', -1],
    ['Black, size 42', 0],
    ['no problem at all', 1],
    ['Good Service-check!', 1],
    ["I can't complain", 1],
  ],
  es: [
    ['Mi pedido llegó roto', -1],
    ['No funciona, quiero la devolución', -1],
    ['Muchas gracias, todo perfecto', 1],
    ['El servicio es muy malo', -1],
    ['No estoy contento con la entrega', -1],
    ['¿Dónde está mi pedido?', 0],
    ['Me encanta, es genial', 1],
    ['no me gusta nada', -1],
    ['Excelente atención, muy amables', 1],
    ['Está bien pero llegó muy tarde', -1],
    ['Esto es una estafa', -1],
    ['hola, a que hora abren?', 0],
    ['Buenos días, necesito la factura', 0],
    ['el paquete llego danado', -1],
  ],
  fr: [
    ['Mon colis est arrivé cassé', -1],
    ['Ça ne marche pas, je veux un remboursement', -1],
    ['Merci beaucoup, c’est parfait', 1],
    ['Le service est vraiment nul', -1],
    ['Je ne suis pas content du tout', -1],
    ['Où est ma commande ?', 0],
    ["J'adore, c'est génial !", 1],
    ["J'attends depuis trois jours et toujours pas de réponse", -1],
    ["c'est pas bien", -1],
    ['Très bonne qualité, je recommande', 1],
    ['C’est joli mais trop lent', -1],
    ["C'est une arnaque", -1],
    ['bonjour, vous ouvrez à quelle heure ?', 0],
    ['Je suis tres decu', -1],
  ],
  zh: [
    ['太棒了，谢谢你们', 1],
    ['质量太差了，我要退款', -1],
    ['还没收到货，等了三天', -1],
    ['很好用，推荐', 1],
    ['不满意', -1],
    ['客服态度很差', -1],
    ['请问我的订单到哪里了？', 0],
    ['东西坏了，要求退货', -1],
    ['你们是骗子', -1],
    ['不错，好评', 1],
    ['快递很快，但是包装破了', -1],
    ['没有问题', 1],
    ['你好', 0],
    ['太差了😡 iPhone 壳是坏的', -1],
    ['謝謝，非常滿意', 1],
  ],
}

describe.each(Object.entries(sentences))('%s', (language, texts) => {
  it.each(texts)('[M11] reads %j with the sign %d', (text, sign) => {
    const mood = readMood(text)
    expect(mood).toMatchObject({ language, isRead: true })
    expect(Math.sign(mood.score)).toBe(sign)
  })
})

describe('other languages', () => {
  it.each([
    'Vielen Dank, alles super!',
    'Das ist leider kaputt, ich bin sehr enttäuscht 😡',
    'Muito obrigado, adorei',
    'Não gostei do produto',
    'Grazie mille, tutto perfetto',
    'Il pacco è arrivato rotto, sono molto deluso',
    'De bestelling is kapot, heel slecht',
    'Tack så mycket, jättebra 😍',
    'Dziękuję bardzo',
    'Teşekkürler, harika',
    'Kde je moje objednávka',
    'Спасибо, всё отлично',
    'ありがとうございます',
    '最高です！',
    '감사합니다',
    'شكرا جزيلا',
  ])('[M12] leaves %j unread, whatever its words and emoji would say', (text) => {
    expect(readMood(text)).toEqual({
      score: 0,
      words: [],
      face: 'neutral',
      language: null,
      isRead: false,
    })
  })

  it.each([
    'Top Service, super schnell!',
    'Bin super zufrieden',
    'Super Arbeit!',
    'Fantastisch, danke',
    'Leuk, super',
    'Heel fijn, top',
    'Bravo, ottimo servizio',
    'Bravissimi, super',
    'Estou feliz',
    'Ótimo, amor',
    'Adorei, super rápido',
    'Tack, super',
    'Dobra, fajnie super',
    'Harika, super',
    'Super ganda po',
    'Bagus, super',
    'Foarte bun, bravo',
    'Mwen kontan anpil',
  ])('[M12] does not take %j for one of ours by a word that is said everywhere', (text) => {
    expect(readMood(text)).toMatchObject({ language: null, isRead: false, score: 0 })
  })

  it.each([
    ['super', 'en'],
    ['Top!', 'en'],
    ['super service', 'en'],
    ['Top notch', 'en'],
    ['Super bien, gracias', 'es'],
    ['Estoy feliz', 'es'],
    ['super rápido, gracias', 'es'],
    ['Merci, super rapide', 'fr'],
    ['bravo à vous', 'fr'],
  ])('[M11] still reads %j', (text, language) => {
    expect(readMood(text)).toMatchObject({ language, isRead: true })
  })

  it.each([
    ['😡😡', -2],
    ['😊', 3],
    ['42', 0],
    ['', 0],
  ])('[M12] reads %j, which has no letters, in any language', (text, score) => {
    expect(readMood(text)).toMatchObject({ score, language: null, isRead: true })
  })
})

describe('what differs between languages', () => {
  it('[M13] knows denials after the word, doubled ones, and phrases', () => {
    expect(readMood('J’aime pas').score).toBe(-2)
    expect(readMood('No me gusta nada').words).toEqual([{ word: 'me gusta', score: -2 }])
    expect(readMood('Ça ne marche pas').words).toEqual([{ word: 'ne marche pas', score: -2 }])
    expect(readMood('不是不好').score).toBe(2)
  })

  it('[M13] takes accents as they come, and Chinese without spaces', () => {
    expect(readMood('c’est genial, merci').score).toBe(readMood('c’est génial, merci').score)
    expect(readMood('质量太差了').words).toEqual([{ word: '太差', score: -3 }])
  })
})
