import lexicon from '../lexicons/fr.json' with { type: 'json' }
import { labelsOf, withPlainSpelling, wordSet, type MoodLanguage } from './mood-language.ts'

/** What customers of a shop write, weighed by hand; it wins over the translated lexicon. */
const ours = {
  '-4': 'arnaque, arnaqueur, arnaqueurs, escroc, escrocs, escroquerie, merde, scandaleux, honteux, honte, dégueulasse',
  '-3': 'horrible, nul, nulle, nuls, pire, déteste, furieux, furieuse, inadmissible, inacceptable, catastrophe, catastrophique, lamentable, affreux, affreuse, marre, ras le bol, menteurs, plus jamais, perte de temps',
  '-2': 'mauvais, mauvaise, mal, cassé, cassée, cassés, abîmé, abîmée, endommagé, endommagée, défectueux, défectueuse, déçu, déçue, décevant, décevante, déception, fâché, fâchée, énervé, énervée, triste, inutile, impoli, lent, lente, retard, trompé, incomplet, plainte, réclamation, panne, ne marche pas, ne fonctionne pas, marche pas, fonctionne pas, rien reçu, pas reçu, toujours pas, aucune réponse, pas de réponse, trop cher, erreur, moche, sale, froid, désastre, perdu, perdue, en colère, mécontent, mécontente, insatisfait, insatisfaite',
  '-1': 'problème, problèmes, remboursement, rembourser, attends, manque, annuler, confus, ennui',
  '0': 'bonjour, bonsoir, bonne journée, bonne soirée, plus tard, bien sûr',
  '1': 'bien, rapide, rapidement, facile, gentil, gentille, intéressant, fonctionne bien, à temps, ok',
  '2': 'bon, bonne, bons, bonnes, merci, aime, content, contente, utile, aimable, satisfait, satisfaite, joli, jolie, recommande, bravo, mieux, sympa, efficace, ravie, ravi, reconnaissant',
  '3': 'génial, géniale, adore, excellent, excellente, parfait, parfaite, heureux, heureuse, super, merveilleux, merveilleuse, fantastique, formidable, magnifique, top, nickel, impeccable',
  '4': 'incroyable, extraordinaire, exceptionnel, exceptionnelle',
}

export const french: MoodLanguage = {
  labels: withPlainSpelling(labelsOf(lexicon, ours)),
  // "Ne" alone says little: what denies is what it comes with, before or after.
  negators: wordSet('pas jamais rien aucun aucune sans ni guère guere personne ne n'),
  negatorsAfter: wordSet('pas jamais rien'),
  doubleNegation: 'agrees',
  boosters: wordSet(
    'très tres trop si vraiment tellement extrêmement extremement totalement absolument super hyper complètement completement',
  ),
  contrasts: wordSet('mais cependant pourtant toutefois quoique'),
  outweighing: wordSet('mais cependant pourtant toutefois'),
  only: wordSet('seulement que'),
}
