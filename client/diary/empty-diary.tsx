import { type JSX, Match, Show, Switch } from 'solid-js'
import { language, useT } from '../locales/words.ts'
import { listed } from '../time.ts'
import { ButtonLink } from '../ui/button.tsx'
import { Calm } from '../ui/calm.tsx'
import type { Child } from './diary-state.ts'

/** Why there is no diary to read, and what can be done about it. */
export function EmptyDiary(props: { children: readonly Child[] }): JSX.Element {
  const t = useT('guardian')
  const names = (of: readonly Child[]) =>
    listed(
      of.map((child) => child.callName),
      language(),
    )
  const reads = (child: Child) => child.diary === 'readable' || child.photos === 'readable'
  const ungranted = () => props.children.filter((child) => !reads(child) && child.diary === 'never_granted')
  const readable = () => props.children.some(reads)
  return (
    <Switch
      fallback={
        <Calm drawing="book" title={t('empty.authority.title', names(props.children))}>
          <p>{t('empty.authority.text')}</p>
        </Calm>
      }
    >
      <Match when={props.children.length === 0}>
        <Calm drawing="book" title={t('empty.children.title')}>
          <p>{t('empty.children.text')}</p>
        </Calm>
      </Match>
      <Match when={readable()}>
        <Calm
          drawing="book"
          title={
            props.children.length === 1 ? t('empty.nothing.title.of', names(props.children)) : t('empty.nothing.title')
          }
        >
          <p>{t('empty.nothing.text')}</p>
        </Calm>
      </Match>
      <Match when={ungranted().length > 0}>
        <Calm
          drawing="book"
          title={t('empty.granted.title', names(ungranted()))}
          actions={
            <ButtonLink href="/consents" kind="primary">
              {t('empty.granted.action')}
            </ButtonLink>
          }
        >
          <p>{t('empty.granted.text', names(ungranted()))}</p>
          <Show when={ungranted().length < props.children.length}>
            <p class="mt-2">
              {t('empty.authority.title', names(props.children.filter((child) => child.diary === 'no_authority')))}
            </p>
          </Show>
        </Calm>
      </Match>
    </Switch>
  )
}
