import './theme/theme.css'
import { render } from 'solid-js/web'
import { App } from './app.tsx'
import { firstLanguage, speak } from './locales/words.ts'
import { startRouter } from './router.ts'
import { openSession } from './session.ts'

const root = document.getElementById('app')
if (!root) throw new Error('The page has no element with id "app".')

startRouter()
const asked = openSession()
await speak(firstLanguage())
render(() => <App />, root)
await asked
