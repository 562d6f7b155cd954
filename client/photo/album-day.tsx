import { Index, type JSX, Show } from 'solid-js'
import type { AlbumPhoto } from '../../backend/contract/photo.ts'
import type { Id } from '../../backend/contract/values.ts'
import { useDayWords } from '../diary/day-words.ts'
import { useT } from '../locales/words.ts'
import { Button } from '../ui/button.tsx'
import { type AlbumDay as Day, isLarge, rowsOf } from './album-days.ts'
import { AlbumTile } from './album-tile.tsx'

/** A day of the month grid. Its place on the page is known before anything of it is: only near view it has tiles. */
export function AlbumDay(props: {
  day: Day
  columns: number
  near: boolean
  ref: (section: HTMLElement) => void
  photoAt: (place: number) => AlbumPhoto | undefined
  nameOf: (child: Id) => string
  /** Null while nobody chooses. */
  chosen: ReadonlySet<Id> | null
  onChoose: (photo: Id, chosen: boolean) => void
  onChooseDay: (chosen: boolean) => void
  offline: boolean
}): JSX.Element {
  const t = useT('guardian')
  const words = useDayWords()
  const places = () => Array.from({ length: props.day.photos }, (_, nr) => props.day.start + nr)
  const rows = () => rowsOf(props.day.photos, props.columns)
  const isWhole = () =>
    places().every((place) => {
      const photo = props.photoAt(place)
      return photo !== undefined && props.chosen?.has(photo.id)
    })
  return (
    <section ref={props.ref} id={`day-${props.day.day}`} data-near={props.day.day} class="scroll-mt-18">
      <div class="flex min-h-target flex-wrap items-center justify-between gap-x-3 px-gutter pt-1 detail:px-0">
        <h2 tabindex="-1" class="flex flex-wrap items-baseline gap-x-2 py-1 text-sm outline-none">
          {words.name(props.day.day)}
          <span class="font-normal text-muted">{words.date(props.day.day)}</span>
        </h2>
        <Show when={props.chosen}>
          <Button
            kind="quiet"
            aria-label={t(isWhole() ? 'album.day.leave.of' : 'album.day.choose.of', words.long(props.day.day))}
            onClick={() => props.onChooseDay(!isWhole())}
            class="-mr-3 text-sm"
          >
            {t(isWhole() ? 'album.day.leave' : 'album.day.choose')}
          </Button>
        </Show>
      </div>
      <ul
        class="grid gap-0.5 overflow-hidden detail:rounded-control"
        style={{
          'grid-template': `repeat(${rows()}, minmax(0, 1fr)) / repeat(${props.columns}, minmax(0, 1fr))`,
          height: `calc((100cqi - ${props.columns - 1} * 2px) / ${props.columns} * ${rows()} + ${rows() - 1} * 2px)`,
        }}
      >
        <Show when={props.near}>
          <Index each={places()}>
            {(place, nr) => {
              const photo = () => props.photoAt(place())
              const isChosen = (chosen: ReadonlySet<Id>) => chosen.has(photo()?.id ?? '')
              return (
                <AlbumTile
                  photo={photo()}
                  name={props.nameOf(photo()?.childId ?? '')}
                  large={isLarge(props.day.photos, nr)}
                  chosen={props.chosen && isChosen(props.chosen)}
                  onChoose={(chosen) => {
                    const one = photo()
                    if (one) props.onChoose(one.id, chosen)
                  }}
                  offline={props.offline}
                />
              )
            }}
          </Index>
        </Show>
      </ul>
    </section>
  )
}
