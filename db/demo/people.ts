/** The people of the demonstration organisation; all of them are made up. */

type Decided = 'granted' | 'refused' | 'withdrawn'

export interface DemoGuardian {
  firstName: string
  lastName: string
  language?: 'nl' | 'en'
  parentalAuthority?: boolean
  /** Has no account yet; the invitation waits to be sent. */
  invited?: true
  diary?: Decided
  photos?: Decided
}

/** What is asked beside diary and photos, and who decided it for which child. */
export const permissions: {
  name: Record<'nl' | 'en', string>
  explanation: Record<'nl' | 'en', string>
  decided: Record<string, Record<string, Decided>>
}[] = [
  {
    name: { nl: 'Uitstapjes', en: 'Outings' },
    explanation: {
      nl: 'We gaan te voet of met de bakfiets naar het park, de bibliotheek of de kinderboerderij.',
      en: 'We go on foot or by cargo bike to the park, the library or the petting zoo.',
    },
    decided: {
      Noor: { Lisa: 'granted', Tom: 'granted' },
      Sam: { Lisa: 'granted' },
      Aya: { Sanne: 'granted' },
      Moos: { Maaike: 'granted', Hugo: 'refused' },
      Fenna: { Pieter: 'withdrawn' },
      Tess: { Samira: 'granted' },
    },
  },
  {
    name: { nl: 'Zwemmen', en: 'Swimming' },
    explanation: {
      nl: 'In het zwembad van de buurt, met een begeleider per vier kinderen met een diploma.',
      en: 'In the local pool, with one carer for every four children who have a certificate.',
    },
    decided: { Sam: { Lisa: 'granted', Tom: 'refused' }, Tess: { Samira: 'granted' }, Bas: { Noortje: 'granted' } },
  },
]

export interface DemoChild {
  callName: string
  birthDate: string
  group: string
  /** Decides which of the stories a child gets. */
  baby?: boolean
}

export const groups = ['Eekhoorns', 'Dassen']

export const staff: { firstName: string; lastName: string; roles: string[]; group?: string }[] = [
  { firstName: 'Anouk', lastName: 'Verhoef', roles: ['staff'], group: 'Eekhoorns' },
  { firstName: 'Samira', lastName: 'el Amrani', roles: ['staff', 'guardian'], group: 'Eekhoorns' },
  { firstName: 'Joris', lastName: 'Blom', roles: ['staff'], group: 'Dassen' },
  { firstName: 'Marieke', lastName: 'Hoekstra', roles: ['manager'] },
  { firstName: 'Ingrid', lastName: 'Vos', roles: ['administration'] },
  { firstName: 'Pieter', lastName: 'Zwart', roles: ['privacy_officer'] },
]

const both = { diary: 'granted', photos: 'granted' } as const

export const families: { surname: string; guardians: DemoGuardian[]; children: DemoChild[] }[] = [
  {
    surname: 'Willems',
    guardians: [
      { firstName: 'Lisa', lastName: 'Willems', ...both },
      { firstName: 'Tom', lastName: 'de Graaf', ...both },
    ],
    children: [
      { callName: 'Noor', birthDate: '2023-06-14', group: 'Eekhoorns' },
      { callName: 'Sam', birthDate: '2018-03-02', group: 'Dassen' },
    ],
  },
  {
    surname: 'Bakker',
    guardians: [{ firstName: 'Sanne', lastName: 'Bakker', ...both }],
    children: [{ callName: 'Aya', birthDate: '2024-01-22', group: 'Eekhoorns' }],
  },
  {
    surname: 'Visser',
    guardians: [{ firstName: 'Bart', lastName: 'Visser', ...both }],
    children: [{ callName: 'Bram', birthDate: '2023-09-30', group: 'Eekhoorns' }],
  },
  {
    surname: 'Smit',
    guardians: [
      { firstName: 'Eva', lastName: 'Smit', ...both },
      { firstName: 'Oma', lastName: 'Smit', parentalAuthority: false },
    ],
    children: [{ callName: 'Daan', birthDate: '2024-11-03', group: 'Eekhoorns', baby: true }],
  },
  {
    surname: 'Boer',
    guardians: [{ firstName: 'Femke', lastName: 'Boer', ...both }],
    children: [{ callName: 'Elin', birthDate: '2023-12-12', group: 'Eekhoorns' }],
  },
  {
    surname: 'Bos',
    guardians: [{ firstName: 'Wouter', lastName: 'Bos', ...both }],
    children: [{ callName: 'Fenna', birthDate: '2023-11-22', group: 'Eekhoorns' }],
  },
  {
    surname: 'Mulder',
    guardians: [{ firstName: 'Iris', lastName: 'Mulder', ...both }],
    children: [{ callName: 'Jurre', birthDate: '2024-02-19', group: 'Eekhoorns' }],
  },
  {
    surname: 'Jansen',
    guardians: [{ firstName: 'Rik', lastName: 'Jansen', ...both }],
    children: [{ callName: 'Liv', birthDate: '2023-04-08', group: 'Eekhoorns' }],
  },
  {
    surname: 'Peters',
    guardians: [{ firstName: 'Grace', lastName: 'Peters', language: 'en', ...both }],
    children: [{ callName: 'Mila', birthDate: '2023-08-17', group: 'Eekhoorns' }],
  },
  {
    surname: 'Dijkstra',
    guardians: [
      { firstName: 'Maaike', lastName: 'Dijkstra', ...both },
      { firstName: 'Hugo', lastName: 'Dijkstra', diary: 'granted', photos: 'refused' },
    ],
    children: [{ callName: 'Moos', birthDate: '2023-10-05', group: 'Eekhoorns' }],
  },
  {
    surname: 'Kok',
    guardians: [{ firstName: 'Dewi', lastName: 'Kok', ...both }],
    children: [{ callName: 'Saar', birthDate: '2024-06-27', group: 'Eekhoorns', baby: true }],
  },
  {
    surname: 'Demir',
    guardians: [
      { firstName: 'Karim', lastName: 'Demir' },
      { firstName: 'Fatima', lastName: 'Demir', invited: true },
    ],
    children: [{ callName: 'Yusuf', birthDate: '2023-07-11', group: 'Eekhoorns' }],
  },
  {
    surname: 'el Amrani',
    guardians: [{ firstName: 'Samira', lastName: 'el Amrani', ...both }],
    children: [{ callName: 'Tess', birthDate: '2018-09-09', group: 'Dassen' }],
  },
  {
    surname: 'van Dam',
    guardians: [{ firstName: 'Noortje', lastName: 'van Dam', ...both }],
    children: [{ callName: 'Bas', birthDate: '2017-12-01', group: 'Dassen' }],
  },
]
