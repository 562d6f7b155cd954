/* The nouns with which a filling is filled; each adds its rows and gives the id. */

export * from './fill/attendance.ts'
export * from './fill/child.ts'
export * from './fill/diary.ts'
export * from './fill/people.ts'
export * from './fill/permission.ts'
export * from './fill/planning.ts'
export * from './fill/policy.ts'
