import { v7 as uuidv7 } from 'uuid'
import type { MatrixRow } from './access-matrix.ts'
import type { Cast, PlayerName, Target } from './cast.ts'
import { settle } from './newcomers.ts'
import type { TestServer } from './server.ts'

type At = Parameters<MatrixRow['ask']>[0]

const carers: Record<Target['name'], PlayerName | undefined> = {
  noor: 'staff',
  bram: 'otherGroup',
  kai: 'elsewhere',
  zed: 'foreignStaff',
  absent: undefined,
}
/** Whoever works in the group of the child, or nobody. */
const carerOf = ({ cast, target }: { cast: Cast; target: Target }): string => {
  const name = carers[target.name]
  return name ? cast.people[name].id : uuidv7()
}

const one = async (server: TestServer, sql: string, values: unknown[]): Promise<string> =>
  (await server.owner.query<{ id: string }>(sql, values)).rows[0]?.id ?? uuidv7()

/** Somebody in the organisation of a child who is invited and has no account. */
export async function invited(server: TestServer, childId: string): Promise<{ person: string; invitation: string }> {
  const person = await one(
    server,
    `insert into person (id, organisation_id, first_name, last_name, email)
     select $1::uuid, organisation_id, 'Nieuw', 'Genodigd', $1::uuid || '@example.org' from child where id = $2 returning id`,
    [uuidv7(), childId],
  )
  const at = server.clock.now()
  const invitation = await one(
    server,
    `insert into invitation (id, organisation_id, person_id, invited_by_id, invited_at, expires_at)
     select $1, organisation_id, id, id, $3, $3::timestamptz + interval '72 hours' from person where id = $2 returning id`,
    [uuidv7(), person, at],
  )
  return { person, invitation }
}

const guardianshipOf = ({ server, target }: At) =>
  one(server, 'select id from guardianship where child_id = $1 order by id limit 1', [target.childId])

let days = 0
/** A row to be used up: a copy of what is there with another first day. */
const copied = ({ server }: At, table: string, columns: string, where: string, value: string) =>
  one(
    server,
    `insert into ${table} (id, ${columns}, starts_on)
     select $1, ${columns}, '2019-01-01'::date + $3::integer from ${table} where ${where} = $2 order by id limit 1 returning id`,
    [uuidv7(), value, ++days],
  )

/** One that lets nobody see anything. */
const spareGuardianship = ({ server, cast, target }: At) =>
  one(
    server,
    `insert into guardianship (id, organisation_id, child_id, person_id, parental_authority, restricted_at, starts_on)
     select $1, organisation_id, id, $3, false, $4, '2019-01-01'::date + $5::integer from child where id = $2 returning id`,
    [
      uuidv7(),
      target.childId,
      cast.people[target.name === 'zed' ? 'foreignManager' : 'manager'].id,
      server.clock.now(),
      ++days,
    ],
  )

const mail = () => `${uuidv7()}@example.org`
const guardian = () => ({
  firstName: 'Nieuwe',
  lastName: 'Ouder',
  email: mail(),
  language: 'nl',
  parentalAuthority: true,
})

/** A file of one staff member for the organisation of whoever asks. */
async function staffFile({ server, player }: At): Promise<string> {
  const { rows } = await server.owner.query<{ name: string }>(
    'select name from "group" where organisation_id = (select organisation_id from person where id = $1) order by id limit 1',
    [player?.id ?? uuidv7()],
  )
  const row = `Nieuwe,Medewerker,${mail()},medewerker,${rows[0]?.name},2026-01-05`
  return Buffer.from(`voornaam,achternaam,email,rol,groep,startdatum\n${row}\n`).toString('base64')
}

const root = '/api/administration'

