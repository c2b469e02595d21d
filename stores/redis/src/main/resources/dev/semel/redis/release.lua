-- SPDX-FileCopyrightText: The Semel authors
-- SPDX-License-Identifier: Apache-2.0
--
-- Release: gives the claim back. ARGV[5] certainty

if not is_mine() then
  return answer('FENCED') -- S5
end
if record.state == 'RELEASED' and RANK[record.certainty] >= RANK[ARGV[5]] then
  return repeated('APPLIED') -- S6
end
if not is_unfinished() then
  return answer('FENCED') -- S5
end
-- Certainty accumulates: the least certain of this attempt and those before it.
local certainty = RANK[record.certainty] >= RANK[ARGV[5]] and record.certainty or ARGV[5]
return change('APPLIED', {
  state = 'RELEASED',
  revision = integer(record.revision + 1),
  certainty = certainty,
  ended_at = integer(now),
}, { 'lease' }, nil)
