import type { words as nl } from '../nl/guardian.ts'

/** What only guardians read. */
export const words: typeof nl = {
  'today.all': 'All children',
  'today.choose': 'Choose a child',
  'today.loading': 'Diary and photos are loading',
  'today.failed': 'Diary and photos could not load',
  'today.new': (n) => `${n} new`,
  'today.new.badge': (n) => `${n} new`,
  'today.new.said': (n, name) =>
    n === 1 ? `There is a new entry about ${name}.` : `There are ${n} new entries about ${name}.`,
  'today.new.photos.said': (n, name) =>
    n === 1 ? `There is a new photo of ${name}.` : `There are ${n} new photos of ${name}.`,
  'today.new.mark': 'New',
  'today.new.line': 'You have seen what is below',
  'today.removed.said': 'An entry was removed.',
  'today.nothingToday': 'There is nothing of today yet.',
  'today.nothingThatDay': (day) => `There is nothing of ${day}.`,
  'today.jump': (day) => `${day}, go to another day`,
  'today.back': 'Back to today',
  'today.older': 'Show older',
  'today.older.failed': 'Older entries could not load',
  'today.newer': 'Show newer',
  'today.start': 'This is the beginning.',
  'today.kept': 'This is kept on your device. You see what is older once you are connected again.',

  'jump.title': 'Go to a day',
  'jump.day': 'Day',
  'jump.go': 'Show this day',
  'jump.missing': 'Choose a day.',
  'jump.future': 'This day has yet to come. Choose today or earlier.',

  'empty.nothing.both': (names) => `Diary and photos of ${names} will be here`,
  'empty.nothing.diary': (names) => `The diary of ${names} will be here`,
  'empty.nothing.photos': (names) => `Photos of ${names} will be here`,
  'empty.nothing.text': 'As soon as the group posts something, you see it here.',
  'empty.nothing.noDiary': (names) => `You have not given consent for the diary of ${names} yet.`,
  'empty.nothing.noPhotos': (names) => `You have not given consent for photos of ${names} yet.`,
  'empty.granted.title': (names) => `You do not see anything of ${names} yet`,
  'empty.granted.text': (names) =>
    `You have not given consent for diary or photos of ${names} yet. That is why there is nothing here.`,
  'empty.granted.action': 'View consents',
  'empty.authority.title': (names) => `You cannot see diary and photos of ${names}`,
  'empty.authority.text':
    'That takes parental authority, or that the location manager shares it. Is this not right? Ask the location.',
  'empty.children.title': 'No child is linked to you yet',
  'empty.children.text': 'The location links your child to your account. Does it take long? Ask them.',

  'item.diary': 'Diary',
  'item.by': (author, group) => `${author}, ${group}`,
  'item.edited': 'edited',
  'item.more': 'Read on',
  'item.open': (name, time) => `Open the entry about ${name} of ${time}`,
  'item.title': (name) => `${name}’s diary`,
  'item.written': 'Written by',
  'item.group': 'Group',
  'item.about': 'About',
  'item.edited.text': 'The group changed this entry later.',
  'item.gone.title': 'This entry is not here',
  'item.gone.text': 'It was removed, or it is from longer ago.',

  'aside.label': 'Overview',
  'aside.today': 'Today so far',
  'aside.nothing': 'nothing yet',
  'aside.last': (time) => `last at ${time}`,
  'aside.written': (n) => (n === 1 ? '1 entry' : `${n} entries`),
  'aside.noDiary': 'no diary or photos',
  'aside.consents': 'Consents',
  'aside.consents.text': 'You decide per child what the group records. You can change it whenever you like.',

  'consents.title': 'Consents',
  'consents.intro': 'Separate choices per child. You can change them whenever you like.',
  'consents.loading': 'Your consents are loading',
  'consents.failed': 'Your consents could not load',
  'consents.noAuthority': (name) =>
    `You do not decide about ${name}. That takes parental authority. Is this not right? Ask the location.`,
  'consents.until': 'As long as you do not choose, we record nothing.',
  'consents.yes': 'Yes',
  'consents.no': 'No',
  'consents.again': 'Give consent again',
  'consents.diary.text': (name) =>
    `We write down how ${name} sleeps, eats and plays. Only you, the other parent and the location read it.`,
  'consents.photos.text': (name) =>
    `We take pictures of ${name} and share them with you. In group photos other parents see ${name} too.`,
  'consents.diary.granted': (name) => `We keep a diary of ${name}.`,
  'consents.photos.granted': (name) => `We take photos and videos of ${name}.`,
  'consents.diary.nobody_decided': (name) => `Nobody has chosen yet, so we keep no diary of ${name}.`,
  'consents.photos.nobody_decided': (name) => `Nobody has chosen yet, so we take no photos of ${name}.`,
  'consents.diary.refused_by_you': (name) => `You said no, so we write down nothing about ${name}.`,
  'consents.photos.refused_by_you': (name) => `You said no, so we take no photos of ${name}.`,
  'consents.diary.withdrawn_by_you': (name) =>
    `You withdrew your consent, so we write down nothing more about ${name}; what was there stays yours to read.`,
  'consents.photos.withdrawn_by_you': (name) =>
    `You withdrew your consent, so we take no more photos of ${name}; what you already received stays.`,
  'consents.diary.refused_by_other': (name) =>
    `Another parent said no, and no comes first: we write down nothing about ${name}.`,
  'consents.photos.refused_by_other': (name) =>
    `Another parent said no, and no comes first: we take no photos of ${name}.`,
  'consents.diary.closed': (name) =>
    `Something changed around ${name}: we only write on once one of you gives consent again.`,
  'consents.photos.closed': (name) =>
    `Something changed around ${name}: we only take photos again once one of you gives consent again.`,
  'consents.conflict': 'You chose differently',
  'consents.history': 'What was chosen before',
  'consents.history.empty': 'Nothing has been chosen yet.',
  'consents.history.you': 'You',
  'consents.history.other': 'Another parent',
  'consents.history.granted': (who) => `${who} said yes`,
  'consents.history.refused': (who) => `${who} said no`,
  'consents.history.withdrawn': (who) => `${who} withdrew consent`,
  'consents.history.version': (version) =>
    version === '-' ? 'without privacy statement' : `privacy statement ${version}`,
  'consents.saved': (purpose, name) => `Your choice for ${purpose} of ${name} is saved.`,

  'reads.link': (name) => `See who looked at ${name}`,
  'reads.title': (name) => `Who looked at ${name}`,
  'reads.intro': (name) =>
    `Who of the organisation opened something of ${name} is listed here. The same thing within an hour is listed once.`,
  'reads.loading': 'The list is loading',
  'reads.failed': 'The list could not load',
  'reads.empty.title': 'Nobody has looked yet',
  'reads.empty.text': (name) =>
    `As soon as somebody of the organisation opens something of ${name}, it is listed here.`,
  'reads.group_day': 'the group’s day',
  'reads.group_day.of': (day) => `the group on ${day}`,
  'reads.new_entries': 'new entries',
  'reads.earlier_wordings': 'earlier versions of an entry',
  'reads.consents': 'how consents stand',
  'reads.families': 'the families of the location',
  'reads.record': 'what administration keeps',
  'reads.older': 'Show older',

  'confirm.diary.granted.title': (name) => `Give consent for the diary of ${name}?`,
  'confirm.diary.granted.text': (name) =>
    `From now on we write down how ${name} sleeps, eats and plays, unless another parent said no. You can then read the whole diary.`,
  'confirm.diary.refused.title': (name) => `No diary of ${name}?`,
  'confirm.diary.refused.text': (name) => `We then write nothing down about ${name}, even if another parent says yes.`,
  'confirm.diary.withdrawn.title': (name) => `Withdraw consent for the diary of ${name}?`,
  'confirm.diary.withdrawn.text': (name) =>
    `From now on we write nothing more about ${name}. What is there already stays: you can go on reading and keeping it. The group can only take something out of it.`,
  'confirm.photos.granted.title': (name) => `Give consent for photos of ${name}?`,
  'confirm.photos.granted.text': (name) =>
    `From now on we take and share photos and videos of ${name}, unless another parent said no.`,
  'confirm.photos.refused.title': (name) => `No photos of ${name}?`,
  'confirm.photos.refused.text': (name) => `We then take no photos of ${name}, even if another parent says yes.`,
  'confirm.photos.withdrawn.title': (name) => `Withdraw consent for photos of ${name}?`,
  'confirm.photos.withdrawn.text': (name) =>
    `From now on we take and share no photos of ${name}. What you already received stays: you can go on viewing and keeping it. The group can only take something out of it.`,
  'confirm.granted.action': 'Give consent',
  'confirm.refused.action': 'Give no consent',
  'confirm.withdrawn.action': 'Withdraw',

  'welcome.without.diary': (name) =>
    `Without the diary we write nothing down about ${name}. Messages, absence and news work as ever.`,
  'welcome.without.photos': (name) => `Without consent we take no photos of ${name}. Everything else works as ever.`,
  'welcome.tick': (purpose, name) => `${purpose} of ${name}: yes`,
  'welcome.saidYes': 'You said yes',
  'welcome.saidNo': 'You said no',
  'choices.open.photos': (names) => `You have not chosen yet about photos of ${names}.`,
  'choices.open.diary': (names) => `You have not chosen yet about the diary of ${names}.`,
  'choices.open.both': (names) => `You have not chosen yet about photos and the diary of ${names}.`,
  'choices.asked.both': (names) =>
    `The text about photos and the diary has changed. Your choices for ${names} still hold.`,
  'choices.asked.photos': (names) => `The text about photos has changed. Your choice for ${names} still holds.`,
  'choices.asked.diary': (names) => `The text about the diary has changed. Your choice for ${names} still holds.`,
  'choices.asked.text': 'The text has changed; your choice still holds. Do you want to keep it?',
  'choices.asked.keep': 'Keep my choice',
  'choices.asked.read': 'Read the text',
  'choices.choose': 'See your choices',
  'choices.later': 'Not now',
  'consents.others': 'Other permissions',
  'consents.ended': 'This is no longer asked.',
  'consents.shared.diary': (name, from, until) =>
    `The location manager shares the diary of ${name} with you, from ${from} up to and including ${until}.`,
  'consents.shared.photos': (name, from, until) =>
    `The location manager shares the photos of ${name} with you, from ${from} up to and including ${until}.`,
  'consents.permission.granted': (name) => `This is allowed for ${name}.`,
  'consents.permission.nobody_decided': (name) => `Nobody has chosen yet, so this is not allowed for ${name}.`,
  'consents.permission.refused_by_you': (name) => `You said no, so this is not allowed for ${name}.`,
  'consents.permission.withdrawn_by_you': (name) =>
    `You withdrew your consent, so this is no longer allowed for ${name}.`,
  'consents.permission.refused_by_other': (name) =>
    `Another parent said no, and no comes first: this is not allowed for ${name}.`,
  'consents.permission.closed': (name) =>
    `Something changed around ${name}: this is only allowed once one of you gives consent again.`,
  'confirm.permission.granted.title': (name, what) => `${what}: give consent for ${name}?`,
  'confirm.permission.granted.text': (name, what) =>
    `From now on this is allowed for ${name}, unless another parent said no: ${what}.`,
  'confirm.permission.refused.title': (name, what) => `${what}: not for ${name}?`,
  'confirm.permission.refused.text': (name, what) =>
    `This is then not allowed for ${name}, even if another parent says yes: ${what}.`,
  'confirm.permission.withdrawn.title': (name, what) => `${what}: withdraw consent for ${name}?`,
  'confirm.permission.withdrawn.text': (name, what) =>
    `From now on this is no longer allowed for ${name}: ${what}. What has been, stays as it is.`,
  'item.photos': (n) => (n === 1 ? '1 photo' : `${n} photos`),
  'item.videos': (n) => (n === 1 ? '1 video' : `${n} videos`),
  'item.photosTitle': (name) => `Photos of ${name}`,
  'photo.alt': (name, time) => `Photo with ${name}, ${time}`,
  'photo.videoAlt': (name, time) => `Video with ${name}, ${time}`,
  'photo.moreOf': (what) => `of ${what}`,
}
