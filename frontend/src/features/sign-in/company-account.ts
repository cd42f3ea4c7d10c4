const WHERE = 'replyloop.left-for-company-account'

const REASONS: Readonly<Record<string, string>> = {
  'not-offered': 'Company accounts are not offered here.',
  cancelled: 'Signing in was broken off at your company’s sign-in page.',
  failed: 'What your company’s sign-in page answered is not valid, or too old. Please try again.',
  'no-role': 'Your company knows you, but none of your groups may use ReplyLoop. Ask an admin.',
  'locked-out': 'An admin has disabled your account.',
  'no-address': 'Your company’s sign-in page tells no e-mail address of yours. Ask an admin.',
  'address-taken':
    'Another account has your e-mail address already. Ask an admin to delete it, or sign in with its password.',
  unavailable: 'Your company’s sign-in page can’t be reached. Please try again in a moment.',
}

// Read as the page is loaded: the router drops from the address what it doesn't know.
let reason = new URLSearchParams(window.location.search).get('sign-in')

/** Why signing in with a company account failed, if this page was opened for that; undefined where it didn't. */
export function whyCompanyAccountFailed(): string | undefined {
  return reason === null ? undefined : (REASONS[reason] ?? REASONS.failed)
}

/** Somebody is signed in: what failed before is of no interest any more. */
export function forgetFailure() {
  reason = null
}

/** The browser goes to the company's sign-in page, and comes back to the first one: remembers where it was. */
export function leaveForCompanyAccount() {
  sessionStorage.setItem(WHERE, window.location.pathname + window.location.search + window.location.hash)
}

/** Where the browser was when it left to sign in, once; undefined where it didn't leave. */
export function whereItWas(): string | undefined {
  const address = sessionStorage.getItem(WHERE)
  sessionStorage.removeItem(WHERE)
  return address ?? undefined
}
