import type { words as nl } from '../nl/staff-photos.ts'

const children = (n: number) => (n === 1 ? '1 child' : `${n} children`)
const noun = (photos: number, videos: number) =>
  videos === 0
    ? photos === 1
      ? 'photo'
      : 'photos'
    : photos > 0
      ? 'photos and videos'
      : videos === 1
        ? 'video'
        : 'videos'
const these = (photos: number, videos: number, list: string) => `${noun(photos, videos)} ${list}`
const These = (photos: number, videos: number, list: string) =>
  these(photos, videos, list).replace(/^./, (first) => first.toUpperCase())
const is = (n: number) => (n === 1 ? 'is' : 'are')
const it = (n: number) => (n === 1 ? 'it' : 'them')

/** `2 photos and 1 video`; of nothing, `0 photos`. */
export const shots = (photos: number, videos: number): string =>
  photos > 0 && videos > 0
    ? `${shots(photos, 0)} and ${shots(0, videos)}`
    : `${photos + videos} ${noun(photos, videos)}`

/** What staff read about sending photos. */
export const words: typeof nl = {
  'photos.take': 'Take a photo',
  'photos.choose': 'Photos',
  'photos.chooseName': 'Choose photos and videos',
  'photos.add': 'Add photos and videos',

  'numbers.range': (from, to) => `${from}–${to}`,
  'numbers.others': (n) => (n === 1 ? '1 other' : `${n} others`),

  'upload.bar': 'Photos and videos on their way',
  'upload.sendingAll': (percent, photos, videos = 0) => `Sending ${shots(photos, videos)}: ${percent}%`,
  'upload.preparingAll': (percent, photos, videos = 0) => `Preparing ${shots(photos, videos)}: ${percent}%`,
  'upload.allSent': 'Everything is sent.',
  'upload.free': (photos, videos = 0) => `${shots(photos, videos)} to be placed`,
  'upload.stuck': (photos, videos = 0) => `${shots(photos, videos)} ${photos + videos === 1 ? 'needs' : 'need'} you`,
  'upload.needs': 'These need you',
  'upload.others': 'The rest',
  'upload.title': 'Photos and videos',
  'upload.empty': 'Nothing is waiting.',
  'upload.label': 'Choose children and place',
  'upload.safe': 'They stay on this device until they are sent. You can just go on.',
  'upload.unsafe':
    'This device is full or may not keep anything. Keep the app open until everything is sent, then make room.',
  'upload.photo': (n) => `Photo ${n}`,
  'upload.video': (n) => `Video ${n}`,
  'upload.waiting': 'waiting',
  'upload.waitingNet': 'waiting for a connection',
  'upload.sending': (percent) => `${percent}% sent`,
  'upload.processing': 'being prepared',
  'upload.processingVideo': (percent) => `being prepared, ${percent}%`,
  'upload.ready': 'ready to be placed',
  'upload.placing': 'goes along with the post',
  'upload.gone': 'is no longer on the server: not placed within a day, or already placed elsewhere',
  'upload.elsewhere': 'is being sent from another device',
  'upload.later': (why) => `${why} Tries again by itself.`,
  'upload.failed': 'Preparing it did not work.',
  'upload.refused.unknown_type': 'We cannot show this kind of file. Choose an ordinary photo or video.',
  'upload.refused.too_many_pixels': 'This photo has too many pixels. Make a smaller version and choose that.',
  'upload.refused.damaged': 'This file is damaged. Choose it again, or take another.',
  'upload.refused.too_slow': 'This file is too heavy to process. Choose a smaller version.',
  'upload.refused.too_large': 'This file is too large. Choose a smaller version.',
  'upload.refused.too_long': 'This video is too long. Trim it and choose it again.',
  'upload.problem.missing': 'The file is no longer on this device. Choose it again.',
  'upload.problem.not_found': 'You are not assigned to this group today. Take this away and choose it at your group.',
  'upload.problem.too_large': (photo, video) =>
    `This file is too large: a photo may be ${photo} MB, a video ${video} MB.`,
  'upload.problem.quota_exceeded':
    'Too much of yours is waiting to be placed. Place what is there first, or take it away.',
  'upload.problem.storage_full': 'The server is full. Your administrator has to make room.',
  'upload.problem.other': 'Sending did not work.',
  'upload.retry': 'Again',
  'upload.remove': (name) => `Take ${name} away`,
  'upload.removed': (name) => `${name} is gone.`,
  'upload.unfit.title': (n) => (n === 1 ? '1 file is left out' : `${n} files are left out`),
  'upload.unfit.close': 'Close this notice',
  'upload.unfit.kind': (n) =>
    n === 1
      ? 'is not a photo or video. Choose an ordinary photo or video.'
      : 'are not photos or videos. Choose ordinary photos or videos.',
  'upload.unfit.empty': (n) => `${is(n)} empty. Choose ${it(n)} again.`,
  'upload.unfit.photo_too_large': (n, most) => `${is(n)} larger than ${most} MB. Choose a smaller version.`,
  'upload.unfit.video_too_large': (n, most) => `${is(n)} larger than ${most} MB. Trim ${it(n)}.`,
  'upload.unfit.too_many': (n) => `${is(n)} too many: 100 at once at most. Choose ${it(n)} after this.`,

  'tagging.label': 'Placing photos and videos',
  'tagging.title': (photos, videos = 0) => (photos + videos === 0 ? 'Place photos and videos' : shots(photos, videos)),
  'tagging.backGroup': 'Back to the group',
  'tagging.backDay': 'Back to the day',
  'tagging.intro': 'Take a photo, or choose photos and videos. Then say who is on them.',
  'tagging.list': 'Photos and videos of this post',
  'tagging.all': 'Select all',
  'tagging.none': 'Select none',
  'tagging.selected': (photos, videos = 0) =>
    photos + videos === 0 ? 'Tap what you want to select' : `${shots(photos, videos)} selected`,
  'tagging.remove': (n) => (n === 1 ? 'Take away' : `Take ${n} away`),
  'tagging.removed': (photos, videos = 0) =>
    photos + videos === 1 ? `The ${noun(photos, videos)} is gone.` : `${shots(photos, videos)} are gone.`,
  'tagging.who': (photos, videos = 0) =>
    photos + videos === 1 ? `Who is on this ${noun(photos, videos)}?` : `Who is on these ${shots(photos, videos)}?`,
  'tagging.whoSees': 'Which families see it?',
  'tagging.allSee': (n, photos, videos) =>
    `${photos + videos === 1 ? `This ${noun(photos, videos)} is` : `These ${shots(photos, videos)} are`} visible to all families with consent for photos: those of ${children(n)}. Tap a child to leave that family out.`,
  'tagging.someSee': (names, photos, videos) =>
    `${photos + videos === 1 ? `This ${noun(photos, videos)} is` : `These ${shots(photos, videos)} are`} visible only to the families of ${names}.`,
  'tagging.nobodySees': (photos, videos) =>
    `No family sees ${photos + videos === 1 ? `this ${noun(photos, videos)}` : `these ${shots(photos, videos)}`} yet. Choose for whom.`,
  'tagging.nobody': 'Shows no child',
  'tagging.search': 'Find a child',
  'tagging.noChildren': 'The group’s children load once there is a connection. Your photos stay here.',
  'tagging.searchNone': 'No child of that name in this group.',
  'tagging.everybody': 'Everyone',
  'tagging.noPhotos': 'no photos',
  'tagging.takenAt': 'Taken:',
  'tagging.takenCamera': 'Use the camera’s time',
  'tagging.times': (first, last) => (first === last ? `${first}` : `${first} to ${last}`),
  'tagging.text': 'Text with the post',
  'tagging.placeholder': 'What do we see?',
  'tagging.place': (photos, videos = 0) => `Place ${shots(photos, videos)}`,
  'tagging.placeSome': (n, photos, videos = 0) =>
    n === 0 ? 'Place' : `Place ${n} of ${photos + videos} ${noun(photos, videos)}`,
  'tagging.placeChosen': (photos, videos = 0) =>
    photos + videos === 1
      ? `Place the selected ${noun(photos, videos)}`
      : `Place the selected ${shots(photos, videos)}`,

  'thumb.photo': (n, time) => `Photo ${n}, ${time}`,
  'thumb.video': (n, time) => `Video ${n}, ${time}`,
  'thumb.untagged': 'nobody chosen yet',
  'thumb.nobody': (n) => `no child on it, ${children(n)} chosen`,
  'thumb.noChild': 'no child',
  'thumb.families': (n) => `visible to ${n === 1 ? '1 family' : `${n} families`}`,
  'thumb.blocked': (names) => `cannot go like this: ${names}`,
  'thumb.trouble': 'cannot go',
  'thumb.waiting': 'not processed yet',

  'seen.title': 'How many families see which photos and videos',

  'blocked.title': (list, photos, videos = 0) => `${These(photos, videos, list)} cannot go like this.`,
  'blocked.now': (names, n) => `${names} can be seen and ${n === 1 ? 'has' : 'have'} no consent for photos.`,
  'blocked.then': (names) => `${names} can be seen; at that moment there was no consent yet.`,
  'blocked.spoken': (names, list, photos, videos) =>
    `${names} may not be on ${these(photos, videos, list)}. What you can do stands below the name.`,
  'blocked.cover': 'Cover',
  'blocked.coverLater': 'Covering is possible once the photo is processed.',
  'blocked.coverVideo': 'A video cannot be covered here.',
  'blocked.retag': 'Other children',
  'blocked.leaveOut': 'Take away',
  'trouble.title': (list, photos, videos = 0) => `${These(photos, videos, list)} cannot go.`,

  'photoProblem.no_photos': 'There is nothing yet that can go.',
  'photoProblem.too_many': '100 photos and videos in one post at most. Select fewer and place those first.',
  'photoProblem.too_long': 'The text is too long. 2,000 characters at most.',
  'photoProblem.untagged': (list, photos, videos = 0) => `Choose who is on ${these(photos, videos, list)}.`,
  'photoProblem.in_future': (list, photos, videos = 0) =>
    `The time of ${these(photos, videos, list)} is still to come. Correct the time.`,
  'photoProblem.too_old': (list, photos, videos = 0) =>
    `${These(photos, videos, list)} ${is(photos + videos)} older than 31 days. Correct the time or take ${it(photos + videos)} away.`,

  'look.open.photo': (n) => `Look at photo ${n} large`,
  'look.open.video': (n) => `Look at video ${n} large`,
  'look.photo': (n, all) => `Photo ${n} of ${all}`,
  'look.video': (n, all) => `Video ${n} of ${all}`,
  'look.previous': 'Previous',
  'look.next': 'Next',
  'look.coverAgain': 'Adjust what is covered',
  'look.later': 'This device cannot show it. Once it is processed, you see it here.',
  'look.elsewhere': 'It is being sent from another device. Once it is processed, you see it here.',
  'look.noCover': (why) => `Covering is not possible. ${why}`,
  'look.never': 'There is no picture of this.',

  'retag.onlyGroup': 'Only who was in this group that day can be on it: a child of another group cannot.',
  'retag.advice': (names) =>
    `${names} cannot be added: there is no consent for photos, which a parent gives in the app. Is somebody without consent on it after all? Remove it. A photo can then be covered and placed again.`,

  'cover.title': 'Cover or crop',
  'cover.canvas': 'The photo with what you cover',
  'cover.tool': 'What to do',
  'cover.box': 'Cover',
  'cover.crop': 'Crop',
  'cover.add': 'New area',
  'cover.remove': 'Take area away',
  'cover.shape': (n) => `Area ${n}`,
  'cover.cropShape': 'Crop',
  'cover.help':
    'Draw over the photo, or choose an area and use the buttons. The arrow keys move it, with Shift they change its size.',
  'cover.move': 'Move',
  'cover.width': 'Width',
  'cover.height': 'Height',
  'cover.left': 'left',
  'cover.right': 'right',
  'cover.up': 'up',
  'cover.down': 'down',
  'cover.wider': 'wider',
  'cover.narrower': 'narrower',
  'cover.taller': 'taller',
  'cover.shorter': 'shorter',
  'cover.done': (names) => (names === '' ? 'Done' : `Done: ${names} cannot be seen any more`),
  'cover.failed': 'The photo could not be opened.',
  'cover.notSaved': 'This could not be saved. Try again.',
  'cover.loading': 'Opening the photo',

  'send.photos': (names) => `Photos of ${names}`,
  'send.photosWait': 'waits until the photos are there',
  'send.photosTrouble': 'One of the files cannot go. See which, and place the rest.',
  'send.photosRefused': (names) =>
    `There is no consent for photos of ${names}. Nothing was placed yet; everything is kept.`,
  'send.look': 'Look at the photos',
  'placed.at': (time) => `at ${time}`,
  'placed.on': (day, time) => `on ${day} at ${time}`,
  'send.placed': (placed, all, times, left) =>
    placed >= all
      ? `${placed === 1 ? 'This was' : 'These were'} already placed ${times} with your account.`
      : `${placed} of the ${all} ${placed === 1 ? 'was' : 'were'} already placed ${times} with your account. ${left > 0 ? 'You can still place the rest.' : 'The rest is no longer there.'}`,
  'send.placedState': 'already placed',
  'send.placedLook': 'Look under Day',
  'send.placedRest': 'Place the rest',
  'elsewhere.placed': (photos, videos, times) =>
    `${shots(photos, videos)} ${photos + videos === 1 ? 'was' : 'were'} already placed ${times} with your account, and ${photos + videos === 1 ? 'is' : 'are'} no longer here.`,
  'elsewhere.read': 'Got it',
}
