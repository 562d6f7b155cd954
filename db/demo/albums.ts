import { Temporal } from 'temporal-polyfill'
import type { DemoPicture } from './pictures.ts'

/** What was photographed in a group some days ago: who stands on each picture, all of the group where nobody is named. */
export interface Album {
  daysAgo: number
  group: string
  author: string
  clock: string
  text: string
  pictures: {
    name: DemoPicture
    children: string[] | 'everybody'
    showsNobody?: boolean
    loved?: string[]
    /** What a guardian reported of it, and who let it stay some hours later; without that it is open. */
    reported?: { by: string; text: string; settledBy?: string }
  }[]
}

/** When a photo of an album was taken, on its day: a few minutes before the one after it. */
export const takenOn = (day: string, clock: string, before = 0): Date =>
  new Date(
    Temporal.PlainDate.from(day)
      .toZonedDateTime({ timeZone: 'Europe/Amsterdam', plainTime: clock })
      .subtract({ minutes: before * 4 }).epochMilliseconds,
  )

export const albums: readonly Album[] = [
  {
    daysAgo: 12,
    group: 'Eekhoorns',
    author: 'Anouk',
    clock: '10:40',
    text: 'Pompoenen uitgehold en kralen geregen.',
    pictures: [
      { name: 'pompoen', children: 'everybody', showsNobody: true },
      { name: 'kralen', children: ['Noor', 'Tess'] },
    ],
  },
  {
    daysAgo: 9,
    group: 'Eekhoorns',
    author: 'Samira',
    clock: '16:10',
    text: '{name} maakte een kleine tentoonstelling.',
    pictures: [
      { name: 'klei', children: ['Noor', 'Bram', 'Tess'], loved: ['Lisa'] },
      {
        name: 'verf',
        children: ['Noor', 'Daan'],
        reported: { by: 'Eva', text: 'Zit er verf in zijn haar?', settledBy: 'Samira' },
      },
      { name: 'ringen', children: ['Bram'] },
    ],
  },
  {
    daysAgo: 6,
    group: 'Eekhoorns',
    author: 'Anouk',
    clock: '17:00',
    text: 'Met lampions door de gang, het licht uit.',
    pictures: [{ name: 'lampion-breed', children: 'everybody', showsNobody: true, loved: ['Lisa', 'Sanne'] }],
  },
  {
    daysAgo: 5,
    group: 'Dassen',
    author: 'Joris',
    clock: '16:20',
    text: 'Het station is af, inclusief vertraging.',
    pictures: [
      { name: 'trein', children: 'everybody' },
      { name: 'blokken', children: 'everybody' },
    ],
  },
  {
    daysAgo: 2,
    group: 'Eekhoorns',
    author: 'Samira',
    clock: '10:15',
    text: '',
    pictures: [
      {
        name: 'park',
        children: ['Noor', 'Bram', 'Daan'],
        reported: { by: 'Lisa', text: 'Mag deze eraf? Noor is net gevallen en huilt.' },
      },
    ],
  },
  {
    daysAgo: 1,
    group: 'Eekhoorns',
    author: 'Anouk',
    clock: '15:30',
    text: 'Een middag in de zandbak, en daarna fruit.',
    pictures: [
      { name: 'zandbak', children: ['Noor', 'Bram', 'Tess', 'Daan'] },
      { name: 'fruit', children: 'everybody', showsNobody: true },
    ],
  },
  {
    daysAgo: 0,
    group: 'Eekhoorns',
    author: 'Anouk',
    clock: '09:50',
    text: 'Laarzen aan en naar het park: {name} zocht de grootste bladeren.',
    pictures: [
      { name: 'bladeren', children: ['Noor', 'Bram', 'Tess', 'Daan'], loved: ['Lisa'] },
      { name: 'laarzen', children: ['Noor', 'Bram'] },
      { name: 'bootjes-staand', children: ['Noor'] },
    ],
  },
]
