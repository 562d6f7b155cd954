import { Refusal } from '../errors.ts'

let common: Promise<ReadonlySet<string>> | undefined

/** The passwords that are used most; read once, when somebody first chooses one. */
const commonPasswords = () => {
  common ??= import('@zxcvbn-ts/language-common').then(
    ({ dictionary }) => new Set(dictionary['passwords-common'].map((password) => password.toLowerCase())),
  )
  return common
}

/** What is left besides names must be at least this long. */
const leastBeside = 6

/**
 * Refuses a password that an attacker tries first (NIST SP 800-63B-4, 3.1.1.2): one of the most common, also with a
 * number behind it, or hardly more than the person's e-mail address or the organisation's name.
 * Its length is the contract's to check.
 * @throws Refusal `invalid` with the reason at `password`
 */
export async function refusePoorPassword(
  password: string,
  { email, organisation }: { email: string; organisation: string },
): Promise<void> {
  const plain = password.normalize('NFKC').toLowerCase()
  const common = await commonPasswords()
  if (common.has(plain) || common.has(plain.replace(/\d+$/, ''))) refuse('too_common')
  const names = [email, email.split('@', 1)[0]!, organisation, 'ouderapp'].map(bare).filter((name) => name.length > 2)
  const beside = names.reduce((left, name) => left.replaceAll(name, ''), bare(plain))
  if (beside.length < leastBeside && beside.length < bare(plain).length) refuse('like_name')
}

/** Letters and digits only: dots and strokes in a name hide nothing. */
const bare = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')

function refuse(reason: 'too_common' | 'like_name'): never {
  throw new Refusal('invalid', { fields: [{ path: 'password', reason }] })
}
