/** Het portret van een medewerker: kiezen, uitsnijden en verwijderen. */
export const words = {
  'portrait.title': 'Portret',
  'portrait.who':
    'Een foto van alleen jou. Collega’s van je locaties en de gezinnen van hun kinderen zien hem bij het team. Niemand anders.',
  'portrait.yes': 'Je hebt een portret.',
  'portrait.none': 'Je hebt geen portret: bij je naam staat je voorletter.',
  'portrait.choose': 'Kies een foto',
  'portrait.change': 'Kies een andere foto',
  'portrait.remove': 'Verwijder je portret',
  'portrait.removed': 'Je portret is verwijderd.',
  'portrait.byManager': (day: string) => `De manager van je locatie heeft je portret verwijderd, ${day}.`,
  'portrait.noGroup': 'Je werkt vandaag op geen groep. Een portret kiezen kan op een dag dat je wel ergens werkt.',
  'portrait.failed': 'Je portret kon niet worden geladen.',
  'portrait.put': 'Je portret is opgeslagen.',

  'frame.title': 'Zet jezelf in beeld',
  'frame.help':
    'Sleep de foto, of gebruik de knoppen of de pijltjestoetsen. Wat buiten het vierkant valt, wordt niet verstuurd.',
  'frame.stage': 'De uitsnede',
  'frame.left': 'Naar links',
  'frame.right': 'Naar rechts',
  'frame.up': 'Omhoog',
  'frame.down': 'Omlaag',
  'frame.larger': 'Dichterbij',
  'frame.smaller': 'Verder weg',
  'frame.alone': 'Alleen ik sta op deze foto',
  'frame.alone.needed':
    'Zet een vinkje als alleen jij op de foto staat. Sta je er met iemand anders op, kies dan een andere foto.',
  'frame.use': 'Gebruik als portret',
  'frame.sending': 'Even geduld: je foto wordt verstuurd en klaargemaakt.',
  'frame.unreadable': 'Deze foto kan hier niet worden geopend. Kies een andere foto, of zet hem eerst om naar JPEG.',
  'frame.notMade': 'De foto kon niet worden verwerkt. Probeer het nog eens, of kies een andere foto.',
}
