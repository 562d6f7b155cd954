import { type JSX, Match, Switch } from 'solid-js'
import type { Me } from '../../backend/contract/account.ts'
import { HelpScreen, MoreScreen } from '../account/more.ts'
import { openBreaches, watchOpenBreaches } from '../breach/open-breaches.ts'
import { useT } from '../locales/words.ts'
import { NotFound } from '../not-found.tsx'
import { PolicyBanner } from '../policy/policy-banner.tsx'
import { isReading, Reading } from '../policy/reading.tsx'
import { where } from '../router.ts'
import { session } from '../session.ts'
import { Frame } from '../ui/frame.tsx'
import { briefcase, menu } from '../ui/icons.ts'
import { Office } from './office.tsx'

/** What administration and the privacy officer use, at a desk. */
export function OfficeApp(props: { me: Me }): JSX.Element {
  const t = useT('office')
  const isOfficer = () => {
    const now = session()
    return now.state === 'person' && now.role === 'privacy_officer'
  }
  watchOpenBreaches(isOfficer)
  const count = () => (isOfficer() ? openBreaches()?.open : undefined)
  return (
    <Frame
      organisation={props.me.organisation.name}
      person={{ id: props.me.person.id, name: props.me.person.firstName, shape: 'square' }}
      nav={[
        {
          ...{ href: '/', label: t('nav.office'), icon: briefcase, under: '/office' },
          ...{ count: count(), countLabel: t('breach.open', count() ?? 0) },
        },
        { href: '/more', label: t('nav.more'), icon: menu, also: '/help', under: '/policies' },
      ]}
      strip={<PolicyBanner />}
    >
      <Switch fallback={<NotFound />}>
        <Match when={where().path === '/' || where().path.startsWith('/office')}>
          <Office me={props.me} />
        </Match>
        <Match when={where().path === '/help'}>
          <HelpScreen />
        </Match>
        <Match when={isReading()}>
          <Reading />
        </Match>
        <Match when={where().path === '/more'}>
          <MoreScreen />
        </Match>
      </Switch>
    </Frame>
  )
}
