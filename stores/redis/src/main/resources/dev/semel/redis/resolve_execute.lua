-- SPDX-FileCopyrightText: The Semel authors
-- SPDX-License-Identifier: Apache-2.0
--
-- Resolve by execution: it did not happen, the next claim executes. ARGV[5] retention in milliseconds

if not is_mine() then
  return answer('FENCED') -- S5: also when it is another quarantine
end
if record.state == 'RELEASED' and record.certainty == 'NOT_EXECUTED' then
  return repeated('APPLIED') -- S6
end
if record.state ~= 'QUARANTINED' then
  return answer('FENCED')
end
local ends = second(now + tonumber(ARGV[5]))
return change('APPLIED', {
  state = 'RELEASED',
  revision = integer(record.revision + 1),
  certainty = 'NOT_EXECUTED',
  ended_at = integer(now),
  ['until'] = integer(ends),
}, { 'reason' }, purged_after(ends))
