import { createSignal, type JSX, Match, Show, Switch } from 'solid-js'
import { v7 } from 'uuid'
import type { ImportCounts, ImportKind, ImportPreview } from '../../backend/contract/import.ts'
import { call } from '../api.ts'
import { useT } from '../locales/words.ts'
import { today } from '../minute.ts'
import { Button, ButtonLink } from '../ui/button.tsx'
import { Card } from '../ui/card.tsx'
import { ErrorNote } from '../ui/error-note.tsx'
import { Icon } from '../ui/icon.tsx'
import { circleCheck, download as downloadIcon, loaderCircle } from '../ui/icons.ts'
import { announce } from '../ui/live-region.tsx'
import { Segmented } from '../ui/segmented.tsx'
import { download } from './csv-download.ts'
import { FileChoice } from './file-choice.tsx'
import { CountList, ImportPreviewPart } from './import-preview.tsx'
import { ScreenTop } from './screen-top.tsx'
import { createStructure } from './structure.ts'
import { templateOf } from './template-file.ts'

/** As the contract has it, whose schemas would come along. */
const mostBytes = 8 * 1024 * 1024
/** An import of a large file takes a while. */
const patience = 180_000

interface Chosen {
  id: string
  name: string
  kind: ImportKind
  file: string
}

/** A file in base64. */
async function read(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  let text = ''
  for (let from = 0; from < bytes.length; from += 0x8000)
    text += String.fromCharCode(...bytes.subarray(from, from + 0x8000))
  return btoa(text)
}

/** A file is chosen, looked at, and then imported whole or not at all. */
export function Screen(): JSX.Element {
  const t = useT('office')
  const structure = createStructure()
  const [kind, setKind] = createSignal<ImportKind>('children')
  const [chosen, setChosen] = createSignal<Chosen>()
  const [preview, setPreview] = createSignal<ImportPreview>()
  const [done, setDone] = createSignal<ImportCounts>()
  const [running, setRunning] = createSignal(false)
  const [error, setError] = createSignal<unknown>()
  const [refused, setRefused] = createSignal<'tooLarge' | 'unreadable'>()

  function clear(): void {
    setChosen(undefined)
    setPreview(undefined)
    setDone(undefined)
    setError(undefined)
    setRefused(undefined)
  }

  async function choose(file: File): Promise<void> {
    clear()
    if (file.size > mostBytes) return void setRefused('tooLarge')
    const content = await read(file).catch(() => undefined)
    if (content === undefined) return void setRefused('unreadable')
    setChosen({ id: v7(), name: file.name, kind: kind(), file: content })
    await look()
  }

  async function look(): Promise<void> {
    const mine = chosen()
    if (!mine) return
    setError(undefined)
    setPreview(undefined)
    try {
      const { kind, file } = mine
      const found = await call('previewImport', { body: { kind, file }, patience })
      if (chosen() === mine) setPreview(found)
    } catch (cause) {
      if (chosen() === mine) setError(() => cause)
    }
  }

  async function run(): Promise<void> {
    const mine = chosen()
    if (!mine) return
    setRunning(true)
    setError(undefined)
    try {
      const { id, kind, file } = mine
      const { counts } = await call('runImport', { body: { id, kind, file }, patience })
      setDone(counts)
      announce(t('import.done'))
    } catch (cause) {
      setError(() => cause)
    } finally {
      setRunning(false)
    }
  }

  const template = () => {
    const [location] = structure.locations()
    download(`${kind()}.csv`, templateOf(kind(), location?.groups[0]?.name ?? '', location?.name ?? '', today()))
  }

  return (
    <main id="main" class="max-w-5xl px-gutter pt-5 pb-10">
      <ScreenTop title={t('administration.import.title')} back="/office">
        <p class="mt-1 max-w-text text-pretty text-muted">{t('import.intro')}</p>
      </ScreenTop>
      <Switch
        fallback={
          <div class="grid max-w-3xl grid-cols-[minmax(0,1fr)] gap-4">
            <div>
              <p class="mb-1 text-sm font-strong">{t('import.kind')}</p>
              <Segmented
                label={t('import.kind')}
                value={kind()}
                options={(['children', 'staff'] as const).map((value) => ({ value, label: t(`import.kind.${value}`) }))}
                onChange={setKind}
              />
            </div>
            <FileChoice onChoose={(file) => void choose(file)} />
            <Show when={refused()}>
              {(why) => (
                <p role="alert" class="rounded-control border border-alert-edge bg-alert-tint p-3 text-sm">
                  {t(`import.${why()}`)}
                </p>
              )}
            </Show>
            <div>
              <Button kind="quiet" icon={downloadIcon} onClick={template}>
                {t('import.template')}
              </Button>
            </div>
          </div>
        }
      >
        <Match when={done()}>
          {(counts) => (
            <Card class="max-w-3xl p-5">
              <h2 class="flex items-center gap-2 text-lg font-strong">
                <Icon of={circleCheck} class="text-present" />
                {t('import.done')}
              </h2>
              <CountList counts={counts()} />
              <div class="mt-4 flex flex-wrap gap-2">
                <ButtonLink kind="primary" href={kind() === 'children' ? '/office/children' : '/office/people'}>
                  {t(`import.done.${kind() === 'children' ? 'children' : 'people'}`)}
                </ButtonLink>
                <Button onClick={clear}>{t('import.done.next')}</Button>
              </div>
            </Card>
          )}
        </Match>
        <Match when={preview()}>
          {(found) => (
            <ImportPreviewPart
              name={chosen()?.name ?? ''}
              preview={found()}
              running={running()}
              error={error()}
              onRun={() => void run()}
              onOther={clear}
            />
          )}
        </Match>
        <Match when={chosen()}>
          {(file) => (
            <Show
              when={error()}
              fallback={
                <p role="status" class="flex items-center gap-3 py-6">
                  <Icon of={loaderCircle} class="animate-turn text-accent" />
                  <span class="min-w-0 wrap-anywhere">{t('import.checking', file().name)}</span>
                </p>
              }
            >
              <div class="grid max-w-3xl gap-3">
                <ErrorNote error={error()} onRetry={() => void look()} />
                <div>
                  <Button kind="quiet" onClick={clear}>
                    {t('import.other')}
                  </Button>
                </div>
              </div>
            </Show>
          )}
        </Match>
      </Switch>
    </main>
  )
}
