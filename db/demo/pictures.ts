import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { PreparedPicture } from '../fill/photos.ts'

const sizes = {
  bladeren: [800, 800, 'YloGDwKXV4fGJqlsardIiFWbELgvkm8F'],
  blokken: [500, 500, 'LCkKFwKlp3iLl4aaZweWeHh2NwR6ENAF'],
  'bootjes-staand': [780, 1040, 'Y6cFHQaWiX51+IdmqJtWZYhqkKcG'],
  fruit: [500, 500, 'qggGHwQ4aLNphYd7YZen1qeUz3MJT8YD'],
  klei: [500, 500, '6igGDwJnm5p6aWaftreJSHOwiQNLj4IF'],
  kralen: [500, 500, 'MvgFDwJWZnlrmZqfinZcdnVEaIcJd5gA'],
  laarzen: [500, 500, 'KRkGLwK1imevZ4d8d4dnuGl3eGAYBoQA'],
  'lampion-breed': [980, 468, '1QcKG4JoZ4ePdyeHKYdwYAg='],
  park: [500, 500, 'JfkNHwJml3ifd3huiWZ4aIl1qRoHuZ8F'],
  pompoen: [500, 500, 'bikKHwK4aYh/h3iNZjmIiIaYl0UIK4EA'],
  ringen: [500, 500, 'qggGDwK4Z5qLiXZrmAh5d1hmSutP8sgM'],
  trein: [500, 500, 'aCkGDwBsl4hsmGhveZZmV4icCwla8pEK'],
  verf: [500, 500, 'bwgGDwKGtqhziXd8dUaXt4ia8CcW/1AC'],
  zandbak: [500, 500, 'LykGFwKZinZ4toh/R3aYg4dlVocGSIgA'],
} as const
export type DemoPicture = keyof typeof sizes

const forms = [
  ['avif-320', 'avif', 'image/avif'],
  ['webp-320', 'webp', 'image/webp'],
  ['avif-1080', 'avif', 'image/avif'],
  ['webp-1080', 'webp', 'image/webp'],
] as const
const photo = [['original', 'jpg', 'image/jpeg']] as const
const video = [
  ['video', 'mp4', 'video/mp4'],
  ['preview', 'mp4', 'video/mp4'],
] as const
/** How long a picture that moves does so, in seconds. */
const moving: Partial<Record<DemoPicture, number>> = { park: 7 }

/** A still life in the forms that the media worker makes of a photo: it stands for one, and one of them for a video. */
export async function demoPicture(name: DemoPicture): Promise<PreparedPicture> {
  const [width, height, thumbhash] = sizes[name]
  const seconds = moving[name] ?? null
  const files = [...forms, ...(seconds === null ? photo : video)].map(async ([kind, ending, type]) => ({
    kind,
    type,
    bytes: await readFile(join(import.meta.dirname, 'photos', `${name}-${kind}.${ending}`)),
  }))
  return { width, height, thumbhash, seconds, forms: await Promise.all(files) }
}

/** What somebody of the staff looks like, drawn, in the forms that are kept of a portrait. */
export const demoPortrait = async (name: 'anouk' | 'marieke'): Promise<Pick<PreparedPicture, 'forms'>> => ({
  forms: await Promise.all(
    forms.map(async ([kind, ending, type]) => ({
      kind,
      type,
      bytes: await readFile(join(import.meta.dirname, 'photos', `portret-${name}-${kind}.${ending}`)),
    })),
  ),
})
