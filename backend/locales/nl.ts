import type { ErrorCode } from '../contract/errors.ts'

/** What an error says to a reader of Dutch. */
export const nl: Record<ErrorCode, string> = {
  malformed: 'Dit verzoek kunnen we niet lezen.',
  unauthenticated: 'Je bent niet (meer) ingelogd. Log opnieuw in.',
  wrong_credentials: 'Dit e-mailadres en wachtwoord horen niet bij elkaar.',
  wrong_code: 'Deze code klopt niet, of is al gebruikt. Neem de nieuwste uit je app.',
  passkey_refused: 'Deze toegangssleutel konden we niet aannemen. Probeer het nog eens.',
  password_needed: 'Laat eerst nog eens zien dat jij het bent.',
  last_factor: 'Dit is je enige tweede stap, en die is voor jouw rol nodig. Voeg eerst een andere toe.',
  last_way_in:
    'Zonder deze toegangssleutel kun je niet meer inloggen. Kies eerst een wachtwoord of voeg een andere toe.',
  foreign_origin: 'Dit verzoek komt van een ander adres dan dat van de app.',
  second_factor_needed: 'Je moet je eerst op een tweede manier bekendmaken.',
  policies_unseen: 'Er is een nieuwe privacyverklaring of nieuwe voorwaarden. Lees die eerst.',
  not_found: 'Dit bestaat niet, of je mag het niet zien.',
  method_not_allowed: 'Dit kan hier niet.',
  id_taken: 'Hiermee is al iets anders verstuurd. Maak een nieuw bericht.',
  email_taken: 'Dit e-mailadres hoort al bij een account van een andere organisatie.',
  stale_version: 'Iemand anders heeft dit intussen gewijzigd. Bekijk de nieuwe tekst en probeer het opnieuw.',
  already_present: 'Dit kind is er al. Er is niets genoteerd; kijk wat er staat.',
  not_present: 'Dit kind is er niet meer, of is nooit aangekomen. Er is niets genoteerd; kijk wat er staat.',
  before_arrival: 'Dit is vóór de aankomst. Er is niets genoteerd.',
  overlaps: 'Dit kind was er op dit moment al volgens een andere notitie. Er is niets genoteerd.',
  absence_overlaps: 'Op deze dagen staat al een andere afwezigheid. Er is niets gemeld; je kunt die wijzigen.',
  conversation_closed: 'In dit gesprek kan niemand meer iets sturen. Je bericht is niet verstuurd.',
  claimed_meanwhile: 'Een collega heeft dit gesprek intussen opgepakt.',
  consent_missing:
    'Voor {children} is er geen toestemming, nu of op het moment waar dit over gaat. Er is niets geplaatst.',
  photos_not_theirs:
    'Wie dit gesprek leest, mag de foto’s van dit kind niet zien. Er is niets verstuurd; een bericht zonder deze foto kan wel.',
  link_expired: 'Deze link is verlopen.',
  link_used: 'Deze link is al gebruikt.',
  has_account: 'Deze persoon heeft intussen een account. Naam en e-mailadres veranderen gaat dan niet meer hier.',
  import_refused: 'Er klopt iets niet in het bestand. Er is niets geïmporteerd; controleer het opnieuw.',
  import_running: 'Er wordt al een bestand geïmporteerd. Wacht tot dat klaar is en probeer het dan opnieuw.',
  not_ready: 'Deze foto wordt nog verwerkt. Wacht even en probeer het opnieuw.',
  colleague_decides:
    'Je hebt deze foto zelf geplaatst. Een collega beslist of hij blijft staan; weghalen kun je hem wel.',
  already_placed: 'Deze foto’s zijn al geplaatst met jouw account.',
  quota_exceeded: 'Er wachten al heel veel foto’s van je. Plaats ze of gooi ze weg, dan is er weer ruimte.',
  storage_full:
    'Er is op de server geen ruimte meer voor foto’s. Laat het de beheerder weten; wat je koos staat nog op dit toestel.',
  too_large: 'Dit is te groot om te versturen.',
  unsupported_media_type: 'Dit soort inhoud wordt hier niet aangenomen.',
  invalid: 'Niet alles is goed ingevuld.',
  time_in_future: 'Dit moment ligt in de toekomst.',
  time_too_old: 'Dit is te lang geleden om nog over te schrijven.',
  too_late: 'Daar is het nu te laat voor. Het bericht is niet veranderd.',
  too_many_reports:
    'Er staan al 50 meldingen van je open. Bel de locatie als er nog een foto weg moet: zij kunnen die direct weghalen.',
  too_many_requests: 'Te veel pogingen. Wacht even en probeer het dan opnieuw.',
  internal: 'Er ging iets mis bij ons. Probeer het opnieuw.',
  unavailable: 'De app is even niet bereikbaar. Probeer het zo opnieuw.',
}
