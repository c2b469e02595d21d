// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
// Checks the built site: each link within it leads to a page, and each anchor to an element there.
//
//   node check.mjs DIST
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'

const dist = resolve(process.argv[2])
const files = readdirSync(dist, { recursive: true }).filter(name => name.endsWith('.html'))
const texts = new Map(files.map(name => [name, readFileSync(join(dist, name), 'utf8')]))
const ids = new Map([...texts].map(([name, text]) => [name, new Set([...text.matchAll(/ id="([^"]+)"/g)].map(found => found[1]))]))
const dead = []
let links = 0

for (const [name, text] of texts) {
  for (const [, href] of text.matchAll(/<a\b[^>]*? href="([^"]+)"/g)) {
    if (/^[a-z]+:/.test(href)) {
      dead.push(`${name}: ${href} leads to another server`)
      continue
    }
    links++
    const [path, anchor] = decodeURIComponent(href).split('#')
    let target = path === '' ? name : relative(dist, path.startsWith('/') ? join(dist, path) : resolve(dist, dirname(name), path))
    if (target === '' || path.endsWith('/')) target = join(target, 'index.html')
    if (!existsSync(join(dist, target))) dead.push(`${name}: there is no ${href}`)
    else if (anchor && ids.has(target) && !ids.get(target).has(anchor)) dead.push(`${name}: ${href} has no such anchor`)
  }
}

if (dead.length > 0) {
  console.error([...new Set(dead)].join('\n'))
  process.exit(1)
}
console.log(`${files.length} pages, ${links} links, none dead`)
