import { createSignal } from 'solid-js'

const [online, setOnline] = createSignal(navigator.onLine)
addEventListener('online', () => setOnline(true))
addEventListener('offline', () => setOnline(false))

/** Whether the device has a connection at all; that the server answers is another matter. */
export { online }
