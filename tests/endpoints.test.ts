import { expect, test } from 'vitest'
import { deviceName } from '../backend/contract/device-name.ts'
import { routes } from '../backend/contract/routes.ts'
import { endpoints } from '../client/endpoints.ts'

test('the client’s list of routes is the contract’s', () => {
  for (const [name, [method, path]] of Object.entries(endpoints)) {
    expect([name, routes[name]?.method, routes[name]?.path]).toEqual([name, method, path])
  }
  expect(Object.keys(routes).filter((name) => !(name in endpoints))).toEqual(['health'])
})

test('a device is called as people call it', () => {
  const android =
    'Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Mobile Safari/537.36'
  const iphone =
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1'
  expect([deviceName(android), deviceName(iphone), deviceName('node'), deviceName('')]).toEqual([
    'Chrome, Android',
    'Safari, iPhone',
    'node',
    '',
  ])
})
