import { describe, expect, it } from 'vitest'
import { documentName, longestName, plainName } from '../backend/contract/attachment-limits.ts'
import { refusals } from '../backend/contract/media.ts'
import { fitForMessage } from '../client/conversation/chosen-files.ts'
import { nameIn } from '../client/file-name.ts'
import { words as en } from '../client/locales/en/conversation.ts'
import { words as nl } from '../client/locales/nl/conversation.ts'

const file = (name: string, type = '', size = 10) => new File([new Uint8Array(size)], name, { type })

describe('files that are chosen for a message', () => {
  it('are photos and PDF, by what the device says of them, as many as there is room for', () => {
    const chosen = [
      file('IMG_1.HEIC'),
      file('a.jpg', 'image/jpeg'),
      file('Brief.PDF'),
      file('b.pdf', 'application/pdf'),
      file('film.mov', 'video/quicktime'),
      file('brief.docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'),
      file('leeg.jpg', 'image/jpeg', 0),
      file('groot.jpg', 'image/jpeg', 100),
      file('c.png', 'image/png'),
    ]
    const { fit, unfit } = fitForMessage(chosen, 4, 50)
    expect(fit.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'photo IMG_1.HEIC',
      'photo a.jpg',
      'document Brief.PDF',
      'document b.pdf',
    ])
    expect(unfit.map(({ name, reason }) => `${reason} ${name}`)).toEqual([
      'video film.mov',
      'kind brief.docx',
      'empty leeg.jpg',
      'too_large groot.jpg',
      'too_many c.png',
    ])
  })

  it('are called as they are, without folders and what nobody sees', () => {
    expect(plainName('C:\\map\\..\\Dieet\u202elijst\r\n .pdf')).toBe('Dieetlijst .pdf')
    expect(plainName('../../etc/passwd')).toBe('passwd')
    expect(plainName('map/')).toBe('')
    const long = plainName(`${'🙂'.repeat(300)}.pdf`)
    expect([...long]).toHaveLength(longestName)
    expect(long.endsWith('….pdf')).toBe(true)
  })

  it('of documents end in what they are, so that nothing else opens them, and hold nothing that a name cannot', () => {
    expect(['brief.hta', 'brief.html', 'Brief.PDF', 'brief.pdf.', 'brief'].map(documentName)).toEqual([
      'brief.hta.pdf',
      'brief.html.pdf',
      'Brief.PDF',
      'brief.pdf..pdf',
      'brief.pdf',
    ])
    expect(documentName('a"b<c>d:e|f?g*h;i.pdf')).toBe('a_b_c_d_e_f_g_h_i.pdf')
    expect(documentName('map/')).toBe('')
    const long = documentName('a'.repeat(300))
    expect([[...long].length, long.endsWith('.pdf')]).toEqual([longestName, true])
    const { fit } = fitForMessage([file('brief.hta', 'application/pdf'), file('', 'application/pdf')], 4, 50)
    expect(fit.map(({ name }) => name)).toEqual(['brief.hta.pdf', 'document.pdf'])
  })

  it('are read as the server wrote them', () => {
    expect(nameIn('attachment; filename="a; b \\"c\\" \\\\ d.pdf"')).toBe('a; b "c" \\ d.pdf')
    expect(nameIn('attachment; filename=export.csv')).toBe('export.csv')
    expect(nameIn('attachment; filename="a;b?.pdf"; filename*=UTF-8\'\'a%3Bb%C3%AB.pdf')).toBe('a;bë.pdf')
    expect(nameIn('attachment; filename="x filename*=UTF-8\'\'kwaad.hta .pdf"')).toBe(
      "x filename*=UTF-8''kwaad.hta .pdf",
    )
    expect(nameIn('attachment; filename="brief.pdf"; filename*=UTF-8\'\'100%')).toBe('brief.pdf')
    expect(nameIn('attachment')).toBeUndefined()
  })
})

describe('a file that was refused', () => {
  it.each([
    ['Dutch', nl],
    ['English', en],
  ])('has words of its own for each reason, in %s', (_, words) => {
    const said = refusals.map((reason) => words[`file.refused.${reason}`])
    expect(said.filter((one) => !one?.endsWith('.'))).toEqual([])
    expect(new Set(said).size).toBe(refusals.length)
    // And none for what is no reason any more.
    const known = Object.keys(words).filter((key) => key.startsWith('file.refused.'))
    expect(known.sort()).toEqual(refusals.map((reason) => `file.refused.${reason}`).sort())
  })
})
