import type { JSX } from 'solid-js'
import { useGroup } from '../group/group-day.tsx'
import { Signal } from '../group/signal.tsx'
import { useT } from '../locales/words.ts'
import { flag } from '../ui/icons.ts'
import { placedAddress } from './address.ts'

/** That guardians reported photos of this group, whatever day they are about, and the way to the first of them. */
export function ReportBar(): JSX.Element {
  const t = useT('staff')
  const group = useGroup()
  const first = () => {
    const card = group.today()?.reported[0]
    const photo = card?.photos.find(({ reports }) => reports.length > 0)
    return card && photo && placedAddress(group.groupId, { mediaId: photo.mediaId, aboutAt: card.aboutAt })
  }
  return (
    <Signal
      when={first() !== undefined}
      icon={flag}
      words=""
      strong={t('photoReports.open', group.reports())}
      opens={t('photoReports.look')}
      href={first() ?? ''}
    />
  )
}
