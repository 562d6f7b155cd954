const pieces = (n: number) => (n === 1 ? '1 notitie' : `${n} notities`)
const minutes = (n: number) => (n === 1 ? '1 minuut' : `${n} minuten`)

/** What stands on a tablet of a group before somebody says who that is, and what its manager reads. */
export const words = {
  'lock.title': 'Wie ben je?',
  'lock.intro': 'Tik op je naam en vul je pincode in.',
  'lock.intro.alone': 'Zonder verbinding kan alleen wie hier het laatst werkte verder.',
  'lock.sending': (name: string, n: number) =>
    `Van ${name} ${n === 1 ? 'wordt' : 'worden'} nog ${pieces(n)} verstuurd.`,
  'lock.left': (name: string, n: number) =>
    `Van ${name} ${n === 1 ? 'wacht' : 'wachten'} hier nog ${pieces(n)}, tot ${name} zich weer meldt.`,
  'lock.goOn': 'Niet wachten',
  'lock.goOn.text': (name: string) => `Wat nog niet verstuurd is, blijft hier wachten tot ${name} zich weer meldt.`,
  'lock.nobody': 'Vandaag heeft hier niemand een pincode. Kies er een in de app op je eigen toestel, bij Meer.',
  'lock.blocked': 'PIN geblokkeerd',
  'lock.blocked.then': 'Kies een nieuwe in de app op je eigen toestel, bij Meer.',
  'lock.password': 'Niet hierbij? Log in met je wachtwoord',

  'pin.title': (name: string) => `Dag ${name}`,
  'pin.intro': 'Vul je pincode in.',
  'pin.label': 'Pincode',
  'pin.given': (n: number) => (n === 1 ? '1 cijfer ingevuld' : `${n} cijfers ingevuld`),
  'pin.back': 'Haal het laatste cijfer weg',
  'pin.action': 'Ga verder',
  'pin.other': 'Iemand anders',
  'pin.wrong': 'Deze pincode klopt niet. Probeer het nog eens.',
  'pin.spent': 'Zonder verbinding is er te vaak geprobeerd. Het kan weer zodra er verbinding is.',
  'pin.gone': 'Zonder verbinding opent deze pincode de tablet nu niet. Het kan weer zodra er verbinding is.',
  'pin.no_connection': 'Zonder verbinding kan alleen wie hier het laatst werkte verder.',
  'pin.wait': (n: number) => `Er is te vaak geprobeerd. Over ${minutes(n)} kan het weer.`,

  'pair.title': 'Tablet van de groep',
  'pair.intro': 'Je leidinggevende maakt een code bij Beheer, Tablets van de groep. Vul die hier in.',
  'pair.revoked':
    'Deze tablet is ontkoppeld. Wat hier stond, is gewist. Met een nieuwe code kan hij weer gebruikt worden.',
  'pair.code': 'Code',
  'pair.code.help': (n: number) => `${n} letters en cijfers.`,
  'pair.code.wrong': (n: number) => `Een code heeft ${n} letters en cijfers.`,
  'pair.code.letters': 'Deze code klopt niet. Een 0, 1, O, I of L komt er nooit in voor; kijk nog eens goed.',
  'pair.action': 'Koppel deze tablet',
  'pair.leaves.title': (name: string) => `${name} wordt uitgelogd`,
  'pair.leaves.text':
    'Op een tablet van de groep blijft niemand ingelogd. Daarna zegt wie er werkt met een pincode wie dat is.',
  'pair.leaves.unsent': (n: number) =>
    n === 1
      ? 'Hier staat nog iets dat niet is verstuurd. Dat wordt gewist.'
      : `Hier staan nog ${n} dingen die niet zijn verstuurd. Die worden gewist.`,
  'pair.leaves.action': 'Log uit en koppel',
  'pair.signIn': 'Log in met je wachtwoord',

  'tablets.intro':
    'Op een gekoppelde tablet zegt wie er werkt met een pincode wie dat is. Koppel alleen een tablet die op de locatie blijft.',
  'tablets.failed': 'De tablets konden niet laden',
  'tablets.none': 'Er is nog geen tablet gekoppeld.',
  'tablets.pair': 'Koppel een tablet',
  'tablets.name': 'Naam',
  'tablets.name.help': 'Waaraan je hem herkent, zoals Tablet bij de deur.',
  'tablets.name.missing': 'Geef de tablet een naam.',
  'tablets.location': 'Locatie',
  'tablets.idleAfter': 'Vergrendelt na',
  'tablets.minutes': minutes,
  'tablets.code.make': 'Maak een code',
  'tablets.code.how': (host: string) => `Open op de tablet ${host}/tablet en vul daar deze code in.`,
  'tablets.code.left': (n: number) => `Nog ${minutes(n)} geldig, voor één tablet.`,
  'tablets.code.done': 'Klaar',
  'tablets.pairedNow': (name: string) => `${name} is gekoppeld.`,
  'tablets.paired': (when: string, by: string) => `Gekoppeld op ${when} door ${by}.`,
  'tablets.seen': (when: string) => `Laatst gezien ${when}.`,
  'tablets.idle': (n: number) => `Vergrendelt na ${minutes(n)}.`,
  'tablets.revoke': 'Ontkoppel',
  'tablets.revoke.name': (name: string) => `Ontkoppel ${name}`,
  'tablets.revoke.title': (name: string) => `${name} ontkoppelen?`,
  'tablets.revoke.text':
    'Wie erop werkt, is meteen uitgelogd. De tablet wist wat hij bewaart, ook wat nog niet verstuurd was. Om hem weer te gebruiken is een nieuwe code nodig.',
  'tablets.revoked': (name: string) => `${name} is ontkoppeld.`,
}
