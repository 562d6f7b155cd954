// Before anything is drawn: the appearance that was chosen on this device.
const theme = localStorage.getItem('ouderapp.theme')
if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
const textSize = localStorage.getItem('ouderapp.text-size')
if (textSize === 'large' || textSize === 'huge') document.documentElement.dataset.textSize = textSize
