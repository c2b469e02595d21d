// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
// Copies README.md, docs/ and the files that they link to into pages/, with their links changed.
//
//   node prepare.mjs REPOSITORY FOLDER
//
// README.md becomes the home page and docs/README.md the map. A linked file that is no page, such as a Java source, becomes
// a page that shows it: the site is complete in itself, and each of its links can be checked.
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'

const repository = resolve(process.argv[2])
const pages = resolve(process.argv[3], 'pages')
const LANGUAGES = { java: 'java', xml: 'xml', yaml: 'yaml', json: 'json', md: 'md' }
const shown = new Map()

/** The file below pages/ for a file of the repository. */
function pageOf(path) {
  if (path === 'README.md') return 'index.md'
  if (path === 'docs/README.md') return 'map.md'
  if (path === 'docs/adr/README.md') return 'adr/index.md'
  if (path.startsWith('docs/')) return path.slice('docs/'.length)
  if (path === 'CHANGELOG.md' || path === 'CONTRIBUTING.md' || path === 'SECURITY.md') return path.toLowerCase()
  const page = `source/${path}.md`
  shown.set(path, page)
  return page
}

function withSlashes(path) {
  return path.split(sep).join('/')
}

/** The text of a page with its links leading to other pages of the site; code is left as it is. */
function linked(text, path) {
  const page = pageOf(path)
  return text
    .split(/(^ *```[\s\S]*?^ *```$|`[^`\n]+`)/m)
    .map((part, number) => number % 2 === 1 ? part : part.replace(/\]\(([^)\s#]+)(#[^)\s]*)?\)/g, (all, target, anchor = '') => {
      if (/^[a-z]+:/.test(target)) return all
      const file = withSlashes(relative(repository, resolve(repository, dirname(path), target)))
      if (!existsSync(join(repository, file))) throw new Error(`${path}: there is no ${file}`)
      return `](${withSlashes(relative(dirname(page), pageOf(file))) }${anchor})`
    }))
    .join('')
}

function write(page, text) {
  const file = join(pages, page)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
}

function copy(path) {
  // Vue would read double braces and angle brackets outside of code; comments are for the tests.
  const text = readFileSync(join(repository, path), 'utf8').replace(/^ *<!-- (from|compiled in|output).*-->\n/gm, '')
  write(pageOf(path), linked(text, path))
}

function show(path, page) {
  const file = join(repository, path)
  if (statSync(file).isDirectory()) {
    const items = readdirSync(file, { withFileTypes: true, recursive: true })
      .filter(item => item.isFile() && !withSlashes(item.parentPath).includes('/target'))
      .map(item => withSlashes(relative(file, join(item.parentPath, item.name))))
      .sort()
    write(page, `# ${path}\n\n${items.map(item => `- \`${item}\``).join('\n')}\n`)
    return
  }
  const language = LANGUAGES[path.split('.').pop()] ?? ''
  write(page, `# ${path.split('/').pop()}\n\n\`${path}\`\n\n\`\`\`\`${language}\n${readFileSync(file, 'utf8')}\n\`\`\`\`\n`)
}

function title(path) {
  return readFileSync(join(repository, path), 'utf8').match(/^# (.+)$/m)[1].replaceAll('`', '')
}

function item(path) {
  return { text: title(path), link: '/' + pageOf(path).replace(/(index)?\.md$/, '') }
}

function pagesBelow(folder) {
  return readdirSync(join(repository, folder)).filter(name => name.endsWith('.md')).sort().map(name => `${folder}/${name}`)
}

rmSync(pages, { recursive: true, force: true })
const all = ['README.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'SECURITY.md']
  .filter(path => existsSync(join(repository, path)))
  .concat(['docs', 'docs/how-to', 'docs/reference', 'docs/adr'].flatMap(pagesBelow))
all.forEach(copy)
for (const [path, page] of shown) show(path, page)

// The order of the map is the order of the site.
const map = readFileSync(join(repository, 'docs/README.md'), 'utf8')
const inOrderOfTheMap = (a, b) => map.indexOf(a.slice('docs/'.length)) - map.indexOf(b.slice('docs/'.length))
const navigation = {
  howTo: pagesBelow('docs/how-to').sort(inOrderOfTheMap).map(item),
  reference: [...pagesBelow('docs/reference'), 'docs/spec.md'].sort(inOrderOfTheMap).map(item).concat(item('CHANGELOG.md')),
  explanation: ['docs/guarantees.md', 'docs/keys-and-windows.md', 'docs/security.md', 'docs/reference-architecture.md', 'docs/architecture.md'].map(item).concat(item('CONTRIBUTING.md')),
  decisions: pagesBelow('docs/adr').filter(path => !path.endsWith('README.md')).map(item),
}
write('navigation.mjs', Object.entries(navigation)
  .map(([name, items]) => `export const ${name} = ${JSON.stringify(items, null, 2)}\n`).join(''))