/** What administration may do, about a child or who works with it. */
export const administrationMatrix: Record<string, MatrixRow> = {
  structure: { plain: true, needs: 'role of administration', ask: () => ({ path: `${root}/structure` }) },
  administeredChildren: { plain: true, needs: 'role of administration', ask: () => ({ path: `${root}/children` }) },
  childRecord: { needs: 'administers', ask: ({ target }) => ({ path: `${root}/children/${target.childId}` }) },
  addChild: {
    needs: 'administers',
    ask: ({ target }) => ({
      path: `${root}/children`,
      body: {
        id: uuidv7(),
        firstNames: 'Nieuw',
        callName: 'Nieuw',
        surname: 'Kind',
        birthDate: '2025-01-05',
        careType: 'KDV',
        groupId: target.groupId,
        startsOn: '2026-01-05',
        guardians: [guardian()],
      },
    }),
  },
  addGuardian: {
    needs: 'administers',
    ask: ({ target }) => ({
      path: `${root}/children/${target.childId}/guardians`,
      body: { id: uuidv7(), ...guardian() },
    }),
  },
  setAuthority: {
    needs: 'administers',
    ask: async (at) => {
      const id = at.allowed ? await spareGuardianship(at) : await guardianshipOf(at)
      return { path: `${root}/guardianships/${id}/authority`, body: { parentalAuthority: true } }
    },
  },
  endGuardianship: {
    needs: 'administers',
    ask: async (at) => {
      const id = at.allowed ? await spareGuardianship(at) : await guardianshipOf(at)
      return { path: `${root}/guardianships/${id}/end`, body: { endsOn: '2020-12-31' } }
    },
  },
  people: { plain: true, needs: 'role of administration', ask: () => ({ path: `${root}/people?who=everybody` }) },
  personRecord: { needs: 'administers', ask: (at) => ({ path: `${root}/people/${carerOf(at)}` }) },
  addPerson: {
    needs: 'administers',
    ask: ({ target }) => ({
      path: `${root}/people`,
      body: {
        id: uuidv7(),
        firstName: 'Nieuwe',
        lastName: 'Medewerker',
        email: mail(),
        language: 'nl',
        startsOn: '2026-01-05',
        work: { role: 'staff', groupIds: [target.groupId] },
      },
    }),
  },
  correctPerson: {
    needs: 'administers',
    ask: async (at) => {
      const id = at.allowed ? (await invited(at.server, at.target.childId)).person : carerOf(at)
      return { path: `${root}/people/${id}`, body: { firstName: 'Ander', lastName: 'Genodigd', email: mail() } }
    },
  },
  endRole: {
    needs: 'administers',
    ask: async (at) => {
      const id = at.allowed
        ? await copied(at, 'person_role', 'organisation_id, person_id, role', 'person_id', carerOf(at))
        : await one(at.server, 'select id from person_role where person_id = $1 limit 1', [carerOf(at)])
      // So late that nobody’s groups end with it here.
      return { path: `${root}/roles/${id}/end`, body: { endsOn: '2099-12-31' } }
    },
  },
  endAssignment: {
    needs: 'administers',
    ask: async (at) => {
      const id = at.allowed
        ? await copied(at, 'staff_assignment', 'organisation_id, person_id, group_id', 'person_id', carerOf(at))
        : await one(at.server, 'select id from staff_assignment where person_id = $1 limit 1', [carerOf(at)])
      return { path: `${root}/assignments/${id}/end`, body: { endsOn: '2020-12-31' } }
    },
  },
  invite: {
    needs: 'administers',
    ask: async (at) => {
      const id = at.allowed ? (await invited(at.server, at.target.childId)).person : carerOf(at)
      return { path: `${root}/people/${id}/invitations`, body: { id: uuidv7() } }
    },
  },
  withdrawInvitation: {
    needs: 'administers',
    ask: async (at) => {
      const id = at.allowed ? (await invited(at.server, at.target.childId)).invitation : uuidv7()
      return { path: `${root}/invitations/${id}` }
    },
  },
  resetFactors: {
    needs: 'administers',
    ask: async (at) => {
      const carer = carers[at.target.name]
      const id = at.allowed && carer ? (await settle(at.server, at.cast.people[carer])).id : carerOf(at)
      return { path: `${root}/people/${id}/second-factor` }
    },
  },
  previewImport: {
    plain: true,
    needs: 'role of administration',
    ask: async (at) => ({ path: `${root}/import/preview`, body: { kind: 'staff', file: await staffFile(at) } }),
  },
  runImport: {
    plain: true,
    needs: 'role of administration',
    ask: async (at) => ({ path: `${root}/import`, body: { id: uuidv7(), kind: 'staff', file: await staffFile(at) } }),
  },
}
