export { readMood } from './read-mood.ts'
