import { createSignal, For, type JSX, Show } from 'solid-js'
import type { Id } from '../../backend/contract/values.ts'
import { call } from '../api.ts'
import { language, useT } from '../locales/words.ts'
import { listed, moment } from '../time.ts'
import { Button } from '../ui/button.tsx'
import { ErrorNote } from '../ui/error-note.tsx'
import { Icon } from '../ui/icon.tsx'
import { flag, heart } from '../ui/icons.ts'
import { Keyed } from '../ui/keyed.tsx'
import { announce } from '../ui/live-region.tsx'
import type { PhotoPost, PhotoReport, PostPhoto } from './staff-photo-posts.ts'

type Names = (id: Id) => string

/** What is known of a photo, and what guardians reported about it; whoever may change nothing of it hears who does. */
export function StaffPhotoFacts(props: {
  post: PhotoPost
  photo: PostPhoto
  nameOf: Names
  mayEdit: boolean
  onSettled: (report: Id) => void
}): JSX.Element {
  const t = useT('staff')
  const facts = () => [
    {
      name: t(props.photo.showsNobody ? 'staffPhoto.whoSees' : 'staffPhoto.who'),
      value: listed(props.photo.childIds.map(props.nameOf), language()),
    },
    { name: t('staffPhoto.taken'), value: moment(props.photo.takenAt, language()) },
    { name: t('staffPhoto.by'), value: props.post.author },
  ]
  return (
    <div class="grid gap-4">
      <dl class="grid gap-3">
        <For each={facts()}>
          {({ name, value }) => (
            <div>
              <dt class="text-muted">{name}</dt>
              <dd class="text-base wrap-anywhere tabular-nums">{value}</dd>
            </div>
          )}
        </For>
      </dl>
      <p class="flex items-center gap-2">
        <Icon of={heart} size="m" class="text-muted" />
        {props.photo.hearts === 0 ? t('staffPhoto.noHearts') : t('photoPost.hearts', props.photo.hearts)}
      </p>
      <Show when={props.photo.reports.length > 0}>
        <section aria-labelledby="photo-reports" class="rounded-control border border-alert-edge bg-alert-tint p-3">
          <h3 id="photo-reports" class="flex items-center gap-2 font-strong">
            <Icon of={flag} size="m" class="text-alert" />
            {t('photoPost.reports', props.photo.reports.length)}
          </h3>
          <ul>
            <Keyed each={props.photo.reports} by={({ id }) => id}>
              {(report) => (
                <Report
                  report={report()}
                  name={props.nameOf(report().childId)}
                  maySettle={props.mayEdit}
                  onSettled={props.onSettled}
                />
              )}
            </Keyed>
          </ul>
          <p class="mt-3 border-t border-alert-edge pt-3 text-sm text-pretty">
            {t(props.mayEdit ? 'staffPhoto.report.help' : 'staffPhoto.report.others')}
          </p>
        </section>
      </Show>
    </div>
  )
}

function Report(props: {
  report: PhotoReport
  name: string
  maySettle: boolean
  onSettled: (report: Id) => void
}): JSX.Element {
  const t = useT('staff')
  const [busy, setBusy] = createSignal(false)
  const [error, setError] = createSignal<unknown>()
  async function settle(): Promise<void> {
    setBusy(true)
    setError(undefined)
    try {
      await call('settleReport', { params: { reportId: props.report.id }, body: { settled: true } })
      announce(t('staffPhoto.settled'))
      props.onSettled(props.report.id)
    } catch (cause) {
      setError(() => cause)
    } finally {
      setBusy(false)
    }
  }
  return (
    <li class="mt-2 border-t border-alert-edge pt-2">
      <p>
        <b>{t('staffPhoto.report.said', t(`report.${props.report.reason}`))}</b> ·{' '}
        {t('staffPhoto.reportedBy', props.name, moment(props.report.at, language()))}
      </p>
      <Show when={props.report.text.trim() !== ''}>
        <p class="mt-1 wrap-anywhere whitespace-pre-wrap">{props.report.text}</p>
      </Show>
      <Show when={error()}>
        <div class="mt-2">
          <ErrorNote error={error()} />
        </div>
      </Show>
      <Show when={props.maySettle}>
        <Button class="mt-2" busy={busy()} disabled={busy()} onClick={() => void settle()}>
          {t('staffPhoto.stays')}
        </Button>
      </Show>
    </li>
  )
}
