import { Title } from '@mantine/core'
import { useId, type ReactNode } from 'react'
import classes from './replay.module.css'

interface SectionProps {
  title: string
  /** What can be done with it, beside its title. */
  action?: ReactNode
  /** For what is long by nature: keeps it to a height and lets it scroll. */
  scrolls?: boolean
  children: ReactNode
}

/** One text of a feedback, with its title. */
export function Section({ title, action, scrolls = false, children }: SectionProps) {
  const titleId = useId()
  return (
    <section className={classes.section} aria-labelledby={titleId}>
      <div className={classes.sectionHead}>
        <Title order={3} id={titleId} className={classes.sectionTitle}>
          {title}
        </Title>
        {action}
      </div>
      {scrolls ? (
        // eslint-disable-next-line jsx-a11y-x/no-noninteractive-tabindex -- a box that scrolls needs the keyboard
        <div className={`${classes.box} ${classes.scrollBox}`} tabIndex={0} role="group" aria-labelledby={titleId}>
          {children}
        </div>
      ) : (
        <div className={classes.box}>{children}</div>
      )}
    </section>
  )
}
