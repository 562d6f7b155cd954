import type { Picture, RenditionName } from '../../backend/contract/picture.ts'

const smallestAvif =
  'data:image/avif;base64,AAAAHGZ0eXBhdmlmAAAAAG1pZjFhdmlmbWlhZgAAANZtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAAACJpbG9jAAAAAERAAAEAAQAAAAAA+gABAAAAAAAAABoAAAAjaWluZgAAAAAAAQAAABVpbmZlAgAAAAABAABhdjAxAAAAAA5waXRtAAAAAAABAAAAVmlwcnAAAAA4aXBjbwAAAAxhdjFDgSACAAAAABRpc3BlAAAAAAAAAAIAAAACAAAAEHBpeGkAAAAAAwgICAAAABZpcG1hAAAAAAAAAAEAAQOBAgMAAAAibWRhdBIACgc4ADaQENBpMg0dgmLE4AAWAACQNY4I'

let avif: Promise<boolean> | undefined

/** Whether this browser shows AVIF; asked once. */
function showsAvif(): Promise<boolean> {
  avif ??= (async () => {
    const probe = new Image()
    probe.src = smallestAvif
    return probe.decode().then(
      () => true,
      () => false,
    )
  })()
  return avif
}

/** A little blur is not seen, and twice the bytes are felt. */
const enough = 0.7
/** Screens have more points than eyes. */
const densest = 2

/** The smallest side that fills a box, in CSS pixels; outside the viewer never the largest. */
export function sideFor(
  { width, height, sides }: Pick<Picture, 'width' | 'height' | 'sides'>,
  box: { width: number; height: number },
  given: { cover: boolean; large: boolean; density: number },
): Picture['sides'][number] {
  const scale = given.cover
    ? Math.max(box.width / width, box.height / height)
    : Math.min(box.width / width, box.height / height)
  const needed = Math.max(width, height) * scale * Math.min(given.density, densest) * enough
  const usable = sides.filter((side) => given.large || side < 2048)
  return usable.find((side) => side >= needed) ?? usable.at(-1) ?? 320
}

/** The form in which a picture is fetched for a box. */
export const formFor = async (side: Picture['sides'][number]): Promise<RenditionName> =>
  `${(await showsAvif()) ? 'avif' : 'webp'}-${side}`
