import type { Helpdesk, NewFeedback } from './helpdesk'

/** The channel of the feedback from which the topics are learned that all tests look at. */
export const LEARNED = 'e2e-topics'

const MATTERS = [
  ['Where is the refund for my {}?', 'I have sent the refund today.'],
  ['The {} arrived broken, I want a replacement', 'A new one is on its way.'],
  ['How do I reset the password of my {} account?', 'Press “Forgotten password” and follow the mail.'],
  ['My card was declined when I paid for the {}', 'Your bank asks you to confirm the payment in its app.'],
  ['The invoice for the {} shows the wrong address', 'The corrected invoice is in your mail.'],
  ['When will the {} be delivered?', 'The courier expects to come tomorrow before noon.'],
  ['The {} app crashes when I open it', 'Version 4.2 mends that; please update.'],
  ['Please cancel my subscription to the {}', 'It ends with this month, and nothing more is charged.'],
] as const
const THINGS = [
  ...['kettle', 'phone', 'lamp', 'jacket', 'printer', 'sofa', 'bicycle', 'camera', 'watch', 'headset', 'tent', 'mixer'],
  ...['router', 'desk', 'drone', 'blender', 'tablet', 'heater', 'guitar', 'toaster', 'fan', 'scanner', 'stroller'],
  ...['keyboard', 'mirror', 'carpet', 'fridge', 'helmet', 'speaker', 'monitor', 'piano', 'ladder', 'oven', 'razor'],
  ...['vacuum', 'wardrobe', 'backpack', 'suitcase', 'trampoline', 'telescope', 'microwave', 'hammock'],
]

/** Some 330 messages on eight matters, no two alike; one reply in three was overridden. */
export function matters(helpdesk: Helpdesk): NewFeedback[] {
  return THINGS.flatMap((thing, at) =>
    MATTERS.map(([message, agentReply], matter) => {
      const useful = (at + matter) % 3 !== 0
      return helpdesk.feedback({
        daysAgo: at % 20,
        channel: LEARNED,
        message: message.replace('{}', thing),
        aiReply: `Please see our help page ${matter}.`,
        useful,
        ...(useful ? {} : { agentReply, reason: 'INCOMPLETE' }),
      })
    }),
  )
}
