import type { GroupChild } from '../../backend/contract/group.ts'
import type { BoardChild } from './batch.ts'

/** The children of a group with their guardians, who are among those who may fetch them. */
export const boardChildren = (children: readonly GroupChild[]): BoardChild[] =>
  children.map(({ id, callName, escorts }) => ({
    id,
    callName,
    guardians: escorts.filter(({ kind }) => kind === 'guardian').map(({ id, name }) => ({ id, name })),
  }))
