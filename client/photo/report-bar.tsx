import { type JSX, Show } from 'solid-js'
import { useGroup } from '../group/group-day.tsx'
import { useT } from '../locales/words.ts'
import { ButtonLink } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
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
    // Always there, so that it is heard when something comes into it.
    <div role="status">
      <Show when={first()}>
        {(href) => (
          <div class="mb-4 flex flex-wrap items-center gap-x-3 gap-y-2 rounded-card border border-alert-edge bg-alert-tint py-2 pr-2 pl-4">
            <p class="flex min-w-0 grow basis-48 items-center gap-3 font-strong text-alert">
              <Icon of={flag} size="m" class="shrink-0" />
              <span class="min-w-0">{t('photoReports.open', group.reports())}</span>
            </p>
            <ButtonLink href={href()}>{t('photoReports.look')}</ButtonLink>
          </div>
        )}
      </Show>
    </div>
  )
}
