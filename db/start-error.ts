/** A reason not to start that whoever starts the server can act on: its message is one whole sentence for them. */
export class StartError extends Error {
  override name = 'StartError'
}
