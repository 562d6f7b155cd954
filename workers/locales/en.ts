import type { MailWords } from './mail-words.ts'

/** What the mails say in English. */
export const en: MailWords = {
  greeting: (name) => `Hello ${name},`,
  closing: (organisation) => `Kind regards,\n${organisation}`,
  why: (organisation) =>
    `You get this mail because you have an account with ${organisation}, or are invited to make one.`,
  mails: {
    invitation: ({ organisation }) => ({
      subject: `Your invitation to the app of ${organisation}`,
      lines: [
        `${organisation} invites you to the app. There you read how the day goes and look after your consents.`,
        'Make your account by the link below. It works once, until 72 hours after you were invited.',
      ],
      action: 'Make your account',
      after: [
        'Has the link expired? Ask your organisation for another. Did you not expect this mail? Then there is nothing to do.',
      ],
    }),
    password_reset: () => ({
      subject: 'Choose a new password',
      lines: ['You asked for a new password. Choose it by the link below. It works once, for an hour.'],
      action: 'Choose a password',
      after: ['Did you not ask for it? Then there is nothing to do: your password stays as it is.'],
    }),
    password_changed: ({ at, first }) => ({
      subject: first ? 'You have a password now' : 'Your password was changed',
      lines: [
        first
          ? `Your account was given a password on ${at}. You are signed out on your other devices.`
          : `Your password was changed on ${at}. You are signed out on your other devices.`,
      ],
      after: ['Was it not you? Then choose a new password in the app at once and tell your organisation.'],
    }),
    new_device: ({ at, device, ip }) => ({
      subject: 'A new device was signed in',
      lines: [
        `On ${at} a device was signed in that we did not know yet.`,
        [device && `Device: ${device}`, ip && `IP address: ${ip}`].filter(Boolean).join('\n'),
      ].filter(Boolean),
      after: [
        'Was it you? Then there is nothing to do. If not, sign that device out in the app under More, Devices, and change your password.',
      ],
    }),
    second_factor_changed: ({ at }) => ({
      subject: 'Your second step when signing in was changed',
      lines: [`On ${at} the way in which you show that it is you was changed: your app for codes or a passkey.`],
      after: ['Was it not you? Then change your password at once and tell your organisation.'],
    }),
    policy_announced: ({ organisation, from, policy }) => ({
      subject: policy === 'terms' ? 'New terms are coming' : 'A new privacy statement is coming',
      lines: [
        policy === 'terms'
          ? `The terms of ${organisation} change on ${from}.`
          : `The privacy statement of ${organisation} changes on ${from}.`,
        'Read in the app what changes. Your consents stay as you gave them.',
      ],
      action: 'Open the app',
    }),
    breach_begun: ({ at, until }) => ({
      subject: 'A data breach record is waiting',
      lines: [
        `On ${at} a photo or video was recalled that had reached the wrong family. A draft of the record is waiting in the app.`,
        `Must the Dutch data protection authority be told? Then that can be done until ${until}: 72 hours after it became known.`,
      ],
      action: 'Open the record',
    }),
    pin_blocked: ({ at }) => ({
      subject: 'Your PIN for the tablet is blocked',
      lines: [`On ${at} your PIN was entered wrongly on a tablet of the group too often. It opens nothing any more.`],
      after: ['Choose a new PIN in the app under More, Security. Was this not you? Then tell your location.'],
    }),
  },
}
