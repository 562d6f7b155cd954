import { guardiansAmong, type PhotoReader } from '../contract/photo.ts'
import { timeZone } from '../day.ts'

const moment = new Intl.DateTimeFormat('nl-NL', {
  timeZone,
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
})

/**
 * How the account of a breach begins: the facts, without a child's name, and what was done at once. In Dutch whatever the
 * reader's language, for it is written for the Dutch authority.
 */
export function breachDraft(recalled: {
  group: string
  children: number
  postedAt: Date
  recalledAt: Date
  readers: readonly PhotoReader[]
}): { happened: string; measures: string } {
  const { readers } = recalled
  const [reached, opened, saved] = [
    guardiansAmong(readers),
    guardiansAmong(readers.filter(({ openedAt }) => openedAt !== null)),
    guardiansAmong(readers.filter(({ savedAt }) => savedAt !== null)),
  ]
  const children = recalled.children === 1 ? 'één kind' : `${recalled.children} kinderen`
  const reach =
    reached === 0
      ? 'De app had hem toen nog aan geen ouder of verzorger getoond.'
      : `De app had hem toen getoond aan ${reached === 1 ? 'één ouder of verzorger' : `${reached} ouders of verzorgers`}. Vastgelegd is dat ${opened} van hen de foto of video vergrootte of afspeelde en ${saved} bewaarde; een schermafdruk legt de app niet vast.`
  return {
    happened: [
      `In groep ${recalled.group} is op ${moment.format(recalled.postedAt)} een foto of video geplaatst in de tijdlijn van ${children}. Volgens de groep kwam die bij de verkeerde familie terecht.`,
      `Op ${moment.format(recalled.recalledAt)} is de foto of video teruggeroepen. ${reach}`,
    ].join('\n\n'),
    measures: `De foto of video is bij het terugroepen overal tegelijk verwijderd: uit elke tijdlijn en van de server.${
      saved === 0 ? '' : ' Wat iemand zelf had bewaard, staat nog op diens apparaat.'
    }`,
  }
}
