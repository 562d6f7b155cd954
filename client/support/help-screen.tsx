import { createSignal, For, type JSX, onMount, Show } from 'solid-js'
import { call, type Reply, recentErrors } from '../api.ts'
import { language, useT } from '../locales/words.ts'
import { clock } from '../time.ts'
import { ButtonLink } from '../ui/button.tsx'
import { Card } from '../ui/card.tsx'
import { ErrorId, ErrorNote } from '../ui/error-note.tsx'
import { mail, phone } from '../ui/icons.ts'
import { ScreenTitle } from '../ui/screen-title.tsx'

const questions = ['see', 'consent', 'other', 'device', 'offline', 'leave'] as const

/** Help: what people ask most, whom to turn to, and the codes of what went wrong here. */
export function HelpScreen(): JSX.Element {
  const t = useT('account')
  const [support, setSupport] = createSignal<Reply<'support'>>()
  const [error, setError] = createSignal<unknown>()
  const load = () =>
    call('support').then(
      (reply) => {
        setSupport(reply)
        setError(undefined)
      },
      (cause: unknown) => setError(() => cause),
    )
  onMount(() => void load())
  /** A mail that already says what support will ask for; nothing about a child. */
  const letter = (to: string, version: string) => {
    const codes = recentErrors().map(({ id }) => id)
    const body = `\n\n—\n${t('help.mail.version', version)}\n${codes.length > 0 ? t('help.mail.codes', codes.join(', ')) : ''}`
    return `mailto:${to}?subject=${encodeURIComponent(t('help.mail.subject'))}&body=${encodeURIComponent(body)}`
  }
  return (
    <main id="main" class="px-gutter pt-5 pb-8">
      <div class="grid max-w-timeline grid-cols-[minmax(0,1fr)] gap-6">
        <ScreenTitle>{t('help.title')}</ScreenTitle>
        <section>
          <h2 class="text-lg font-strong tracking-[-0.012em]">{t('help.questions')}</h2>
          <Card class="mt-3">
            <For each={questions}>
              {(question) => (
                <details class="group border-t border-hairline first:border-t-0">
                  <summary class="min-h-target cursor-pointer content-center px-4 py-2.5 font-strong wrap-anywhere">
                    {t(`help.${question}`)}
                  </summary>
                  <p class="px-4 pb-4 text-pretty text-muted">{t(`help.${question}.text`)}</p>
                </details>
              )}
            </For>
          </Card>
        </section>
        <section>
          <h2 class="text-lg font-strong tracking-[-0.012em]">{t('help.contact')}</h2>
          <Show when={!error()} fallback={<ErrorNote error={error()} onRetry={() => void load()} />}>
            <Show when={support()}>
              {(contact) => (
                <>
                  <p class="mt-1 text-pretty text-muted">
                    {t(contact().email || contact().phone ? 'help.contact.text' : 'help.contact.none')}
                  </p>
                  <div class="mt-3 flex flex-wrap gap-2">
                    <Show when={contact().email}>
                      {(email) => (
                        <ButtonLink icon={mail} href={letter(email(), contact().version)}>
                          {email()}
                        </ButtonLink>
                      )}
                    </Show>
                    <Show when={contact().phone}>
                      {(number) => (
                        <ButtonLink icon={phone} href={`tel:${number().replace(/[^+\d]/g, '')}`}>
                          {number()}
                        </ButtonLink>
                      )}
                    </Show>
                  </div>
                  <p class="mt-3 text-sm text-muted tabular-nums">{t('help.mail.version', contact().version)}</p>
                </>
              )}
            </Show>
          </Show>
        </section>
        <Show when={recentErrors().length > 0}>
          <section>
            <h2 class="text-lg font-strong tracking-[-0.012em]">{t('help.errors')}</h2>
            <p class="mt-1 text-pretty text-muted">{t('help.errors.text')}</p>
            <ul class="mt-2">
              <For each={recentErrors()}>
                {({ id, at }) => (
                  <li class="flex flex-wrap items-center gap-x-3">
                    <span class="text-sm text-muted tabular-nums">{clock(at.getTime(), language())}</span>
                    <ErrorId id={id} />
                  </li>
                )}
              </For>
            </ul>
          </section>
        </Show>
      </div>
    </main>
  )
}
