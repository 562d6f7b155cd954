import type { words as nl } from '../nl/account.ts'

/** What somebody reads who signs in, proves who that is, or looks after an account. */
export const words: typeof nl = {
  'gate.title': 'One more step',

  'policies.loading': 'The text is loading',
  'policies.failed': 'The text could not load',
  'policies.version': (version, day) => `Version ${version}, in force from ${day}`,
  'policies.ahead': (version, day) => `Version ${version}, takes effect on ${day}`,
  'policies.changed': 'What changes',
  'policies.new.privacy': 'There is a new privacy statement',
  'policies.new.terms': 'There are new terms',
  'policies.read': 'I have read this',
  'policies.read.text': 'This tells us that you saw it. It changes nothing about your choices.',
  'policies.seen': 'You have read this',
  'policies.none': 'There is nothing here yet',
  'policies.none.text': 'Your organisation has not published a privacy statement and terms yet.',
  'welcome.step': (at, of) => `Step ${at} of ${of}`,
  'welcome.title': (name) => `Welcome, ${name}`,
  'welcome.text': (organisation) =>
    `Good to have you here. Before you begin, we go through a few things about the app of ${organisation}.`,
  'welcome.language': 'Which language do you want to read?',
  'welcome.next': 'Go on',
  'welcome.choices': 'What may we record?',
  'welcome.choices.of': (name) => `What may we record about ${name}?`,
  'welcome.choices.text': 'Two separate choices per child. You change them whenever you like.',
  'welcome.open': 'A tick is yes. Without a tick you say neither yes nor no: you choose later, under Consents.',
  'welcome.nothing': 'There is nothing to choose here',
  'welcome.noChild': 'No child is linked to you yet. The location does that for you.',
  'welcome.save': 'Save and go on',
  'welcome.skip': 'Skip',
  'welcome.failed': 'The choices could not load',
  'welcome.partly': (saved, left) => `Saved: ${saved}. Not saved yet: ${left}. You can try those again.`,
}
