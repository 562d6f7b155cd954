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
          testTimeout: 20_000,
          hookTimeout: 60_000,
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
          testTimeout: 60_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
})
