// The payer's page as one would write it with Fastify. Environment: DATABASE_URL, PORT, WORKERS.
import cluster from 'node:cluster'
import Fastify from 'fastify'
import pg from 'pg'
import pay from './pay.mjs'

const FIND = `select link.title, link.description, link.amount_minor, link.currency, link.state,
  merchant.name
from link join merchant on merchant.id = link.merchant_id
where link.token = $1`

const workers = Number(process.env.WORKERS || 1)
if (workers > 1 && cluster.isPrimary) {
  for (let i = 0; i < workers; i++) cluster.fork()
  process.on('SIGTERM', () => {
    for (const worker of Object.values(cluster.workers)) worker.kill()
    process.exit(0)
  })
} else {
  await serve()
}

async function serve() {
  const db = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 8 })
  const app = Fastify({ logger: false })
  app.get('/p/:token', async (request, reply) => {
    const { token } = request.params
    const { rows } = await db.query({ name: 'find', text: FIND, values: [token] })
    if (!rows.length) return reply.code(404).send('no such link')
    const { title, description, amount_minor, currency, state, name } = rows[0]
    reply.type('text/html; charset=utf-8')
    const amount = grouped(Number(amount_minor))
    return pay({ merchant: name, title, description, amount, currency, token, state })
  })
  await app.listen({ port: Number(process.env.PORT), host: '127.0.0.1' })
}

function grouped(minor) {
  const whole = Math.floor(minor / 100).toString().replace(/\B(?=(\d{3})+$)/g, '\u00a0')
  return `${whole},${String(minor % 100).padStart(2, '0')}`
}
