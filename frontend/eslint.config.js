import js from '@eslint/js'
import query from '@tanstack/eslint-plugin-query'
import prettier from 'eslint-config-prettier'
import a11y from 'eslint-plugin-jsx-a11y-x'
import playwright from 'eslint-plugin-playwright'
import reactHooks from 'eslint-plugin-react-hooks'
import reactRefresh from 'eslint-plugin-react-refresh'
import testingLibrary from 'eslint-plugin-testing-library'
import { defineConfig } from 'eslint/config'
import tseslint from 'typescript-eslint'

const FEATURES = ['overview', 'trends', 'replay', 'prompts', 'settings', 'sign-in']

/** Imports go `./sibling` or `@/folder/file`, so that the folders named here are all there is to check. */
function mayNotImport(...folders) {
  return {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          { group: ['../*'], message: "Import from another folder with '@/…'." },
          ...folders.map((folder) => ({
            group: [`@/${folder}/**`],
            message: 'Imports run one way: shared (api, charts, ui) → features → app.',
          })),
        ],
      },
    ],
  }
}

export default defineConfig(
  { ignores: ['dist', 'coverage', 'src/api/schema.d.ts', 'playwright-report', 'test-results'] },
  js.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/consistent-type-definitions': 'off',
      // Texts are counted and cut in code points, as the API does.
      '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
      // The router's redirect() is thrown by design.
      '@typescript-eslint/only-throw-error': [
        'error',
        { allow: [{ from: 'package', package: '@tanstack/router-core', name: 'Redirect' }] },
      ],
    },
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    extends: [
      reactHooks.configs.flat['recommended-latest'],
      reactRefresh.configs.vite,
      a11y.configs.strict,
      query.configs['flat/recommended'],
    ],
    rules: mayNotImport(),
  },
  { files: ['src/{api,charts,ui}/**'], rules: mayNotImport('features', 'app') },
  { files: ['src/api/**'], rules: mayNotImport('features', 'app', 'charts', 'ui') },
  ...FEATURES.map((feature) => ({
    files: [`src/features/${feature}/**`],
    rules: mayNotImport('app', ...FEATURES.filter((other) => other !== feature).map((other) => `features/${other}`)),
  })),
  {
    files: ['src/**/*.test.{ts,tsx}', 'src/testing/**'],
    extends: [testingLibrary.configs['flat/react']],
    rules: { 'react-refresh/only-export-components': 'off' },
  },
  { files: ['e2e/**/*.ts'], extends: [playwright.configs['flat/recommended']] },
  prettier,
)
