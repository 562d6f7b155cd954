/** What makes the connection, in a file of its own: it is fetched once there is something to see. */
export { io } from 'socket.io-client'
