import { createMemo, createSignal, For, type JSX, Show } from 'solid-js'
import type { ChildRecord, Guardian } from '../../backend/contract/administration.ts'
import { AllergiesButton } from '../allergy/allergies-button.tsx'
import { call } from '../api.ts'
import { CollectorsButton } from '../attendance/collectors-button.tsx'
import { useT } from '../locales/words.ts'
import { today } from '../minute.ts'
import { Button } from '../ui/button.tsx'
import { Card } from '../ui/card.tsx'
import { plus } from '../ui/icons.ts'
import { usePeriods } from './days.ts'
import { GuardianAdd } from './guardian-add.tsx'
import { GuardianRow } from './guardian-row.tsx'
import { createLoaded, Loaded } from './loaded.tsx'
import { ScreenTop } from './screen-top.tsx'

/** A child: guardians with what may be done about them, contract and placement. */
export function ChildRecordScreen(props: { childId: string }): JSX.Element {
  const loaded = createLoaded(
    () => props.childId,
    (childId) => call('childRecord', { params: { childId } }),
  )
  return (
    <main id="main" class="max-w-3xl px-gutter pt-5 pb-10">
      <Loaded of={loaded}>{(child) => <Record child={child()} put={loaded.put} />}</Loaded>
    </main>
  )
}

function Record(props: { child: ChildRecord; put: (next: ChildRecord) => void }): JSX.Element {
  const t = useT('office')
  const { day, period } = usePeriods()
  const [adding, setAdding] = createSignal(false)
  const isFormer = (one: Guardian) => one.endsOn !== null && one.endsOn < today()
  const former = createMemo(() => props.child.guardians.filter(isFormer))
  const current = createMemo(() => props.child.guardians.filter((one) => !isFormer(one)))
  const rows = (guardians: readonly Guardian[]) => (
    <Card>
      <ul>
        <For each={guardians}>
          {(guardian) => (
            <li class="border-t border-hairline p-4 first:border-t-0">
              <GuardianRow
                guardian={guardian}
                former={isFormer(guardian)}
                reload={async () => props.put(await call('childRecord', { params: { childId: props.child.id } }))}
                put={props.put}
              />
            </li>
          )}
        </For>
      </ul>
    </Card>
  )
  return (
    <>
      <ScreenTop title={`${props.child.callName} ${props.child.surname}`} back="/office/children">
        <p class="mt-1 text-muted">
          {props.child.firstNames} {props.child.surname}, {t('administration.born', day(props.child.birthDate))}
        </p>
      </ScreenTop>
      <section aria-labelledby="guardians">
        <div class="mb-2 flex flex-wrap items-center justify-between gap-2">
          <h2 id="guardians" class="text-lg font-strong">
            {t('administration.child.guardians')}
          </h2>
          <div class="flex flex-wrap gap-2">
            <AllergiesButton childId={props.child.id} name={props.child.callName} />
            <CollectorsButton childId={props.child.id} name={props.child.callName} />
            <Show when={!adding()}>
              <Button icon={plus} onClick={() => setAdding(true)}>
                {t('administration.guardian.add')}
              </Button>
            </Show>
          </div>
        </div>
        {rows(current())}
        <Show when={adding()}>
          <GuardianAdd
            childId={props.child.id}
            onClose={() => setAdding(false)}
            onAdded={(child) => {
              props.put(child)
              setAdding(false)
            }}
          />
        </Show>
      </section>
      <div class="mt-6 grid gap-6 rail:grid-cols-2">
        <section aria-labelledby="placements">
          <h2 id="placements" class="mb-2 text-lg font-strong">
            {t('administration.child.placements')}
          </h2>
          <Card class="p-4">
            <For each={props.child.placements}>
              {(one) => (
                <p class="mt-2 wrap-anywhere first:mt-0">
                  <span class="block font-strong">
                    {one.group}, {one.location}
                  </span>
                  <span class="text-sm text-muted">{period(one)}</span>
                </p>
              )}
            </For>
          </Card>
        </section>
        <section aria-labelledby="contracts">
          <h2 id="contracts" class="mb-2 text-lg font-strong">
            {t('administration.child.contracts')}
          </h2>
          <Card class="p-4">
            <For each={props.child.contracts}>
              {(one) => (
                <p class="mt-2 wrap-anywhere first:mt-0">
                  <span class="block font-strong">{t(`administration.careType.${one.careType}`)}</span>
                  <span class="text-sm text-muted">
                    {one.legalEntity}, {period(one)}
                  </span>
                </p>
              )}
            </For>
          </Card>
        </section>
      </div>
      <Show when={former().length > 0}>
        <section class="mt-6" aria-labelledby="former">
          <h2 id="former" class="mb-2 text-lg font-strong">
            {t('administration.child.former')}
          </h2>
          {rows(former())}
        </section>
      </Show>
    </>
  )
}
