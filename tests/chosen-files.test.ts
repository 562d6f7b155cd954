import { describe, expect, it } from 'vitest'
import { longestName, plainName } from '../backend/contract/attachment-limits.ts'
import { fitForMessage } from '../client/conversation/chosen-files.ts'

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
})
