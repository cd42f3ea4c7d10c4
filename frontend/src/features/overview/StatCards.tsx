import { ChangeNote } from '@/ui/ChangeNote'
import { Panel } from '@/ui/Panel'
import type { StatCard } from './model'
import page from './OverviewPage.module.css'
import classes from './StatCards.module.css'

export function StatCards({ cards }: { cards: StatCard[] }) {
  return (
    <div className={page.cards}>
      {cards.map((card) => (
        <Card key={card.label} card={card} />
      ))}
    </div>
  )
}

function Card({ card: { label, value, note, change, before } }: { card: StatCard }) {
  const titleId = `card-${label.toLowerCase()}`
  return (
    <Panel labelledBy={titleId}>
      <h2 id={titleId} className={classes.label}>
        {label}
      </h2>
      <p className={classes.value}>
        {value ?? '–'}
        {change && <ChangeNote change={change} />}
      </p>
      <p className={classes.note}>{note}</p>
      <p className={classes.note}>{before}</p>
    </Panel>
  )
}
