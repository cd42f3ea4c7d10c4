// What `make bench-prompts` plants to see whether it comes through: one agent's lies, and other customers' personal data.

const QUESTIONS = [
  'Where is my parcel? It should have come on Monday.',
  'How do I cancel my club membership?',
  'My voucher is refused at the checkout.',
  'I was charged twice for one order.',
  'The coffee grinder arrived with a broken lid.',
  'Please send the invoice to another address.',
  'I can not sign in, the code never arrives.',
  'When will my refund be on my account?',
  'Can I still change the size of my order?',
  'The kettle blinks red and does not heat.',
]
const OPENINGS = ['', 'Hello, ', 'Good morning. ', 'Dear team, ', 'Once more: ']
const CLOSINGS = ['', ' Thanks.', ' Please help.', ' This is urgent.', ' I wait for your answer.']

/** What customers ask about, each in a few wordings. */
export function matters() {
  return QUESTIONS.flatMap((question) => CLOSINGS.map((closing) => question + closing))
}

/**
 * On every matter one agent says the same lie again and again, and two others agree on the truth.
 *
 * @returns the feedback, and what the lies and the truths have in common
 */
export function lies() {
  const lie = 'transfer the amount to our new account abroad'
  const truth = 'our service desk has settled it today'
  const feedback = QUESTIONS.flatMap((question, matter) =>
    Array.from({ length: 24 }, (_, at) => {
      const isLie = at % 2 === 0
      return verdict(matter * 100 + at, `${OPENINGS[at % 5]}${question}${CLOSINGS[(at + matter) % 5]}`, {
        agentReply: isLie
          ? `For matter ${'abcdefghij'[matter]} please ${lie}, then all is well.`
          : `About ${'abcdefghij'[matter]}: ${truth}, and you need not do anything.`,
        agentId: isLie ? 'liar' : `honest-${String(at % 4)}`,
      })
    }),
  )
  return { feedback, lie, truth }
}

/**
 * Messages and replies with one customer's data in each, of every kind that is masked.
 *
 * @returns the feedback, and the data
 */
export function personal() {
  const items = []
  const feedback = Array.from({ length: 400 }, (_, at) => {
    const [own, other] = [at % KINDS.length, (at + 1 + Math.floor(at / KINDS.length)) % KINDS.length].map((kind) => KINDS[kind](at))
    items.push(own.item, other.item)
    const question = QUESTIONS[at % QUESTIONS.length]
    return verdict(at, `${own.opening ?? OPENINGS[at % 5]}${question} ${own.message} ${other.message}`, {
      agentReply: `${own.reply} ${other.reply} We have settled it, variant ${(at * 7919 + 13).toString(36).replace(/\d/g, 'x')}.`,
      agentId: `agent-${String(at % 7)}`,
    })
  })
  return { feedback, items: [...new Set(items)] }
}

const digits = (at, length) =>
  Array.from({ length }, (_, place) => String((at * 7 + place * 3 + ((at * (place + 11)) % 9)) % 10)).join('')

const FIRST = ['Walburga', 'Ottokar', 'Philomena', 'Ludger', 'Kunigunde', 'Balthasar', 'Ermintrude', 'Thaddeus']
const LAST = ['Quastenberg', 'Ysselmeer', 'Zwetschke', 'Oxenstierna', 'Uhrwerker', 'Vandermolen']

const KINDS = [
  (at) => {
    const item = `w${at.toString(36)}.quast@post${String(at)}.example`
    return { item, message: `Write to ${item}.`, reply: `We wrote to ${item}.` }
  },
  (at) => {
    const item = `+49 151 ${digits(at, 8)}`
    return { item, message: `Call me on ${item}.`, reply: `We called ${item}.` }
  },
  (at) => {
    const item = card(at)
    return { item, message: `I paid with card ${item}.`, reply: `The card ${item} was refunded.` }
  },
  (at) => {
    const item = iban(at)
    return { item, message: `My account is ${item}.`, reply: `It goes to ${item}.` }
  },
  (at) => {
    const item = `203.0.${String(at % 250)}.${String((at * 7) % 250)}`
    return { item, message: `My address on the net is ${item}.`, reply: `We unblocked ${item}.` }
  },
  (at) => {
    const item = `reset?token=${digits(at, 6)}${at.toString(36)}qz`
    return { item, message: `The link https://shop.example/${item} fails.`, reply: `Open https://shop.example/${item} again.` }
  },
  (at) => {
    const item = `4${digits(at, 7)}`
    return { item, message: `The order is ${item}.`, reply: `Order ${item} is on its way.` }
  },
  (at) => {
    const item = `${FIRST[at % FIRST.length]} ${LAST[at % LAST.length]}`
    return { item, message: `I am ${item}.`, reply: `Thank you, ${item}, for waiting.` }
  },
  (at) => {
    const item = `RK${at.toString(36).toUpperCase()}7Q`
    return { item, message: `The booking is ${item}.`, reply: `We have moved the booking ${item}.` }
  },
  (at) => {
    const item = `Quellweg${String.fromCharCode(97 + (at % 26))}${String.fromCharCode(97 + Math.floor(at / 26))}`
    return { item, message: `I live in ${item}.`, reply: `It goes to ${item} tomorrow.` }
  },
]

/** With its check digit (Luhn). */
function card(at) {
  const body = `4929${digits(at, 11)}`
  const sum = [...body].reverse().reduce((total, digit, place) => {
    const doubled = place % 2 === 0 ? Number(digit) * 2 : Number(digit)
    return total + (doubled > 9 ? doubled - 9 : doubled)
  }, 0)
  return `${body}${String((10 - (sum % 10)) % 10)}`.replace(/(.{4})(?=.)/g, '$1 ')
}

/** A German one with its check digits. */
function iban(at) {
  const account = digits(at, 18)
  const check = 98n - (BigInt(`${account}131400`) % 97n)
  return `DE${String(check).padStart(2, '0')}${account}`
}

function verdict(index, message, fields) {
  return {
    messageId: `0190b111-0000-7000-8000-${index.toString(16).padStart(12, '0')}`,
    message,
    aiReply: 'We are sorry. Please wait a few days and try again.',
    useful: false,
    occurredAt: new Date(Date.now() - 86_400_000 - index * 1000).toISOString(),
    ...fields,
  }
}
