import { type JSX, Match, Show, Switch } from 'solid-js'
import { language, useT } from '../locales/words.ts'
import { listed } from '../time.ts'
import { ButtonLink } from '../ui/button.tsx'
import { Calm } from '../ui/calm.tsx'
import type { Child } from './diary-state.ts'

/** Why there is nothing to read or see, and what can be done about it. */
export function EmptyDiary(props: { children: readonly Child[] }): JSX.Element {
  const t = useT('guardian')
  const names = (of: readonly Child[]) =>
    listed(
      of.map((child) => child.callName),
      language(),
    )
  const reads = (child: Child) => child.diary === 'readable' || child.photos === 'readable'
  const without = (purpose: 'diary' | 'photos', why: Child['diary']) =>
    props.children.filter((child) => child[purpose] === why)
  const ungranted = () => without('diary', 'never_granted').filter((child) => !reads(child))
  const readable = () => props.children.filter(reads)
  const title = () => {
    const [diary, photos] = [without('diary', 'readable').length > 0, without('photos', 'readable').length > 0]
    const what = diary && photos ? 'both' : diary ? 'diary' : 'photos'
    return t(`empty.nothing.${what}`, names(readable()))
  }
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
      <Match when={readable().length > 0}>
        <Calm drawing="book" title={title()}>
          <p>{t('empty.nothing.text')}</p>
          <Show when={without('diary', 'never_granted').length > 0}>
            <p class="mt-2">{t('empty.nothing.noDiary', names(without('diary', 'never_granted')))}</p>
          </Show>
          <Show when={without('photos', 'never_granted').length > 0}>
            <p class="mt-2">{t('empty.nothing.noPhotos', names(without('photos', 'never_granted')))}</p>
          </Show>
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
              {t('empty.authority.title', names(without('diary', 'no_authority').filter((child) => !reads(child))))}
            </p>
          </Show>
        </Calm>
      </Match>
    </Switch>
  )
}
