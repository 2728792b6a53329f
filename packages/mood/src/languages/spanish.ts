import lexicon from '../lexicons/es.json' with { type: 'json' }
import { labelsOf, withPlainSpelling, wordSet, type MoodLanguage } from './mood-language.ts'

/** What customers of a shop write, weighed by hand; it wins over the translated lexicon. */
const ours = {
  '-4': 'estafa, estafadores, estafador, asqueroso, asquerosa, asco, mierda, indignante, vergüenza',
  '-3': 'pésimo, pésima, horrible, fatal, odio, furioso, furiosa, enojadísimo, inaceptable, harto, harta, denunciar, denuncia, mentira, mentirosos, robo, peor, mala experiencia, pérdida de tiempo, nunca más',
  '-2': 'malo, mala, malos, malas, mal, roto, rota, rotos, rotas, defectuoso, defectuosa, dañado, dañada, decepción, decepcionado, decepcionada, decepcionante, molesto, molesta, enojado, enojada, enfadado, enfadada, triste, inútil, grosero, grosera, lento, lenta, tarde, retraso, equivocado, equivocada, incompleto, queja, reclamo, reclamación, falla, fallo, no funciona, no funcionan, no sirve, no sirven, no llegó, no ha llegado, no llega, no contestan, no responden, sin respuesta, caro, cara, error, feo, fea, sucio, sucia, frío, desastre, perdido, perdida',
  '-1': 'problema, problemas, devolución, devolver, reembolso, espera, confundido, confundida, falta, faltan, duda, cancelar, todavía espero, sigo esperando',
  '0': 'buenos días, buenas tardes, buenas noches, buen día, hola buenas, más tarde, esta tarde, por la tarde',
  '1': 'bien, vale, rápido, rápida, fácil, amable, interesante, funciona bien, a tiempo',
  '2': 'bueno, buena, buenos, buenas, buen, gracias, gusta, gustó, gustan, contento, contenta, útil, amables, satisfecho, satisfecha, bonito, bonita, agradezco, agradecido, agradecida, recomiendo, felicidades, muy amable, perfectamente, mejor',
  '3': 'genial, excelente, encanta, encantó, encantado, encantada, feliz, perfecto, perfecta, buenísimo, buenísima, estupendo, estupenda, fantástico, fantástica, maravilloso, maravillosa, me alegra, guapo, guay, chévere, padrísimo',
  '4': 'increíble, espectacular, maravilla, amo',
}

export const spanish: MoodLanguage = {
  labels: withPlainSpelling(labelsOf(lexicon, ours)),
  negators: wordSet('no nunca jamás jamas ni sin tampoco nada nadie ningún ningun ninguna ninguno'),
  negatorsAfter: wordSet('nada'),
  doubleNegation: 'agrees',
  boosters: wordSet(
    'muy tan super súper realmente totalmente demasiado extremadamente absolutamente bastante más mas',
  ),
  contrasts: wordSet('pero aunque sino embargo'),
  outweighing: wordSet('pero embargo'),
  only: wordSet('solo sólo solamente'),
}
