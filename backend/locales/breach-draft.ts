import { guardiansAmong, type PhotoReader, type RecalledReport, type RecalledTag } from '../contract/photo.ts'
import { timeZone } from '../day.ts'

const moment = new Intl.DateTimeFormat('nl-NL', {
  timeZone,
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
})
const letters = new Intl.ListFormat('nl-NL')
const at = (instant: string) => moment.format(new Date(instant))

/** In the words of the choice that a guardian makes (`client/locales/nl/common.ts`). */
const reasons: Record<RecalledReport['reason'], string> = {
  should_not_be_shown: 'dit hoort hier niet',
  wrong_child: 'dit is niet mijn kind',
  other: 'iets anders',
}

/**
 * How the account of a breach begins: the facts, without a child's name, and what was done at once. In Dutch whatever the
 * reader's language, for it is written for the Dutch authority.
 */
export function breachDraft(recalled: {
  kind: 'photo' | 'message'
  group: string
  postedAt: Date
  tags: readonly RecalledTag[]
  reports: readonly RecalledReport[]
  recalledAt: Date
  readers: readonly PhotoReader[]
  /** What went with a message. */
  went?: { photos: number; documents: number } | undefined
}): { happened: string; measures: string } {
  if (recalled.kind === 'message') return messageDraft(recalled)
  const { readers, tags, reports } = recalled
  const [reached, opened, saved] = [
    guardiansAmong(readers),
    guardiansAmong(readers.filter(({ openedAt }) => openedAt !== null)),
    guardiansAmong(readers.filter(({ savedAt }) => savedAt !== null)),
  ]
  const reach =
    reached === 0
      ? 'De app had hem toen nog aan geen ouder of verzorger getoond.'
      : `De app had hem toen getoond aan ${reached === 1 ? 'één ouder of verzorger' : `${reached} ouders of verzorgers`}. Vastgelegd is dat ${opened} van hen de foto of video vergrootte of afspeelde en ${saved} bewaarde; een schermafdruk legt de app niet vast.`
  return {
    happened: [
      `In groep ${recalled.group} is op ${moment.format(recalled.postedAt)} een foto of video geplaatst in de tijdlijn van ${atFirst(tags, recalled.postedAt)}. Volgens de groep kwam die bij de verkeerde familie terecht.`,
      ...(tagsChanged(tags) ? [whereItStood(tags)] : []),
      ...reports.map(said),
      ...(reports[0] ? [known(reports[0])] : []),
      `Op ${moment.format(recalled.recalledAt)} is de foto of video teruggeroepen. ${reach}`,
    ].join('\n\n'),
    measures: `De foto of video is bij het terugroepen overal tegelijk verwijderd: uit elke tijdlijn en van de server.${
      saved === 0 ? '' : ' Wat iemand zelf had bewaard, staat nog op diens apparaat.'
    }`,
  }
}

/** The same of a message, with what came with it. */
function messageDraft({
  group,
  postedAt,
  recalledAt,
  readers,
  went = { photos: 0, documents: 0 },
}: {
  went?: { photos: number; documents: number } | undefined
  group: string
  postedAt: Date
  recalledAt: Date
  readers: readonly PhotoReader[]
}): { happened: string; measures: string } {
  const [reached, opened, saved] = [
    guardiansAmong(readers),
    guardiansAmong(readers.filter(({ openedAt }) => openedAt !== null)),
    guardiansAmong(readers.filter(({ savedAt }) => savedAt !== null)),
  ]
  const reach =
    reached === 0
      ? 'Volgens de app had toen nog geen ouder of verzorger het gelezen.'
      : `Volgens de app ${reached === 1 ? 'had één ouder of verzorger' : `hadden ${reached} ouders of verzorgers`} het toen gelezen of geopend; de tijd van lezen staat vermeld als uiterlijk moment. Vastgelegd is dat ${opened} van hen een foto of document erbij opende en ${saved} iets bewaarde; een schermafdruk legt de app niet vast.`
  return {
    happened: [
      `Op ${moment.format(postedAt)} is een bericht verstuurd in een gesprek met een ouder of verzorger over een kind dat nu in groep ${group} zit. ${along(went)} Volgens de groep kwam dat bij de verkeerde familie terecht.`,
      `Op ${moment.format(recalledAt)} is het bericht teruggeroepen. ${reach}`,
    ].join('\n\n'),
    measures: `Het bericht is bij het terugroepen overal tegelijk verwijderd, met de foto’s en documenten die erbij zaten: uit het gesprek en van de server.${
      saved === 0 ? '' : ' Wat iemand zelf had bewaard, staat nog op diens apparaat.'
    }`,
  }
}

function along({ photos, documents }: { photos: number; documents: number }): string {
  if (photos + documents === 0) return 'Er zat niets bij.'
  const parts = [
    ...(photos > 0 ? [`${photos} ${photos === 1 ? 'foto' : 'foto’s'}`] : []),
    ...(documents > 0 ? [`${documents} ${documents === 1 ? 'document' : 'documenten'}`] : []),
  ]
  return `Erbij: ${letters.format(parts)}.`
}

function atFirst(tags: readonly RecalledTag[], postedAt: Date): string {
  const children = tags.filter(({ from }) => from === postedAt.toISOString()).length
  return children <= 1 ? 'één kind' : `${children} kinderen`
}

const tagsChanged = (tags: readonly RecalledTag[]) =>
  tags.some(({ from, until }) => until !== null || from !== tags[0]?.from)

/** A sentence for all children at whom it stood from the one moment to the other. */
function whereItStood(tags: readonly RecalledTag[]): string {
  const alike = Map.groupBy(tags, ({ from, until }) => `${from} ${until}`)
  const sentences = [...alike.values()].map((same) => {
    const { from, until } = same[0]!
    const children = `${same.length === 1 ? 'kind' : 'kinderen'} ${letters.format(same.map(({ letter }) => letter))}`
    return `Bij ${children} stond de foto of video vanaf ${at(from)} tot ${until === null ? 'het terugroepen' : at(until)}.`
  })
  return `Daarna is gewijzigd wie erop staat. ${sentences.join(' ')}`
}

const said = ({ at: when, reason, text }: RecalledReport): string =>
  `Op ${at(when)} meldde een ouder of verzorger dit via de app, met als reden: ${reasons[reason]}.${
    text.trim() === '' ? '' : ' De toelichting staat bij de feiten van dit dossier.'
  }`

const known = ({ at: when }: RecalledReport): string =>
  `Daarmee was het datalek op ${at(when)} bij de organisatie bekend: vanaf dat moment lopen de 72 uur om te melden.`
