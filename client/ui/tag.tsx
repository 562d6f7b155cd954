import type { JSX } from 'solid-js'

const tints = ['bg-tag-clay', 'bg-tag-wheat', 'bg-tag-moss', 'bg-tag-mist', 'bg-tag-lilac', 'bg-tag-stone']
const sizes = {
  xs: 'h-5 min-w-5 px-0.5 text-xs',
  s: 'size-7 text-xs',
  m: 'size-10 text-sm',
  l: 'size-14 text-lg',
  xl: 'size-28 text-[2.25rem]',
}
const corners = { xs: 'rounded-inner', s: 'rounded-inner', m: 'rounded-control', l: 'rounded-card', xl: 'rounded-card' }

/** The same tint for the same id, everywhere. */
const tintOf = (id: string) =>
  tints[[...id].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) >>> 0, 7) % tints.length]

/** The first letters of names, at most two. */
export const initials = (...names: string[]): string =>
  names
    .map((name) => [...name.trim()][0] ?? '')
    .join('')
    .slice(0, 2)
    .toLocaleUpperCase('nl')

/** The name tag beside a name: round for a child, square for staff. It is decoration: the name stands beside it. */
export function Tag(props: {
  id: string
  initials: string
  shape?: 'round' | 'square'
  size?: keyof typeof sizes
  grey?: boolean
}): JSX.Element {
  const size = () => props.size ?? 'm'
  return (
    <span
      aria-hidden="true"
      class={`inline-grid shrink-0 place-items-center leading-none font-strong ${sizes[size()]} ${props.shape === 'square' ? corners[size()] : 'rounded-full'} ${props.grey ? 'bg-tag-stone text-muted' : `${tintOf(props.id)} text-ink`}`}
    >
      {props.initials}
    </span>
  )
}
