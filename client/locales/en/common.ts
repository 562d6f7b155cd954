import type { words as nl } from '../nl/common.ts'

/** A space at which no line breaks. */
const _ = '\u00A0'
const wait = (seconds: number) =>
  seconds > 90 ? `${Math.ceil(seconds / 60)}${_}minutes` : `${seconds}${_}${seconds === 1 ? 'second' : 'seconds'}`
const times = (n: number) => (n === 1 ? 'once' : n === 2 ? 'twice' : `${n}${_}times`)

const unsent = (posts: number, files: number) =>
  [
    ...(posts > 0 ? [posts === 1 ? '1 post' : `${posts} posts`] : []),
    ...(files > 0 ? [files === 1 ? '1 photo' : `${files} photos`] : []),
  ].join(' and ')

/** What both sides say. */
export const words: typeof nl = {
  'app.name': 'Ouderapp',
  'app.loading': 'One moment',
  'app.skip': 'Skip to content',
  'app.update': 'There is a new version of the app.',
  'app.update.take': 'Refresh',

  'action.retry': 'Try again',
  'action.undo': 'Undo',
  'action.cancel': 'Cancel',
  'action.close': 'Close',
  'action.back': 'Back',
  'action.edit': 'Edit',
  'action.remove': 'Remove',
  'action.send': 'Send',
  'action.save': 'Save',
  'action.show': 'View',

  'nav.label': 'Main menu',
  'nav.today': 'Today',
  'nav.photos': 'Photos',
  'nav.consents': 'Consents',
  'nav.consents.short': 'Consents',
  'nav.more': 'More',

  'error.network': 'We cannot reach the server. Check your connection and try again.',
  'error.unreadable': 'Something went wrong on our side. Please try again in a moment.',
  'error.id': (id) => `Error code ${id}`,
  'error.copied': 'The error code is copied.',
  'error.screen': 'This screen could not load',

  'offline.since': (time) => `No connection. You see how things were at ${time}.`,
  'offline.sinceDay': (day, time) => `No connection. You see how things were on ${day} at ${time}.`,
  'offline.plain': 'No connection.',
  'offline.back': 'You are connected again.',

  'notFound.title': 'This page does not exist',
  'notFound.text': 'The address may have changed, or it was copied incorrectly.',
  'notFound.home': 'Back to the start',

  'signIn.title': 'Welcome',
  'signIn.intro': 'Sign in to see how the day is going.',
  'signIn.email': 'E-mail address',
  'signIn.email.missing': 'Fill in your e-mail address.',
  'signIn.email.wrong': 'This does not look like an e-mail address. It looks like name@example.com.',
  'signIn.password': 'Password',
  'signIn.password.missing': 'Fill in your password.',
  'signIn.password.show': 'Show the password',
  'signIn.password.hide': 'Hide the password',
  'signIn.action': 'Sign in',
  'signIn.passkey': 'Sign in with a passkey',
  'signIn.busy': 'Signing in',
  'signIn.wait': (seconds) => `Too many attempts. You can try again in ${wait(seconds)}.`,
  'signIn.waitDone': 'You can try again now.',
  'signIn.ended': 'You have been signed out. Sign in again to go on.',

  'more.title': 'More',
  'more.role': 'Your role',
  'more.role.text': 'You use the app in more than one role. The choice holds for this tab only.',
  'more.language': 'Language',
  'more.theme': 'Appearance',
  'more.theme.system': 'Like your device',
  'more.theme.light': 'Light',
  'more.theme.dark': 'Dark',
  'more.devices': 'Devices',
  'more.devices.text': 'You are signed in here. If you do not recognise a device, sign it out.',
  'more.device.this': 'This device',
  'more.device.unknown': 'Unknown device',
  'more.device.since': (day, time) => `Signed in on ${day} at ${time}`,
  'more.device.ip': (ip) => `IP address ${ip}`,
  'more.device.signOut': 'Sign out',
  'more.device.signOut.of': (device) => `Sign out ${device}`,
  'more.device.done': (device) => `${device} has been signed out.`,
  'more.devices.failed': 'Your devices could not load',
  'more.signOut': 'Sign out on this device',
  'more.signOut.text': 'What the app kept on this device will be erased.',
  'more.unsent.title': (posts: number, files: number) =>
    `${unsent(posts, files)} ${posts + files === 1 ? 'has' : 'have'} not been sent or placed yet`,
  'more.unsent.text': (n: number) =>
    `If you sign out now, ${n === 1 ? 'it is erased from this device and will not arrive' : 'they are erased from this device and will not arrive'}.`,
  'more.unsent.leave': 'Erase and sign out',
  'more.unsent.stay': 'Stay signed in',

  'language.nl': 'Nederlands',
  'language.en': 'English',
  'role.guardian': 'Parent',
  'role.staff': 'Staff member',
  'role.manager': 'Location manager',
  'role.administration': 'Administration',
  'role.privacy_officer': 'Privacy officer',

  'day.today': 'Today',
  'day.yesterday': 'Yesterday',
  'day.tomorrow': 'Tomorrow',

  'duration.minutes': (minutes) => `${minutes}${_}min`,
  'duration.hours': (hours) => `${hours}${_}h`,
  'duration.both': (hours, minutes) => `${hours}${_}h${_}${minutes}`,

  'list.and': 'and',

  'purpose.diary': 'Diary',
  'purpose.photos': 'Photos and videos',

  'fact.sleep': 'Sleep',
  'fact.food': 'Food',
  'fact.meal': 'Food',
  'fact.drink': 'Drink',
  'fact.diaper': 'Nappy',
  'fact.toilet': 'Toilet',
  'fact.potty': 'Potty',
  'fact.mood': 'Mood',
  'fact.temperature': 'Temperature',
  'fact.activity': 'Activity',

  'sleep.until': (time, duration) => `until ${time}, ${duration}`,
  'sleep.going': 'still asleep',
  'meal.with': (what, amount) => `${what}, ${amount}`,
  'amount.none': 'ate nothing',
  'amount.little': 'ate a little',
  'amount.half': 'ate half',
  'amount.most': 'ate nearly everything',
  'amount.all': 'ate everything',
  'drink.with': (what, millilitres) => `${what}, ${millilitres}${_}ml`,
  'toilet.wet': 'wet',
  'toilet.soiled': 'soiled',
  'toilet.both': 'wet and soiled',
  'toilet.dry': 'dry',
  'mood.happy': 'cheerful',
  'mood.content': 'content',
  'mood.calm': 'calm',
  'mood.tired': 'tired',
  'mood.sad': 'sad',
  'mood.upset': 'upset',
  'temperature.degrees': (degrees) => `${degrees}${_}°C`,

  'summary.slept': (duration) => `slept ${duration}`,
  'summary.asleep': (time) => `asleep since ${time}`,
  'summary.ate': (n) => `ate ${times(n)}`,
  'summary.drank': (n) => `drank ${times(n)}`,
  'summary.diapers': (n) => `${n}${_}${n === 1 ? 'nappy' : 'nappies'}`,
  'summary.toilet': (n) => `${times(n)} to the toilet`,
  'summary.activities': (n) => `${n}${_}${n === 1 ? 'activity' : 'activities'}`,
  'rhythm.label': (from, to, summary) => `Day rhythm from ${from} to ${to}: ${summary}.`,
  'rhythm.times': 'All times',

  'signIn.forgotten': 'Forgotten your password?',
  'policy.privacy': 'Privacy statement',
  'policy.terms': 'Terms',
  'policy.more': 'Privacy statement and terms',
  'policy.banner.privacy': (day) => `From ${day} a new privacy statement holds.`,
  'policy.banner.terms': (day) => `From ${day} new terms hold.`,
  'policy.banner.read': 'Read what changes',

  'picture.gone': 'This photo is no longer here',
  'picture.offline': 'Not on this device yet',
  'picture.failed': 'This photo did not come through',
}
