/** The parts of the settings, as they stand in addresses. */
export const SECTIONS = ['account', 'people', 'sign-in', 'keys', 'retention', 'audit'] as const
export type Section = (typeof SECTIONS)[number]
