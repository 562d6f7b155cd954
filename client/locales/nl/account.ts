/** What somebody reads who signs in, proves who that is, or looks after an account. */
export const words = {
  'gate.title': 'Nog één stap',

  'policies.loading': 'De tekst wordt geladen',
  'policies.failed': 'De tekst kon niet laden',
  'policies.version': (version: number, day: string) => `Versie ${version}, geldig vanaf ${day}`,
  'policies.ahead': (version: number, day: string) => `Versie ${version}, gaat in op ${day}`,
  'policies.changed': 'Wat er verandert',
  'policies.new.privacy': 'Er is een nieuwe privacyverklaring',
  'policies.new.terms': 'Er zijn nieuwe voorwaarden',
  'policies.read': 'Ik heb dit gelezen',
  'policies.read.text': 'Je laat zo weten dat je dit zag. Aan je keuzes verandert het niets.',
  'policies.seen': 'Je hebt dit gelezen',
  'policies.none': 'Er staat hier nog niets',
  'policies.none.text': 'Je organisatie heeft nog geen privacyverklaring en voorwaarden geplaatst.',
  'welcome.step': (at: number, of: number) => `Stap ${at} van ${of}`,
  'welcome.title': (name: string) => `Welkom, ${name}`,
  'welcome.text': (organisation: string) =>
    `Fijn dat je er bent. Voor je begint, nemen we een paar dingen met je door over de app van ${organisation}.`,
  'welcome.language': 'In welke taal wil je lezen?',
  'welcome.next': 'Ga verder',
  'welcome.choices': 'Wat mogen we vastleggen?',
  'welcome.choices.of': (name: string) => `Wat mogen we van ${name} vastleggen?`,
  'welcome.choices.text': 'Per kind twee losse keuzes. Je verandert ze wanneer je wilt.',
  'welcome.open':
    'Een vinkje is ja. Zonder vinkje zeg je nog geen ja en ook geen nee: je kiest dan later, onder Toestemmingen.',
  'welcome.nothing': 'Je hoeft hier niets te kiezen',
  'welcome.noChild': 'Er is nog geen kind aan je gekoppeld. De locatie doet dat voor je.',
  'welcome.save': 'Bewaar en ga verder',
  'welcome.skip': 'Overslaan',
  'welcome.failed': 'De keuzes konden niet laden',
  'welcome.partly': (saved: number, left: number) =>
    `Bewaard: ${saved}. Nog niet bewaard: ${left}. Die kun je opnieuw proberen.`,
}
