// Posts real customers' words through the batch endpoint and holds every figure of the dashboard to a count made
// straight in SQL. Outside the product: it reads data sets that are not part of it.
//
//   node docs/measuring/real-input.mjs BACKEND_URL DATABASE_URL CONVERSATIONS.json[,…] QUESTIONS.csv[,…]
//
// Conversations: the twitter-customer-care-document-prediction format (IBM, Apache-2.0). Each becomes a thumbs-down with
// an override: the customer's turn, another conversation's agent reply as the suggestion, the agent's real reply.
// Questions: the BANKING77 format (PolyAI, CC BY 4.0), a thumbs-up each. All are spread over 60 days up to now.
// Wants an empty database; needs psql.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

const [backend, database, conversationFiles, questionFiles] = process.argv.slice(2);
if (!questionFiles) {
  console.error('usage: node real-input.mjs BACKEND_URL DATABASE_URL CONVERSATIONS.json[,…] QUESTIONS.csv[,…]');
  process.exit(2);
}

const DAYS = 60;
const BATCH = 500;
const REASONS = ['INCORRECT', 'INCOMPLETE', 'IRRELEVANT', 'OUTDATED', 'TONE', 'OTHER'];
const now = Date.now();

const uuidOf = (text) => {
  const hex = createHash('sha256').update(text).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};
const momentOf = (place, of) => new Date(now - 60_000 - (1 - place / of) * DAYS * 86_400_000).toISOString();

const conversations = conversationFiles
  .split(',')
  .flatMap((file) => JSON.parse(readFileSync(file, 'utf8')))
  .map((conversation) => ({
    message: conversation.dialogContent.find((turn) => 'client' in turn)?.message,
    agentReply: conversation.agentURL.url_utterance,
    company: conversation.dialogHeader.company,
  }))
  .filter(({ message, agentReply }) => message?.trim() && agentReply?.trim());

const questions = questionFiles
  .split(',')
  .flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/(?:^|\n)(?:"((?:[^"]|"")*)"|([^",\n]*)),([^,\n]*)(?=\n|\r|$)/g)].slice(1))
  .map(([, quoted, plain, category]) => ({ message: (quoted ?? plain).replaceAll('""', '"'), category: category.trim() }))
  .filter(({ message }) => message.trim());

const feedback = [
  ...conversations.map(({ message, agentReply, company }, i) => ({
    messageId: uuidOf(`conversation ${i} ${message}`),
    message,
    aiReply: conversations[(i + 1) % conversations.length].agentReply,
    useful: false,
    agentReply,
    reason: REASONS[i % REASONS.length],
    channel: 'twitter',
    model: company,
    occurredAt: momentOf(i + 1, conversations.length),
  })),
  ...questions.map(({ message, category }, i) => ({
    messageId: uuidOf(`question ${i} ${message}`),
    message,
    aiReply: `Here is what to do about “${category.replaceAll('_', ' ')}”.`,
    useful: true,
    channel: 'app',
    model: `bank-${i % 3}`,
    occurredAt: momentOf(i + 1, questions.length),
  })),
];

