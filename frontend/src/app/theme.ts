import { createTheme, type CSSVariablesResolver } from '@mantine/core'

export const theme = createTheme({
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, monospace',
  headings: { fontFamily: "'Inter Variable', system-ui, sans-serif", fontWeight: '620' },
  primaryColor: 'lagoon',
  primaryShade: { light: 7, dark: 7 },
  colors: {
    // Greys with a little blue, down to the surfaces of theme.css.
    dark: [
      '#e6ecf0',
      '#c3ced6',
      '#9fafba',
      '#7f909c',
      '#3b4954',
      '#29343d',
      '#1d262d',
      '#151c22',
      '#10161b',
      '#0d1216',
    ],
    lagoon: [
      '#e8f5f9',
      '#d3ebf2',
      '#a8d8e6',
      '#79c3d9',
      '#4fb8d8',
      '#2e97b8',
      '#1a7f9f',
      '#0f6a86',
      '#0b566d',
      '#083f51',
    ],
  },
  defaultRadius: 'md',
  focusRing: 'auto',
  respectReducedMotion: true,
  cursorType: 'pointer',
})

// Mantine's own surfaces and texts take the tokens of theme.css, so that each colour is written down once.
const fromTokens = {
  '--mantine-color-body': 'var(--rl-surface)',
  '--mantine-color-text': 'var(--rl-ink)',
  '--mantine-color-bright': 'var(--rl-ink)',
  '--mantine-color-dimmed': 'var(--rl-ink-soft)',
  '--mantine-color-placeholder': 'var(--rl-ink-soft)',
  '--mantine-color-anchor': 'var(--rl-link)',
  '--mantine-color-default': 'var(--rl-surface)',
  '--mantine-color-default-hover': 'var(--rl-sunken)',
  '--mantine-color-default-color': 'var(--rl-ink)',
  '--mantine-color-default-border': 'var(--rl-line)',
  '--mantine-color-error': 'var(--rl-worse)',
  '--mantine-color-lagoon-light': 'var(--rl-tint)',
  '--mantine-color-lagoon-light-hover': 'var(--rl-tint-strong)',
  '--mantine-color-lagoon-light-color': 'var(--rl-link)',
  '--mantine-color-lagoon-text': 'var(--rl-link)',
  '--mantine-color-lagoon-outline': 'var(--rl-link)',
}

export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: {},
  light: fromTokens,
  dark: fromTokens,
})
