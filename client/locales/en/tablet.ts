import type { words as dutch } from '../nl/tablet.ts'

const pieces = (n: number) => (n === 1 ? '1 note' : `${n} notes`)
const minutes = (n: number) => (n === 1 ? '1 minute' : `${n} minutes`)

export const words: typeof dutch = {
  'lock.title': 'Who are you?',
  'lock.intro': 'Tap your name and enter your PIN.',
  'lock.intro.alone': 'Without a connection only whoever worked here last can go on.',
  'lock.sending': (name: string, n: number) => `${pieces(n)} of ${name} ${n === 1 ? 'is' : 'are'} still being sent.`,
  'lock.left': (name: string, n: number) =>
    `${pieces(n)} of ${name} ${n === 1 ? 'waits' : 'wait'} here until ${name} is back.`,
  'lock.goOn': 'Do not wait',
  'lock.goOn.text': (name: string) => `What was not sent yet stays here until ${name} is back.`,
  'lock.nobody': 'Nobody has a PIN here today. Choose one in the app on your own device, under More.',
  'lock.blocked': 'PIN blocked',
  'lock.blocked.then': 'Choose a new one in the app on your own device, under More.',
  'lock.password': 'Not here? Sign in with your password',

  'pin.title': (name: string) => `Hello ${name}`,
  'pin.intro': 'Enter your PIN.',
  'pin.label': 'PIN',
  'pin.given': (n: number) => (n === 1 ? '1 digit entered' : `${n} digits entered`),
  'pin.back': 'Take the last digit away',
  'pin.action': 'Go on',
  'pin.other': 'Somebody else',
  'pin.wrong': 'This PIN is not right. Please try again.',
  'pin.spent': 'Without a connection this was tried too often. It works again once there is one.',
  'pin.gone': 'Without a connection this PIN does not open the tablet now. It works again once there is one.',
  'pin.no_connection': 'Without a connection only whoever worked here last can go on.',
  'pin.wait': (n: number) => `This was tried too often. It works again in ${minutes(n)}.`,

  'pair.title': 'Tablet of the group',
  'pair.intro': 'Your manager makes a code under Office, Tablets of the group. Enter it here.',
  'pair.revoked': 'This tablet was revoked. What was kept here is erased. With a new code it can be used again.',
  'pair.code': 'Pairing code',
  'pair.code.help': (n) => `${n} letters and digits.`,
  'pair.code.wrong': (n) => `A code has ${n} letters and digits.`,
  'pair.code.letters': 'This code is not right. It never has a 0, 1, O, I or L; have another look.',
  'pair.action': 'Pair this tablet',
  'pair.leaves.title': (name) => `${name} is signed out`,
  'pair.leaves.text':
    'On a tablet of the group nobody stays signed in. After this whoever works there says by a PIN who that is.',
  'pair.leaves.unsent': (n) =>
    n === 1 ? 'Something here was not sent yet. It is erased.' : `${n} things here were not sent yet. They are erased.`,
  'pair.leaves.action': 'Sign out and pair',
  'pair.signIn': 'Sign in with your password',

  'tablets.intro':
    'On a paired tablet whoever works there says by a PIN who that is. Pair only a tablet that stays at the location.',
  'tablets.failed': 'The tablets could not be loaded',
  'tablets.none': 'No tablet is paired yet.',
  'tablets.pair': 'Pair a tablet',
  'tablets.name': 'Name',
  'tablets.name.help': 'By which you know it, such as Tablet at the door.',
  'tablets.name.missing': 'Give the tablet a name.',
  'tablets.location': 'Location',
  'tablets.idleAfter': 'Locks after',
  'tablets.minutes': minutes,
  'tablets.code.make': 'Make a code',
  'tablets.code.how': (host: string) => `Open ${host}/tablet on the tablet and enter this code there.`,
  'tablets.code.left': (n: number) => `Good for ${minutes(n)} more, for one tablet.`,
  'tablets.code.done': 'Done',
  'tablets.pairedNow': (name: string) => `${name} is paired.`,
  'tablets.paired': (when: string, by: string) => `Paired ${when} by ${by}.`,
  'tablets.seen': (when: string) => `Last seen ${when}.`,
  'tablets.idle': (n: number) => `Locks after ${minutes(n)}.`,
  'tablets.revoke': 'Revoke',
  'tablets.revoke.name': (name: string) => `Revoke ${name}`,
  'tablets.revoke.title': (name: string) => `Revoke ${name}?`,
  'tablets.revoke.text':
    'Whoever works on it is signed out at once. The tablet erases what it keeps, also what was not sent yet. To use it again a new code is needed.',
  'tablets.revoked': (name: string) => `${name} is revoked.`,
}
