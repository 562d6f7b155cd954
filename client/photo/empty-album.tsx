import { type JSX, Match, Show, Switch } from 'solid-js'
import type { Child } from '../diary/diary-state.ts'
import { language, useT } from '../locales/words.ts'
import { listed } from '../time.ts'
import { ButtonLink } from '../ui/button.tsx'
import { Calm } from '../ui/calm.tsx'

/** Why there are no photos, and what can be done about it. */
export function EmptyAlbum(props: { children: readonly Child[] }): JSX.Element {
  const t = useT('guardian')
  const names = (of: readonly Child[]) =>
    listed(
      of.map((child) => child.callName),
      language(),
    )
  const who = (photos: Child['photos']) => props.children.filter((child) => child.photos === photos)
  return (
    <Switch>
      <Match when={props.children.length === 0}>
        <Calm drawing="book" title={t('empty.children.title')}>
          <p>{t('empty.children.text')}</p>
        </Calm>
      </Match>
      <Match when={who('readable').length > 0}>
        <Calm drawing="book" title={t('album.empty.title', names(who('readable')))}>
          <p>{t('album.empty.text')}</p>
        </Calm>
      </Match>
      <Match when={who('never_granted').length > 0}>
        <Calm
          drawing="book"
          title={t('album.granted.title', names(who('never_granted')))}
          actions={
            <ButtonLink href="/consents" kind="primary">
              {t('empty.granted.action')}
            </ButtonLink>
          }
        >
          <p>{t('album.granted.text', names(who('never_granted')))}</p>
          <Show when={who('no_authority').length > 0}>
            <p class="mt-2">{t('album.authority.title', names(who('no_authority')))}</p>
          </Show>
        </Calm>
      </Match>
      <Match when={true}>
        <Calm drawing="book" title={t('album.authority.title', names(props.children))}>
          <p>{t('album.authority.text')}</p>
        </Calm>
      </Match>
    </Switch>
  )
}
