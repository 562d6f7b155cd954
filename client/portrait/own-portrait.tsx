import { createSignal, type JSX, onMount, Show } from 'solid-js'
import type { Id } from '../../backend/contract/values.ts'
import { call, type Reply } from '../api.ts'
import { language, useT } from '../locales/words.ts'
import { today } from '../minute.ts'
import { createUndo, UndoOffer } from '../office/undo-offer.tsx'
import { dayOf, longDay } from '../time.ts'
import { Button } from '../ui/button.tsx'
import { ErrorNote } from '../ui/error-note.tsx'
import { Icon } from '../ui/icon.tsx'
import { imagePlus, trash } from '../ui/icons.ts'
import { announce } from '../ui/live-region.tsx'
import { PortraitFrame } from './portrait-frame.tsx'
import { PortraitTag } from './portrait-tag.tsx'

/** The own portrait, with who sees it: chosen, changed, removed. */
export function OwnPortrait(props: { firstName: string }): JSX.Element {
  const t = useT('portrait')
  const [own, setOwn] = createSignal<Reply<'ownPortrait'>>()
  const [error, setError] = createSignal<unknown>()
  const [chosen, setChosen] = createSignal<File>()
  const undo = createUndo((cause) => setError(() => cause))
  const load = () =>
    call('ownPortrait').then(
      (reply) => {
        setError(undefined)
        setOwn(reply)
      },
      (cause: unknown) => setError(() => cause),
    )
  onMount(() => void load())

  async function remove(portraitId: Id): Promise<void> {
    try {
      await call('removePortrait', { params: { portraitId } })
      undo.offered(t('portrait.removed'), async () => {
        await call('restorePortrait', { params: { portraitId } })
        await load()
      })
      await load()
    } catch (cause) {
      setError(() => cause)
    }
  }

  return (
    <section class="border-t border-hairline py-5">
      <h2 class="text-lg font-strong tracking-[-0.012em]">{t('portrait.title')}</h2>
      <p class="mt-0.5 text-sm text-pretty text-muted">{t('portrait.who')}</p>
      <Show when={error()}>
        <div class="mt-3">
          <ErrorNote error={error()} onRetry={() => void load()} />
        </div>
      </Show>
      <Show
        when={own()}
        fallback={
          <Show when={!error()} fallback={<p class="mt-3 text-sm text-muted">{t('portrait.failed')}</p>}>
            <div class="mt-3 size-28 rounded-card bg-inset" />
          </Show>
        }
      >
        {(now) => (
          <div class="mt-3 flex flex-wrap items-center gap-4">
            <PortraitTag portraitId={now().portraitId} firstName={props.firstName} size="xl" />
            <div class="grid min-w-0 grow basis-52 justify-items-start gap-2">
              <p class="text-sm text-pretty">
                <Show when={now().removedAt} fallback={t(now().portraitId ? 'portrait.yes' : 'portrait.none')}>
                  {(at) => t('portrait.byManager', longDay(dayOf(at()), language(), today()))}
                </Show>
              </p>
              <Show when={now().groupId} fallback={<p class="text-sm text-muted">{t('portrait.noGroup')}</p>}>
                <Choose label={t(now().portraitId ? 'portrait.change' : 'portrait.choose')} onChoose={setChosen} />
              </Show>
              <Show when={now().portraitId}>
                {(id) => (
                  <Button kind="quiet" icon={trash} class="-ml-3" onClick={() => void remove(id())}>
                    {t('portrait.remove')}
                  </Button>
                )}
              </Show>
            </div>
          </div>
        )}
      </Show>
      <Show when={chosen()} keyed>
        {(file) => (
          <PortraitFrame
            file={file}
            groupId={own()!.groupId!}
            onClose={() => setChosen()}
            onDone={(portraitId) => {
              setChosen()
              undo.gone()
              setOwn((before) => before && { ...before, portraitId, removedAt: null })
              announce(t('portrait.put'))
            }}
          />
        )}
      </Show>
      <UndoOffer of={undo} />
    </section>
  )
}

/** Opens the device's own list of pictures; the input lies over the whole, so every press is its own. */
function Choose(props: { label: string; onChoose: (file: File) => void }): JSX.Element {
  return (
    <span class="relative inline-flex min-h-target items-center justify-center gap-2 rounded-control border border-control bg-surface px-5 leading-5 font-strong hover:bg-inset has-focus-visible:outline-3 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus">
      <Icon of={imagePlus} size="m" />
      <span aria-hidden="true">{props.label}</span>
      <input
        type="file"
        accept="image/*"
        aria-label={props.label}
        onChange={(given) => {
          const [file] = given.currentTarget.files ?? []
          // The same file can be chosen again.
          given.currentTarget.value = ''
          if (file) props.onChoose(file)
        }}
        class="absolute inset-0 size-full cursor-pointer opacity-0 file:cursor-pointer"
      />
    </span>
  )
}
