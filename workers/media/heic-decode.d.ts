declare module 'heic-decode' {
  interface HeicImage {
    width: number
    height: number
    /** RGBA, eight bits each, turned upright. */
    decode(): Promise<{ width: number; height: number; data: Uint8ClampedArray }>
  }
  const decode: { all(given: { buffer: Uint8Array }): Promise<HeicImage[] & { dispose(): void }> }
  export default decode
}
