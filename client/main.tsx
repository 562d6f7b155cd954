import './theme/theme.css'
import { render } from 'solid-js/web'
import { App, fetchAppAhead } from './app.tsx'
import { firstLanguage, speak } from './locales/words.ts'
import { today } from './minute.ts'
import { startRouter } from './router.ts'
import { openSession } from './session.ts'

const root = document.getElementById('app')
if (!root) throw new Error('The page has no element with id "app".')

startRouter()
const asked = openSession()
const spoken = speak(firstLanguage())
fetchAppAhead()
// The first date of a page takes as long as a screen: it is made while the app still comes, once that was asked for.
setTimeout(today)
await spoken
render(() => <App />, root)
await asked
