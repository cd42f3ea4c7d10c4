import type { AuditEntry, Role, Scope } from '@/api/session'

/** Every role, and what it lets its holder do. */
export const ROLES: Readonly<Record<Role, { label: string; does: string }>> = {
  VIEWER: { label: 'Viewer', does: 'Reads figures, topics and texts' },
  REVIEWER: { label: 'Reviewer', does: 'Corrects topics, takes verdicts back' },
  DEVELOPER: { label: 'Developer', does: 'Asks for prompts, posts feedback, makes keys' },
  PRIVACY: { label: 'Privacy', does: 'Erases customers’ messages' },
  ADMIN: { label: 'Admin', does: 'May do everything, and manages people' },
}

export const ROLE_ORDER: readonly Role[] = ['VIEWER', 'REVIEWER', 'DEVELOPER', 'PRIVACY', 'ADMIN']

/** Every scope, the role whose holder may hand it on, and what it is for. */
export const SCOPES: readonly { scope: Scope; role: Role; does: string }[] = [
  { scope: 'feedback:write', role: 'DEVELOPER', does: 'Posts feedback, takes it back' },
  { scope: 'feedback:read', role: 'VIEWER', does: 'Reads feedback, figures and topics' },
  { scope: 'prompts:write', role: 'DEVELOPER', does: 'Asks for prompts' },
  { scope: 'training:read', role: 'VIEWER', does: 'Reads training prompts' },
  { scope: 'export', role: 'DEVELOPER', does: 'Downloads training files' },
  { scope: 'erase', role: 'PRIVACY', does: 'Erases messages' },
  { scope: 'admin', role: 'ADMIN', does: 'Everything' },
]

/** "MERGE_TOPIC" as a person says it. */
export function actionInWords(action: string): string {
  const words = action.toLowerCase().replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** Whether what was tried was also done. */
export function succeeded({ outcome }: AuditEntry): boolean {
  return outcome < 400
}

/** Origins as people type them, one or several, parted by spaces, commas or lines. */
export function origins(text: string): string[] {
  return text.split(/[\s,]+/u).filter((origin) => origin !== '')
}

/** "PT9600H" as a person says it: 400 days. Durations come in whole hours, minutes or seconds. */
export function durationInWords(iso: string): string {
  const [, hours = '0', minutes = '0', seconds = '0'] = /^PT(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?$/u.exec(iso) ?? []
  const parts: [number, string][] = [
    [Math.floor(Number(hours) / 24), 'day'],
    [Number(hours) % 24, 'hour'],
    [Number(minutes), 'minute'],
    [Number(seconds), 'second'],
  ]
  return parts
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count.toLocaleString('en')} ${unit}${count === 1 ? '' : 's'}`)
    .join(' ')
}

/** Message ids as people paste them: a line each, or parted by spaces or commas; each once. */
export function messageIds(text: string): string[] {
  return [...new Set(text.split(/[\s,;]+/u).filter((id) => id !== ''))]
}
