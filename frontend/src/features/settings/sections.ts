/** The parts of the settings, as they stand in addresses. */
export const SECTIONS = ['account', 'people', 'keys', 'audit'] as const
export type Section = (typeof SECTIONS)[number]
