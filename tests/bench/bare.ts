import { createServer } from 'node:http'
import express from 'express'
import pg from 'pg'
import { Server } from 'socket.io'
import { serveBench } from './serving.ts'

/**
 * The yardstick: Express and Socket.IO with one INSERT per post and an emit to each child's room. No session, no access,
 * no checks; the same request as ours.
 */
interface Post {
  id: string
  groupId: string
  aboutAt: string
  children: { childId: string; entryId: string; text: string }[]
}

const { url }: { url: string } = JSON.parse(process.env.BENCH ?? '')
const pool = new pg.Pool({ connectionString: url, max: 10 })
const web = express()
const http = createServer(web)
const io = new Server(http, { transports: ['websocket'], serveClient: false, perMessageDeflate: false })

io.on('connection', (socket) => {
  socket.join(String(socket.handshake.auth.room))
})
web.use(express.json({ limit: '256kb' }))
web.post('/post', async (request, response) => {
  const { id, groupId, aboutAt, children }: Post = request.body
  await pool.query({
    name: 'insert_post',
    text: 'insert into post (id, group_id, about_at, text, children) values ($1, $2, $3, $4, $5)',
    values: [id, groupId, aboutAt, children[0]?.text, children.map((child) => child.childId)],
  })
  for (const { childId, entryId, text } of children)
    io.to(childId).emit('events', [{ item: { id: entryId, childId, text } }])
  response.json({ id })
})
serveBench(http, async () => {
  await io.close()
  await pool.end()
})
