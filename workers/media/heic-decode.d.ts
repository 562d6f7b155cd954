/** The part of it that we use; it comes without types of its own. */
declare module 'heic-decode' {
  interface HeicImage {
    width: number
    height: number
    decode(): Promise<{ data: Uint8ClampedArray; width: number; height: number }>
  }
  const decodeHeic: { all(given: { buffer: Uint8Array }): Promise<HeicImage[] & { dispose(): void }> }
  export default decodeHeic
}
