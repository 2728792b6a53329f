import type { MoodLanguageCode } from '@switchboard/protocol'

/** Ours, and those a Latin text may otherwise be in. */
export type Known =
  MoodLanguageCode | 'de' | 'pt' | 'it' | 'nl' | 'sv' | 'pl' | 'tr' | 'id' | 'other'

/** The words each language cannot do without, and those a text message begins and ends with. */
const common: Readonly<Partial<Record<Known, string>>> = {
  en: `the a an and or of to in on at is it its it's i i'm im you he she we they my your our this that these those was
    were are be been have has had do does did don't dont can't cant could would will what when where why how who not
    no yes please thanks thank hi hello hey for with from but if so just still got get any there here order when me us
    them up out about again been by now new one want need know did received package delivery phone number good bad
    great best better fast slow food all as well works work time easy easily customer customers product quality notch
    price shipping shipped refund more than only their after before because today tomorrow yesterday anyone someone
    ever never very really too much more help sent send call back ok okay team stuff guys mate job staff marks
    everyone everything nothing hope absolutely totally deal omg lol wow`,
  es: `el la los las un una unos unas de del y o que en es está esta estoy son fue por para con sin su mi mis tu tus
    me te se le lo les nos no sí si ya pero muy más mas como cómo cuando cuándo donde dónde qué quiero necesito puede
    puedo tengo tiene hay hola buenos buenas días dias tardes gracias favor pedido todavía todavia aún este eso esto
    esa ese al ha han he llegó llego llega nada nunca todo todos bien mal porque hoy mañana ayer servicio usted
    ustedes envío dinero tienda son ser estar equipo chicos chicas amigos trabajo también tambien siempre va`,
  fr: `le la les un une des de du et ou que qui en est sont je tu il elle nous vous ils j c d l n s qu m ne pas plus
    jamais rien mon ma mes ton votre vos notre ce cette ces cet ça ca sa son ses pour par avec sans sur dans au aux
    mais très tres trop bien bonjour bonsoir salut merci oui non si quand comment pourquoi où ai as avez avons a été
    ete suis êtes etes fait encore toujours commande colis livraison reçu recu veux voudrais peux pouvez svp plaît
    plait aujourd'hui demain hier beaucoup tout tous chez y on équipe vraiment travail produit j'ai c'est bcp va
    boutique`,
  de: `der die das ein eine einen einem und oder ist sind war nicht kein keine ich du er sie wir ihr mein meine dein
    mit für fur von zu zum zur auf im ins aus bei nach wie was wann wo warum wer noch schon sehr gut danke bitte hallo
    guten tag morgen habe haben hat wird werden kann können aber auch nur dass es mich mir uns vielen dank bestellung
    paket lieferung gar alles leider immer schnell tolle toller tolles zufrieden schön schlecht schlechter freundlich
    nett gern gerne perfekt fantastisch wunderbar dankeschön wieder klasse voll einfach seid geklappt qualität ok
    bestens katastrophe furchtbar besten arbeit telefon team job`,
  pt: `o os as um uma de do da dos das e ou que em no na nos nas é são foi está por para com sem seu sua meu minha me
    te se lhe não nao sim já mas muito mais como quando onde quero preciso pode posso tenho tem você voce vocês olá
    ola oi bom boa dia tarde obrigado obrigada pedido ainda isso isto este esta ao à pra pelo pela chegou tudo nada
    estou ótimo otimo perfeito adorei gostei péssimo atendimento demais valeu a mal produto bem fiquei ficou amei
    parabéns parabens vergonha ok trabalho`,
  it: `il lo la gli le un uno una di del della dei e o che in è sono era per con senza su mi ti si ci non no sì già ma
    molto più come quando dove perché voglio vorrei posso ho ha hanno ciao buongiorno buonasera grazie prego mio mia
    tuo questo questa ancora bene male ordine pacco sempre tutto niente anche al dal nel alla ottimo ottima perfetto
    perfetta felice bravi bravissimi bravissimo bellissimo servizio pessimo bello bella brava buono lavoro schifo sei
    va ok orribile`,
  nl: `de het een en of is zijn was niet geen ik jij je hij zij wij we mijn uw met voor van op in aan uit bij naar hoe
    wat wanneer waar waarom wie nog al zeer goed dank bedankt alstublieft hallo goedemorgen heb heeft hebben kan maar
    ook dat dit die er mij ons bestelling pakket levering helaas altijd fijn leuk leuke mooi geweldig snel tevreden
    slecht slechte dankjewel geregeld helemaal gedaan blij geleverd ben mee ok team`,
  sv: `och eller är var inte ingen jag du han hon vi de min mitt din med för från till på i av hur vad när varför vem
    ännu redan mycket bra tack hej har kan men också att det den mig oss jeg ikke og er på med til takk tak har det en
    ett min pakken bestilling perfekt jättebra bäst snabb snabbt tusen veldig rigtig riktig riktigt virkelig meget
    godt mange dålig elendig kjempebra fint flott nöjd fornøyd ok helt`,
  pl: `i lub jest są był nie ja ty on ona my mój moja twój z dla od do na w jak co kiedy gdzie dlaczego kto jeszcze
    już bardzo dobrze dziękuję dziekuje proszę prosze cześć dzień dobry mam ma może ale też że to mi nas zamówienie
    paczka się sie dzięki dzieki fajnie obsługa obsluga polecam szybko świetnie swietnie ok wszystko sprawa fajny
    ekstra rewelacja`,
  tr: `ve veya bir bu şu değil ben sen o biz siz benim ile için çok iyi teşekkürler tesekkurler lütfen merhaba var yok
    ama da de ne zaman nerede neden nasıl siparişim kargo hala harika mükemmel mukemmel güzel guzel cok tesekkur ok
    oldu tamam berbat rezalet süper`,
  id: `dan atau adalah tidak saya kamu anda dia kami kita ini itu dengan untuk dari ke di apa kapan mana kenapa siapa
    masih sudah sangat baik terima kasih tolong halo ada bisa tapi juga yang belum pesanan paket bagus sekali makasih
    terimakasih mantap cepat ok banget suka puas barang kecewa jelek keren`,
  other: `ang ng mga sa ko po hindi salamat và là không tôi của cho cảm ơn xin chào este nu și si mulțumesc multumesc
    vă bună ziua nem és egy köszönöm kérem je ne to sa som mi sam hvala nije ja jak děkuji dobrý den prosím kde moje
    objednávka kiitos ei on ja hei asante habari na maganda ganda sobrang foarte fain mwen kontan anpil mèsi ako naman
    galing mersi frumos frumoasa multumit mesi trè sèvis renmen nhieu khong tuyet travay`,
}

