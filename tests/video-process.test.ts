import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir, readFile } from 'node:fs/promises'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { filmMakerOf, gone } from './support/children.ts'
import { film, newFolder, quick, tone, videoOf } from './support/video-files.ts'

/** The programs that make a film: within bounds, without our settings, and gone when nobody needs them. */

// A film gives way to everything else, and the machine may be busy with others.
vi.setConfig({ testTimeout: 300_000 })

const module = new URL('../workers/media/video.ts', import.meta.url)

describe.runIf(process.platform === 'linux')('ffmpeg', () => {
  /** Enough to do that it is still there when somebody looks. */
  let long: string
  beforeAll(async () => {
    long = await film(`-f lavfi -i testsrc2=s=1280x720:r=30:d=20 ${tone(20)} ${quick} -c:a aac`)
  })

  it('is ended when nobody wants the film any more', async () => {
    const [stop, folder] = [new AbortController(), await newFolder()]
    const asked = videoOf(long, { signal: stop.signal, folder })
    const pid = await filmMakerOf(process.pid)
    stop.abort(new Error('enough'))
    await expect(asked).rejects.toThrow('enough')
    await gone(pid)
    expect(await readdir(folder)).toEqual([])
    await expect(videoOf(long, { signal: stop.signal, folder })).rejects.toThrow('enough')
  })

  it('is ended when it takes too long', async () => {
    const folder = await newFolder()
    await expect(videoOf(long, { within: 3000, folder })).rejects.toMatchObject({ reason: 'too_slow' })
    expect(await readdir(folder)).toEqual([])
  })

  it('that somebody else ended is told as such: the file may be tried again; one that crashed is the file’s fault', async () => {
    for (const [signal, said] of [
      ['SIGKILL', { message: 'the process of a video ended by SIGKILL' }],
      // As a service manager ends everything of a service.
      ['SIGTERM', { message: expect.stringMatching(/^the process of a video ended by (SIGTERM|255)$/) }],
      ['SIGSEGV', { reason: 'damaged' }],
    ] as const) {
      const folder = await newFolder()
      const asked = expect(videoOf(long, { folder })).rejects.toMatchObject(said)
      process.kill(await filmMakerOf(process.pid), signal)
      await asked
      expect(await readdir(folder)).toEqual([])
    }
  })

  it('knows nothing of ours, is bounded, and stands back', async () => {
    process.env.SECRET_OF_THE_TEST = 'CANARY'
    const stop = new AbortController()
    const asked = expect(videoOf(long, { signal: stop.signal, within: 100_000, seconds: 100 })).rejects.toThrow()
    const pid = await filmMakerOf(process.pid)
    const [environment, limits, status, stat] = await Promise.all(
      ['environ', 'limits', 'status', 'stat'].map((name) => readFile(`/proc/${pid}/${name}`, 'utf8')),
    )
    stop.abort()
    await asked
    delete process.env.SECRET_OF_THE_TEST
    expect(environment!.split('\0').filter(Boolean)).toEqual(['MALLOC_ARENA_MAX=2', 'LC_ALL=C'])
    expect(limits).toMatch(/Max data size +2147483648 +2147483648/)
    expect(limits).toMatch(/Max cpu time +400 +400/)
    expect(limits).toMatch(/Max file size +172108864 +172108864/)
    expect(limits).toMatch(/Max core file size +0 +0/)
    expect(status).toMatch(/NoNewPrivs:\t1/)
    expect(stat!.split(') ')[1]!.split(' ')[16], 'its niceness').toBe('10')
  })

  it('ends with its parent, however that ends', async () => {
    const folder = await newFolder()
    const asked = { most: 1e9, folder }
    const program = `import { processVideo } from '${module}'; await processVideo('${long}', ${JSON.stringify(asked)})`
    const parent = spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: 'ignore' })
    const pid = await filmMakerOf(parent.pid!)
    parent.kill('SIGKILL')
    await once(parent, 'exit')
    await gone(pid)
    expect((await readdir(folder)).filter((name) => !/^(video|(avif|webp)-(320|1080|2048))$/.test(name))).toEqual([])
  })
})

it('a machine without ffmpeg says what to install', async () => {
  const path = await film(`-f lavfi -i testsrc=s=64x64:r=5:d=1 ${quick}`)
  const program = `
    import { NoFfmpeg } from '${new URL('ffmpeg.ts', module)}'
    import { processVideo } from '${module}'
    const error = await processVideo('${path}', { most: 1e9, folder: '${await newFolder()}' }).catch((error) => error)
    console.log(error instanceof NoFfmpeg, error.message)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], { env: { PATH: '/nowhere' } })
  const [said] = await once(child.stdout, 'data')
  expect(String(said)).toMatch(/^true .*run: sudo apt-get install ffmpeg/)
})
