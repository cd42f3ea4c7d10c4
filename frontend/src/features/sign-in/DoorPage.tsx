import { Text, Title } from '@mantine/core'
import { useEffect, type ReactNode } from 'react'
import classes from './DoorPage.module.css'

interface DoorPageProps {
  title: string
  /** What to do here, in a sentence. */
  lead?: ReactNode
  children?: ReactNode
}

/** A page for who is not known yet: a small panel in the middle, and nothing around it. */
export function DoorPage({ title, lead, children }: DoorPageProps) {
  useEffect(() => {
    document.title = `${title} · ReplyLoop`
  }, [title])
  return (
    <main id="main" className={classes.page}>
      <section className={classes.panel}>
        <p className={classes.brand}>ReplyLoop</p>
        <Title order={1} size="h3">
          {title}
        </Title>
        {lead !== undefined && (
          <Text size="sm" c="dimmed">
            {lead}
          </Text>
        )}
        {children}
      </section>
    </main>
  )
}
