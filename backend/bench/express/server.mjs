// The obvious peer: Express and node-postgres, a pool of 20, three inserts in a transaction. PORT and DATABASE_URL say
// where.
import { createHash } from 'node:crypto'
import express from 'express'
import pg from 'pg'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 20 })
const app = express()
app.use(express.json({ limit: '1mb' }))

app.post('/api/feedback', async (request, response) => {
  const feedback = request.body
  if (!isValid(feedback)) {
    response.status(400).json({ title: 'The request is not valid', status: 400 })
    return
  }
  const id = await store(feedback)
  response
    .status(201)
    .location(`/api/feedback/${id}`)
    .json({ id, messageId: feedback.messageId, trainingPromptId: id, outcome: 'CREATED' })
})

app.listen(Number(process.env.PORT), '127.0.0.1')

async function store(feedback) {
  const now = new Date()
  const client = await pool.connect()
  try {
    await client.query('BEGIN')
    await client.query('INSERT INTO customer_messages (id, message, message_at) VALUES ($1, $2, $3)', [
      feedback.messageId,
      feedback.message,
      now,
    ])
    const stored = await client.query(
      `INSERT INTO feedback (message_id, ai_reply_id, ai_reply, useful, agent_reply, reason, agent_id, channel, model,
                             occurred_at, confirmed_at, verdict_digest)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10, $11) RETURNING id`,
      [
        feedback.messageId,
        sha256(feedback.aiReply),
        feedback.aiReply,
        feedback.useful,
        feedback.agentReply,
        feedback.reason,
        feedback.agentId,
        feedback.channel,
        feedback.model,
        now,
        sha256(JSON.stringify(feedback)),
      ],
    )
    const { id } = stored.rows[0]
    await client.query('INSERT INTO training_prompts (id, message_id, prompt, rating) VALUES ($1, $2, $3, $4)', [
      id,
      feedback.messageId,
      prompt(feedback),
      feedback.useful ? 1 : 0,
    ])
    await client.query('COMMIT')
    return id
  } catch (error) {
    await client.query('ROLLBACK')
    throw error
  } finally {
    client.release()
  }
}

function isValid(feedback) {
  return (
    UUID.test(feedback?.messageId) &&
    isText(feedback.message) &&
    isText(feedback.aiReply) &&
    typeof feedback.useful === 'boolean' &&
    (feedback.agentReply === undefined || isText(feedback.agentReply))
  )
}

function isText(value) {
  return typeof value === 'string' && value.trim() !== '' && value.length <= 20_000
}

function sha256(text) {
  return createHash('sha256').update(text).digest()
}

function prompt({ message, aiReply, useful, agentReply }) {
  return `Customer Message:\n${message}\n\nAI Suggested Reply:\n${aiReply}\n\nWas this useful? → ${useful ? '✅ Yes' : '❌ No'}\n\n${!useful && agentReply ? `Agent replied with:\n${agentReply}` : ''}\n----\nUse this to learn how to improve the AI next time.`
}
