import { type JSX, Match, Switch } from 'solid-js'
import type { Me } from '../backend/contract/account.ts'
import { MoreScreen } from './account/more-screen.tsx'
import { useT } from './locales/words.ts'
import { where } from './router.ts'
import { Frame } from './ui/frame.tsx'
import { house, menu } from './ui/icons.ts'
import { ScreenTitle } from './ui/screen-title.tsx'

/** For a role that has no screens of its own. */
export function OtherApp(props: { me: Me }): JSX.Element {
  const t = useT()
  return (
    <Frame
      organisation={props.me.organisation.name}
      person={{ id: props.me.person.id, name: props.me.person.firstName, shape: 'square' }}
      nav={[
        { href: '/', label: t('nav.start'), icon: house },
        { href: '/more', label: t('nav.more'), icon: menu },
      ]}
    >
      <Switch
        fallback={
          <main id="main" class="px-gutter pt-6">
            <ScreenTitle>{props.me.organisation.name}</ScreenTitle>
            <p class="mt-2 text-muted">{t('role.nothing')}</p>
          </main>
        }
      >
        <Match when={where().path === '/more'}>
          <MoreScreen />
        </Match>
      </Switch>
    </Frame>
  )
}