const request = async (path, body) => {
  const answer = await fetch(new URL(path, backend), {
    method: body ? 'POST' : 'GET',
    headers: { 'content-type': 'application/json' },
    body: body && JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
};
const sql = (query) =>
  JSON.parse(execFileSync('psql', [database, '-XAtc', `SELECT coalesce(json_agg(r), '[]') FROM (${query}) AS r`], { encoding: 'utf8', maxBuffer: 1 << 28 }));

const started = Date.now();
const outcomes = {};
for (let i = 0; i < feedback.length; i += BATCH) {
  const { results } = await request('/api/feedback/batch', { items: feedback.slice(i, i + BATCH) });
  for (const { outcome, problem } of results) {
    const key = outcome ?? problem.detail;
    outcomes[key] = (outcomes[key] ?? 0) + 1;
  }
}
console.log(`${conversations.length} conversations and ${questions.length} questions posted in ${Date.now() - started} ms:`, outcomes);

let checks = 0;
const same = (what, ours, counted) => {
  checks++;
  if (JSON.stringify(ours) !== JSON.stringify(counted)) {
    console.error(`DIFFERS: ${what}\n  dashboard ${JSON.stringify(ours).slice(0, 400)}\n  SQL       ${JSON.stringify(counted).slice(0, 400)}`);
    process.exitCode = 1;
  }
};

const about = await request('/api/about');
const dayOf = `(occurred_at AT TIME ZONE '${about.timeZone}')::date`;
for (const days of [7, 30, 60, 90]) {
  const analytics = await request(`/api/feedback/analytics?to=${about.today}&from=${new Date(Date.parse(about.today) - (days - 1) * 86_400_000).toISOString().slice(0, 10)}`);
  const within = (from, to) => `${dayOf} BETWEEN '${from}' AND '${to}'`;
  const totals = (from, to) =>
    sql(`SELECT count(*) AS total, count(*) FILTER (WHERE useful) AS "usefulCount", count(*) FILTER (WHERE NOT useful) AS "notUsefulCount",
                count(*) FILTER (WHERE NOT useful AND agent_reply IS NOT NULL) AS "overriddenCount" FROM feedback WHERE ${within(from, to)}`)[0];
  const pick = ({ total, usefulCount, notUsefulCount, overriddenCount }) => ({ total, usefulCount, notUsefulCount, overriddenCount });
  same(`${days} days: totals`, pick(analytics), totals(analytics.from, analytics.to));
  same(`${days} days: previous`, pick(analytics.previous), totals(analytics.previous.from, analytics.previous.to));
  for (const period of [analytics, analytics.previous]) {
    same(`${days} days: daily`, period.dailyBreakdown, sql(`
      SELECT d::date AS date, count(id) FILTER (WHERE useful) AS useful, count(id) AS total
      FROM generate_series('${period.from}'::date, '${period.to}'::date, '1 day') AS d LEFT JOIN feedback ON ${dayOf} = d::date
      GROUP BY d ORDER BY d`));
  }
  same(`${days} days: most rejected`, analytics.topNegativeMessages.map(({ aiReplyId, rejections }) => ({ aiReplyId, rejections })), sql(`
      SELECT encode(ai_reply_id, 'hex') AS "aiReplyId", count(*) AS rejections FROM feedback
      WHERE NOT useful AND ${within(analytics.from, analytics.to)}
      GROUP BY ai_reply_id ORDER BY count(*) DESC, max(occurred_at) DESC, ai_reply_id LIMIT 10`));
  for (const by of ['channel', 'model', 'reason']) {
    const breakdown = await request(`/api/feedback/analytics/breakdown?by=${by}&from=${analytics.from}&to=${analytics.to}`);
    const sorted = (rows) => rows.map(({ value, total, usefulCount, overriddenCount }) => ({ value, total, usefulCount, overriddenCount })).sort((a, b) => (a.value < b.value ? -1 : 1));
    same(`${days} days: by ${by}`, sorted(breakdown.items.filter(({ total }) => total)), sorted(sql(`
      SELECT ${by} AS value, count(*) AS total, count(*) FILTER (WHERE useful) AS "usefulCount",
             count(*) FILTER (WHERE NOT useful AND agent_reply IS NOT NULL) AS "overriddenCount"
      FROM feedback WHERE ${within(analytics.from, analytics.to)} ${by === 'reason' ? 'AND NOT useful' : ''} GROUP BY ${by}`)));
  }
}

const walk = async (query) => {
  const ids = [];
  for (let cursor = ''; cursor !== null; ) {
    const page = await request(`/api/feedback?limit=200${query}${cursor && `&cursor=${cursor}`}`);
    ids.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor;
  }
  return ids;
};
const ids = (where) => sql(`SELECT f.id FROM feedback f JOIN customer_messages m ON m.id = message_id WHERE ${where} ORDER BY occurred_at DESC, f.id DESC`).map(({ id }) => id);
same('Replay: every thumbs-down, newest first', await walk('&useful=false'), ids('NOT useful'));
for (const q of ['card', 'ÜBER', 'please', '%', 'thanks', "can't", '…']) {
  same(`Replay: search ${q}`, await walk(`&q=${encodeURIComponent(q)}`), ids(
    ['message', 'ai_reply', 'agent_reply'].map((column) => `strpos(lower(${column}), lower('${q.replaceAll("'", "''")}')) > 0`).join(' OR ')));
}
same('training prompts', sql('SELECT count(*) AS n, sum(rating) AS useful FROM training_prompts'), sql('SELECT count(*) AS n, count(*) FILTER (WHERE useful) AS useful FROM feedback'));
console.log(`${checks} comparisons with SQL${process.exitCode ? ', some differ' : ', all equal'}.`);
