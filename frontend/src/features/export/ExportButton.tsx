import { lazy, Suspense, useState } from 'react'
import type { WindowSearch } from '@/api/search'

const ExportDialog = lazy(() => import('./ExportDialog').then((module) => ({ default: module.ExportDialog })))

/** Opens the dialog that makes a training file of what the page shows. */
export function ExportButton({ search, className }: { search: WindowSearch; className: string }) {
  const [opened, setOpened] = useState(false)
  return (
    <>
      <button
        type="button"
        className={className}
        onClick={() => {
          setOpened(true)
        }}
      >
        Export
      </button>
      {opened && (
        <Suspense>
          <ExportDialog
            search={search}
            onClose={() => {
              setOpened(false)
            }}
          />
        </Suspense>
      )}
    </>
  )
}
