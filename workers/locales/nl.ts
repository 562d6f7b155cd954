import type { MailWords } from './mail-words.ts'

/** What the mails say in Dutch. None names a child, or anything that stands in the app. */
export const nl: MailWords = {
  greeting: (name) => `Hallo ${name},`,
  closing: (organisation) => `Groet,\n${organisation}`,
  why: (organisation) =>
    `Je krijgt deze mail omdat je een account hebt bij ${organisation}, of daarvoor bent uitgenodigd.`,
  mails: {
    invitation: ({ organisation }) => ({
      subject: `Je uitnodiging voor de app van ${organisation}`,
      lines: [
        `${organisation} nodigt je uit voor de app. Daarin lees je hoe de dag gaat en regel je je toestemmingen.`,
        'Maak je account via de link hieronder. Die werkt één keer, tot 72 uur na de uitnodiging.',
      ],
      action: 'Maak je account',
      after: [
        'Is de link verlopen? Vraag je organisatie om een nieuwe. Verwacht je deze mail niet? Dan hoef je niets te doen.',
      ],
    }),
    password_reset: () => ({
      subject: 'Kies een nieuw wachtwoord',
      lines: ['Je vroeg om een nieuw wachtwoord. Kies het via de link hieronder. Die werkt één keer, een uur lang.'],
      action: 'Kies een wachtwoord',
      after: ['Vroeg je dit niet? Dan hoef je niets te doen: je wachtwoord blijft zoals het is.'],
    }),
    password_changed: ({ at, first }) => ({
      subject: first ? 'Je hebt nu een wachtwoord' : 'Je wachtwoord is gewijzigd',
      lines: [
        first
          ? `Je account heeft een wachtwoord gekregen, op ${at}. Op je andere apparaten ben je uitgelogd.`
          : `Je wachtwoord is gewijzigd, op ${at}. Op je andere apparaten ben je uitgelogd.`,
      ],
      after: ['Was jij dit niet? Kies dan meteen een nieuw wachtwoord via de app en laat het je organisatie weten.'],
    }),
    new_device: ({ at, device, ip }) => ({
      subject: 'Er is ingelogd op een nieuw apparaat',
      lines: [
        `Er is op ${at} ingelogd op een apparaat dat we nog niet kenden.`,
        [device && `Apparaat: ${device}`, ip && `IP-adres: ${ip}`].filter(Boolean).join('\n'),
      ].filter(Boolean),
      after: [
        'Was jij dit? Dan hoef je niets te doen. Zo niet, log dat apparaat dan uit in de app bij Meer, Apparaten, en wijzig je wachtwoord.',
      ],
    }),
    second_factor_changed: ({ at }) => ({
      subject: 'Je tweede stap bij het inloggen is gewijzigd',
      lines: [`Op ${at} is gewijzigd hoe je laat zien dat jij het bent: je app voor codes of een toegangssleutel.`],
      after: ['Was jij dit niet? Wijzig dan meteen je wachtwoord en laat het je organisatie weten.'],
    }),
    policy_announced: ({ organisation, from, policy }) => ({
      subject: policy === 'terms' ? 'Er komen nieuwe voorwaarden' : 'Er komt een nieuwe privacyverklaring',
      lines: [
        policy === 'terms'
          ? `De voorwaarden van ${organisation} veranderen op ${from}.`
          : `De privacyverklaring van ${organisation} verandert op ${from}.`,
        'Lees in de app wat er verandert. Je toestemmingen blijven zoals je ze gaf.',
      ],
      action: 'Open de app',
    }),
    breach_begun: ({ at, until }) => ({
      subject: 'Er staat een dossier van een datalek klaar',
      lines: [
        `Op ${at} is een foto of video teruggeroepen die bij de verkeerde familie terechtkwam. In de app staat een concept van het dossier klaar.`,
        `Moet dit aan de Autoriteit Persoonsgegevens worden gemeld? Dan kan dat tot ${until}: 72 uur nadat het bekend werd.`,
      ],
      action: 'Open het dossier',
    }),
    pin_blocked: ({ at }) => ({
      subject: 'Je pincode voor de tablet is geblokkeerd',
      lines: [`Op ${at} is je pincode op een tablet van de groep te vaak verkeerd ingevuld. Hij opent niets meer.`],
      after: [
        'Kies een nieuwe pincode in de app bij Meer, Beveiliging. Was jij dit niet? Laat het dan je locatie weten.',
      ],
    }),
  },
}
