-- SPDX-FileCopyrightText: The Semel authors
-- SPDX-License-Identifier: Apache-2.0
--
-- Quarantine: parks the key until it is resolved. ARGV[5] reason

if not is_mine() then
  return answer('FENCED') -- S5
end
if record.state == 'QUARANTINED' then
  return repeated('APPLIED') -- S6
end
if not is_unfinished() then
  return answer('FENCED') -- S5
end
return change('APPLIED', {
  state = 'QUARANTINED',
  revision = integer(record.revision + 1),
  reason = ARGV[5],
  ended_at = integer(now),
}, { 'lease', 'until', 'certainty' }, NEVER_PURGED) -- S9: a quarantined record never ends by itself
