import { createSignal, type JSX, onMount, Show } from 'solid-js'
import type { Family, FamilyGuardian, Share } from '../../backend/contract/family.ts'
import { AllergiesButton } from '../allergy/allergies-button.tsx'
import { call } from '../api.ts'
import { CollectorsButton } from '../attendance/collectors-button.tsx'
import { useT } from '../locales/words.ts'
import { Loaded } from '../office/loaded.tsx'
import { Calm } from '../ui/calm.tsx'
import { Card } from '../ui/card.tsx'
import { Field } from '../ui/field.tsx'
import { Keyed } from '../ui/keyed.tsx'
import { announce } from '../ui/live-region.tsx'
import { ScreenTitle } from '../ui/screen-title.tsx'
import { initials, Tag } from '../ui/tag.tsx'
import { ConfirmDialog } from './confirm-dialog.tsx'
import { GuardianRow } from './guardian-row.tsx'
import { RestrictionDialog } from './restriction-dialog.tsx'
import { ShareDialog } from './share-dialog.tsx'

/** What the manager is about to do, with whom. */
type Asked = { family: Family; guardian: FamilyGuardian } & (
  | { what: 'share' | 'restrict' | 'lift' }
  | { what: 'end'; share: Share }
)

const nameOf = ({ firstName, lastName }: FamilyGuardian) => `${firstName} ${lastName}`

/** The children of the location with their guardians: what is shared with whom, and what a court has restricted. */
export function Screen(): JSX.Element {
  const t = useT('office')
  const [families, setFamilies] = createSignal<readonly Family[]>()
  const [error, setError] = createSignal<unknown>()
  const [sought, setSought] = createSignal('')
  const [asked, setAsked] = createSignal<Asked>()

  const load = () =>
    call('families').then(
      (reply) => {
        setError(undefined)
        setFamilies(reply.families)
      },
      (cause: unknown) => setError(() => cause),
    )
  onMount(() => void load())

  const shown = () => {
    const words = sought().toLocaleLowerCase('nl').split(/\s+/).filter(Boolean)
    return (families() ?? []).filter(({ child, guardians }) => {
      const text = [child.callName, child.surname, ...guardians.map(nameOf)].join(' ').toLocaleLowerCase('nl')
      return words.every((word) => text.includes(word))
    })
  }
  function done(changed: Family, said: string): void {
    setFamilies((before) => before?.map((one) => (one.child.id === changed.child.id ? changed : one)))
    setAsked()
    announce(said)
  }

  return (
    <main id="main" class="px-gutter pt-5 pb-10">
      <div class="max-w-timeline">
        <ScreenTitle>{t('families.title')}</ScreenTitle>
        <p class="mt-1 mb-4 text-sm text-pretty text-muted">{t('families.intro')}</p>
        <Loaded value={families()} error={error()} failed={t('families.failed')} onRetry={() => void load()}>
          {() => (
            <>
              <Field
                type="search"
                label={t('families.search')}
                value={sought()}
                onInput={({ currentTarget }) => setSought(currentTarget.value)}
              />
              <Show
                when={shown().length > 0}
                fallback={
                  <Calm drawing="book" title={t('families.none')}>
                    <p>{t('families.none.text')}</p>
                  </Calm>
                }
              >
                <Keyed each={shown()} by={({ child }) => child.id}>
                  {(family) => (
                    <Card as="section" class="mt-3" aria-labelledby={`family-${family().child.id}`}>
                      <div class="flex flex-wrap items-center gap-3 p-4">
                        <Tag id={family().child.id} initials={initials(family().child.callName)} />
                        <div class="min-w-0">
                          <h2 id={`family-${family().child.id}`} class="leading-5.5 wrap-anywhere">
                            {family().child.callName} {family().child.surname}
                          </h2>
                          <p class="text-sm text-muted">{family().child.group}</p>
                        </div>
                        <div class="ml-auto flex flex-wrap gap-2">
                          <AllergiesButton childId={family().child.id} name={family().child.callName} />
                          <CollectorsButton childId={family().child.id} name={family().child.callName} />
                        </div>
                      </div>
                      <Keyed each={family().guardians} by={({ guardianshipId }) => guardianshipId}>
                        {(guardian) => (
                          <GuardianRow
                            of={guardian()}
                            child={family().child.callName}
                            onAsk={(what) => setAsked({ what, family: family(), guardian: guardian() })}
                            onEnd={(share) => setAsked({ what: 'end', share, family: family(), guardian: guardian() })}
                          />
                        )}
                      </Keyed>
                    </Card>
                  )}
                </Keyed>
              </Show>
            </>
          )}
        </Loaded>
      </div>
      <Show when={asked()} keyed>
        {(now) => {
          const [name, child] = [nameOf(now.guardian), now.family.child.callName]
          const common = { name, child, onClose: () => setAsked() }
          if (now.what === 'share')
            return (
              <ShareDialog
                {...common}
                childId={now.family.child.id}
                personId={now.guardian.personId}
                onDone={(changed) => done(changed, t('families.shared.said', name, child))}
              />
            )
          if (now.what === 'restrict')
            return (
              <RestrictionDialog
                {...common}
                guardianshipId={now.guardian.guardianshipId}
                onDone={(changed) => done(changed, t('families.restricted.said', name, child))}
              />
            )
          const { guardian } = now
          return now.what === 'end' ? (
            <ConfirmDialog
              title={t('families.end.title', t(`purpose.${now.share.purpose}`), name)}
              text={t('families.end.text', name, child)}
              action={t('families.end')}
              onClose={common.onClose}
              act={() => call('endShare', { params: { shareId: now.share.id } })}
              onDone={(changed) => done(changed, t('families.end.said', name, child))}
            />
          ) : (
            <ConfirmDialog
              title={t('families.lift.title', name)}
              text={t('families.lift.text', name, child)}
              action={t('families.lift')}
              onClose={common.onClose}
              act={() => call('liftRestriction', { params: { guardianshipId: guardian.guardianshipId } })}
              onDone={(changed) => done(changed, t('families.lift.said', name, child))}
            />
          )
        }}
      </Show>
    </main>
  )
}