/** Language by word; one word may speak for several. */
export const words: ReadonlyMap<string, readonly Known[]> = byWord()

function byWord(): Map<string, Known[]> {
  const all = new Map<string, Known[]>()
  for (const [language, list] of Object.entries(common) as [Known, string][])
    for (const word of new Set(list.split(/\s+/)))
      all.set(word, [...(all.get(word) ?? []), language])
  return all
}

/** Letters and clitics that belong to one language, or to few. */
export const marks: readonly [Known, RegExp][] = [
  ['en', /\b(?:\p{L}+n't|i'm|i've|i'll|i'd|it's|you're|we're|that's|what's)(?!\p{L})/gu],
  ['es', /[ñ¿¡]/gu],
  ['fr', /(?<!\p{L})(?:qu|[cdjlmnst])'(?=\p{L})|[œèêç]/gu],
  ['de', /[äöüß]/gu],
  ['pt', /[ãõ]|ção|ções/gu],
  ['it', /[ìò]|(?<!\p{L})(?:dell|nell|all|un)'(?=\p{L})/gu],
  ['sv', /[åäöø]/gu],
  ['pl', /[ąćęłńśźż]/gu],
  ['tr', /[ğışİ]/gu],
  ['other', /[ăâđơưčďěňřšťůžőűțșāēīūģķļņ\u1ea0-\u1ef9]/gu],
]
