import type { words as dutch } from '../nl/portrait.ts'

export const words: typeof dutch = {
  'portrait.title': 'Portrait',
  'portrait.who':
    'A photo of only you. Colleagues at your locations and the families of their children see it with the team. Nobody else does.',
  'portrait.yes': 'You have a portrait.',
  'portrait.none': 'You have no portrait: your initial stands beside your name.',
  'portrait.choose': 'Choose a photo',
  'portrait.change': 'Choose another photo',
  'portrait.remove': 'Remove your portrait',
  'portrait.removed': 'Your portrait has been removed.',
  'portrait.byManager': (day: string) => `The manager of your location removed your portrait, ${day}.`,
  'portrait.noGroup': 'You work in no group today. You can choose a portrait on a day on which you do.',
  'portrait.failed': 'Your portrait could not be loaded.',
  'portrait.put': 'Your portrait has been saved.',

  'frame.title': 'Put yourself in the picture',
  'frame.help': 'Drag the photo, or use the buttons or the arrow keys. What lies outside the square is not sent.',
  'frame.stage': 'What is kept',
  'frame.left': 'To the left',
  'frame.right': 'To the right',
  'frame.up': 'Upwards',
  'frame.down': 'Downwards',
  'frame.larger': 'Closer',
  'frame.smaller': 'Further away',
  'frame.alone': 'Only I am in this photo',
  'frame.alone.needed': 'Tick this if only you are in the photo. If somebody else is in it too, choose another one.',
  'frame.use': 'Use as portrait',
  'frame.sending': 'One moment: your photo is being sent and prepared.',
  'frame.unreadable': 'This photo cannot be opened here. Choose another one, or save it as JPEG first.',
  'frame.notMade': 'The photo could not be processed. Try again, or choose another one.',
}
