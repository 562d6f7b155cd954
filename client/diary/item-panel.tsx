import { type JSX, onMount, Show } from 'solid-js'
import { Dynamic } from 'solid-js/web'
import type { TimelineItem } from '../../backend/contract/diary.ts'
import { language, useT } from '../locales/words.ts'
import { PhotoList } from '../photo/photo-list.tsx'
import { arrival, goBack } from '../router.ts'
import { clock, dayOf } from '../time.ts'
import { ButtonLink, IconButton } from '../ui/button.tsx'
import { Calm } from '../ui/calm.tsx'
import { Card } from '../ui/card.tsx'
import { arrowLeft } from '../ui/icons.ts'
import { initials, Tag } from '../ui/tag.tsx'
import { useDayWords } from './day-words.ts'
import { EntryFacts } from './entry-facts.tsx'

const entryIn = (item: TimelineItem) => (item.kind === 'diary' ? item : undefined)
/** What a panel shows; what else there is stands whole in the timeline. */
export type Shown = Extract<TimelineItem, { kind: 'diary' | 'photos' }>
export const isShown = (item: TimelineItem | undefined): item is Shown =>
  item?.kind === 'diary' || item?.kind === 'photos'

const photosIn = (item: TimelineItem) => (item.kind === 'photos' ? item.photos : undefined)

/** One entry, or the photos of a card, whole: beside the timeline on a wide screen, else by itself. */
export function ItemPanel(props: {
  item: Shown | undefined
  name: string
  level: 'h1' | 'h2'
  onSeen: () => void
}): JSX.Element {
  const t = useT('guardian')
  const days = useDayWords()
  let heading: HTMLElement | undefined
  onMount(() => {
    if (arrival().moved) heading?.focus({ preventScroll: true })
    if (props.item) props.onSeen()
  })
  return (
    <div>
      <div class="-ml-2.5 flex items-center gap-1 pt-2 pb-1">
        <IconButton icon={arrowLeft} label={t('action.back')} onClick={() => goBack('/')} />
        <Dynamic
          component={props.level}
          ref={(element: HTMLElement) => {
            heading = element
          }}
          tabindex="-1"
          class="text-lg font-title tracking-[-0.012em] wrap-anywhere outline-none"
        >
          {props.item
            ? t(props.item.kind === 'diary' ? 'item.title' : 'item.photosTitle', props.name)
            : t('item.diary')}
        </Dynamic>
      </div>
      <Show
        when={props.item}
        fallback={
          <Calm
            drawing="torn"
            title={t('item.gone.title')}
            actions={
              <ButtonLink href="/" kind="plain">
                {t('today.back')}
              </ButtonLink>
            }
          >
            <p>{t('item.gone.text')}</p>
          </Calm>
        }
      >
        {(item) => (
          <Card as="article">
            <div class="flex items-start gap-3 p-4 pb-3 huge:flex-wrap">
              <Tag id={item().childId} initials={initials(props.name)} />
              <div class="min-w-0 grow">
                <p class="leading-5.5 font-strong wrap-anywhere">{props.name}</p>
                <p class="text-sm text-muted">
                  {days.long(dayOf(item().aboutAt))},{' '}
                  <time datetime={item().aboutAt}>{clock(item().aboutAt, language())}</time>
                </p>
              </div>
            </div>
            <Show when={photosIn(item())}>{(photos) => <PhotoList photos={photos()} name={props.name} />}</Show>
            <Show when={item().text}>
              <p class="max-w-[38em] px-4 py-4 text-pretty wrap-anywhere whitespace-pre-wrap">{item().text}</p>
            </Show>
            <Show when={entryIn(item())}>
              {(entry) => <EntryFacts facts={entry().facts} day={dayOf(entry().aboutAt)} open />}
            </Show>
            <dl class="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 border-t border-hairline p-4 text-sm huge:grid-cols-1">
              <dt class="text-muted">{t('item.written')}</dt>
              <dd class="wrap-anywhere">{item().author}</dd>
              <dt class="text-muted">{t('item.group')}</dt>
              <dd class="wrap-anywhere">{item().group}</dd>
            </dl>
            <Show when={entryIn(item())?.edited}>
              <p class="border-t border-hairline p-4 text-sm text-muted">{t('item.edited.text')}</p>
            </Show>
          </Card>
        )}
      </Show>
    </div>
  )
}
