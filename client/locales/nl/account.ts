/** What somebody reads who signs in, proves who that is, or looks after an account. */
export const words = {
  'gate.title': 'Nog één stap',

  'link.toSignIn': 'Log in',
  'link.backToSignIn': 'Terug naar inloggen',
  'link.toApp': 'Ga naar de app',

  'invitation.looking': 'Je uit\u00adnodi\u00adging',
  'invitation.title': (name: string) => `Welkom, ${name}`,
  'invitation.intro': (organisation: string) =>
    `${organisation} heeft je uitgenodigd. Kies een wachtwoord om te beginnen.`,
  'invitation.email.help': 'Hiermee log je voortaan in.',
  'invitation.action': 'Maak mijn account',
  'invitation.somebody': (name: string) =>
    `In deze browser is ${name} ingelogd. Log eerst uit om de uitnodiging te gebruiken.`,
  'invitation.hasAccount.title': 'Je hebt al een account',
  'invitation.hasAccount.text': (email: string) => `Log in met ${email}. Alles staat daar voor je klaar.`,
  'invitation.missing.title': 'Open de link nog eens',
  'invitation.missing.text': 'De uitnodiging staat in de mail die je kreeg. Open de link daar opnieuw.',
  'invitation.not_found.title': 'Deze link klopt niet',
  'invitation.not_found.text':
    'Misschien is hij niet helemaal overgenomen. Open de link in de mail, of vraag je locatie om een nieuwe uitnodiging.',
  'invitation.link_expired.title': 'Deze uit\u00adnodi\u00adging is verlopen',
  'invitation.link_expired.text': 'Een uitnodiging blijft drie dagen geldig. Vraag je locatie om een nieuwe.',
  'invitation.link_used.title': 'Deze uit\u00adnodi\u00adging is al gebruikt',
  'invitation.link_used.text': 'Je account is gemaakt. Log in met je e-mailadres en wachtwoord.',
  'invitation.email_taken.title': 'Dit e-mailadres is al in gebruik',
  'invitation.email_taken.text':
    'Het hoort bij een account van een andere organisatie. Vraag je locatie om je op een ander e-mailadres uit te nodigen.',

  'forgotten.title': 'Wacht\u00adwoord vergeten?',
  'forgotten.intro': 'Vul je e-mailadres in. We sturen je een link om een nieuw wachtwoord te kiezen.',
  'forgotten.action': 'Stuur de link',
  'forgotten.sent.title': 'Kijk in je mail',
  'forgotten.sent.text': (email: string) =>
    `Hoort ${email} bij een account, dan staat er binnen een paar minuten een link in je mail. De link werkt een uur.`,
  'forgotten.sent.help':
    'Niets gekregen? Kijk bij ongewenste mail, en controleer het adres. Heb je nog geen account, vraag dan je locatie om een uitnodiging.',
  'forgotten.again': 'Vul een ander adres in',

  'reset.title': 'Kies een nieuw wacht\u00adwoord',
  'reset.intro': 'Daarna log je ermee in. Op al je apparaten word je uitgelogd.',
  'reset.action': 'Bewaar het wachtwoord',
  'reset.again': 'Vraag een nieuwe link',
  'reset.done.title': 'Je wacht\u00adwoord is gewijzigd',
  'reset.done.text': 'Je bent overal uitgelogd. Log in met je nieuwe wachtwoord.',
  'reset.missing.title': 'Open de link nog eens',
  'reset.missing.text': 'De link staat in de mail die je kreeg. Open hem daar opnieuw, of vraag een nieuwe.',
  'reset.not_found.title': 'Deze link klopt niet',
  'reset.not_found.text': 'Misschien is hij niet helemaal overgenomen. Open de link in de mail, of vraag een nieuwe.',
  'reset.link_expired.title': 'Deze link is verlopen',
  'reset.link_expired.text': 'Een link om een wachtwoord te kiezen werkt een uur.',
  'reset.link_used.title': 'Deze link is al gebruikt',
  'reset.link_used.text': 'Is je wachtwoord al gewijzigd? Log er dan mee in. Anders kun je een nieuwe link vragen.',

  'password.title': 'Wachtwoord',
  'password.text': 'Als je het wijzigt, word je op je andere apparaten uitgelogd.',
  'password.change': 'Wijzig je wachtwoord',
  'password.change.action': 'Wijzig het wachtwoord',
  'password.changed': 'Je wachtwoord is gewijzigd.',
  'password.current': 'Huidig wachtwoord',
  'password.choose': 'Kies een wachtwoord',
  'password.new': 'Nieuw wachtwoord',
  'password.help': (least: number) => `Minstens ${least} tekens. Een paar woorden achter elkaar onthoud je makkelijk.`,
  'password.missing': 'Vul een wachtwoord in.',
  'password.too_short': 'Dit is te kort. Gebruik minstens 10 tekens, bijvoorbeeld een paar woorden achter elkaar.',
  'password.too_long': 'Dit is te lang. Gebruik hoogstens 128 tekens.',
  'password.too_common': 'Dit wachtwoord gebruiken veel mensen, en dan is het snel geraden. Kies een ander.',
  'password.like_name':
    'Dit lijkt te veel op je e-mailadres of op de naam van je opvang, en dan is het snel geraden. Kies een ander.',
  'password.unsafe_characters': 'Hier staat een teken in dat we niet kunnen bewaren. Kies een ander wachtwoord.',
  'password.wrong': 'Dit is niet je huidige wachtwoord.',

  'devices.others': 'Overal uitloggen',
  'devices.others.title': 'Op al je andere apparaten uitloggen?',
  'devices.others.text':
    'Op dit apparaat blijf je ingelogd. Wat op de andere nog niet verstuurd is, blijft daar staan.',
  'devices.others.action': 'Log overal uit',
  'devices.others.done': 'Je bent op al je andere apparaten uitgelogd.',

  'appearance.textSize': 'Tekstgrootte',
  'appearance.textSize.normal': 'Gewoon',
  'appearance.textSize.large': 'Groot',
  'appearance.textSize.huge': 'Extra groot',

  'topics.title': 'Meldingen',
  'topics.text': 'Hiermee kiezen we straks wat je hoort en hoe snel.',
  'topic.messages': 'Berichten',
  'topic.diary': 'Dagboek',
  'topic.photos': 'Foto’s en video’s',
  'topic.news': 'Nieuws van de opvang',
  'topic.planning': 'Planning en afwezigheid',
  'topic.account': 'Je account',
  'topic.account.text': 'Wie er op je account inlogt, hoor je altijd.',
  'topic.choice.immediate': 'Meteen',
  'topic.choice.daily': 'Eens per dag',
  'topic.choice.off': 'Niet',
}
