import { For, type JSX, Show } from 'solid-js'
import type { TimelineItem } from '../../backend/contract/diary.ts'
import { language, useT } from '../locales/words.ts'
import { today } from '../minute.ts'
import { usePhotoWords } from '../photo/photo-words.ts'
import { clock, dayOf } from '../time.ts'
import { ButtonLink } from '../ui/button.tsx'
import { Chip } from '../ui/chip.tsx'
import { bookX, images, notebookText, shieldCheck } from '../ui/icons.ts'
import { initials, Tag } from '../ui/tag.tsx'
import type { Child } from './diary-state.ts'
import { useFactWords } from './fact-words.ts'

/** Beside the timeline on a wide screen: each child's day so far. */
export function Overview(props: { children: readonly Child[]; items: readonly TimelineItem[] }): JSX.Element {
  const t = useT('guardian')
  const words = useFactWords()
  const { counted } = usePhotoWords()
  const todays = (child: Child) =>
    props.items.filter((item) => item.childId === child.id && dayOf(item.aboutAt) === today())
  const facts = (child: Child) => todays(child).flatMap((item) => (item.kind === 'diary' ? item.facts : []))
  const photos = (child: Child) => todays(child).flatMap((item) => (item.kind === 'photos' ? item.photos : []))
  const summary = (child: Child) =>
    [...(facts(child).length > 0 ? [words.summary(facts(child))] : []), counted(photos(child))]
      .filter((part) => part !== '')
      .join(', ')
  return (
    <>
      <section class="pb-5">
        <h2 class="pb-1 leading-5.5">{t('aside.today')}</h2>
        <ul>
          <For each={props.children}>
            {(child) => (
              <li class="flex min-h-14 flex-wrap items-center gap-x-3 gap-y-1 py-2">
                <Tag id={child.id} initials={initials(child.callName)} />
                <div class="min-w-0 grow">
                  <p class="font-strong wrap-anywhere">{child.callName}</p>
                  <Show when={child.group}>
                    <p class="text-xs wrap-anywhere text-muted">{child.group}</p>
                  </Show>
                </div>
                <Show
                  when={child.diary === 'readable' || child.photos === 'readable'}
                  fallback={<Chip icon={bookX}>{t('aside.noDiary')}</Chip>}
                >
                  <Show when={todays(child)[0]} fallback={<Chip icon={notebookText}>{t('aside.nothing')}</Chip>}>
                    {(last) => (
                      <Chip tone="present" icon={last().kind === 'photos' ? images : notebookText}>
                        {t('aside.last', clock(last().aboutAt, language()))}
                      </Chip>
                    )}
                  </Show>
                </Show>
                <Show when={summary(child)}>
                  <p class="basis-full pl-13 text-sm text-pretty text-muted">{summary(child)}</p>
                </Show>
              </li>
            )}
          </For>
        </ul>
      </section>
      <section class="border-t border-hairline py-4">
        <h2 class="pb-1 leading-5.5">{t('aside.consents')}</h2>
        <p class="text-sm text-pretty text-muted">{t('aside.consents.text')}</p>
        <ButtonLink href="/consents" icon={shieldCheck} class="mt-3">
          {t('empty.granted.action')}
        </ButtonLink>
      </section>
    </>
  )
}
