import { Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { useEffect } from 'react'
import classes from './PageHeader.module.css'

interface PageHeaderProps {
  title: string
  /** What the page shows just now, in a sentence. */
  children?: ReactNode
}

export function PageHeader({ title, children }: PageHeaderProps) {
  useEffect(() => {
    document.title = `${title} · ReplyLoop`
  }, [title])
  return (
    <header className={classes.header}>
      <Title order={1} className={classes.title}>
        {title}
      </Title>
      {children !== undefined && (
        <Text component="div" className={classes.lead}>
          {children}
        </Text>
      )}
    </header>
  )
}
