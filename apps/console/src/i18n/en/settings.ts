export const settings = {
  language: 'Language',
  languageOfBrowser: 'As the browser',
}
