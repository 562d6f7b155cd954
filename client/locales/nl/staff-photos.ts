const children = (n: number) => (n === 1 ? '1 kind' : `${n} kinderen`)
const noun = (photos: number, videos: number) =>
  videos === 0
    ? photos === 1
      ? 'foto'
      : 'foto’s'
    : photos > 0
      ? 'foto’s en video’s'
      : videos === 1
        ? 'video'
        : 'video’s'
const these = (photos: number, videos: number, list: string) => `${noun(photos, videos)} ${list}`
const These = (photos: number, videos: number, list: string) =>
  these(photos, videos, list).replace(/^./, (first) => first.toUpperCase())
const is = (n: number) => (n === 1 ? 'is' : 'zijn')
const it = (n: number) => (n === 1 ? 'het' : 'ze')

/** `2 foto’s en 1 video`; of nothing, `0 foto’s`. */
export const shots = (photos: number, videos: number): string =>
  photos > 0 && videos > 0 ? `${shots(photos, 0)} en ${shots(0, videos)}` : `${photos + videos} ${noun(photos, videos)}`

/** What staff read about sending photos. */
export const words = {
  'photos.take': 'Maak een foto',
  'photos.choose': 'Foto’s',
  'photos.chooseName': 'Kies foto’s en video’s',
  'photos.add': 'Foto’s en video’s toevoegen',

  'numbers.range': (from: number, to: number) => `${from}–${to}`,
  'numbers.others': (n: number) => (n === 1 ? '1 andere' : `${n} andere`),

  'upload.bar': 'Foto’s en video’s onderweg',
  'upload.sendingAll': (percent: number, photos: number, videos = 0) =>
    `${shots(photos, videos)} versturen: ${percent}%`,
  'upload.preparingAll': (percent: number, photos: number, videos = 0) =>
    `${shots(photos, videos)} klaarmaken: ${percent}%`,
  'upload.allSent': 'Alles is verstuurd.',
  'upload.free': (photos: number, videos = 0) => `${shots(photos, videos)} nog te plaatsen`,
  'upload.stuck': (photos: number, videos = 0) =>
    `${shots(photos, videos)} ${photos + videos === 1 ? 'heeft' : 'hebben'} je nodig`,
  'upload.needs': 'Hier moet je iets aan doen',
  'upload.others': 'De rest',
  'upload.title': 'Foto’s en video’s',
  'upload.empty': 'Er wacht niets.',
  'upload.label': 'Kies kinderen en plaats',
  'upload.safe': 'Ze blijven op dit apparaat bewaard tot ze verstuurd zijn. Je kunt gewoon verder.',
  'upload.unsafe':
    'Dit apparaat is vol of mag niets bewaren. Houd de app open tot alles verstuurd is, en maak daarna ruimte.',
  'upload.photo': (n: number) => `Foto ${n}`,
  'upload.video': (n: number) => `Video ${n}`,
  'upload.waiting': 'wacht',
  'upload.waitingNet': 'wacht op verbinding',
  'upload.sending': (percent: number) => `${percent}% verstuurd`,
  'upload.processing': 'wordt klaargemaakt',
  'upload.processingVideo': (percent: number) => `wordt klaargemaakt, ${percent}%`,
  'upload.ready': 'klaar om te plaatsen',
  'upload.placing': 'gaat mee met het bericht',
  'upload.gone': 'is niet meer op de server: niet binnen een dag geplaatst, of al ergens anders geplaatst',
  'upload.elsewhere': 'wordt vanaf een ander apparaat verstuurd',
  'upload.later': (why: string) => `${why} Gaat vanzelf opnieuw.`,
  'upload.failed': 'Het klaarmaken is niet gelukt.',
  'upload.refused.unknown_type': 'Dit soort bestand kunnen we niet laten zien. Kies een gewone foto of video.',
  'upload.refused.too_many_pixels': 'Deze foto is te groot in beeldpunten. Maak een kleinere versie en kies die.',
  'upload.refused.damaged': 'Dit bestand is beschadigd. Kies het opnieuw, of neem een andere.',
  'upload.refused.too_slow': 'Dit bestand is te zwaar om te verwerken. Kies een kleinere versie.',
  'upload.refused.too_large': 'Dit bestand is te groot. Kies een kleinere versie.',
  'upload.refused.too_long': 'Deze video duurt te lang. Knip hem korter en kies hem opnieuw.',
  'upload.problem.missing': 'Het bestand is niet meer op dit apparaat. Kies het opnieuw.',
  'upload.problem.not_found': 'Je staat vandaag niet meer op deze groep. Haal dit weg en kies het bij je groep.',
  'upload.problem.too_large': (photo: number, video: number) =>
    `Dit bestand is te groot: een foto mag ${photo} MB zijn, een video ${video} MB.`,
  'upload.problem.quota_exceeded':
    'Je hebt te veel staan dat nog niet geplaatst is. Plaats eerst wat er staat, of haal het weg.',
  'upload.problem.storage_full': 'De server is vol. Je beheerder moet ruimte maken.',
  'upload.problem.other': 'Het versturen lukte niet.',
  'upload.retry': 'Opnieuw',
  'upload.remove': (name: string) => `Haal ${name} weg`,
  'upload.removed': (name: string) => `${name} is weg.`,
  'upload.unfit.title': (n: number) => (n === 1 ? '1 bestand gaat niet mee' : `${n} bestanden gaan niet mee`),
  'upload.unfit.close': 'Sluit deze melding',
  'upload.unfit.kind': (n: number) => `${is(n)} geen foto of video. Kies een gewone foto of video.`,
  'upload.unfit.empty': (n: number) => `${is(n)} leeg. Kies ${it(n)} opnieuw.`,
  'upload.unfit.photo_too_large': (n: number, most: number) =>
    `${is(n)} groter dan ${most} MB. Kies een kleinere versie.`,
  'upload.unfit.video_too_large': (n: number, most: number) => `${is(n)} groter dan ${most} MB. Knip ${it(n)} korter.`,
  'upload.unfit.too_many': (n: number) =>
    `${n === 1 ? 'past' : 'passen'} er niet meer bij: hoogstens 100 tegelijk. Kies ${it(n)} hierna.`,

  'tagging.label': 'Foto’s en video’s plaatsen',
  'tagging.title': (photos: number, videos = 0) =>
    photos + videos === 0 ? 'Foto’s en video’s plaatsen' : shots(photos, videos),
  'tagging.backGroup': 'Terug naar de groep',
  'tagging.backDay': 'Terug naar de dag',
  'tagging.intro': 'Maak een foto, of kies foto’s en video’s. Daarna zeg je wie erop staan.',
  'tagging.list': 'Foto’s en video’s van dit bericht',
  'tagging.all': 'Kies alle',
  'tagging.none': 'Kies geen',
  'tagging.selected': (photos: number, videos = 0) =>
    photos + videos === 0 ? 'Tik op wat je wilt kiezen' : `${shots(photos, videos)} gekozen`,
  'tagging.remove': (n: number) => (n === 1 ? 'Haal weg' : `Haal ${n} weg`),
  'tagging.removed': (photos: number, videos = 0) =>
    photos + videos === 1 ? `De ${noun(photos, videos)} is weg.` : `${shots(photos, videos)} zijn weg.`,
  'tagging.who': (photos: number, videos = 0) =>
    photos + videos === 1
      ? `Wie staat er op deze ${noun(photos, videos)}?`
      : `Wie staan er op deze ${shots(photos, videos)}?`,
  'tagging.whoSees': 'Welke gezinnen zien het?',
  'tagging.allSee': (n: number, photos: number, videos: number) =>
    `${photos + videos === 1 ? `Deze ${noun(photos, videos)} is` : `Deze ${shots(photos, videos)} zijn`} te zien voor alle gezinnen met toestemming voor foto’s: die van ${children(n)}. Tik op een kind om dat gezin weg te laten.`,
  'tagging.someSee': (names: string, photos: number, videos: number) =>
    `${photos + videos === 1 ? `Deze ${noun(photos, videos)} is` : `Deze ${shots(photos, videos)} zijn`} alleen te zien voor de gezinnen van ${names}.`,
  'tagging.nobodySees': (photos: number, videos: number) =>
    `Nog geen gezin ziet deze ${photos + videos === 1 ? noun(photos, videos) : shots(photos, videos)}. Kies voor wie.`,
  'tagging.nobody': 'Er staat geen kind op',
  'tagging.search': 'Zoek een kind',
  'tagging.noChildren': 'De kinderen van de groep laden zodra er verbinding is. Je foto’s blijven hier staan.',
  'tagging.searchNone': 'Geen kind met die naam op deze groep.',
  'tagging.everybody': 'Allemaal',
  'tagging.noPhotos': 'geen foto’s',
  'tagging.takenAt': 'Gemaakt:',
  'tagging.takenCamera': 'Neem de tijd van de camera',
  'tagging.times': (first: string, last: string) => (first === last ? `${first}` : `${first} tot ${last}`),
  'tagging.text': 'Tekst bij het bericht',
  'tagging.placeholder': 'Wat zien we?',
  'tagging.place': (photos: number, videos = 0) => `Plaats ${shots(photos, videos)}`,
  'tagging.placeSome': (n: number, photos: number, videos = 0) =>
    n === 0 ? 'Plaats' : `Plaats ${n} van ${photos + videos} ${noun(photos, videos)}`,
  'tagging.placeChosen': (photos: number, videos = 0) =>
    photos + videos === 1 ? `Plaats de gekozen ${noun(photos, videos)}` : `Plaats de gekozen ${shots(photos, videos)}`,

  'thumb.photo': (n: number, time: string) => `Foto ${n}, ${time}`,
  'thumb.video': (n: number, time: string) => `Video ${n}, ${time}`,
  'thumb.untagged': 'nog niemand gekozen',
  'thumb.nobody': (n: number) => `geen kind op, ${children(n)} gekozen`,
  'thumb.noChild': 'geen kind',
  'thumb.families': (n: number) => `zichtbaar voor ${n === 1 ? '1 gezin' : `${n} gezinnen`}`,
  'thumb.blocked': (names: string) => `gaat zo niet mee: ${names}`,
  'thumb.trouble': 'kan niet mee',
  'thumb.waiting': 'nog niet verwerkt',

  'seen.title': 'Hoeveel gezinnen welke foto’s en video’s zien',

  'blocked.title': (list: string, photos: number, videos = 0) =>
    `${These(photos, videos, list)} ${photos + videos === 1 ? 'gaat' : 'gaan'} zo niet mee.`,
  'blocked.now': (names: string, n: number) =>
    `${names} ${n === 1 ? 'staat erop en heeft' : 'staan erop en hebben'} geen toestemming voor foto’s.`,
  'blocked.then': (names: string, n: number) =>
    `${names} ${n === 1 ? 'staat' : 'staan'} erop; op dat moment was er nog geen toestemming.`,
  'blocked.spoken': (names: string, list: string, photos: number, videos: number) =>
    `${names} mag niet op ${these(photos, videos, list)}. Onder de naam staat wat je kunt doen.`,
  'blocked.cover': 'Afdekken',
  'blocked.coverLater': 'Afdekken kan zodra de foto verwerkt is.',
  'blocked.coverVideo': 'Een video kun je hier niet afdekken.',
  'blocked.retag': 'Andere kinderen',
  'blocked.leaveOut': 'Haal weg',
  'trouble.title': (list: string, photos: number, videos = 0) =>
    `${These(photos, videos, list)} ${photos + videos === 1 ? 'kan' : 'kunnen'} niet mee.`,

  'photoProblem.no_photos': 'Er is nog niets dat mee kan.',
  'photoProblem.too_many': 'Hoogstens 100 foto’s en video’s in één bericht. Kies er minder en plaats die eerst.',
  'photoProblem.too_long': 'De tekst is te lang. Hoogstens 2.000 tekens.',
  'photoProblem.untagged': (list: string, photos: number, videos = 0) =>
    `Kies wie er op ${these(photos, videos, list)} ${photos + videos === 1 ? 'staat' : 'staan'}.`,
  'photoProblem.in_future': (list: string, photos: number, videos = 0) =>
    `De tijd van ${these(photos, videos, list)} moet nog komen. Verbeter de tijd.`,
  'photoProblem.too_old': (list: string, photos: number, videos = 0) =>
    `${These(photos, videos, list)} ${is(photos + videos)} ouder dan 31 dagen. Verbeter de tijd of haal ${it(photos + videos)} weg.`,

  'look.open.photo': (n: number) => `Bekijk foto ${n} groot`,
  'look.open.video': (n: number) => `Bekijk video ${n} groot`,
  'look.photo': (n: number, all: number) => `Foto ${n} van ${all}`,
  'look.video': (n: number, all: number) => `Video ${n} van ${all}`,
  'look.previous': 'Vorige',
  'look.next': 'Volgende',
  'look.coverAgain': 'Pas het afdekken aan',
  'look.later': 'Dit apparaat kan het niet laten zien. Zodra het verwerkt is, zie je het hier.',
  'look.elsewhere': 'Het wordt vanaf een ander apparaat verstuurd. Zodra het verwerkt is, zie je het hier.',
  'look.noCover': (why: string) => `Afdekken kan niet. ${why}`,
  'look.never': 'Hiervan is geen beeld.',

  'retag.onlyGroup': 'Alleen wie die dag op deze groep stond, kan erop: een kind van een andere groep niet.',
  'retag.advice': (names: string, n: number) =>
    `${names} ${n === 1 ? 'kan' : 'kunnen'} er niet bij: er is geen toestemming voor foto’s, en die geeft een ouder zelf in de app. Staat iemand zonder toestemming er toch op? Verwijder het. Een foto kun je daarna afgedekt opnieuw plaatsen.`,

  'cover.title': 'Dek af of snijd bij',
  'cover.canvas': 'De foto met wat je afdekt',
  'cover.tool': 'Wat doe je',
  'cover.box': 'Afdekken',
  'cover.crop': 'Bijsnijden',
  'cover.add': 'Nieuw vlak',
  'cover.remove': 'Haal vlak weg',
  'cover.shape': (n: number) => `Vlak ${n}`,
  'cover.cropShape': 'Uitsnede',
  'cover.help':
    'Sleep over de foto, of kies een vlak en gebruik de knoppen. Met de pijltoetsen verplaats je het, met Shift erbij verander je de grootte.',
  'cover.move': 'Verplaats',
  'cover.width': 'Breedte',
  'cover.height': 'Hoogte',
  'cover.left': 'naar links',
  'cover.right': 'naar rechts',
  'cover.up': 'omhoog',
  'cover.down': 'omlaag',
  'cover.wider': 'breder',
  'cover.narrower': 'smaller',
  'cover.taller': 'hoger',
  'cover.shorter': 'lager',
  'cover.done': (names: string) => (names === '' ? 'Klaar' : `Klaar: ${names} niet meer in beeld`),
  'cover.failed': 'De foto kon niet geopend worden.',
  'cover.notSaved': 'Dit kon niet worden bewaard. Probeer het opnieuw.',
  'cover.loading': 'De foto wordt geopend',

  'send.photos': (names: string) => `Foto’s van ${names}`,
  'send.photosWait': 'wacht tot de foto’s er zijn',
  'send.photosTrouble': 'Een van de bestanden kan niet mee. Kijk welk, en plaats de rest.',
  'send.photosRefused': (names: string) =>
    `Er is geen toestemming voor foto’s van ${names}. Er is nog niets geplaatst; alles is bewaard.`,
  'send.look': 'Bekijk de foto’s',
  'placed.at': (time: string) => `om ${time}`,
  'placed.on': (day: string, time: string) => `op ${day} om ${time}`,
  'send.placed': (placed: number, all: number, times: string, left: number) =>
    placed >= all
      ? `${placed === 1 ? 'Dit is' : 'Deze zijn'} ${times} al geplaatst met jouw account.`
      : `${placed} van de ${all} ${placed === 1 ? 'is' : 'zijn'} ${times} al geplaatst met jouw account. ${left > 0 ? 'De rest kun je nog plaatsen.' : 'De rest is er niet meer.'}`,
  'send.placedState': 'al geplaatst',
  'send.placedLook': 'Bekijk bij Dag',
  'send.placedRest': 'Plaats de rest',
  'elsewhere.placed': (photos: number, videos: number, times: string) =>
    `${shots(photos, videos)} ${is(photos + videos)} ${times} al geplaatst met jouw account, en ${photos + videos === 1 ? 'staat' : 'staan'} hier niet meer.`,
  'elsewhere.read': 'Begrepen',
}
