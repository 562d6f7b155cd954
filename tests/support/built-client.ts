/** The client is built once, before files that run side by side would each build it under the other's eyes. */
export { ensureClient as default } from '../../backend/client-build.ts'
