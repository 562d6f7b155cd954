import { defineConfig } from 'vitest/config'

const globalSetup = './tests/support/postgres.ts'

export default defineConfig({
  test: {
    // Two cores, shared with PostgreSQL and Chromium.
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: 'server',
          include: ['tests/*.test.ts'],
          globalSetup,
          testTimeout: 90_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'browser',
          include: ['tests/browser/*.test.ts'],
          globalSetup: [globalSetup, './tests/support/built-client.ts'],
          // Two at a time, journeys wait so long for each other that some give up.
          fileParallelism: false,
          testTimeout: 240_000,
          hookTimeout: 240_000,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
})
