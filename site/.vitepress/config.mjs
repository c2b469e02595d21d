// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
// The documentation site. Its pages are copies that prepare.mjs makes of README.md and docs/.
import { defineConfig } from 'vitepress'
import { anchorOf } from '../anchors.mjs'
import { reference, howTo, explanation, decisions } from '../pages/navigation.mjs'

export default defineConfig({
  title: 'Semel',
  description: 'Runs an operation once per idempotency key.',
  lang: 'en',
  srcDir: 'pages',
  outDir: 'dist',
  cacheDir: '.cache',
  cleanUrls: false,
  lastUpdated: false,
  appearance: true,
  // A link to a page that does not exist fails the build; check.mjs looks at the anchors afterwards.
  ignoreDeadLinks: false,
  markdown: {
    anchor: { slugify: anchorOf },
    languageAlias: { kts: 'kotlin' },
    toc: { level: [2, 3] },
  },
  themeConfig: {
    search: { provider: 'local' },
    outline: { level: [2, 3] },
    nav: [
      { text: 'Tutorial', link: '/tutorial' },
      { text: 'How-to', link: '/map#how-to-guides' },
      { text: 'Reference', link: '/map#reference' },
      { text: 'Guarantees', link: '/guarantees' },
    ],
    sidebar: [
      { text: 'Start', items: [
        { text: 'Semel', link: '/' },
        { text: 'All pages', link: '/map' },
        { text: 'Tutorial', link: '/tutorial' },
      ] },
      { text: 'How-to guides', collapsed: false, items: howTo },
      { text: 'Reference', collapsed: false, items: reference },
      { text: 'Explanation', collapsed: false, items: explanation },
      { text: 'Decisions', collapsed: true, items: decisions },
    ],
    footer: { message: 'Apache License 2.0' },
  },
})
