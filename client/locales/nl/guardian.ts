/** What only guardians read. */
export const words = {
  'today.all': 'Alle kinderen',
  'today.choose': 'Kies een kind',
  'today.loading': 'Dagboek en foto’s worden geladen',
  'today.failed': 'Dagboek en foto’s konden niet laden',
  'today.new': (n: number) => `${n} nieuw`,
  'today.new.badge': (n: number) => `${n} nieuw`,
  'today.new.said': (n: number, name: string) =>
    n === 1 ? `Er is een nieuw bericht over ${name}.` : `Er zijn ${n} nieuwe berichten over ${name}.`,
  'today.new.photos.said': (n: number, name: string) =>
    n === 1 ? `Er is een nieuwe foto van ${name}.` : `Er zijn ${n} nieuwe foto’s van ${name}.`,
  'today.new.mark': 'Nieuw',
  'today.new.line': 'Hieronder had je al gezien',
  'today.removed.said': 'Een bericht is verwijderd.',
  'today.nothingToday': 'Van vandaag staat hier nog niets.',
  'today.nothingThatDay': (day: string) => `Van ${day} staat hier niets.`,
  'today.jump': (day: string) => `${day}, ga naar een andere dag`,
  'today.back': 'Terug naar vandaag',
  'today.older': 'Laat ouder zien',
  'today.older.failed': 'Ouder laden lukte niet',
  'today.newer': 'Laat nieuwer zien',
  'today.start': 'Dit is het begin.',
  'today.kept': 'Dit staat op je toestel. Wat ouder is, zie je als er weer verbinding is.',

  'jump.title': 'Ga naar een dag',
  'jump.day': 'Dag',
  'jump.go': 'Toon deze dag',
  'jump.missing': 'Kies een dag.',
  'jump.future': 'Deze dag is nog niet geweest. Kies vandaag of eerder.',

  'empty.nothing.both': (names: string) => `Hier komen dagboek en foto’s van ${names}`,
  'empty.nothing.diary': (names: string) => `Hier komt het dagboek van ${names}`,
  'empty.nothing.photos': (names: string) => `Hier komen foto’s van ${names}`,
  'empty.nothing.text': 'Zodra de groep iets plaatst, zie je het hier meteen.',
  'empty.nothing.noDiary': (names: string) => `Voor het dagboek van ${names} gaf je nog geen toestemming.`,
  'empty.nothing.noPhotos': (names: string) => `Voor foto’s van ${names} gaf je nog geen toestemming.`,
  'empty.granted.title': (names: string) => `Van ${names} zie je nog niets`,
  'empty.granted.text': (names: string) =>
    `Je hebt nog geen toestemming gegeven voor dagboek of foto’s van ${names}. Daarom is het hier leeg.`,
  'empty.granted.action': 'Bekijk toestemmingen',
  'empty.authority.title': (names: string) => `Dagboek en foto’s van ${names} kun je niet zien`,
  'empty.authority.text':
    'Dat kan wie ouderlijk gezag heeft, en met wie de locatiemanager het deelt. Klopt dit niet? Vraag het de locatie.',
  'empty.children.title': 'Er is nog geen kind aan je gekoppeld',
  'empty.children.text': 'De locatie koppelt je kind aan je account. Duurt het lang? Vraag het daar even na.',

  'item.diary': 'Dagboek',
  'item.by': (author: string, group: string) => `${author}, ${group}`,
  'item.edited': 'gewijzigd',
  'item.more': 'Lees verder',
  'item.open': (name: string, time: string) => `Bekijk het bericht over ${name} van ${time}`,
  'item.title': (name: string) => `Dagboek van ${name}`,
  'item.written': 'Geschreven door',
  'item.group': 'Groep',
  'item.about': 'Gaat over',
  'item.edited.text': 'Dit bericht is later door de groep aangepast.',
  'item.gone.title': 'Dit bericht is er niet',
  'item.gone.text': 'Het is verwijderd, of het is van langer geleden.',

  'aside.label': 'Overzicht',
  'aside.today': 'Vandaag tot nu toe',
  'aside.nothing': 'nog niets',
  'aside.last': (time: string) => `laatst om ${time}`,
  'aside.written': (n: number) => (n === 1 ? '1 bericht' : `${n} berichten`),
  'aside.noDiary': 'geen dagboek of foto’s',
  'aside.consents': 'Toestemmingen',
  'aside.consents.text': 'Je beslist per kind wat de groep vastlegt. Je verandert het wanneer je wilt.',

  'consents.title': 'Toestemmingen',
  'consents.intro': 'Per kind losse keuzes. Je verandert ze wanneer je wilt.',
  'consents.loading': 'Je toestemmingen worden geladen',
  'consents.failed': 'Je toestemmingen konden niet laden',
  'consents.noAuthority': (name: string) =>
    `Over ${name} beslis je niet mee. Dat kan alleen wie ouderlijk gezag heeft. Klopt dit niet? Vraag het de locatie.`,
  'consents.until': 'Zolang je niet kiest, leggen we niets vast.',
  'consents.yes': 'Ja',
  'consents.no': 'Nee',
  'consents.again': 'Geef opnieuw toestemming',
  'consents.diary.text': (name: string) =>
    `We schrijven op hoe ${name} slaapt, eet en speelt. Alleen jullie en de locatie lezen dat.`,
  'consents.photos.text': (name: string) =>
    `We maken beeld van ${name} en delen het met jullie. Op groepsfoto’s zien ook andere ouders ${name}.`,
  'consents.diary.granted': (name: string) => `We houden een dagboek van ${name} bij.`,
  'consents.photos.granted': (name: string) => `We maken foto’s en video’s van ${name}.`,
  'consents.diary.nobody_decided': (name: string) => `Nog niemand koos, dus we houden geen dagboek van ${name} bij.`,
  'consents.photos.nobody_decided': (name: string) => `Nog niemand koos, dus we maken geen foto’s van ${name}.`,
  'consents.diary.refused_by_you': (name: string) => `Je zei nee, dus we schrijven niets over ${name} op.`,
  'consents.photos.refused_by_you': (name: string) => `Je zei nee, dus we maken geen foto’s van ${name}.`,
  'consents.diary.withdrawn_by_you': (name: string) =>
    `Je trok je toestemming in, dus we schrijven niets meer over ${name} op; wat er al stond, kun je blijven lezen.`,
  'consents.photos.withdrawn_by_you': (name: string) =>
    `Je trok je toestemming in, dus we maken geen foto’s meer van ${name}; wat je al kreeg, blijft staan.`,
  'consents.diary.refused_by_other': (name: string) =>
    `Een andere ouder zei nee, en nee gaat voor: we schrijven niets over ${name} op.`,
  'consents.photos.refused_by_other': (name: string) =>
    `Een andere ouder zei nee, en nee gaat voor: we maken geen foto’s van ${name}.`,
  'consents.diary.closed': (name: string) =>
    `Er is iets veranderd rond ${name}: we schrijven pas verder als een van jullie opnieuw toestemming geeft.`,
  'consents.photos.closed': (name: string) =>
    `Er is iets veranderd rond ${name}: we maken pas weer foto’s als een van jullie opnieuw toestemming geeft.`,
  'consents.conflict': 'Jullie kozen verschillend',
  'consents.history': 'Wat er eerder gekozen is',
  'consents.history.empty': 'Er is nog niets gekozen.',
  'consents.history.you': 'Jij',
  'consents.history.other': 'Een andere ouder',
  'consents.history.granted': (who: string) => `${who} zei ja`,
  'consents.history.refused': (who: string) => `${who} zei nee`,
  'consents.history.withdrawn': (who: string) => `${who} trok de toestemming in`,
  'consents.history.version': (version: string) =>
    version === '-' ? 'zonder privacyverklaring' : `privacyverklaring ${version}`,
  'consents.saved': (purpose: string, name: string) => `Je keuze voor ${purpose} van ${name} is bewaard.`,

  'reads.link': (name: string) => `Zie wie er bij ${name} keek`,
  'reads.title': (name: string) => `Wie keek er bij ${name}`,
  'reads.intro': (name: string) =>
    `Wie van de organisatie iets van ${name} opende, zie je hier. Hetzelfde binnen een uur staat er één keer.`,
  'reads.loading': 'De lijst wordt geladen',
  'reads.failed': 'De lijst kon niet laden',
  'reads.empty.title': 'Nog niemand keek',
  'reads.empty.text': (name: string) => `Zodra iemand van de organisatie iets van ${name} opent, staat het hier.`,
  'reads.group_day': 'de dag van de groep',
  'reads.group_day.of': (day: string) => `de groep op ${day}`,
  'reads.new_entries': 'nieuwe berichten',
  'reads.earlier_wordings': 'eerdere versies van een bericht',
  'reads.consents': 'hoe de toestemmingen staan',
  'reads.families': 'de gezinnen van de locatie',
  'reads.record': 'de gegevens van de administratie',
  'reads.older': 'Laat ouder zien',

  'confirm.diary.granted.title': (name: string) => `Toestemming geven voor het dagboek van ${name}?`,
  'confirm.diary.granted.text': (name: string) =>
    `Vanaf nu schrijven we op hoe ${name} slaapt, eet en speelt, als geen andere ouder nee zei. Je leest dan het hele dagboek.`,
  'confirm.diary.refused.title': (name: string) => `Geen dagboek van ${name}?`,
  'confirm.diary.refused.text': (name: string) =>
    `We schrijven dan niets over ${name} op, ook niet als een andere ouder ja zegt.`,
  'confirm.diary.withdrawn.title': (name: string) => `Toestemming voor het dagboek van ${name} intrekken?`,
  'confirm.diary.withdrawn.text': (name: string) =>
    `Vanaf nu schrijven we niets meer over ${name} op. Wat er al staat, blijft staan: je kunt het blijven lezen en bewaren. De groep kan er alleen nog iets uit weghalen.`,
  'confirm.photos.granted.title': (name: string) => `Toestemming geven voor foto’s van ${name}?`,
  'confirm.photos.granted.text': (name: string) =>
    `Vanaf nu maken en delen we foto’s en video’s van ${name}, als geen andere ouder nee zei.`,
  'confirm.photos.refused.title': (name: string) => `Geen foto’s van ${name}?`,
  'confirm.photos.refused.text': (name: string) =>
    `We maken dan geen foto’s van ${name}, ook niet als een andere ouder ja zegt.`,
  'confirm.photos.withdrawn.title': (name: string) => `Toestemming voor foto’s van ${name} intrekken?`,
  'confirm.photos.withdrawn.text': (name: string) =>
    `Vanaf nu maken en delen we geen foto’s van ${name}. Wat je al kreeg, blijft staan: je kunt het blijven bekijken en bewaren. De groep kan er alleen nog iets uit weghalen.`,
  'confirm.granted.action': 'Geef toestemming',
  'confirm.refused.action': 'Geef geen toestemming',
  'confirm.withdrawn.action': 'Trek in',

  'welcome.without.diary': (name: string) =>
    `Zonder dagboek schrijven we niets over ${name} op. Berichten, afmelden en nieuws werken gewoon.`,
  'welcome.without.photos': (name: string) =>
    `Zonder toestemming maken we geen foto’s van ${name}. Al het andere werkt gewoon.`,
  'welcome.tick': (purpose: string, name: string) => `${purpose} van ${name}: ja`,
  'welcome.saidYes': 'Je zei ja',
  'welcome.saidNo': 'Je zei nee',
  'choices.open.photos': (names: string) => `Je hebt nog niet gekozen over foto’s van ${names}.`,
  'choices.open.diary': (names: string) => `Je hebt nog niet gekozen over het dagboek van ${names}.`,
  'choices.open.both': (names: string) => `Je hebt nog niet gekozen over foto’s en het dagboek van ${names}.`,
  'choices.asked.both': (names: string) =>
    `De tekst over foto’s en het dagboek is veranderd. Je keuzes voor ${names} gelden nog.`,
  'choices.asked.photos': (names: string) => `De tekst over foto’s is veranderd. Je keuze voor ${names} geldt nog.`,
  'choices.asked.diary': (names: string) => `De tekst over het dagboek is veranderd. Je keuze voor ${names} geldt nog.`,
  'choices.asked.text': 'De tekst is veranderd; je keuze geldt nog. Wil je die houden?',
  'choices.asked.keep': 'Houd mijn keuze',
  'choices.asked.read': 'Lees de tekst',
  'choices.choose': 'Bekijk je keuzes',
  'choices.later': 'Nu niet',
  'consents.others': 'Andere toestemmingen',
  'consents.ended': 'Dit wordt niet meer gevraagd.',
  'consents.shared.diary': (name: string, from: string, until: string) =>
    `De locatiemanager deelt het dagboek van ${name} met je, van ${from} tot en met ${until}.`,
  'consents.shared.photos': (name: string, from: string, until: string) =>
    `De locatiemanager deelt de foto’s van ${name} met je, van ${from} tot en met ${until}.`,
  'consents.permission.granted': (name: string) => `Dit mag voor ${name}.`,
  'consents.permission.nobody_decided': (name: string) => `Nog niemand koos, dus dit mag niet voor ${name}.`,
  'consents.permission.refused_by_you': (name: string) => `Je zei nee, dus dit mag niet voor ${name}.`,
  'consents.permission.withdrawn_by_you': (name: string) =>
    `Je trok je toestemming in, dus dit mag niet meer voor ${name}.`,
  'consents.permission.refused_by_other': (name: string) =>
    `Een andere ouder zei nee, en nee gaat voor: dit mag niet voor ${name}.`,
  'consents.permission.closed': (name: string) =>
    `Er is iets veranderd rond ${name}: dit mag pas weer als een van jullie opnieuw toestemming geeft.`,
  'confirm.permission.granted.title': (name: string, what: string) => `${what}: toestemming geven voor ${name}?`,
  'confirm.permission.granted.text': (name: string, what: string) =>
    `Vanaf nu mag dit voor ${name}, als geen andere ouder nee zei: ${what}.`,
  'confirm.permission.refused.title': (name: string, what: string) => `${what}: niet voor ${name}?`,
  'confirm.permission.refused.text': (name: string, what: string) =>
    `Dit mag dan niet voor ${name}, ook niet als een andere ouder ja zegt: ${what}.`,
  'confirm.permission.withdrawn.title': (name: string, what: string) => `${what}: toestemming voor ${name} intrekken?`,
  'confirm.permission.withdrawn.text': (name: string, what: string) =>
    `Vanaf nu mag dit niet meer voor ${name}: ${what}. Wat al is geweest, blijft zoals het is.`,
  'item.photos': (n: number) => (n === 1 ? '1 foto' : `${n} foto’s`),
  'item.videos': (n: number) => (n === 1 ? '1 video' : `${n} video’s`),
  'item.photosTitle': (name: string) => `Foto’s van ${name}`,
  'photo.alt': (name: string, time: string) => `Foto bij ${name}, ${time}`,
  'photo.videoAlt': (name: string, time: string) => `Video bij ${name}, ${time}`,
  'photo.moreOf': (what: string) => `van ${what}`,
}
