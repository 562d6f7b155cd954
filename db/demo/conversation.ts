import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { availability, conversation, messageTemplate, type NewConversation, type Writer } from '../fill/conversation.ts'
import type { FilledFiles } from '../fill/photos.ts'
import type { Filling } from '../filling.ts'
import { demoPicture } from './pictures.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
/** Every day, so that the demonstration can be tried on any. */
const hours = Array.from({ length: 7 }, () => [450, 1110] as const)

/**
 * Three conversations: one with a photo and a document, in which a question waits, one that Anouk has taken up, of a father who consented to nothing, and one that was
 * handed over to the manager and is done; what the location often writes, and when its groups read.
 */
export async function addConversations(
  filling: Filling,
  files: FilledFiles,
  children: readonly { id: string; callName: string }[],
  people: ReadonlyMap<string, string>,
  groupIds: ReadonlyMap<string, string>,
  locationId: string,
  now: Date,
): Promise<void> {
  const by = (firstName: string, role: Writer['role']): Writer => ({ id: people.get(firstName)!, firstName, role })
  const parent = (firstName: string) => by(firstName, 'guardian')
  const staff = (firstName: string) => by(firstName, 'staff')
  const childOf = (name: string) => children.find(({ callName }) => callName === name)!.id
  const ago = (milliseconds: number) => new Date(now.getTime() - milliseconds)

  const picture = await demoPicture('laarzen')
  const menu = await readFile(join(import.meta.dirname, 'weekmenu.pdf'))
  const noor: NewConversation = {
    childId: childOf('Noor'),
    guardianId: people.get('Lisa')!,
    openedAt: ago(9 * day),
    messages: [
      {
        by: parent('Lisa'),
        text: 'Hoi! Noor slaapt thuis sinds kort zonder speen. Kunnen jullie dat bij het slapen ook proberen?',
        at: ago(9 * day),
      },
      {
        by: staff('Anouk'),
        text: 'Wat knap van haar! Dat doen we, met haar knuffel erbij.',
        at: ago(9 * day - 2 * hour),
      },
      {
        by: staff('Anouk'),
        text: 'Het ging heel goed: na vijf minuten sliep ze. We houden het zo.',
        at: ago(8 * day),
        edited: true,
      },
      { by: parent('Lisa'), text: 'Fijn om te horen, dank jullie wel! 🙏', at: ago(8 * day - hour) },
      {
        by: parent('Lisa'),
        text: 'Dit zijn haar nieuwe laarzen, haar naam staat erin.',
        at: ago(3 * day),
        attachments: [{ picture }],
      },
      {
        by: staff('Anouk'),
        text: 'Mooi! En hier is het menu van deze week.',
        at: ago(3 * day - hour),
        attachments: [{ name: 'Weekmenu Eekhoorns.pdf', bytes: menu }],
      },
      {
        by: parent('Lisa'),
        text: 'Morgen haalt mijn zus Noor op, rond half vijf. Ze heet Carla en neemt haar legitimatie mee. Is dat goed?',
        at: ago(50 * minute),
      },
    ],
    read: [{ by: staff('Anouk'), upTo: 4, at: ago(8 * day - 2 * hour) }],
  }
  conversation(filling, noor, files)
  conversation(filling, {
    childId: childOf('Yusuf'),
    guardianId: people.get('Karim')!,
    openedAt: ago(3 * hour),
    messages: [
      {
        by: parent('Karim'),
        text: 'Yusuf heeft vannacht slecht geslapen. Mag hij na de lunch wat langer blijven liggen als hij er weer is?',
        at: ago(3 * hour),
      },
      { by: staff('Anouk'), text: 'Natuurlijk, dan zetten we zijn bedje achteraan. Beterschap!', at: ago(2 * hour) },
    ],
    claimed: { by: staff('Anouk'), at: ago(2 * hour) },
  })
  conversation(filling, {
    childId: childOf('Moos'),
    guardianId: people.get('Maaike')!,
    openedAt: ago(6 * day),
    messages: [
      {
        by: parent('Maaike'),
        text: 'Ik wil graag iets bespreken over de wendagen van vorige maand.',
        at: ago(6 * day),
      },
      {
        by: staff('Samira'),
        text: 'Dat kan ik niet goed beantwoorden; ik vraag Marieke om mee te lezen.',
        at: ago(6 * day - 3 * hour),
      },
      {
        by: by('Marieke', 'manager'),
        text: 'Dag Maaike, kom je donderdag even langs? Dan kijken we er samen naar.',
        at: ago(5 * day),
      },
      { by: parent('Maaike'), text: 'Donderdag om vijf uur is prima.', at: ago(5 * day - hour) },
    ],
    read: [{ by: by('Marieke', 'manager'), upTo: 4, at: ago(4 * day) }],
    handedOver: { by: staff('Samira'), at: ago(6 * day - 3 * hour) },
    done: true,
  })
  const added = new Date(`${filling.since}T09:00:00Z`)
  for (const [name, text] of [
    ['Ontvangen', 'Dank voor je bericht, we hebben het gelezen en komen er vandaag op terug.'],
    ['Beterschap', 'Wat vervelend. We wensen jullie beterschap, en horen graag hoe het gaat.'],
    ['Iemand anders haalt op', 'Goed om te weten. We vragen bij het ophalen om een legitimatie.'],
  ] as const)
    messageTemplate(filling, { locationId, name, text, at: added })
  for (const groupId of groupIds.values()) availability(filling, { groupId, hours, at: added })
}
