import * as v from 'valibot'
import { TextSize, Theme } from './account.ts'
import { route } from './route.ts'

export const Preferences = v.strictObject({ theme: Theme, textSize: TextSize })
export type Preferences = v.InferOutput<typeof Preferences>

export const setPreferences = route({
  method: 'PUT',
  path: '/api/account/preferences',
  summary: 'How the app looks to this person, on every device.',
  roles: 'person',
  onTablet: true,
  body: Preferences,
  reply: Preferences,
})

/** What somebody can be told about, in the order in which it is shown. */
export const topics = ['messages', 'diary', 'photos', 'news', 'planning', 'account'] as const
export const Topic = v.picklist(topics)
export type Topic = v.InferOutput<typeof Topic>

export const TopicChoice = v.picklist(['immediate', 'daily', 'off'])
export type TopicChoice = v.InferOutput<typeof TopicChoice>

/** What holds until somebody chooses: what waits for an answer at once, the rest once a day. */
export const topicHabits: Record<Topic, TopicChoice> = {
  messages: 'immediate',
  diary: 'daily',
  photos: 'daily',
  news: 'daily',
  planning: 'immediate',
  account: 'immediate',
}

/** What concerns everybody; the other topics are about children, and for their guardians. */
export const topicsOfAll: readonly Topic[] = ['messages', 'news', 'account']

export const ChosenTopic = v.pipe(
  v.strictObject({ topic: Topic, choice: TopicChoice }),
  // Who signs in as somebody must not be able to keep that from them.
  v.forward(
    v.check(({ topic, choice }) => !(topic === 'account' && choice === 'off'), 'needed'),
    ['choice'],
  ),
)
export type ChosenTopic = v.InferOutput<typeof ChosenTopic>

export const topicChoices = route({
  method: 'GET',
  path: '/api/account/topics',
  summary: 'What this person wants to be told about, and how fast.',
  roles: 'person',
  reply: v.strictObject({ topics: v.array(ChosenTopic) }),
})

export const chooseTopic = route({
  method: 'PUT',
  path: '/api/account/topics',
  summary: 'Chooses for one topic; `account` cannot be off.',
  roles: 'person',
  body: ChosenTopic,
  reply: ChosenTopic,
})
