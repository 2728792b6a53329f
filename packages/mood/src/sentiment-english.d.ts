/** The lexicon the package ships; its own types do not name it. */
declare module 'sentiment/languages/en/index.js' {
  const english: { labels: Record<string, number> }
  export default english
}
