import { createSignal, type JSX, Show } from 'solid-js'
import type { Id } from '../../backend/contract/values.ts'
import { AbsenceReport } from '../absence/absence-bar.tsx'
import { AskButton } from '../action/action-bar.tsx'
import { useT } from '../locales/words.ts'
import { go } from '../router.ts'
import { Button, ButtonLink, IconButton } from '../ui/button.tsx'
import { ellipsis, notebookText, repeat } from '../ui/icons.ts'
import { Segmented } from '../ui/segmented.tsx'
import type { Filter } from './choice.ts'
import { useGroup } from './group-day.tsx'

/** What the group is looked at for: writing about it, or noting who comes and goes. */
export function GroupMode(props: { inOut: boolean; onTurn: () => void }): JSX.Element {
  const t = useT('staff')
  const group = useGroup()
  return (
    <Segmented
      label={t('group.mode')}
      value={props.inOut ? 'inOut' : 'diary'}
      options={[
        { value: 'diary', label: t('group.mode.diary') },
        { value: 'inOut', label: t('group.mode.inOut') },
      ]}
      onChange={(mode) => {
        props.onTurn()
        go(`/group/${group.groupId}${mode === 'inOut' ? '?show=in-out' : ''}`, { replace: true, stay: true })
      }}
    />
  )
}

/** Above the children: which of them are shown, choosing several at once, and what is done for the group less often. */
export function GroupTools(props: {
  filter: Filter
  onFilter: (filter: Filter) => void
  counts: Record<Filter, number>
  shown: readonly Id[]
  chosen: readonly Id[]
  /** Whom the last post was about. */
  last: readonly Id[]
  onChoose: (ids: readonly Id[]) => void
}): JSX.Element {
  const t = useT('staff')
  const group = useGroup()
  const [more, setMore] = createSignal(false)
  const pick = () =>
    props.chosen.length > 0
      ? { words: t('group.clear'), name: t('group.clearName'), ids: [] }
      : { words: t('group.all'), name: t('group.allName', props.shown.length), ids: props.shown }
  return (
    <div class="flex flex-wrap items-center gap-2 pb-3">
      <div class="flex min-w-0 grow basis-0 huge:basis-full">
        <Segmented
          row
          label={t('group.show')}
          value={props.filter}
          options={[
            { value: 'all', label: t('filter.all'), count: props.counts.all },
            { value: 'lacking', label: t('filter.lacking'), count: props.counts.lacking },
            // For who is mentor of somebody here; what was chosen stays to be seen.
            ...(props.counts.mine > 0 || props.filter === 'mine'
              ? [{ value: 'mine' as const, label: t('filter.mine'), count: props.counts.mine }]
              : []),
            { value: 'refused', label: t('filter.refused'), count: props.counts.refused },
          ]}
          onChange={props.onFilter}
        />
      </div>
      <div class="flex items-center gap-2 huge:flex-wrap">
        <Show when={props.chosen.length === 0 && props.last.length > 1}>
          <Button icon={repeat} onClick={() => props.onChoose(props.last)}>
            {t('group.again', props.last.length)}
          </Button>
        </Show>
        <Button aria-label={pick().name} onClick={() => props.onChoose(pick().ids)}>
          {pick().words}
        </Button>
        <IconButton
          line
          icon={ellipsis}
          label={t('group.more')}
          aria-expanded={more()}
          onClick={() => setMore(!more())}
        />
      </div>
      <Show when={more()}>
        <div class="flex w-full flex-wrap gap-2">
          <ButtonLink href={`/group/${group.groupId}/journal`} icon={notebookText}>
            {t('group.journal')}
          </ButtonLink>
          <AbsenceReport chosen={props.chosen} />
          <AskButton chosen={props.chosen} />
        </div>
      </Show>
    </div>
  )
}
