import { createEffect, createSignal, For, type JSX, on, Show } from 'solid-js'
import type { PolicyText, PolicyView } from '../../backend/contract/policy.ts'
import { call, callForFile, type Reply } from '../api.ts'
import { language, useT } from '../locales/words.ts'
import { goBack } from '../router.ts'
import { listed, moment } from '../time.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { Card } from '../ui/card.tsx'
import { ErrorNote, ErrorScreen } from '../ui/error-note.tsx'
import { arrowLeft, download } from '../ui/icons.ts'
import { Later } from '../ui/later.tsx'
import { saveFile } from '../ui/save-file.ts'
import { ScreenTitle } from '../ui/screen-title.tsx'
import { Segmented } from '../ui/segmented.tsx'
import { SkeletonCards } from '../ui/skeleton.tsx'
import { SeenBar } from './seen-bar.tsx'

type Which = 'all' | 'yes' | 'no'

/** Who saw one version, when, and who did not yet; also as a file. */
export function ViewsScreen(props: { policyId: string }): JSX.Element {
  const t = useT('office')
  const [policy, setPolicy] = createSignal<PolicyText>()
  const [pages, setPages] = createSignal<readonly Reply<'policyViews'>[]>([])
  const [which, setWhich] = createSignal<Which>('all')
  const [error, setError] = createSignal<unknown>()
  const [busy, setBusy] = createSignal<'more' | 'export'>()

  async function load(after?: string): Promise<void> {
    setError(undefined)
    const asked = which()
    try {
      const params = { policyId: props.policyId }
      const query = { ...(asked !== 'all' && { seen: asked }), ...(after && { after }) }
      const [page, text] = await Promise.all([
        call('policyViews', { params, query }),
        policy() ?? call('policy', { params }),
      ])
      if (asked !== which()) return
      setPolicy(text)
      setPages((before) => (after ? [...before, page] : [page]))
    } catch (cause) {
      setError(() => cause)
    }
  }
  createEffect(on(which, () => void load()))

  async function during(what: 'more' | 'export', work: () => Promise<void>): Promise<void> {
    setBusy(what)
    await work().finally(() => setBusy(undefined))
  }
  async function keepFile(): Promise<void> {
    setError(undefined)
    try {
      const file = await callForFile('exportPolicyViews', { params: { policyId: props.policyId } })
      saveFile(file, `${t('officePolicies.file', policy()?.version ?? 0)}.csv`)
    } catch (cause) {
      setError(() => cause)
    }
  }

  const first = () => pages()[0]
  const people = () => pages().flatMap((page) => page.people)
  const next = () => pages().at(-1)?.next ?? undefined
  const title = () => {
    const text = policy()
    return text ? t('officePolicies.version', t(`policy.${text.kind}`), text.version) : t('officePolicies.who')
  }
  const rolesOf = ({ roles }: PolicyView) =>
    roles.length === 0
      ? t('officePolicies.left')
      : listed(
          roles.map((role) => t(`role.${role}`)),
          language(),
        )
  return (
    <main id="main" class="px-gutter pt-5 pb-10">
      <div class="max-w-timeline">
        <div class="-ml-3 flex items-center">
          <IconButton icon={arrowLeft} label={t('action.back')} onClick={() => goBack('/office/policies')} />
        </div>
        <Show
          when={first()}
          fallback={
            <Show
              when={error()}
              fallback={
                <Later>
                  <SkeletonCards count={2} label={t('app.loading')} />
                </Later>
              }
            >
              <ErrorScreen title={t('officePolicies.failed')} error={error()} onRetry={() => void load()} />
            </Show>
          }
        >
          {(counts) => (
            <>
              <ScreenTitle>{title()}</ScreenTitle>
              <div class="mt-3">
                <SeenBar seen={counts().all.seen} of={counts().all.seen + counts().all.notYet} />
              </div>
              <ul class="mt-3 grid gap-1 text-sm">
                <For each={counts().roles}>
                  {({ role, seen, notYet }) => (
                    <li class="flex flex-wrap gap-x-3">
                      <span class="min-w-0 grow wrap-anywhere hyphens-auto">{t(`role.${role}`)}</span>
                      <span class="text-muted tabular-nums">{t('officePolicies.of', seen, seen + notYet)}</span>
                    </li>
                  )}
                </For>
              </ul>
              <div class="mt-5 flex flex-wrap items-center gap-2">
                <Segmented<Which>
                  label={t('officePolicies.show')}
                  value={which()}
                  options={[
                    { value: 'all', label: t('officePolicies.all') },
                    { value: 'yes', label: t('officePolicies.seen') },
                    { value: 'no', label: t('officePolicies.notYet') },
                  ]}
                  onChange={setWhich}
                />
                <Button icon={download} busy={busy() === 'export'} onClick={() => void during('export', keepFile)}>
                  {t('officePolicies.export')}
                </Button>
              </div>
              <Show when={error()}>
                <div class="mt-3">
                  <ErrorNote error={error()} />
                </div>
              </Show>
              <Show when={people().length > 0} fallback={<p class="mt-4 text-muted">{t('officePolicies.nobody')}</p>}>
                <Card class="mt-4">
                  <ul>
                    <For each={people()}>
                      {(one) => (
                        <li class="flex flex-wrap gap-x-3 border-t border-hairline px-4 py-3 first:border-t-0">
                          <div class="min-w-0 grow basis-40">
                            <p class="font-strong wrap-anywhere">
                              {one.firstName} {one.lastName}
                            </p>
                            <p class="text-sm text-muted">{rolesOf(one)}</p>
                          </div>
                          <p class="text-sm text-muted tabular-nums">
                            <Show when={one.at} fallback={t('officePolicies.notYet')}>
                              {(at) => <time datetime={at()}>{moment(at(), language())}</time>}
                            </Show>
                          </p>
                        </li>
                      )}
                    </For>
                  </ul>
                </Card>
              </Show>
              <Show when={next()}>
                {(after) => (
                  <Button
                    class="mt-4"
                    busy={busy() === 'more'}
                    onClick={() => void during('more', () => load(after()))}
                  >
                    {t('officePolicies.more')}
                  </Button>
                )}
              </Show>
            </>
          )}
        </Show>
      </div>
    </main>
  )
}
