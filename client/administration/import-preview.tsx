import { createMemo, createSignal, For, type JSX, Show } from 'solid-js'
import type { ImportCounts, ImportPreview, ImportProblem, ImportReason } from '../../backend/contract/import.ts'
import { useT } from '../locales/words.ts'
import { Button } from '../ui/button.tsx'
import { Card } from '../ui/card.tsx'
import { ErrorNote } from '../ui/error-note.tsx'
import { Icon } from '../ui/icon.tsx'
import { download as downloadIcon, loaderCircle, triangleAlert } from '../ui/icons.ts'
import { download } from './csv-download.ts'

const pageSize = 50

/** What an import makes, and what is sent. */
export function CountList(props: { counts: ImportCounts }): JSX.Element {
  const t = useT('office')
  const shown = () => (['children', 'people', 'linked'] as const).filter((what) => props.counts[what] > 0)
  return (
    <ul class="mt-2 grid gap-1">
      <For each={shown()}>{(what) => <li>{t(`import.count.${what}`, props.counts[what])}</li>}</For>
      <li class="font-strong">{t('import.count.invitations', props.counts.invitations)}</li>
    </ul>
  )
}

/** What a file would make; or first of all what is wrong with it. */
export function ImportPreviewPart(props: {
  name: string
  preview: ImportPreview
  running: boolean
  error: unknown
  onRun: () => void
  onOther: () => void
}): JSX.Element {
  const t = useT('office')
  return (
    <div class="grid grid-cols-[minmax(0,1fr)] gap-5">
      <p class="wrap-anywhere">
        <span class="font-strong">{props.name}</span>, {t('import.rows', props.preview.rows)}
      </p>
      <Show
        when={props.preview.problemCount > 0}
        fallback={
          <Card as="section" class="max-w-3xl p-5" aria-labelledby="counts">
            <h2 id="counts" class="text-lg font-strong">
              {t('import.counts')}
            </h2>
            <CountList counts={props.preview.counts} />
            <p class="mt-3 text-sm text-pretty text-muted">{t('import.confirm.text')}</p>
            <Show when={props.error}>
              <div class="mt-3">
                <ErrorNote error={props.error} onRetry={() => props.onRun()} />
              </div>
            </Show>
            <div class="mt-4 flex flex-wrap gap-2">
              <Button kind="primary" busy={props.running} disabled={props.running} onClick={() => props.onRun()}>
                {t('import.confirm', props.preview.counts.invitations)}
              </Button>
              <Button kind="quiet" disabled={props.running} onClick={() => props.onOther()}>
                {t('import.other')}
              </Button>
            </div>
            <Show when={props.running}>
              <p role="status" class="mt-3 flex items-center gap-2 text-sm text-muted">
                <Icon of={loaderCircle} size="m" class="animate-turn" />
                {t('import.running')}
              </p>
            </Show>
          </Card>
        }
      >
        <Problems preview={props.preview} name={props.name} onOther={() => props.onOther()} />
      </Show>
      <Show when={props.preview.sample.rows.length > 0}>
        <section aria-labelledby="sample">
          <h2 id="sample" class="mb-2 text-lg font-strong">
            {t('import.sample')}
          </h2>
          <Card class="overflow-x-auto" tabindex="0" role="group" aria-labelledby="sample">
            <table class="w-full text-left text-sm">
              <thead>
                <tr>
                  <For each={props.preview.sample.columns}>
                    {(column) => <th class="px-3 py-2 font-strong whitespace-nowrap">{column}</th>}
                  </For>
                </tr>
              </thead>
              <tbody>
                <For each={props.preview.sample.rows}>
                  {(row) => (
                    <tr class="border-t border-hairline">
                      <For each={row}>{(cell) => <td class="max-w-60 truncate px-3 py-2">{cell}</td>}</For>
                    </tr>
                  )}
                </For>
              </tbody>
            </table>
          </Card>
        </section>
      </Show>
    </div>
  )
}

function Problems(props: { preview: ImportPreview; name: string; onOther: () => void }): JSX.Element {
  const t = useT('office')
  const [page, setPage] = createSignal(0)
  const pages = () => Math.ceil(props.preview.problems.length / pageSize)
  const shown = createMemo(() => props.preview.problems.slice(page() * pageSize, (page() + 1) * pageSize))
  const place = ({ row }: ImportProblem) => (row === 0 ? t('import.problem.file') : String(row))
  // Some of the words take what stands there, others do not.
  const say = t as (key: `import.reason.${ImportReason}`, value: string) => string
  const words = ({ reason, value }: ImportProblem) => say(`import.reason.${reason}`, value)
  const heads = () => [t('import.problem.row'), t('import.problem.column'), t('import.problem.what')]
  const keep = () =>
    download(`problemen ${props.name.replace(/\.\w+$/, '')}.csv`, [
      heads(),
      ...props.preview.problems.map((one) => [place(one), one.column, words(one)]),
    ])
  return (
    <section aria-labelledby="problems">
      <h2 id="problems" class="flex items-center gap-2 text-lg font-strong text-alert">
        <Icon of={triangleAlert} />
        {t('import.problems', props.preview.problemCount)}
      </h2>
      <p class="mt-1 max-w-text text-pretty text-muted">
        {t('import.problems.text')}
        <Show when={props.preview.problems.length < props.preview.problemCount}>
          {' '}
          {t('import.problems.first', props.preview.problems.length)}
        </Show>
      </p>
      <div class="my-3 flex flex-wrap gap-2">
        <Button kind="primary" onClick={() => props.onOther()}>
          {t('import.other')}
        </Button>
        <Button icon={downloadIcon} onClick={keep}>
          {t('import.problems.download')}
        </Button>
      </div>
      <Card>
        <table class="w-full text-left">
          <thead class="text-sm">
            <tr>
              <For each={heads()}>{(head) => <th class="px-3 py-2 font-strong">{head}</th>}</For>
            </tr>
          </thead>
          <tbody>
            <For each={shown()}>
              {(one) => (
                <tr class="border-t border-hairline align-top">
                  <td class="px-3 py-2 tabular-nums">{place(one)}</td>
                  <td class="px-3 py-2 wrap-anywhere">{one.column}</td>
                  <td class="px-3 py-2 wrap-anywhere">{words(one)}</td>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </Card>
      <Show when={pages() > 1}>
        <div class="mt-3 flex flex-wrap items-center gap-3">
          <Button disabled={page() === 0} onClick={() => setPage(page() - 1)}>
            {t('import.page.previous')}
          </Button>
          <span role="status" class="tabular-nums">
            {t('import.page', page() + 1, pages())}
          </span>
          <Button disabled={page() >= pages() - 1} onClick={() => setPage(page() + 1)}>
            {t('import.page.next')}
          </Button>
        </div>
      </Show>
    </section>
  )
}
