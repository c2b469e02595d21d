-- SPDX-FileCopyrightText: The Semel authors
-- SPDX-License-Identifier: Apache-2.0
--
-- Renew: lengthens the lease, never shortens it. ARGV[5] lease and [6] retention in milliseconds

if not is_mine() or not is_unfinished() then
  return answer('FENCED') -- S5
end
local lease = math.max(record.lease, now + tonumber(ARGV[5]))
local ends = math.max(record['until'], second(now + tonumber(ARGV[6])), second(lease)) -- S2
if lease == record.lease and ends == record['until'] then
  return repeated('APPLIED') -- S6
end
return change('APPLIED', {
  revision = integer(record.revision + 1),
  lease = integer(lease),
  ['until'] = integer(ends),
}, {}, purged_after(ends))
