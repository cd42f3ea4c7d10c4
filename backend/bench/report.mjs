// What the run found, as Markdown that reads well on a screen too.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { arch, cpus, totalmem, type } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { root } from '../../.make/processes.mjs'

const GIBIBYTE = 2 ** 30
const LOOK_MILLIS = 500
const file = join(root, 'docs', 'benchmarks.md')

const OPENING = `# Benchmarks

Written by the benchmarks themselves; whoever runs one replaces its section. Absolute figures belong to the machine they
were taken on; the ratios are what counts.
`

export function machine() {
  const processors = cpus()
  return `${processors.length} cores (${processors[0].model.trim()}), ${Math.round(totalmem() / GIBIBYTE)} GiB memory, ${type()} ${arch()}`
}

/** What else the cores do while every contender is idle: the figures are worth what this is near to nothing. */
export class Bystanders {
  #shares = []

  async look() {
    const before = times()
    await sleep(LOOK_MILLIS)
    const after = times()
    this.#shares.push(1 - (after.idle - before.idle) / (after.all - before.all))
  }

  get share() {
    return median(this.#shares)
  }

  toString() {
    return `${Math.round(this.share * 100)} %`
  }
}

function times() {
  const all = cpus().flatMap((core) => Object.entries(core.times))
  const sum = (entries) => entries.reduce((total, [, millis]) => total + millis, 0)
  return { all: sum(all), idle: sum(all.filter(([kind]) => kind === 'idle')) }
}

export function median(values) {
  const sorted = values.toSorted((one, other) => one - other)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

/** A Markdown table with its columns lined up: the first to the left, figures to the right. */
export function table(header, rows) {
  const widths = header.map((_, column) => Math.max(3, ...[header, ...rows].map((row) => row[column].length)))
  const line = (row) =>
    `| ${row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]))).join(' | ')} |`
  const rule = `|${widths.map((width, column) => (column === 0 ? '-'.repeat(width + 2) : `${'-'.repeat(width + 1)}:`)).join('|')}|`
  return [line(header), rule, ...rows.map(line)].join('\n')
}

/** Puts a section into docs/benchmarks.md, in the place of the one it had there. */
export function publish(name, text) {
  const [start, end] = [`<!-- ${name} -->`, `<!-- end of ${name} -->`]
  const section = `${start}\n${text.trim()}\n${end}\n`
  const before = existsSync(file) ? readFileSync(file, 'utf8') : OPENING
  const from = before.indexOf(start)
  const to = before.indexOf(end)
  writeFileSync(
    file,
    from < 0 ? `${before}\n${section}` : before.slice(0, from) + section + before.slice(to + end.length + 1),
  )
  return file
}
