-- SPDX-FileCopyrightText: The Semel authors
-- SPDX-License-Identifier: Apache-2.0
--
-- Replace: the change of an operator, on condition that the record is the one that was seen.
-- ARGV[5] the fence and [6] the revision that were seen, [7] '1' to keep the recovery points, [8] the end in epoch
-- seconds, [9] and on: names and values of the fields of the new state

if not is_mine() or record.fence ~= tonumber(ARGV[5]) or record.revision ~= tonumber(ARGV[6]) then
  return answer('FENCED')
end
local set = { revision = integer(record.revision + 1), ['until'] = ARGV[8] }
for i = 9, #ARGV, 2 do
  set[ARGV[i]] = ARGV[i + 1]
end
local gone = { 'lease', 'certainty', 'reason', 'result', 'detail', 'digest', 'data' }
return change('APPLIED', set, ARGV[7] == '1' and gone or with_points(gone), purged_after(tonumber(ARGV[8])))
