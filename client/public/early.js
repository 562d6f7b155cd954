// Before anything is drawn: the appearance that was chosen on this device.
const theme = localStorage.getItem('ouderapp.theme')
if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
const textSize = localStorage.getItem('ouderapp.text-size')
if (textSize === 'large' || textSize === 'huge') document.documentElement.dataset.textSize = textSize

// And the files of what whoever was here last uses, which would else be found out once the app itself has come.
const files = JSON.parse(document.querySelector('meta[name="files"]')?.content ?? '{}')
const lastHere = JSON.parse(localStorage.getItem('ouderapp.me') ?? 'null')
const role = sessionStorage.getItem('ouderapp.role') ?? lastHere?.roles[0]
const language = localStorage.getItem('ouderapp.language') === 'en' ? 'en' : 'nl'
for (const href of lastHere ? [...(files[role] ?? []), ...(files[`${role} ${language}`] ?? [])] : []) {
  const link = document.createElement('link')
  document.head.append(Object.assign(link, { rel: 'modulepreload', crossOrigin: '', href }))
}
