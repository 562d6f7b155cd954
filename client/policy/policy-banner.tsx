import { type JSX, onMount, Show } from 'solid-js'
import { language, useT } from '../locales/words.ts'
import { today } from '../minute.ts'
import { where } from '../router.ts'
import { shortDay } from '../time.ts'
import { Icon } from '../ui/icon.tsx'
import { scrollText } from '../ui/icons.ts'
import { Strip } from '../ui/strip.tsx'
import { lookAhead, unseenAhead } from './seeing.ts'

/** On top of everything: a new version is coming, until it was read or holds. */
export function PolicyBanner(): JSX.Element {
  const t = useT()
  onMount(() => void lookAhead())
  const next = () => unseenAhead().find(({ id }) => where().path !== `/policies/${id}`)
  return (
    <Show when={next()}>
      {(policy) => (
        <Strip class="flex-wrap bg-notice">
          <Icon of={scrollText} size="m" class="text-muted" />
          <span class="min-w-0 grow basis-40 py-2 text-pretty">
            {t(`policy.banner.${policy().kind}`, shortDay(policy().effectiveOn, language(), today()))}
          </span>
          <a
            href={`/policies/${policy().id}`}
            class="inline-flex min-h-target items-center font-strong text-accent underline underline-offset-[.2em] focus-visible:-outline-offset-3"
          >
            {t('policy.banner.read')}
          </a>
        </Strip>
      )}
    </Show>
  )
}
