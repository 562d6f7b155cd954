import type { words as nl } from '../nl/account.ts'

/** What somebody reads who signs in, proves who that is, or looks after an account. */
export const words: typeof nl = {
  'gate.title': 'One more step',

  'link.toSignIn': 'Sign in',
  'link.backToSignIn': 'Back to signing in',
  'link.toApp': 'Go to the app',

  'invitation.looking': 'Your invitation',
  'invitation.title': (name) => `Welcome, ${name}`,
  'invitation.intro': (organisation) => `${organisation} has invited you. Choose a password to begin.`,
  'invitation.email.help': 'You sign in with this from now on.',
  'invitation.action': 'Make my account',
  'invitation.somebody': (name) => `${name} is signed in in this browser. Sign out first to use the invitation.`,
  'invitation.hasAccount.title': 'You already have an account',
  'invitation.hasAccount.text': (email) => `Sign in with ${email}. Everything is there for you.`,
  'invitation.missing.title': 'Open the link once more',
  'invitation.missing.text': 'The invitation is in the e-mail that you received. Open the link there again.',
  'invitation.not_found.title': 'This link is not right',
  'invitation.not_found.text':
    'It may not have been copied completely. Open the link in the e-mail, or ask your location for a new invitation.',
  'invitation.link_expired.title': 'This invitation has expired',
  'invitation.link_expired.text': 'An invitation is good for three days. Ask your location for a new one.',
  'invitation.link_used.title': 'This invitation has been used',
  'invitation.link_used.text': 'Your account is there. Sign in with your e-mail address and password.',
  'invitation.email_taken.title': 'This e-mail address is in use',
  'invitation.email_taken.text':
    'It belongs to an account of another organisation. Ask your location to invite you at another e-mail address.',

  'forgotten.title': 'Forgotten your password?',
  'forgotten.intro': 'Fill in your e-mail address. We send you a link to choose a new password.',
  'forgotten.action': 'Send the link',
  'forgotten.sent.title': 'Look in your e-mail',
  'forgotten.sent.text': (email) =>
    `If ${email} belongs to an account, a link arrives in a few minutes. It works for one hour.`,
  'forgotten.sent.help':
    'Nothing there? Look among unwanted mail, and check the address. If you have no account yet, ask your location for an invitation.',
  'forgotten.again': 'Fill in another address',

  'reset.title': 'Choose a new password',
  'reset.intro': 'You sign in with it afterwards. All your devices will be signed out.',
  'reset.action': 'Save the password',
  'reset.again': 'Ask for a new link',
  'reset.done.title': 'Your password has been changed',
  'reset.done.text': 'You are signed out everywhere. Sign in with your new password.',
  'reset.missing.title': 'Open the link once more',
  'reset.missing.text': 'The link is in the e-mail that you received. Open it there again, or ask for a new one.',
  'reset.not_found.title': 'This link is not right',
  'reset.not_found.text': 'It may not have been copied completely. Open the link in the e-mail, or ask for a new one.',
  'reset.link_expired.title': 'This link has expired',
  'reset.link_expired.text': 'A link to choose a password works for one hour.',
  'reset.link_used.title': 'This link has been used',
  'reset.link_used.text':
    'If you have changed your password already, sign in with it. Else you can ask for a new link.',

  'password.title': 'Password',
  'password.text': 'Changing it signs you out on your other devices.',
  'password.change': 'Change your password',
  'password.change.action': 'Change the password',
  'password.changed': 'Your password has been changed.',
  'password.current': 'Current password',
  'password.choose': 'Choose a password',
  'password.new': 'New password',
  'password.help': (least) => `At least ${least} characters. A few words in a row are easy to remember.`,
  'password.missing': 'Fill in a password.',
  'password.too_short': 'This is too short. Use at least 10 characters, for instance a few words in a row.',
  'password.too_long': 'This is too long. Use at most 128 characters.',
  'password.too_common': 'Many people use this password, so it is soon guessed. Choose another one.',
  'password.like_name':
    'This is too much like your e-mail address or the name of your nursery, so it is soon guessed. Choose another one.',
  'password.unsafe_characters': 'There is a character in this that we cannot keep. Choose another password.',
  'password.wrong': 'This is not your current password.',

  'devices.others': 'Sign out everywhere',
  'devices.others.title': 'Sign out on all your other devices?',
  'devices.others.text': 'You stay signed in on this device. What was not sent yet on the others stays there.',
  'devices.others.action': 'Sign out everywhere',
  'devices.others.done': 'You are signed out on all your other devices.',

  'appearance.textSize': 'Text size',
  'appearance.textSize.normal': 'Normal',
  'appearance.textSize.large': 'Large',
  'appearance.textSize.huge': 'Extra large',

  'topics.title': 'Notifications',
  'topics.text': 'With this we will choose what you hear, and how soon.',
  'topic.messages': 'Messages',
  'topic.diary': 'Diary',
  'topic.photos': 'Photos and videos',
  'topic.news': 'News of the nursery',
  'topic.planning': 'Planning and absence',
  'topic.account': 'Your account',
  'topic.account.text': 'You always hear who signs in to your account.',
  'topic.choice.immediate': 'At once',
  'topic.choice.daily': 'Once a day',
  'topic.choice.off': 'Not at all',
}
