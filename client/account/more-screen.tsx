import { createSignal, type JSX, lazy, Show, Suspense } from 'solid-js'
import type { Language } from '../../backend/contract/values.ts'
import { call } from '../api.ts'
import { learn, speak, useT } from '../locales/words.ts'
import { session, takeRole } from '../session.ts'
import { textSize, textSizes, theme, themes } from '../theme/choice.ts'
import { ButtonLink } from '../ui/button.tsx'
import { ErrorNote } from '../ui/error-note.tsx'
import { Icon } from '../ui/icon.tsx'
import { chevronRight, lifeBuoy } from '../ui/icons.ts'
import { ScreenTitle } from '../ui/screen-title.tsx'
import { Segmented } from '../ui/segmented.tsx'
import { chooseAppearance } from './appearance.ts'
import { ChangePassword } from './change-password.tsx'
import { DeviceList } from './device-list.tsx'
import { LanguageChoice } from './language-choice.tsx'
import { OwnPin } from './own-pin.tsx'
import { Security } from './security.tsx'
import { SignOut } from './sign-out.tsx'
import { TopicList } from './topic-list.tsx'

/** Of the staff alone, fetched with its words. */
const OwnPortrait = lazy(async () => {
  const [{ OwnPortrait }] = await Promise.all([import('../portrait/own-portrait.tsx'), learn('portrait')])
  return { default: OwnPortrait }
})

function Section(props: { title: string; text?: string; children?: JSX.Element }): JSX.Element {
  return (
    <section class="border-t border-hairline py-5">
      <h2 class="text-lg font-strong tracking-[-0.012em]">{props.title}</h2>
      <Show when={props.text}>
        <p class="mt-0.5 text-sm text-pretty text-muted">{props.text}</p>
      </Show>
      <div class="mt-3 empty:hidden">{props.children}</div>
    </section>
  )
}

/** Role, language, appearance, what to be told, password, devices, and the way out; the same for everybody. */
export function MoreScreen(): JSX.Element {
  const t = useT('account')
  const [passwords, setPasswords] = createSignal(0)
  const [error, setError] = createSignal<unknown>()
  const person = () => {
    const current = session()
    return current.state === 'person' ? current : undefined
  }

  async function changeLanguage(next: Language): Promise<void> {
    setError(undefined)
    await speak(next)
    await call('setLanguage', { body: { language: next } }).catch((cause: unknown) => setError(() => cause))
  }

  return (
    <main id="main" class="px-gutter pt-5 pb-8">
      <div class="max-w-timeline">
        <div class="pb-5">
          <ScreenTitle>{t('more.title')}</ScreenTitle>
          <Show when={person()}>
            {(current) => (
              <p class="text-sm text-muted">
                {current().me.person.firstName} {current().me.person.lastName}, {current().me.organisation.name}
              </p>
            )}
          </Show>
        </div>
        <Show when={error()}>
          <div class="pb-5">
            <ErrorNote error={error()} />
          </div>
        </Show>
        <Show when={['staff', 'manager'].includes(person()?.role ?? '') && person()}>
          {(current) => (
            <Suspense>
              <OwnPortrait firstName={current().me.person.firstName} />
            </Suspense>
          )}
        </Show>
        <Show when={(person()?.me.roles.length ?? 0) > 1 && person()}>
          {(current) => (
            <Section title={t('more.role')} text={t('more.role.text')}>
              <Segmented
                label={t('more.role')}
                value={current().role}
                options={current().me.roles.map((role) => ({ value: role, label: t(`role.${role}`) }))}
                onChange={takeRole}
              />
            </Section>
          )}
        </Show>
        <Section title={t('more.language')}>
          <LanguageChoice onChange={(next) => void changeLanguage(next)} />
        </Section>
        <Section title={t('more.theme')}>
          <Segmented
            label={t('more.theme')}
            value={theme()}
            options={themes.map((value) => ({ value, label: t(`more.theme.${value}`) }))}
            onChange={(next) => chooseAppearance({ theme: next })}
          />
          <h3 class="mt-4 mb-2 text-sm font-strong">{t('appearance.textSize')}</h3>
          <Segmented
            label={t('appearance.textSize')}
            value={textSize()}
            options={textSizes.map((value) => ({ value, label: t(`appearance.textSize.${value}`) }))}
            onChange={(next) => chooseAppearance({ textSize: next })}
          />
        </Section>
        <Show when={!person()?.me.tablet} fallback={<Section title={t('more.tablet')} text={t('more.tablet.text')} />}>
          <Section title={t('security.title')}>
            <Security />
          </Section>
          <Section
            title={t('password.title')}
            text={t(person()?.me.factors.password === false ? 'password.none' : 'password.text')}
          >
            <ChangePassword onChanged={() => setPasswords((n) => n + 1)} />
          </Section>
          <Show when={person()?.me.roles.includes('staff')}>
            <Section title={t('pin.section')} text={t('pin.section.text')}>
              <OwnPin />
            </Section>
          </Show>
          <Section title={t('topics.title')} text={t('topics.text')}>
            <TopicList />
          </Section>
          <Section title={t('more.devices')} text={t('more.devices.text')}>
            <DeviceList changed={passwords()} />
          </Section>
        </Show>
        <Section title={t('help.title')}>
          <ButtonLink href="/help" icon={lifeBuoy}>
            {t('help.open')}
          </ButtonLink>
        </Section>
        <Show when={person()?.role === 'guardian'}>
          <a
            href="/actions"
            class="flex min-h-target items-center gap-3 border-t border-hairline py-5 text-lg font-strong tracking-[-0.012em] focus-visible:-outline-offset-3"
          >
            <span class="min-w-0 grow wrap-anywhere hyphens-auto">{t('more.actions')}</span>
            <Icon of={chevronRight} size="m" class="text-muted" />
          </a>
        </Show>
        <Show when={person()?.role !== undefined && ['guardian', 'staff', 'manager'].includes(person()!.role)}>
          <a
            href="/location"
            class="flex min-h-target items-center gap-3 border-t border-hairline py-5 text-lg font-strong tracking-[-0.012em] focus-visible:-outline-offset-3"
          >
            <span class="min-w-0 grow wrap-anywhere hyphens-auto">{t('more.location')}</span>
            <Icon of={chevronRight} size="m" class="text-muted" />
          </a>
        </Show>
        <a
          href="/policies"
          class="flex min-h-target items-center gap-3 border-t border-hairline py-5 text-lg font-strong tracking-[-0.012em] focus-visible:-outline-offset-3"
        >
          <span class="min-w-0 grow wrap-anywhere hyphens-auto">{t('policy.more')}</span>
          <Icon of={chevronRight} size="m" class="text-muted" />
        </a>
        <Show when={!person()?.me.tablet}>
          <section class="border-t border-hairline py-5">
            <SignOut onError={(cause) => setError(() => cause)} />
            <p class="mt-2 text-sm text-muted">{t('more.signOut.text')}</p>
          </section>
        </Show>
      </div>
    </main>
  )
}
