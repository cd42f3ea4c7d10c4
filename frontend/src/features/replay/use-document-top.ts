import { useEffect, useState, type RefObject } from 'react'

/** How far below the document's top an element begins, kept right while what stands above it grows or wraps. */
export function useDocumentTop(element: RefObject<HTMLElement | null>): number {
  const [top, setTop] = useState(0)
  useEffect(() => {
    const observer = new ResizeObserver(() => {
      if (element.current) setTop(Math.round(element.current.getBoundingClientRect().top + window.scrollY))
    })
    observer.observe(document.body)
    return () => {
      observer.disconnect()
    }
  }, [element])
  return top
}
